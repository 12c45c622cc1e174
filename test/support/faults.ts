/** Shared by the fault tests: the scale of their counts, and the source of all random choices. */

/** Scales a count of a guarantee down, unless the run is a full one; at least 1. */
export function count(full: number): number {
  return Math.max(1, Math.round(full * Number(process.env.FAULTS_SCALE ?? '0.1')));
}

/** What a full run uses, or what the short one uses instead of a tenth of it. */
export function inFull<T>(full: T, short: T): T {
  return count(100) === 100 ? full : short;
}

/** The seed of this run. The runner prints it; it reproduces all random choices. */
export const seed = Number(process.env.FAULTS_SEED ?? '1');

/** Random numbers from 0 to 1 that depend on the seed and `stream` alone (mulberry32). */
export function randomStream(stream: number): () => number {
  let state = (seed + stream * 0x9e3779b9) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Prints one figure of a fault test, so that it can be read from the log of a run. */
export function figure(name: string, value: string | number): void {
  process.stdout.write(`figure: ${name}: ${value}\n`);
}
