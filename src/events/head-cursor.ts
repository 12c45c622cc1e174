import {
  BREAK,
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLSchema,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Context } from '../graphql/context.js';
import type { EventsService } from './events.service.js';

/**
 * Makes the function that reads the head of the viewer's log before an operation that selects
 * `Viewer.cursor`, wherever it is in the document, reads anything else: so the rest of the answer holds every
 * event up to that cursor. It never rejects; a failure is that of the field.
 */
export function createHeadReader(
  schema: GraphQLSchema,
  events: Pick<EventsService, 'headCursor'>,
): (args: ExecutionArgs) => Promise<void> | undefined {
  const known = new WeakMap<DocumentNode, boolean>();
  const isSelectedIn = (document: DocumentNode) => {
    let isSelected = known.get(document);
    if (isSelected === undefined) {
      isSelected = selectsCursor(schema, document);
      known.set(document, isSelected);
    }
    return isSelected;
  };
  return ({ document, contextValue }) => {
    const { viewer } = contextValue as Context;
    if (viewer === null || !isSelectedIn(document)) return undefined;
    const cursor = events.headCursor(viewer);
    Object.assign(contextValue as object, { cursor });
    return cursor.then(ignore, ignore);
  };
}

function ignore(): void {}

function selectsCursor(schema: GraphQLSchema, document: DocumentNode): boolean {
  const types = new TypeInfo(schema);
  let isSelected = false;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field({ name }) {
        if (name.value !== 'cursor' || types.getParentType()?.name !== 'Viewer') return undefined;
        isSelected = true;
        return BREAK;
      },
    }),
  );
  return isSelected;
}
