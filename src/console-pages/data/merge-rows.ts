import type { InfiniteData } from '@tanstack/react-query';

export interface Row {
  readonly id: string;
  /** Absent for what never has two versions of one moment. */
  readonly revision?: number;
}

export interface Page<T> {
  readonly nodes: readonly T[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** `hold` changes nothing; `update` changes known rows only; `insert` also puts new rows at the top. */
export type MergeMode = 'hold' | 'update' | 'insert';

export interface MergedRows<T> {
  /** The same object if no row has changed. */
  readonly data: InfiniteData<Page<T>>;
  /** New rows that fit and were not inserted, and under `hold` all of them. */
  readonly waiting: Map<string, T>;
  readonly inserted: number;
}

/** Merges changed rows into the pages of a list. A row of an older revision than the shown one changes nothing. */
export function mergeRows<T extends Row>(
  data: InfiniteData<Page<T>>,
  changed: ReadonlyMap<string, T>,
  fits: (row: T) => boolean,
  mode: MergeMode,
): MergedRows<T> {
  if (changed.size === 0 || mode === 'hold') return { data, waiting: new Map(changed), inserted: 0 };
  const unknown = new Map(changed);
  const pages = data.pages.map((page) => updatePage(page, changed, unknown));
  const fresh = [...unknown.values()].filter(fits);
  const isUpdated = pages.some((page, index) => page !== data.pages[index]);
  const [first, ...rest] = pages;
  if (mode === 'update' || fresh.length === 0 || first === undefined) {
    const waiting = mode === 'update' ? new Map(fresh.map((row) => [row.id, row])) : new Map<string, T>();
    return { data: isUpdated ? { ...data, pages } : data, waiting, inserted: 0 };
  }
  const top = { ...first, nodes: [...fresh.reverse(), ...first.nodes] };
  return { data: { ...data, pages: [top, ...rest] }, waiting: new Map(), inserted: fresh.length };
}

/** Replaces the known rows of a page and removes them from `unknown`; returns the same page if none changes. */
function updatePage<T extends Row>(page: Page<T>, changed: ReadonlyMap<string, T>, unknown: Map<string, T>) {
  let isChanged = false;
  const nodes = page.nodes.map((row) => {
    const next = changed.get(row.id);
    if (next === undefined) return row;
    unknown.delete(row.id);
    if ((next.revision ?? 0) < (row.revision ?? 0)) return row;
    isChanged = true;
    return next;
  });
  return isChanged ? { ...page, nodes } : page;
}

/** The rows of all pages. One that was put at the top when it changed may come again with a later page: it is shown once. */
export function rowsOf<T extends Row>(data: InfiniteData<Page<T>> | undefined): readonly T[] {
  const rows = new Map<string, T>();
  for (const { nodes } of data?.pages ?? [])
    for (const row of nodes) if (!rows.has(row.id)) rows.set(row.id, row);
  return [...rows.values()];
}
