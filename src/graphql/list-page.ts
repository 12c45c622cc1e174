import { ArgsType, type ClassType, Field, Int } from 'type-graphql';
import { badInput } from '../core/errors.js';
import type { Slice } from '../ledger/slice.js';
import { LIST_BOUNDS, type ListBound, type ListName } from './page-size.js';

/** The arguments of a plain list that is paged; null stands for the default. */
export interface ListArgs {
  readonly first?: number | null;
  readonly offset?: number | null;
}

/** Makes the arguments `first` and `offset` of a list, with its bound as default and description. */
export function listArgs(list: ListName): ClassType<ListArgs> {
  const { byDefault, most } = LIST_BOUNDS[list];
  @ArgsType()
  class ListArgsType {
    @Field(() => Int, {
      nullable: true,
      defaultValue: byDefault,
      description: `Number of items, 1 to ${most}.`,
    })
    first?: number | null;

    @Field(() => Int, {
      nullable: true,
      defaultValue: 0,
      description: 'Number of items to skip: those you already have.',
    })
    offset?: number | null;
  }
  return ListArgsType;
}

/** The description of a list: what it holds, its page size, and how to read the rest. */
export function describeList(list: ListName, what: string): string {
  const { byDefault, most } = LIST_BOUNDS[list];
  return (
    `${what} Returns a page of ${byDefault} unless \`first\` is set, at most ${most}; ` +
    `\`${countOf(list)}\` is the total number, and \`offset\` skips items.`
  );
}

/** The description of the field that counts a list. */
export function describeCount(list: ListName): string {
  return `Total number of \`${fieldOf(list)}\`, which may be more than one page returns.`;
}

/** Which part of a list its arguments ask for. Throws BAD_USER_INPUT, naming the argument. */
export function sliceOf(list: ListName, { first, offset }: ListArgs): Slice {
  const bound = LIST_BOUNDS[list];
  const skipped = offset ?? 0;
  if (skipped < 0) throw badInput('offset', 'must not be negative');
  return { offset: skipped, limit: pageSize('first', first ?? bound.byDefault, bound) };
}

/** The part of a list in memory that its arguments ask for. Throws BAD_USER_INPUT, naming the argument. */
export function pageOf<Item>(list: ListName, items: readonly Item[], args: ListArgs): readonly Item[] {
  const { offset, limit } = sliceOf(list, args);
  return items.slice(offset, offset + limit);
}

/** Checks a page size against its list. Throws BAD_USER_INPUT, naming the argument. */
export function pageSize(argument: string, value: number, { most }: Pick<ListBound, 'most'>): number {
  if (value < 1 || value > most) throw badInput(argument, `must be from 1 to ${most}`);
  return value;
}

function fieldOf(list: ListName): string {
  return list.slice(list.indexOf('.') + 1);
}

function countOf(list: ListName): string {
  return `${fieldOf(list)}Count`;
}
