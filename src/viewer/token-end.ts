import type { Viewer } from './viewer.js';

/** Longest sleep of the timer: it looks at the wall clock again at least this often, in milliseconds. */
const LONGEST_SLEEP_MS = 60_000;

/**
 * Calls `callback` once when the wall clock reaches `epochMs`; the returned function cancels it. Sleeps in
 * pieces, so that any distance works and a clock that was set, or a machine that was asleep, is noticed. Does
 * not keep the process alive.
 */
export function atWallClock(epochMs: number, callback: () => void): () => void {
  let timer: NodeJS.Timeout;
  const sleep = () => {
    const remainingMs = epochMs - Date.now();
    if (remainingMs <= 0) callback();
    else arm(remainingMs);
  };
  const arm = (remainingMs: number) => {
    timer = setTimeout(sleep, Math.min(Math.max(remainingMs, 0), LONGEST_SLEEP_MS));
    timer.unref();
  };
  arm(epochMs - Date.now());
  return () => clearTimeout(timer);
}

/** Calls `end` once when a viewer may use their connection no longer; the returned function cancels that. */
export type UntilEnd = (viewer: Viewer, end: () => void) => () => void;

/** Calls `end` when the token of a viewer is no longer accepted. */
export const untilTokenEnds: UntilEnd = ({ acceptedUntil }, end) => atWallClock(acceptedUntil, end);
