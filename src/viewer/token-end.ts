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

/** Ends what was opened with a token: when the token expires, or when it is found to be withdrawn. */
export class TokenEnds<Holder extends { readonly acceptedUntil: number }> {
  readonly #open = new Map<() => void, Holder>();

  /** Calls `end` once, when the holder's token ends; the returned function cancels it. */
  watch(holder: Holder, end: () => void): () => void {
    const cancelTimer = atWallClock(holder.acceptedUntil, () => {
      cancel();
      end();
    });
    const cancel = () => {
      cancelTimer();
      this.#open.delete(stop);
    };
    const stop = () => {
      cancel();
      end();
    };
    this.#open.set(stop, holder);
    return cancel;
  }

  /** Ends what was opened by those for whom `isWithdrawn` holds. */
  endIf(isWithdrawn: (holder: Holder) => boolean): void {
    const stops = [...this.#open].filter(([, holder]) => isWithdrawn(holder)).map(([stop]) => stop);
    for (const stop of stops) stop();
  }
}
/** Calls `end` once when a viewer may use their connection no longer; the returned function cancels that. */
export type UntilEnd = (viewer: Viewer, end: () => void) => () => void;

/** Calls `end` when the token of a viewer is no longer accepted. */
export const untilTokenEnds: UntilEnd = ({ acceptedUntil }, end) => atWallClock(acceptedUntil, end);
