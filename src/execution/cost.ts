import {
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { type ListBound, listBound } from '../graphql/page-size.js';
import { type NamedCalls, namedCalls, upstreamCallsOf } from '../graphql/upstream-calls.js';
import { type Fragments, fragmentsOf } from './document-limits.js';

type Variables = Readonly<Record<string, unknown>>;

/** The type whose fields are selected; null within introspection, where nothing is paged. */
type Parent = GraphQLNamedType | null | undefined;

/**
 * The cost of one operation of a valid document: how many fields it may produce with its variables. The
 * selection of a list counts once for each item that its page may hold, multiplied by the items of the lists
 * around it; an item may have a weight of its own ({@link ListBound}). All members of a union or interface
 * are counted, though each item is only one of them.
 */
export function operationCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): number {
  return new CostCalculator(FIELDS, schema, document, operation, variables).ofOperation();
}

/**
 * The most calls of Gateway that one operation of a valid document may need, with its variables: those of a
 * field in a list count once for each item that its page may hold.
 */
export function upstreamCalls(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): number {
  const { hasCalls, shared } = callsNamedIn(document);
  if (!hasCalls) return shared;
  return shared + new CostCalculator(CALLS, schema, document, operation, variables).ofOperation();
}

/** What is added up. */
interface Measure {
  /** What a field itself costs. */
  readonly ofField: (parent: string | null, field: string) => number;
  /** What an item of a list costs, independent of the selection. */
  readonly ofItem: (bound: ListBound) => number;
}

const FIELDS: Measure = { ofField: () => 1, ofItem: ({ weight = 0 }) => weight };
const CALLS: Measure = {
  ofField: (parent, field) => (parent === null ? 0 : upstreamCallsOf(parent, field)),
  ofItem: () => 0,
};

/** Documents are kept and used again, and most of them name no such field. */
const known = new WeakMap<DocumentNode, NamedCalls>();

function callsNamedIn(document: DocumentNode): NamedCalls {
  let found = known.get(document);
  if (found === undefined) {
    const fields = new Set<string>();
    visit(document, { Field: ({ name }) => void fields.add(name.value) });
    found = namedCalls(fields);
    known.set(document, found);
  }
  return found;
}

class CostCalculator {
  readonly #fragments: Fragments;
  /** The cost of each fragment, calculated once even if it is used often. */
  readonly #fragmentCosts = new Map<string, number>();

  constructor(
    private readonly measure: Measure,
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly operation: OperationDefinitionNode,
    private readonly variables: Variables,
  ) {
    this.#fragments = fragmentsOf(document);
  }

  ofOperation(): number {
    return this.#selection(this.operation.selectionSet, this.schema.getRootType(this.operation.operation));
  }

  #selection(selectionSet: SelectionSetNode | undefined, parent: Parent): number {
    let cost = 0;
    for (const selection of selectionSet?.selections ?? []) {
      if (selection.kind === Kind.FIELD) cost += this.#field(selection, parent);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) cost += this.#spread(selection.name.value);
      else {
        const condition = selection.typeCondition?.name.value;
        const type = condition === undefined ? parent : this.schema.getType(condition);
        cost += this.#selection(selection.selectionSet, type);
      }
    }
    return cost;
  }

  #spread(name: string): number {
    const known = this.#fragmentCosts.get(name);
    if (known !== undefined) return known;
    const fragment = this.#fragments.get(name);
    const type = fragment && this.schema.getType(fragment.typeCondition.name.value);
    const cost = this.#selection(fragment?.selectionSet, type);
    this.#fragmentCosts.set(name, cost);
    return cost;
  }

  #field(field: FieldNode, parent: Parent): number {
    const name = field.name.value;
    const hasFields = isObjectType(parent) || isInterfaceType(parent);
    const definition = hasFields ? parent.getFields()[name] : undefined;
    const perItem = this.#selection(field.selectionSet, definition && getNamedType(definition.type));
    const bound = hasFields ? listBound(this.schema, parent.name, name) : undefined;
    const own = this.measure.ofField(hasFields ? parent.name : null, name);
    if (bound === undefined) return own + perItem;
    return own + this.#items(field, bound) * (this.measure.ofItem(bound) + perItem);
  }

  /**
   * Most items that the arguments allow a list to return. An invalid number counts as a full page; it is
   * refused later.
   */
  #items(field: FieldNode, { pagedBy, byDefault, most }: ListBound): number {
    if (pagedBy === 'whole') return most;
    const last = pagedBy === 'cursor' ? this.#number(field, 'last', most) : null;
    const count = last ?? this.#number(field, 'first', most) ?? byDefault;
    return Math.min(Math.max(count, 1), most);
  }

  /** The number passed for an argument, or null if there is none. */
  #number(field: FieldNode, argument: string, most: number): number | null {
    const value = field.arguments?.find(({ name }) => name.value === argument)?.value;
    if (value?.kind === Kind.INT) return Number(value.value);
    if (value?.kind !== Kind.VARIABLE) return null;
    const variable = value.name.value;
    const given = Object.hasOwn(this.variables, variable)
      ? this.variables[variable]
      : this.#variableDefault(variable);
    return given === null || typeof given === 'number' ? given : most;
  }

  #variableDefault(name: string): number | null {
    const defined = this.operation.variableDefinitions?.find(({ variable }) => variable.name.value === name);
    return defined?.defaultValue?.kind === Kind.INT ? Number(defined.defaultValue.value) : null;
  }
}
