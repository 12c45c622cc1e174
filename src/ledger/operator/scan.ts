import { yieldIfLong } from '../../core/turns.js';

/** A row that a scan has read: its place in the list, and its item if it matches the filter. */
export interface Scanned<Place, Item> {
  readonly place: Place;
  readonly item: Item | null;
}

/** A page of a list, and where it ends. */
export interface ScannedPage<Place, Item> {
  readonly items: readonly { readonly place: Place; readonly item: Item }[];
  /** Where the next page begins: the last row of this one. Null if no row was read. */
  readonly end: Place | null;
  readonly hasNext: boolean;
}

/** Which part of a list is wanted. */
export interface Wanted<Place> {
  readonly first: number;
  /** The rows after this place; null: from the newest. */
  readonly after: Place | null;
}

/** Rows of one statement where a filter may leave most of them out. */
const ROWS_AT_ONCE = 250;
/** Most rows that one page looks at: a page of a rare value ends early instead of reading the whole table. */
export const ROWS_OF_PAGE = 5_000;

/**
 * Reads rows in the order of an index until a page is full. A filter that no index serves makes it look at
 * more rows than it returns; after 5,000 rows the page ends, full or not, with `hasNext` and the place where
 * the next one continues. `read` returns the next `limit` rows after a place, fewer only at the end.
 */
export async function scanPage<Place, Item>(
  { first, after }: Wanted<Place>,
  isFiltered: boolean,
  read: (after: Place | null, limit: number) => Promise<readonly Scanned<Place, Item>[]>,
): Promise<ScannedPage<Place, Item>> {
  const limit = isFiltered ? ROWS_AT_ONCE : first + 1;
  const items: { place: Place; item: Item }[] = [];
  let end = after;
  for (let looked = 0; ; ) {
    const pause = yieldIfLong();
    if (pause !== undefined) await pause;
    const rows = await read(end, limit);
    for (const { place, item } of rows) {
      if (item !== null && items.length === first) return { items, end, hasNext: true };
      if (item !== null) items.push({ place, item });
      end = place;
    }
    looked += rows.length;
    if (rows.length < limit) return { items, end, hasNext: false };
    if (looked >= ROWS_OF_PAGE) return { items, end, hasNext: true };
  }
}
