import {
  type DocumentNode,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isRequiredArgument,
  isUnionType,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { operationCost } from '../../src/execution/cost.js';
import { exceededDocumentLimit } from '../../src/execution/document-limits.js';
import { exceededLimit, type OperationLimits } from '../../src/execution/limits.js';
import { listBound } from '../../src/graphql/page-size.js';

/** A document that is accepted at the limits it was searched with, and what it costs. */
export interface ExpensiveDocument {
  readonly query: string;
  readonly cost: number;
}

interface Search {
  readonly schema: GraphQLSchema;
  readonly limits: OperationLimits;
  readonly maxTokens: number;
  /** Values for required arguments that exist at the server, by `Type.field.argument`. An argument without one leaves its field out. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
  /** Numbers from 0 to 1; the same numbers find the same documents. */
  readonly random: () => number;
  /** Documents wanted. */
  readonly count: number;
  /** How many documents are grown to choose from (four times `count`). */
  readonly attempts?: number;
}

/** Changes that are tried on each document. */
const STEPS = 120;
/** Most different root fields of one document. */
const ROOT_FIELDS = 3;

/**
 * Searches the schema for queries at the edge of the limits: each attempt grows a document by random changes and keeps those that are
 * accepted and cost no less, then raises each page size as far as the limits let it. Returns the most expensive ones, no two of the same
 * lists.
 */
export function mostExpensiveDocuments(search: Search): ExpensiveDocument[] {
  const attempts = search.attempts ?? search.count * 4;
  const grown = Array.from({ length: attempts }, () => new Growth(search).grow());
  const byLists = new Map<string, ExpensiveDocument>();
  // One whose root fields all need ids that there are none for stays empty.
  const begun = grown.filter(({ query }) => query !== '');
  for (const { lists, ...document } of begun.sort((a, b) => b.cost - a.cost)) {
    const isValid = validate(search.schema, parse(document.query)).length === 0;
    if (isValid && !byLists.has(lists)) byLists.set(lists, document);
  }
  return [...byLists.values()].slice(0, search.count);
}

/** One selected field, or the members of a union or interface that are selected. */
interface Selected {
  /** The field, or the member. */
  readonly name: string;
  readonly text: string;
  readonly type: GraphQLCompositeType | null;
  /** The list it is, with its present page size; null for other fields. */
  readonly list: { readonly name: string; readonly most: number; first: number } | null;
  readonly children: Selected[];
}

class Growth {
  readonly #roots: Selected;
  /** The few root fields that this document may have: else all documents would be mixtures of all. */
  readonly #rootFields: readonly GraphQLField<unknown, unknown>[];
  #aliases = 0;
  #cost = 0;

  constructor(private readonly search: Search) {
    const fields = Object.values(search.schema.getQueryType()?.getFields() ?? {});
    const wanted = 1 + Math.floor(search.random() * ROOT_FIELDS);
    this.#rootFields = Array.from({ length: wanted }, () => this.#pick(fields)).filter(
      (field) => field !== undefined,
    );
    this.#roots = {
      name: '',
      text: '',
      type: search.schema.getQueryType() ?? null,
      list: null,
      children: [],
    };
  }

  grow(): ExpensiveDocument & { readonly lists: string } {
    for (let step = 0; step < STEPS; step += 1) this.#tryChange();
    for (const selected of this.#all()) this.#raise(selected);
    const lists = this.#all().flatMap(({ list }) => (list === null ? [] : [list.name]));
    return { query: this.#print(), cost: this.#cost, lists: lists.sort().join() };
  }

  /** Adds a field, or another page size; takes it back when the document is then refused or cheaper. */
  #tryChange(): void {
    const place = this.#pick(this.#all().filter(({ type }) => type !== null));
    if (place === undefined) return;
    const { list } = place;
    if (list !== null && this.search.random() < 0.2) {
      const before = list.first;
      list.first = 1 + Math.floor(this.search.random() * list.most);
      if (!this.#isKept()) list.first = before;
      return;
    }
    const added = this.#select(place);
    if (added === null) return;
    place.children.push(added);
    if (!this.#isKept()) place.children.pop();
  }

  /** The largest page that is still accepted. */
  #raise({ list }: Selected): void {
    if (list === null) return;
    let low = list.first;
    let high = list.most;
    while (low < high) {
      list.first = Math.ceil((low + high) / 2);
      if (this.#isKept()) low = list.first;
      else high = list.first - 1;
    }
    list.first = low;
  }

  #isKept(): boolean {
    const cost = this.#measure();
    if (cost === null || cost < this.#cost) return false;
    this.#cost = cost;
    return true;
  }

  /** The cost of the present document; null when it is refused. */
  #measure(): number | null {
    const { schema, limits, maxTokens } = this.search;
    let document: DocumentNode;
    try {
      document = parse(this.#print(), { maxTokens });
    } catch {
      return null;
    }
    const operation = document.definitions[0] as OperationDefinitionNode;
    if (exceededDocumentLimit(document, limits) !== null) return null;
    if (exceededLimit(schema, document, operation, {}, limits) !== null) return null;
    return operationCost(schema, document, operation, {});
  }

  /** A field that can stand there; with what is selected of it, at least one field. */
  #select(place: Selected): Selected | null {
    const { type } = place;
    if (type === null) return null;
    if (isAbstractType(type) && (isUnionType(type) || this.search.random() < 0.8))
      return this.#member(place, type);
    const all = isUnionType(type) ? [] : Object.values(type.getFields());
    const fields = place === this.#roots ? this.#rootFields : all;
    const field = this.#pick(fields);
    return field === undefined ? null : this.#field(place, type.name, field);
  }

  /** Only one member of each place: fields of two could have one name and different types. */
  #member({ children }: Selected, type: GraphQLCompositeType): Selected | null {
    if (!isAbstractType(type) || children.some(({ name }) => name.startsWith('... on'))) return null;
    const member = this.#pick(this.search.schema.getPossibleTypes(type));
    if (member === undefined) return null;
    const text = `... on ${member.name}`;
    return this.#withChild({ name: text, text, type: member, list: null, children: [] });
  }

  #field(place: Selected, parent: string, field: GraphQLField<unknown, unknown>): Selected | null {
    const args = field.args
      .filter(isRequiredArgument)
      .map((argument) => this.#argument(parent, field, argument));
    if (args.includes(null)) return null;
    const isTwice = place.children.some(({ name }) => name === field.name);
    const type = getNamedType(field.type);
    if (isTwice && isLeafType(type)) return null;
    if (isTwice) this.#aliases += 1;
    const given = args.length === 0 ? '' : `(${args.join(', ')})`;
    const bound = listBound(this.search.schema, parent, field.name);
    const isPaged = bound !== undefined && bound.pagedBy !== 'whole';
    return this.#withChild({
      name: field.name,
      text: `${isTwice ? `a${this.#aliases}: ` : ''}${field.name}${given}`,
      type: isCompositeType(type) ? type : null,
      list: isPaged ? { name: `${parent}.${field.name}`, most: bound.most, first: bound.byDefault } : null,
      children: [],
    });
  }

  #withChild(selected: Selected): Selected | null {
    if (selected.type === null) return selected;
    const child = this.#select(selected);
    if (child === null) return null;
    selected.children.push(child);
    return selected;
  }

  #argument(parent: string, field: GraphQLField<unknown, unknown>, { name }: GraphQLArgument): string | null {
    const value = this.#pick(this.search.ids[`${parent}.${field.name}.${name}`] ?? []);
    return value === undefined ? null : `${name}: ${JSON.stringify(value)}`;
  }

  #all(from: Selected = this.#roots): Selected[] {
    return [from, ...from.children.flatMap((child) => this.#all(child))];
  }

  #print(selected: Selected = this.#roots): string {
    const { text, list, children } = selected;
    const inside =
      children.length === 0 ? '' : ` { ${children.map((child) => this.#print(child)).join(' ')} }`;
    return `${text}${list === null ? '' : `(first: ${list.first})`}${inside}`.trim();
  }

  #pick<T>(items: readonly T[]): T | undefined {
    return items[Math.floor(this.search.random() * items.length)];
  }
}
