import type { Clock } from '../core/time/clock.js';

/** How often it is looked up whether a session has ended at another instance, in milliseconds. */
const CHECK_EVERY_MS = 15_000;

interface LiveSessionsOptions {
  readonly clock: Pick<Clock, 'now' | 'after'>;
  /** Which of these sessions are still good. */
  readonly stillOpen: (sessionIds: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Called with the error when the lookup fails; sessions stay open until the next one. */
  readonly onFailure: (error: unknown) => void;
}

/** The sessions that have a WebSocket here, and how each is ended. */
export class LiveSessions {
  readonly #options: LiveSessionsOptions;
  readonly #ends = new Map<string, Set<() => void>>();
  #cancelCheck: (() => void) | null = null;

  constructor(options: LiveSessionsOptions) {
    this.#options = options;
  }

  /**
   * Calls `end` once, when the session expires or is ended, here or at another instance. The returned
   * function cancels that.
   */
  watch(sessionId: string, expiresAt: number, end: () => void): () => void {
    const { clock } = this.#options;
    const once = () => {
      cancel();
      end();
    };
    const cancelExpiry = clock.after(Math.max(0, expiresAt - clock.now()), once);
    const cancel = () => {
      cancelExpiry();
      const ends = this.#ends.get(sessionId);
      ends?.delete(once);
      if (ends?.size === 0) this.#ends.delete(sessionId);
    };
    this.#ends.set(sessionId, (this.#ends.get(sessionId) ?? new Set()).add(once));
    this.#planCheck();
    return cancel;
  }

  /** Ends everything of a session. */
  end(sessionId: string): void {
    for (const end of [...(this.#ends.get(sessionId) ?? [])]) end();
  }

  /** Stops looking up sessions. */
  close(): void {
    this.#cancelCheck?.();
    this.#ends.clear();
  }

  #planCheck(): void {
    if (this.#ends.size === 0) return;
    this.#cancelCheck ??= this.#options.clock.after(CHECK_EVERY_MS, () => {
      this.#cancelCheck = null;
      this.#check()
        .catch(this.#options.onFailure)
        .finally(() => this.#planCheck());
    });
  }

  async #check(): Promise<void> {
    const ids = [...this.#ends.keys()];
    const open = await this.#options.stillOpen(ids);
    for (const id of ids) if (!open.has(id)) this.end(id);
  }
}
