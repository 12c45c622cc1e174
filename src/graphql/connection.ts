import { ArgsType, type ClassType, Field, Int, ObjectType } from 'type-graphql';
import { badInput } from '../core/errors.js';
import type { PageBounds } from '../ledger/versions.js';
import { pageSize } from './list-page.js';
import { LIST_BOUNDS, type ListName } from './page-size.js';

@ObjectType('PageInfo', { simpleResolvers: true, description: 'Position of a page in its list.' })
export class PageInfoType {
  @Field(() => Boolean, { description: 'Whether there are more items after `endCursor`.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether there are more items before `startCursor`.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first edge; null on an empty page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last edge; null on an empty page.' })
  endCursor!: string | null;
}

/** A connection as a plain object. */
export interface Connection<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: PageInfoType;
}

/** Makes the Relay types `<name>Edge` and `<name>Connection` for a node type. */
export function connectionTypes(name: string, node: () => ClassType | object): ClassType {
  @ObjectType(`${name}Edge`, { simpleResolvers: true, description: `One ${name} in a list.` })
  class Edge {
    @Field(() => String, { description: 'Position in the list, for `after` and `before`.' })
    cursor!: string;

    @Field(() => node() as ClassType, { nullable: true, description: `The ${name} itself.` })
    node!: object | null;
  }

  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: `A page of a list of ${name}s.` })
  class Connection {
    @Field(() => [Edge], { description: 'The page, in the order of the list.' })
    edges!: Edge[];

    @Field(() => PageInfoType, { description: 'Position of this page in the list.' })
    pageInfo!: PageInfoType;
  }
  return Connection;
}

/** The arguments of a connection that is paged in both directions; null stands for the default. */
export interface PageArgs {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/**
 * Makes the arguments of a connection that is paged in both directions, with its bound as default and
 * description.
 */
export function pageArgs(list: ListName): ClassType<PageArgs> {
  const { byDefault, most } = LIST_BOUNDS[list];
  @ArgsType()
  class PageArgsType {
    @Field(() => Int, {
      nullable: true,
      defaultValue: byDefault,
      description: `Number of items from the beginning, 1 to ${most}.`,
    })
    first?: number | null;

    @Field(() => String, { nullable: true, description: 'Return only items after this cursor.' })
    after?: string | null;

    @Field(() => Int, {
      nullable: true,
      description: `Number of items from the end, 1 to ${most}. Overrides \`first\`.`,
    })
    last?: number | null;

    @Field(() => String, { nullable: true, description: 'Return only items before this cursor.' })
    before?: string | null;
  }
  return PageArgsType;
}

/** The arguments of a connection that is paged forward only; null stands for the default. */
export type ForwardArgs = Pick<PageArgs, 'first' | 'after'>;

/** Makes the arguments of a connection that is paged forward only. */
export function forwardArgs(list: ListName): ClassType<ForwardArgs> {
  const { byDefault, most } = LIST_BOUNDS[list];
  @ArgsType()
  class ForwardArgsType {
    @Field(() => Int, {
      nullable: true,
      defaultValue: byDefault,
      description: `Number of items, 1 to ${most}.`,
    })
    first?: number | null;

    @Field(() => String, { nullable: true, description: 'Return only items after this cursor.' })
    after?: string | null;
  }
  return ForwardArgsType;
}

/**
 * Reads the arguments of a list that is read by offset. One row more than asked for is wanted, to see whether
 * there is another page. Throws BAD_USER_INPUT.
 */
export function offsetBounds(list: ListName, args: ForwardArgs): { offset: number; count: number } {
  const bound = LIST_BOUNDS[list];
  const before = position('after', args.after);
  return {
    offset: before === null ? 0 : before + 1,
    count: pageSize('first', args.first ?? bound.byDefault, bound) + 1,
  };
}

/**
 * Builds a connection from rows read with {@link offsetBounds}, dropping the extra one. Each item has its
 * position in the page, since rows that could not be read are missing; `sent` counts those as well.
 */
export function toForwardConnection<Item, Node>(
  { offset, count }: { readonly offset: number; readonly count: number },
  page: { readonly sent: number; readonly items: readonly { readonly index: number; readonly item: Item }[] },
  nodeOf: (item: Item) => Node,
): Connection<Node> {
  const edges = page.items
    .filter(({ index }) => index < count - 1)
    .map(({ index, item }) => ({ cursor: positionCursor(offset + index), node: nodeOf(item) }));
  const shown = Math.min(page.sent, count - 1);
  return {
    edges,
    pageInfo: {
      hasNextPage: page.sent >= count,
      hasPreviousPage: offset > 0,
      startCursor: edges[0]?.cursor ?? null,
      // Of the last row of the page, even if it is missing: what follows begins after it.
      endCursor: shown === 0 ? null : positionCursor(offset + shown - 1),
    },
  };
}

/**
 * Reads Relay arguments for a list ordered newest first: what comes *after* a cursor is older, so it stands
 * *before* that position. One row more than asked for is wanted, to see whether there is another page. Throws
 * BAD_USER_INPUT.
 */
export function pageBounds(list: ListName, args: PageArgs): PageBounds {
  const bound = LIST_BOUNDS[list];
  const fromOldest = args.last !== null && args.last !== undefined;
  const count = fromOldest
    ? pageSize('last', args.last, bound)
    : pageSize('first', args.first ?? bound.byDefault, bound);
  return {
    before: position('after', args.after),
    after: position('before', args.before),
    limit: count + 1,
    fromOldest,
  };
}

/** The cursor of a position in a list. */
export function positionCursor(position: number): string {
  return Buffer.from(`at:${position}`).toString('base64url');
}

function position(argument: string, cursor: string | null | undefined): number | null {
  if (cursor === null || cursor === undefined) return null;
  const [, digits] = /^at:(\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (digits === undefined) throw badInput(argument, 'is not a cursor of this list');
  return Number(digits);
}

/** Builds a connection from rows read with {@link pageBounds}, dropping the extra one. */
export function toConnection<Row extends { readonly position: number }, Node>(
  bounds: PageBounds,
  rows: readonly Row[],
  nodeOf: (row: Row) => Node,
): Connection<Node> {
  const hasMore = rows.length === bounds.limit;
  const page = hasMore ? (bounds.fromOldest ? rows.slice(1) : rows.slice(0, -1)) : rows;
  const edges = page.map((row) => ({ cursor: positionCursor(row.position), node: nodeOf(row) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: bounds.fromOldest ? bounds.after !== null : hasMore,
      hasPreviousPage: bounds.fromOldest ? hasMore : bounds.before !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** The values of a filter, each once: a request may repeat them thousands of times. Null filters nothing. */
export function distinct<Value>(values: readonly Value[] | null): readonly Value[] | null {
  return values === null ? null : [...new Set(values)];
}

/** The part of a list in memory that its arguments ask for. Throws BAD_USER_INPUT, naming the argument. */
export function connectionOf<Item, Node>(
  list: ListName,
  items: readonly Item[],
  { first, after }: ForwardArgs,
  nodeOf: (item: Item) => Node,
): Connection<Node> {
  const bound = LIST_BOUNDS[list];
  const count = pageSize('first', first ?? bound.byDefault, bound);
  const start = position('after', after) ?? 0;
  const edges = items
    .slice(start, start + count)
    .map((item, index) => ({ cursor: positionCursor(start + index + 1), node: nodeOf(item) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: start + count < items.length,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
