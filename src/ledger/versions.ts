/** Identifies one version of one stored object: enough to find it in a cache that is never stale. */
export interface VersionedKey {
  readonly key: string;
  readonly version: number;
  /** The number of the event that made this version, see `object-revisions.ts`. */
  readonly revision: number;
}

/** A version with its place in a list. */
export interface Listed extends VersionedKey {
  readonly position: number;
}

/** Bounds of one page of a list ordered by creation, newest first. Positions are 1 or more. */
export interface PageBounds {
  /** Older than this position (exclusive). */
  readonly before: number | null;
  /** Newer than this position (exclusive). */
  readonly after: number | null;
  readonly limit: number;
  /** Whether the page is taken from the oldest end of the bounds. */
  readonly fromOldest: boolean;
}

/** The page of rows that were read from several ranges, newest first. */
export function pageOf(rows: readonly Listed[], { fromOldest, limit }: PageBounds): Listed[] {
  const oldestFirst = rows
    .map((row) => ({ ...row, position: Number(row.position), revision: Number(row.revision) }))
    .sort((one, other) => one.position - other.position);
  return (fromOldest ? oldestFirst.slice(0, limit) : oldestFirst.slice(-limit)).reverse();
}
