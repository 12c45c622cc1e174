import { CLOSE } from './close-codes.js';
import type { SocketSession } from './websocket-session.js';

/**
 * Bounds of the time between two checks for stalled readers, in milliseconds; in between it is a quarter of
 * the limit.
 */
const CHECK_MIN_MS = 20;
const CHECK_MAX_MS = 1_000;

/** Default time between keep-alive pings, in milliseconds. */
export const KEEP_ALIVE_MS = 12_000;

export interface SocketSweeperOptions {
  /**
   * Time between keep-alive pings, in milliseconds; a peer that answers none within it is cut off. Default
   * 12,000.
   */
  readonly keepAliveMs?: number;
  /** How long a client may read nothing while data is waiting for it, in milliseconds. Default 10,000. */
  readonly stalledMs?: number;
}

/**
 * Two timers for all sockets: one closes stalled readers, the other pings peers and cuts off those that did
 * not answer.
 */
export class SocketSweeper {
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #keepAliveMs: number;
  readonly #stalledMs: number;

  constructor(
    private readonly sessions: ReadonlySet<SocketSession>,
    { keepAliveMs = KEEP_ALIVE_MS, stalledMs = 10_000 }: SocketSweeperOptions,
  ) {
    this.#keepAliveMs = keepAliveMs;
    this.#stalledMs = stalledMs;
  }

  start(): void {
    const checkMs = Math.max(CHECK_MIN_MS, Math.min(CHECK_MAX_MS, this.#stalledMs / 4));
    this.#timers.push(
      setInterval(() => this.#closeStalled(), checkMs).unref(),
      setInterval(() => this.#ping(), this.#keepAliveMs).unref(),
    );
  }

  stop(): void {
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
  }

  #closeStalled(): void {
    for (const session of this.sessions) {
      if (session.stalledMs > this.#stalledMs) session.close(CLOSE.tooSlow);
    }
  }

  #ping(): void {
    for (const session of this.sessions) {
      if (session.isAlive) session.ping();
      // The ping is queued after bytes that the client does not read, so it has not seen it.
      else if (session.unsentBytes > 0) session.close(CLOSE.tooSlow);
      else session.terminate();
    }
  }
}
