import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql';
import { ERROR_CATALOGUE } from '../../src/core/errors.js';

type Json = Readonly<Record<string, unknown>>;

/**
 * Returns how a body violates GraphQL's response format, or null. Codes other than our own are violations.
 */
export function misshapenBody(body: unknown): string | null {
  if (!isRecord(body)) return `it is ${JSON.stringify(body)}`;
  const others = Object.keys(body).filter((key) => key !== 'data' && key !== 'errors');
  if (others.length > 0) return `it has ${others.join(', ')}`;
  if (!('data' in body) && !('errors' in body)) return 'it has neither data nor errors';
  if ('data' in body && body.data !== null && !isRecord(body.data)) return 'data is no object';
  if (!('errors' in body)) return null;
  if (!Array.isArray(body.errors) || body.errors.length === 0) return 'errors is no list, or empty';
  return body.errors.map(misshapenError).find((problem) => problem !== null) ?? null;
}

function misshapenError(error: unknown): string | null {
  if (!isRecord(error) || typeof error.message !== 'string' || error.message === '')
    return 'an error has no message';
  const { code } = (error.extensions ?? {}) as Json;
  if (typeof code !== 'string' || !Object.hasOwn(ERROR_CATALOGUE, code))
    return `an error has the code ${code}`;
  return code === 'INTERNAL_SERVER_ERROR' ? 'a defect was masked' : null;
}

/**
 * Where data does not fit its document: a name that was not asked for, a null that cannot be, a list that is
 * none. Null when it fits.
 */
export function misfit(schema: GraphQLSchema, document: DocumentNode, data: Json): string | null {
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return 'there is no operation';
  const type = schema.getRootType(operation.operation);
  return type == null
    ? 'there is no root'
    : new Fitting(schema, document).object(data, type, [operation.selectionSet]);
}

const META_FIELDS: Readonly<Record<string, { readonly type: GraphQLOutputType }>> = {
  __typename: TypeNameMetaFieldDef,
  __schema: SchemaMetaFieldDef,
  __type: TypeMetaFieldDef,
};

interface Selected {
  readonly type: GraphQLOutputType;
  readonly inside: SelectionSetNode[];
}

class Fitting {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
  ) {
    const fragments = document.definitions.filter(
      (definition) => definition.kind === Kind.FRAGMENT_DEFINITION,
    );
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  object(value: Json, type: GraphQLNamedType, selections: readonly SelectionSetNode[]): string | null {
    const selected = new Map<string, Selected>();
    for (const selection of selections) this.#collect(selection, type, selected);
    for (const [key, part] of Object.entries(value)) {
      const wanted = selected.get(key);
      if (wanted === undefined) return `${key} was not asked for`;
      const problem = this.#value(part, wanted.type, wanted.inside);
      if (problem !== null) return `${key}: ${problem}`;
    }
    return null;
  }

  #value(value: unknown, type: GraphQLOutputType, inside: readonly SelectionSetNode[]): string | null {
    if (isNonNullType(type)) return value === null ? 'null' : this.#value(value, type.ofType, inside);
    if (value === null) return null;
    if (isListType(type)) {
      if (!Array.isArray(value)) return 'no list';
      return (
        value.map((item) => this.#value(item, type.ofType, inside)).find((found) => found !== null) ?? null
      );
    }
    if (isLeafType(type)) return typeof value === 'object' ? 'no leaf' : null;
    return isRecord(value) ? this.object(value, getNamedType(type), inside) : 'no object';
  }

  #collect({ selections }: SelectionSetNode, type: GraphQLNamedType, selected: Map<string, Selected>): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const fields = 'getFields' in type ? type.getFields() : {};
        const field = META_FIELDS[selection.name.value] ?? fields[selection.name.value];
        if (field === undefined) continue;
        const key = selection.alias?.value ?? selection.name.value;
        const inside = [
          ...(selected.get(key)?.inside ?? []),
          ...(selection.selectionSet ? [selection.selectionSet] : []),
        ];
        selected.set(key, { type: field.type as GraphQLOutputType, inside });
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value);
      const name = fragment?.typeCondition?.name.value;
      const within = name === undefined ? type : this.schema.getType(name);
      if (fragment !== undefined && within !== undefined)
        this.#collect(fragment.selectionSet, within, selected);
    }
  }
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
