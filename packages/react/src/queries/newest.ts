import { isNewer } from '@dwar/client';
import { type InfiniteData, replaceEqualDeep } from '@tanstack/react-query';

/** An object whose states are ordered by the number of the event that changed it last. */
export interface Revised {
  readonly id?: string;
  readonly revision: number;
  readonly brokerAccount?: { readonly id: string } | null;
}

/** One page of a list. */
export interface Page<Node> {
  readonly nodes: readonly Node[];
  /** Where the next page begins; null if this is the last one. */
  readonly endCursor: string | null;
}

export type Pages<Node> = InfiniteData<Page<Node>, string | null>;

/** The later of two states of one object; `next` if they are equally new. */
export function newest<State extends Revised>(known: State | null | undefined, next: State): State {
  return known != null && nameOf(known) === nameOf(next) && isNewer(next, known) ? known : next;
}

/** Holdings have no id: they are those of an account. */
function nameOf({ id, brokerAccount }: Revised): string | undefined {
  return id ?? brokerAccount?.id;
}

/**
 * What the cache keeps when a response brings a state of an object: a response can be older than an event
 * that arrived before it. For `structuralSharing`.
 */
export function keepNewest(known: unknown, next: unknown): unknown {
  const [before, after] = [known as Revised | null | undefined, next as Revised | null];
  return replaceEqualDeep(before, after === null ? after : newest(before, after));
}

/**
 * As {@link keepNewest}, for a list: of each object the later state. TanStack passes what was selected as
 * well.
 */
export function keepNewestOfPages(known: unknown, next: unknown): unknown {
  if (Array.isArray(next)) return replaceEqualDeep(known, next);
  const [before, after] = [known as Pages<Revised> | undefined, next as Pages<Revised>];
  const nodes = new Map(before && nodesOf(before).map((node) => [node.id, node]));
  return replaceEqualDeep(
    before,
    mapNodes(after, (node) => newest(nodes.get(node.id), node)),
  );
}

/** The objects of a list. */
export function nodesOf<Node>({ pages }: Pages<Node>): readonly Node[] {
  return pages.flatMap(({ nodes }) => nodes);
}

/** A list with other objects; null removes one. */
export function mapNodes<Node>(list: Pages<Node>, map: (node: Node) => Node | null): Pages<Node> {
  const pages = list.pages.map(({ nodes, endCursor }) => ({
    nodes: nodes.map(map).filter((node) => node !== null),
    endCursor,
  }));
  return { ...list, pages };
}
