import DataLoader from 'dataloader';
import type { Slice } from '../ledger/slice.js';

/** A part of the list that belongs to `owner`. */
export interface ListRequest {
  readonly owner: string;
  readonly slice: Slice;
}

/** Reads the same part of the lists of several owners at once. */
type ReadLists<Item> = (
  owners: readonly string[],
  slice: Slice,
) => Promise<ReadonlyMap<string, readonly Item[]>>;

/**
 * Batches the nested lists of one request: one read for each different slice, however many owners there are. It does not cache within the
 * request: a subscription is one long request, and each event must see the present.
 */
export function createListLoader<Item>(read: ReadLists<Item>): DataLoader<ListRequest, readonly Item[]> {
  return new DataLoader<ListRequest, readonly Item[]>(
    async (requests) => {
      const lists = new Map<string, ReadonlyMap<string, readonly Item[]>>();
      for (const [key, group] of groupBy(requests, keyOf)) {
        const owners = [...new Set(group.map(({ owner }) => owner))];
        lists.set(key, await read(owners, (group[0] as ListRequest).slice));
      }
      return requests.map((request) => lists.get(keyOf(request))?.get(request.owner) ?? []);
    },
    { cache: false },
  );
}

/** Batches the counts of nested lists of one request; an owner that is not in the answer has none. */
export function createCountLoader(
  count: (owners: readonly string[]) => Promise<ReadonlyMap<string, number>>,
): DataLoader<string, number> {
  return new DataLoader<string, number>(
    async (owners) => {
      const counts = await count([...new Set(owners)]);
      return owners.map((owner) => counts.get(owner) ?? 0);
    },
    { cache: false },
  );
}

/** Groups items by their owner, in the order in which they come. */
export function groupBy<Item>(items: readonly Item[], ownerOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const owner = ownerOf(item);
    const group = groups.get(owner);
    if (group === undefined) groups.set(owner, [item]);
    else group.push(item);
  }
  return groups;
}

function keyOf({ slice }: ListRequest): string {
  return `${slice.offset} ${slice.limit}`;
}
