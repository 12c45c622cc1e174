import type { GatewayProcess } from '../support/gateway-process.js';
import type { CutProxy } from './cut-proxy.js';

/** Longest wait for an expected event. Only a failing test waits this long. */
const WITHIN_MS = 120_000;

/** The events of one reader, in order of arrival. */
export class Received {
  readonly cursors: string[] = [];
  readonly kinds: string[] = [];
  onCount: (count: number) => void = () => {};
  #settle: () => void = () => {};
  #fail: (reason: unknown) => void = () => {};
  /** Why the reader ended, which it should not. */
  #failure: { readonly reason: unknown } | null = null;

  add(kind: string, cursor: string): void {
    this.cursors.push(cursor);
    this.kinds.push(kind);
    this.onCount(this.cursors.length);
    this.#settle();
  }

  fail(reason: unknown): void {
    this.#failure ??= { reason };
    this.#fail(reason);
  }

  /** Resolves when the event at `cursor` was received. */
  async at(cursor: string): Promise<void> {
    if (this.#failure !== null) throw this.#failure.reason;
    if (this.cursors.includes(cursor)) return;
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`only ${this.cursors.length} events came`)), WITHIN_MS);
      this.#fail = reject;
      this.#settle = () => {
        if (this.cursors.at(-1) !== cursor) return;
        clearTimeout(late);
        resolve();
      };
    });
  }
}

/** Cuts the proxy's connection each time the reader reaches one of `drops` random positions of the stream. */
export function dropAtRandom(
  proxy: CutProxy,
  received: Received,
  random: () => number,
  drops: number,
  events: number,
) {
  const positions = Array.from({ length: drops }, () => 1 + Math.floor(random() * (events - 1)));
  const left = positions.sort((a, b) => a - b);
  const counts = { cuts: 0 };
  received.onCount = (length) => {
    // The first event is the position only.
    if (left.length === 0 || length - 1 < (left[0] ?? 0)) return;
    left.shift();
    counts.cuts += proxy.cut();
  };
  return counts;
}

/** Restarts the server each time another share of the deliveries has been sent. */
export function* restartingMeanwhile(
  gateway: GatewayProcess,
  bodies: Iterable<Record<string, unknown>>,
  every: number,
  done: Promise<void>[],
) {
  let given = 0;
  for (const body of bodies) {
    given += 1;
    if (given % every === Math.ceil(every / 2)) {
      const signal = done.length % 2 === 0 ? 'SIGKILL' : 'SIGTERM';
      done.push((done.at(-1) ?? Promise.resolve()).then(() => gateway.restart(signal)));
    }
    yield body;
  }
}
