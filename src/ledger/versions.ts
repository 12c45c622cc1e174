/** Identifies one version of one stored object: enough to find it in a cache that is never stale. */
export interface VersionedKey {
  readonly key: string;
  readonly version: number;
}

/** Bounds of one page of a list ordered by creation, newest first. */
export interface PageBounds {
  /** Older than this position (exclusive). */
  readonly before: number | null;
  /** Newer than this position (exclusive). */
  readonly after: number | null;
  readonly limit: number;
  /** Whether the page is taken from the oldest end of the bounds. */
  readonly fromOldest: boolean;
}
