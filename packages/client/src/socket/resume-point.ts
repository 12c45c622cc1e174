import type { DocumentNode, FieldNode, OperationDefinitionNode, SelectionSetNode } from 'graphql';

/** Where a document passes the cursor to resume from, and where its events carry theirs. */
export interface ResumePoint {
  /** Key of the root field in the result: its alias or its name; null if unknown, then it is the only key. */
  readonly responseKey: string | null;
  /** Name of the variable that is passed as `after` of the root field. */
  readonly afterVariable: string;
}

const ROOT_FIELD = /^\s*subscription\b[^{]*\{\s*(?:(\w+)\s*:\s*)?(\w+)/;
const AFTER = /\bafter\s*:\s*\$(\w+)/;

/**
 * Finds out from the text of a document how to resume a subscription, without a parser of GraphQL. Its first
 * definition must be the subscription, as code generators write it.
 *
 * Throws a TypeError that says what to change if it is not a subscription or does not pass `after` as a
 * variable. Whether the events have a cursor shows when the first one arrives.
 */
export function findResumePointInText(text: string): ResumePoint {
  const [, alias, field] = ROOT_FIELD.exec(text) ?? [];
  if (field === undefined) throw notSubscription();
  const afterVariable = AFTER.exec(text)?.[1];
  if (afterVariable === undefined) throw withoutAfter(field);
  return { responseKey: alias ?? field, afterVariable };
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
  if (root === undefined || root.kind !== 'Field' || another !== undefined) {
    throw new TypeError(
      'cannot resume: the subscription needs exactly one root field, outside of any fragment',
    );
  }
  const after = root.arguments?.find(({ name }) => name.value === 'after')?.value;
  if (after?.kind !== 'Variable') {
    throw withoutAfter(root.name.value);
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
  const operations = document.definitions.filter((definition) => definition.kind === 'OperationDefinition');
  const named = operations.filter(({ name }) => operationName === undefined || name?.value === operationName);
  const [operation, another] = named;
  if (operation === undefined || another !== undefined || operation.operation !== 'subscription') {
    throw notSubscription();
  }
  return operation;
}

function selectsCursor(
  selected: SelectionSetNode | undefined,
  document: DocumentNode,
  seen: Set<string>,
): boolean {
  return (selected?.selections ?? []).some((selection) => {
    if (selection.kind === 'Field') {
      return selection.name.value === 'cursor' && responseKeyOf(selection) === 'cursor';
    }
    if (selection.kind === 'InlineFragment') return selectsCursor(selection.selectionSet, document, seen);
    const name = selection.name.value;
    if (seen.has(name)) return false;
    const fragment = document.definitions.find(
      (definition) => definition.kind === 'FragmentDefinition' && definition.name.value === name,
    );
    seen.add(name);
    return fragment?.kind === 'FragmentDefinition' && selectsCursor(fragment.selectionSet, document, seen);
  });
}

function responseKeyOf(field: FieldNode): string {
  return field.alias?.value ?? field.name.value;
}

function notSubscription(): TypeError {
  return new TypeError('only a subscription can be resumed; send queries and mutations over HTTP');
}

function withoutAfter(field: string): TypeError {
  return new TypeError(
    `cannot resume "${field}": pass its cursor as a variable, as in ` +
      `subscription ($after: String) { ${field}(after: $after) { … } }`,
  );
}
