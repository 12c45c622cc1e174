import DataLoader from 'dataloader';
import { yieldIfLong } from '../core/turns.js';
import type { Slice } from '../ledger/slice.js';
import type { VersionedKey } from '../ledger/versions.js';

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

/** Most rows that one read may give: reading them holds the event loop. */
const ROWS_AT_ONCE = 1_000;

/**
 * Batches the nested lists of one request: one read for each different slice, however many owners there are,
 * or several where that would be too many rows at once. It does not cache within the request: a subscription
 * is one long request, and each event must see the present.
 */
export function createListLoader<Item>(read: ReadLists<Item>): DataLoader<ListRequest, readonly Item[]> {
  return new DataLoader<ListRequest, readonly Item[]>(
    async (requests) => {
      const lists = new Map<string, Map<string, readonly Item[]>>();
      for (const [key, group] of groupBy(requests, keyOf)) {
        const owners = [...new Set(group.map(({ owner }) => owner))];
        lists.set(key, await readAll(read, owners, (group[0] as ListRequest).slice));
      }
      return requests.map((request) => lists.get(keyOf(request))?.get(request.owner) ?? []);
    },
    { cache: false },
  );
}

async function readAll<Item>(
  read: ReadLists<Item>,
  owners: readonly string[],
  slice: Slice,
): Promise<Map<string, readonly Item[]>> {
  const lists = new Map<string, readonly Item[]>();
  const ownersAtOnce = Math.max(1, Math.floor(ROWS_AT_ONCE / slice.limit));
  for (let start = 0; start < owners.length; start += ownersAtOnce) {
    const pause = yieldIfLong();
    if (pause !== undefined) await pause;
    for (const [owner, list] of await read(owners.slice(start, start + ownersAtOnce), slice))
      lists.set(owner, list);
  }
  return lists;
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

/**
 * Reads each object once that several fields of one request ask for at the same moment, however many aliases
 * it has. It does not cache beyond that moment.
 */
export function createSnapshotLoader<Snapshot>(
  read: (refs: readonly VersionedKey[]) => Promise<readonly (Snapshot | null)[]>,
): DataLoader<VersionedKey, Snapshot | null> {
  const nameOf = ({ key, version }: VersionedKey) => `${version} ${key}`;
  return new DataLoader<VersionedKey, Snapshot | null>(
    async (refs) => {
      const distinct = new Map(refs.map((ref) => [nameOf(ref), ref]));
      const snapshots = await read([...distinct.values()]);
      const byName = new Map([...distinct.keys()].map((name, index) => [name, snapshots[index] ?? null]));
      return refs.map((ref) => byName.get(nameOf(ref)) ?? null);
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
