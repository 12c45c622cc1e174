import type { CliContext } from '../context.js';

/** How often a line of progress is written. */
const EVERY_MS = 1_000;

/** Progress of a work over many rows. */
export interface Progress {
  readonly add: (table: string, rows: number) => void;
  /** Writes no more. */
  end(): void;
}

/** Writes a line to standard error at most once a second, on a terminal only. */
export function progressOf(context: CliContext, done: string): Progress {
  let rows = 0;
  let last = performance.now();
  return {
    add(table, more) {
      rows += more;
      if (!context.isTerminal || performance.now() - last < EVERY_MS) return;
      last = performance.now();
      context.err(`${rows} rows ${done}, now ${table}`);
    },
    end() {
      last = Number.POSITIVE_INFINITY;
    },
  };
}
