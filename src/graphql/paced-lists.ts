import {
  defaultFieldResolver,
  type FieldNode,
  type GraphQLField,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNullableType,
  isListType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { yieldIfLong } from '../core/turns.js';
import { AnswerBudget } from './answer-budget.js';

/** Lists up to this length are completed in one go. */
const SHORT_LIST = 8;

// Module state on purpose: the types of introspection are shared by all schemas of a process.
const paced = new WeakSet<object>();

/**
 * Makes each list of this schema count its items in the budget of the operation, and yield the event loop
 * between two items when the turn is long: graphql-js completes the items of a list in one synchronous loop.
 * Changes the fields in place. An operation whose context carries no `budget` runs as before.
 *
 * The results are the same as without it. The errors are too, except for their order, and except that a long
 * list that is null as a whole because of one item can report errors of further items, as any list of
 * promises does.
 */
export function paceLists(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (isListType(getNullableType(field.type)) && !paced.has(field)) pace(field);
    }
  }
}

function pace(field: GraphQLField<unknown, unknown>): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  paced.add(field);
  field.resolve = (source, args, context, info) => {
    const budget = (context as { readonly budget?: unknown } | null | undefined)?.budget;
    if (!(budget instanceof AnswerBudget)) return resolve(source, args, context, info);
    const read = () => readList(budget, () => resolve(source, args, context, info));
    const list = budget.reads.acquire()?.then(read) ?? read();
    return isPromise(list) ? list.then((items) => counted(items, budget, info)) : counted(list, budget, info);
  };
}

/**
 * Reads a list for which there is a slot. What exceeds its budget is thrown away as a whole: its further
 * lists are empty, and are not read.
 */
function readList(budget: AnswerBudget, resolve: () => unknown): unknown {
  let list: unknown;
  try {
    // Thousands may wait for a slot when the budget is exceeded: they end over several turns too.
    list = budget.refusal === null ? resolve() : (yieldIfLong()?.then(() => []) ?? []);
  } finally {
    if (!isPromise(list)) budget.reads.release();
  }
  return isPromise(list) ? list.finally(() => budget.reads.release()) : list;
}

function isPromise(value: unknown): value is Promise<unknown> {
  return value instanceof Promise;
}

function counted(list: unknown, budget: AnswerBudget, info: GraphQLResolveInfo): unknown {
  if (!Array.isArray(list)) return list;
  const weight = fieldsPerItem(info);
  if (list.length > SHORT_LIST && !budget.isCompiled) return inSlices(list, weight, budget);
  if (budget.spend(list.length * weight) !== null) return [];
  return pauseIfDue(budget)?.then(() => list) ?? list;
}

function pauseIfDue(budget: AnswerBudget): Promise<void> | undefined {
  return budget.isPauseDue() ? yieldIfLong() : undefined;
}

/**
 * The items of a list. graphql-js asks for the next one when it has completed the last, so the clock is read
 * between them: from the moment when the turn is long, what is left are promises that resolve one after
 * another in later turns.
 */
function* inSlices(list: readonly unknown[], weight: number, budget: AnswerBudget): Iterable<unknown> {
  let later: Promise<void> | undefined;
  for (const item of list) {
    if (budget.spend(weight) !== null) return;
    later = later === undefined ? pauseIfDue(budget) : later.then(() => yieldIfLong());
    yield later === undefined ? item : later.then(() => item);
  }
}

/** graphql-js hands over the same array of nodes for one place of a document during one execution. */
const weights = new WeakMap<readonly FieldNode[], number>();

function fieldsPerItem({ fieldNodes, fragments, parentType }: GraphQLResolveInfo): number {
  const known = weights.get(fieldNodes);
  if (known !== undefined) return known;
  // The queries of tools ask nine times for the `ofType` of a type, which nearly always ends at once.
  const isDeep = !parentType.name.startsWith('__');
  const fields = fieldNodes.reduce((sum, node) => sum + countFields(node.selectionSet, fragments, isDeep), 0);
  const weight = Math.max(1, fields);
  weights.set(fieldNodes, weight);
  return weight;
}

/** Fields of a selection, with those in other fields if `isDeep`. */
function countFields(
  selectionSet: SelectionSetNode | undefined,
  fragments: GraphQLResolveInfo['fragments'],
  isDeep: boolean,
): number {
  let fields = 0;
  for (const selection of selectionSet?.selections ?? []) {
    const isField = selection.kind === Kind.FIELD;
    const inside =
      selection.kind === Kind.FRAGMENT_SPREAD
        ? fragments[selection.name.value]?.selectionSet
        : selection.selectionSet;
    if (isField) fields += 1;
    if (isDeep || !isField) fields += countFields(inside, fragments, isDeep);
  }
  return fields;
}
