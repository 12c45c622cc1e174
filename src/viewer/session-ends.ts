import { setTimeout as pause } from 'node:timers/promises';
import { describeError } from '../core/describe-error.js';
import type { Log } from '../core/log.js';
import type { Ledger } from '../ledger/ledger.js';
import { type EndedSubject, readSessionEnds, type SessionEnd } from '../ledger/sessions/ended-sessions.js';
import type { Viewer } from './viewer.js';

/** How often ends that other processes have stored are read, in milliseconds. */
const READ_EVERY_MS = 300;
const DAY_MS = 24 * 3_600_000;
/** How often ends that are older than any token are forgotten, in milliseconds. */
const FORGET_EVERY_MS = 3_600_000;

interface SessionEndsOptions {
  readonly ledger: Pick<Ledger, 'db' | 'onNewEpoch'>;
  readonly log: Log;
  /** How long an end is remembered: no session token may live longer. */
  readonly maxTokenDays: number;
}

/**
 * The sessions that were ended before their tokens expire, as this instance knows them. They are in the
 * ledger, which is read at the start and then several times a second, so that an end reaches every instance
 * within a second, with or without Redis, also one that a command has stored.
 *
 * While the ledger cannot be read, the ends that are known still hold. Times are of the wall clock, as all
 * lifetimes of tokens are.
 */
export class SessionEnds {
  readonly #options: SessionEndsOptions;
  /** The newest end of each subject, in epoch milliseconds. */
  readonly #ends = new Map<string, number>();
  readonly #listeners: (() => void)[] = [];
  readonly #closed = new AbortController();
  readonly #stopWatchingEpoch: () => void;
  #since: string | null = null;
  #reading: Promise<void> = Promise.resolve();
  #isAway = false;
  #hasWarned = false;
  #forgottenAt = Date.now();

  /** Reads all ends, and follows new ones until it is closed. Throws if the ledger cannot be read. */
  static async open(options: SessionEndsOptions): Promise<SessionEnds> {
    const ends = new SessionEnds(options);
    await ends.#read();
    ends.#reading = ends.#follow();
    return ends;
  }

  private constructor(options: SessionEndsOptions) {
    this.#options = options;
    // A database that has lost commits may give out the numbers of its transactions again.
    this.#stopWatchingEpoch = options.ledger.onNewEpoch(() => {
      this.#since = null;
    });
  }

  /** Whether the session of this viewer's token was ended. */
  isEnded(viewer: Viewer): boolean {
    this.#warnOfLongToken(viewer);
    const endedAt = this.#ends.get(nameOf({ kind: 'viewer', subject: viewer.id }));
    if (endedAt !== undefined && (viewer.issuedAt ?? 0) <= endedAt) return true;
    const { tokenId } = viewer;
    return tokenId !== undefined && this.#ends.has(nameOf({ kind: 'token', subject: tokenId }));
  }

  /** Calls `listener` after sessions were ended. */
  onEnds(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /**
   * Ends sessions: here before it resolves, at every other instance within a second. `store` stores the end.
   * Resolves with the time of the end in epoch milliseconds. Throws what `store` throws; then nothing ended.
   */
  async end(subject: EndedSubject, store: (end: SessionEnd) => Promise<void>): Promise<number> {
    const end: SessionEnd = { ...subject, endedAt: Date.now() };
    await store(end);
    this.#apply([end]);
    return end.endedAt;
  }

  /** Until when an end of this time is remembered, in epoch milliseconds. */
  rememberedUntil(endedAt: number): number {
    return endedAt + this.#options.maxTokenDays * DAY_MS;
  }

  /** Stops reading. */
  async close(): Promise<void> {
    this.#stopWatchingEpoch();
    this.#closed.abort();
    await this.#reading;
  }

  #apply(ends: readonly SessionEnd[]): void {
    const news = ends.filter((end) => {
      const known = this.#ends.get(nameOf(end));
      if (known !== undefined && known >= end.endedAt) return false;
      this.#ends.set(nameOf(end), end.endedAt);
      return true;
    });
    if (news.length > 0) for (const listener of this.#listeners) listener();
  }

  async #follow(): Promise<void> {
    const { signal } = this.#closed;
    for (;;) {
      // Not kept alive by it, a process may end.
      await pause(READ_EVERY_MS, undefined, { signal, ref: false }).catch(() => {});
      if (signal.aborted) return;
      await this.#read().then(
        () => this.#noteAway(null),
        (error: unknown) => this.#noteAway(error),
      );
    }
  }

  async #read(): Promise<void> {
    const since = this.#since;
    const { ends, next } = await readSessionEnds(this.#options.ledger.db, since);
    this.#apply(ends);
    // Another epoch may have begun meanwhile.
    if (this.#since === since) this.#since = next;
    this.#forgetOld();
  }

  /** One line when reading begins to fail, and one when it works again. */
  #noteAway(error: unknown): void {
    const isAway = error !== null;
    if (isAway === this.#isAway) return;
    this.#isAway = isAway;
    const { log } = this.#options;
    if (isAway) log.warn({ err: describeError(error) }, 'ends of sessions cannot be read; known ones hold');
    else log.info('ends of sessions are read again');
  }

  #forgetOld(): void {
    const now = Date.now();
    if (now - this.#forgottenAt < FORGET_EVERY_MS) return;
    this.#forgottenAt = now;
    for (const [name, endedAt] of this.#ends)
      if (this.rememberedUntil(endedAt) < now) this.#ends.delete(name);
  }

  #warnOfLongToken({ issuedAt, acceptedUntil }: Viewer): void {
    const { maxTokenDays, log } = this.#options;
    if (this.#hasWarned || acceptedUntil <= this.rememberedUntil(issuedAt ?? Date.now())) return;
    this.#hasWarned = true;
    log.warn(
      { maxTokenDays },
      'a session token lives longer than AUTH_TOKEN_MAX_DAYS, so longer than its end',
    );
  }
}

function nameOf({ kind, subject }: EndedSubject): string {
  return `${kind} ${subject}`;
}
