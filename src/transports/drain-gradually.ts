import { setTimeout as pause } from 'node:timers/promises';

/** Time between two clients; less if there are many, so that all are drained in time. */
const APART_MS = 10;

/**
 * Calls `tell` for each, one after another over at most `overMs`: clients that are sent away come back elsewhere spread over that time
 * too, not all at once.
 */
export async function forEachStaggered<T>(
  items: Iterable<T>,
  overMs: number,
  tell: (item: T) => void,
): Promise<void> {
  const all = [...items];
  const apartMs = Math.min(APART_MS, overMs / all.length);
  const startedAt = performance.now();
  for (const [index, item] of all.entries()) {
    const early = startedAt + index * apartMs - performance.now();
    if (early >= 1) await pause(early);
    tell(item);
  }
}
