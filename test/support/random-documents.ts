import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
} from 'graphql';

/** A source of numbers from 0 to 1. */
export type Random = () => number;

/** One random request. Valid documents fit the schema; the objects they request need not exist. */
export interface RandomRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const KINDS = ['query', 'query', 'query', 'mutation', 'subscription'] as const;
const DEPTH_MAX = 6;

/** Writes a valid document. `ids` are ids that mean something to the server; others are made up. */
export function writeDocument(schema: GraphQLSchema, random: Random, ids: readonly string[]): RandomRequest {
  const writer = new DocumentWriter(schema, random, ids);
  return writer.write();
}

/** An input value, as JSON for a variable and as text for the document. */
interface Value {
  readonly json: unknown;
  readonly literal: string;
}

class DocumentWriter {
  readonly #variables: Record<string, unknown> = {};
  readonly #definitions: string[] = [];
  readonly #fragments: string[] = [];
  #names = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly random: Random,
    private readonly ids: readonly string[],
  ) {}

  write(): RandomRequest {
    const kind = pick(this.random, KINDS);
    const root = this.schema.getRootType(kind as never);
    if (root == null) throw new Error(`the schema has no ${kind}`);
    const fields = kind === 'subscription' ? [pick(this.random, Object.values(root.getFields()))] : null;
    const selection = this.#selection(root, DEPTH_MAX, fields);
    const defined = this.#definitions.length === 0 ? '' : `(${this.#definitions.join(', ')})`;
    const query = [`${kind} ${this.#name('Op')}${defined} ${selection}`, ...this.#fragments].join('\n');
    return { query, variables: this.#variables };
  }

  #selection(
    type: GraphQLCompositeType,
    depth: number,
    wanted: readonly GraphQLField<unknown, unknown>[] | null = null,
  ): string {
    const parts = [...(wanted ?? this.#someFields(type, depth))].map((field) => this.#field(field, depth));
    if (isAbstractType(type)) parts.push(this.#onMember(type, depth));
    if (wanted === null && (parts.length === 0 || this.#chance(0.2))) parts.push('__typename');
    const text = `{ ${parts.join(' ')} }`;
    if (this.#chance(0.1)) return `{ ... on ${type.name} ${text} }`;
    return this.#chance(0.1) ? `{ ...${this.#fragment(type, text)} }` : text;
  }

  #someFields(type: GraphQLCompositeType, depth: number): GraphQLField<unknown, unknown>[] {
    if (isUnionType(type)) return [];
    const fields = Object.values(type.getFields()).filter(
      (field) => depth > 1 || !isCompositeType(getNamedType(field.type)),
    );
    return shuffled(this.random, fields).slice(0, 1 + Math.floor(this.random() * 3));
  }

  /** Fields of one member only: those of two could have one name and different types. */
  #onMember(type: GraphQLCompositeType, depth: number): string {
    const members = isAbstractType(type) ? this.schema.getPossibleTypes(type) : [];
    const member = pick(this.random, members);
    return `... on ${member.name} ${this.#selection(member, depth - 1)}`;
  }

  #fragment(type: GraphQLCompositeType, selection: string): string {
    const name = this.#name('F');
    this.#fragments.push(`fragment ${name} on ${type.name} ${selection}`);
    return name;
  }

  /** A field with arguments has an alias of its own, so that it is never taken for another. */
  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const given = field.args.filter((argument) => isRequiredArgument(argument) || this.#chance(0.4));
    const args = given.map((argument) => `${argument.name}: ${this.#argument(argument)}`);
    const alias = args.length > 0 || this.#chance(0.1) ? `${this.#name('a')}: ` : '';
    const type = getNamedType(field.type);
    const inside = isLeafType(type) ? '' : ` ${this.#selection(type as GraphQLCompositeType, depth - 1)}`;
    const directive =
      depth < DEPTH_MAX && this.#chance(0.05)
        ? ` @${pick(this.random, ['skip', 'include'])}(if: ${this.#chance(0.5)})`
        : '';
    return `${alias}${field.name}${args.length === 0 ? '' : `(${args.join(', ')})`}${directive}${inside}`;
  }

  #argument({ type }: GraphQLArgument): string {
    const { json, literal } = this.#value(type, 3);
    if (this.#chance(0.5)) return literal;
    const name = this.#name('v');
    this.#definitions.push(`$${name}: ${type}`);
    this.#variables[name] = json;
    return `$${name}`;
  }

  #value(type: GraphQLInputType, depth: number): Value {
    if (isNonNullType(type)) return this.#value(type.ofType, depth);
    if (isListType(type))
      return listOf(
        Array.from({ length: Math.floor(this.random() * 3) }, () => this.#value(type.ofType, depth - 1)),
      );
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        (field) => isRequiredInputField(field) || (depth > 0 && this.#chance(0.3)),
      );
      return objectOf(fields.map((field) => [field.name, this.#value(field.type, depth - 1)]));
    }
    if (isEnumType(type)) {
      const { name } = pick(this.random, type.getValues());
      return { json: name, literal: name };
    }
    return leafOf(this.#scalar((type as { name: string }).name));
  }

  #scalar(name: string): string | number | boolean {
    if (name === 'Boolean') return this.#chance(0.5);
    if (name === 'Int') return pick(this.random, [0, 1, 2, 20, 100, -1, 2 ** 31 - 1, -(2 ** 31)]);
    if (name === 'Decimal')
      return pick(this.random, ['0.00', '1.00', '1520.35', '-5.00', '99999999999999999999.99']);
    if (name === 'DateTime') return '2026-01-01T00:00:00.000Z';
    const odd = ['', 'x', 'INFY', 'TRX_1', '0'.repeat(24), '2026-01-01', 'ünï', '😀', 'a b', 'k'.repeat(300)];
    return pick(this.random, [...this.ids, ...odd]);
  }

  #name(prefix: string): string {
    this.#names += 1;
    return `${prefix}${this.#names}`;
  }

  #chance(probability: number): boolean {
    return this.random() < probability;
  }
}

function leafOf(json: string | number | boolean): Value {
  return { json, literal: JSON.stringify(json) };
}

function listOf(items: readonly Value[]): Value {
  return {
    json: items.map(({ json }) => json),
    literal: `[${items.map(({ literal }) => literal).join(', ')}]`,
  };
}

function objectOf(members: readonly (readonly [string, Value])[]): Value {
  return {
    json: Object.fromEntries(members.map(([name, { json }]) => [name, json])),
    literal: `{ ${members.map(([name, { literal }]) => `${name}: ${literal}`).join(', ')} }`,
  };
}

/** One of a list that is not empty. */
export function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T;
}

function shuffled<T>(random: Random, list: readonly T[]): T[] {
  return list
    .map((item) => [random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}
