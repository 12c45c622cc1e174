import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** Where a document passes the cursor to resume from, and where its events carry theirs. */
export interface ResumePoint {
  /** Key of the root field in the result: its alias or its name. */
  readonly responseKey: string;
  /** Name of the variable that is passed as `after` of the root field. */
  readonly afterVariable: string;
}

/**
 * Finds out from its document how to resume a subscription.
 *
 * Throws a TypeError that says what to change if the document is not a subscription, does not pass `after` as
 * a variable, or does not select `cursor` under that name: such a stream could not resume after a lost
 * connection.
 */
export function findResumePoint(document: DocumentNode, operationName?: string): ResumePoint {
  const operation = findSubscription(document, operationName);
  const [root, another] = operation.selectionSet.selections;
  if (root === undefined || root.kind !== Kind.FIELD || another !== undefined) {
    throw new TypeError(
      'cannot resume: the subscription needs exactly one root field, outside of any fragment',
    );
  }
  const after = root.arguments?.find(({ name }) => name.value === 'after')?.value;
  if (after?.kind !== Kind.VARIABLE) {
    throw new TypeError(
      `cannot resume "${root.name.value}": pass its cursor as a variable, as in ` +
        `subscription ($after: String) { ${root.name.value}(after: $after) { … } }`,
    );
  }
  if (!selectsCursor(root.selectionSet, document, new Set())) {
    throw new TypeError(
      `cannot resume "${root.name.value}": select "cursor" of each event without an alias ` +
        '(on a union: "... on Event { cursor }")',
    );
  }
  return { responseKey: responseKeyOf(root), afterVariable: after.name.value };
}

function findSubscription(
  document: DocumentNode,
  operationName: string | undefined,
): OperationDefinitionNode {
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const named = operations.filter(({ name }) => operationName === undefined || name?.value === operationName);
  const [operation, another] = named;
  if (operation === undefined || another !== undefined || operation.operation !== 'subscription') {
    throw new TypeError('only a subscription can be resumed; send queries and mutations over HTTP');
  }
  return operation;
}

function selectsCursor(
  selected: SelectionSetNode | undefined,
  document: DocumentNode,
  seen: Set<string>,
): boolean {
  return (selected?.selections ?? []).some((selection) => {
    if (selection.kind === Kind.FIELD) {
      return selection.name.value === 'cursor' && responseKeyOf(selection) === 'cursor';
    }
    if (selection.kind === Kind.INLINE_FRAGMENT) return selectsCursor(selection.selectionSet, document, seen);
    const name = selection.name.value;
    if (seen.has(name)) return false;
    const fragment = document.definitions.find(
      (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
    );
    seen.add(name);
    return (
      fragment?.kind === Kind.FRAGMENT_DEFINITION && selectsCursor(fragment.selectionSet, document, seen)
    );
  });
}

function responseKeyOf(field: FieldNode): string {
  return field.alias?.value ?? field.name.value;
}
