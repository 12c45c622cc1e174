import type { ConcreteRequest, ReaderSelection } from 'relay-runtime';

/** What Relay's compiler writes for an operation with one root field of scalars. */
export function compiled(
  operationKind: 'query' | 'mutation' | 'subscription',
  name: string,
  text: string,
  selections: readonly ReaderSelection[],
): ConcreteRequest {
  const type = `${operationKind[0]?.toUpperCase()}${operationKind.slice(1)}`;
  return {
    kind: 'Request',
    fragment: {
      kind: 'Fragment',
      name,
      type,
      metadata: null,
      abstractKey: null,
      argumentDefinitions: [],
      selections,
    },
    operation: { kind: 'Operation', name, argumentDefinitions: [], selections: selections as never },
    params: { cacheID: name, id: null, metadata: {}, name, operationKind, text },
  } as unknown as ConcreteRequest;
}

/** A selected field without arguments. */
export function scalar(name: string): ReaderSelection {
  return { kind: 'ScalarField', alias: null, args: null, name, storageKey: null };
}

/** A selected object, or a list of them, and its fields, without arguments that are stored. */
export function linked(
  name: string,
  concreteType: string | null,
  selections: readonly ReaderSelection[],
  plural = false,
) {
  return {
    kind: 'LinkedField',
    alias: null,
    args: null,
    concreteType,
    name,
    plural,
    selections,
    storageKey: null,
  } as ReaderSelection;
}
