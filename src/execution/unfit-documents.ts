import { type DocumentNode, Kind, type OperationDefinitionNode } from 'graphql';
import type { Log } from '../core/log.js';
import { formatErrors } from './errors.js';
import type { Engine } from './engine.js';
import { exceededLimit } from './limits.js';

/**
 * Logs one warning for each document of the manifest that is refused with any variables, by the schema or a
 * limit.
 */
export function warnOfUnfitDocuments(engine: Engine, log: Log): void {
  for (const [documentId, text] of engine.runtime.persistedDocuments.manifest) {
    const problems = problemsOf(engine, text, log);
    if (problems.length > 0)
      log.warn({ documentId, problems }, 'a document of the manifest is always refused');
  }
}

function problemsOf(engine: Engine, text: string, log: Log): string[] {
  const read = engine.documents.read(text);
  if ('errors' in read) {
    const shown = formatErrors(read.errors, { requestId: '', log });
    return shown.map(({ message, extensions }) => `${extensions?.code}: ${message}`);
  }
  const { document } = read;
  return operationsOf(document).flatMap((operation) => {
    const refusal = exceededBy(engine.runtime, document, operation);
    return refusal === null ? [] : [`${refusal.code}: ${refusal.message}`];
  });
}

function operationsOf({ definitions }: DocumentNode): OperationDefinitionNode[] {
  return definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
}

/** The limit that the operation exceeds even with pages of one item. */
function exceededBy(
  { schema, limits }: Engine['runtime'],
  document: DocumentNode,
  operation: OperationDefinitionNode,
) {
  const names = operation.variableDefinitions?.map(({ variable }) => variable.name.value) ?? [];
  const smallest = Object.fromEntries(names.map((name) => [name, 1]));
  return exceededLimit(schema, document, operation, smallest, limits);
}
