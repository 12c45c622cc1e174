import { setTimeout as pause } from 'node:timers/promises';

/** Time between two items; less if there are many, so that all are visited in time. */
const APART_MS = 10;

/**
 * Calls `visit` for each item, spaced over at most `overMs`, so that drained clients do not
 * all reconnect at once.
 */
export async function forEachStaggered<T>(
  items: Iterable<T>,
  overMs: number,
  visit: (item: T) => void,
): Promise<void> {
  const all = [...items];
  const apartMs = Math.min(APART_MS, overMs / all.length);
  const startedAt = performance.now();
  for (const [index, item] of all.entries()) {
    const waitMs = startedAt + index * apartMs - performance.now();
    if (waitMs >= 1) await pause(waitMs);
    visit(item);
  }
}
