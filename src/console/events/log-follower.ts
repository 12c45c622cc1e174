import { eventsAfter, type EventOutline } from '../../ledger/operator/event-log.js';
import { readLogBounds } from '../../ledger/events.js';
import type { Queries } from '../../ledger/unit.js';

/** Events that are read at once. */
const PAGE = 50;

/** The log that is followed. */
export interface FollowedLog {
  readonly db: Queries;
  readonly viewerId: string;
  /** Calls `listener` with the number of the newest event after each commit until the result is called. */
  readonly follow: (listener: (head: number) => void) => () => void;
}

/**
 * The new events of a viewer's log for one operator, from when it is opened on. As a stream of a client it is
 * a place in the log and no queue: a page is read when the operator's page asks for more, so a slow one costs
 * no memory. It is a plain iterator because a generator that is waiting cannot be ended from outside.
 */
export class LogFollower implements AsyncIterableIterator<EventOutline> {
  readonly #log: FollowedLog;
  #ready: EventOutline[] = [];
  #position = Number.MAX_SAFE_INTEGER;
  /** What the newest notification said; null if it was read up to there. */
  #head: number | null = null;
  #isEnded = false;
  #wake: () => void = () => {};
  readonly #unfollow: () => void;

  /** Follows first and then reads where the log ends, so that no commit in between is missed. */
  static async open(log: FollowedLog): Promise<LogFollower> {
    const follower = new LogFollower(log);
    try {
      follower.#position = (await readLogBounds(log.db, log.viewerId)).head;
      return follower;
    } catch (error) {
      await follower.return();
      throw error;
    }
  }

  private constructor(log: FollowedLog) {
    this.#log = log;
    this.#unfollow = log.follow((head) => {
      this.#head = head;
      this.#wake();
    });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<EventOutline>> {
    while (!this.#isEnded) {
      const event = this.#ready.shift();
      if (event !== undefined) return { done: false, value: event };
      await this.#readOrSleep();
    }
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<EventOutline>> {
    this.#isEnded = true;
    this.#unfollow();
    this.#wake();
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<IteratorResult<EventOutline>> {
    await this.return();
    throw error;
  }

  /** After an error the consumer does not call `return`, so the follower ends itself. */
  async #readOrSleep(): Promise<void> {
    const head = this.#head;
    if (head === null) return await this.#sleep();
    this.#head = null;
    try {
      await (head > this.#position ? this.#readUpTo(head) : this.#checkPosition());
    } catch (error) {
      await this.return();
      throw error;
    }
  }

  async #readUpTo(head: number): Promise<void> {
    const { db, viewerId } = this.#log;
    this.#ready = await eventsAfter(db, viewerId, this.#position, PAGE);
    const last = this.#ready.at(-1)?.seq ?? 0;
    const isFull = this.#ready.length === PAGE;
    if (isFull) this.#head ??= head;
    // What a page that is not full lacks was deleted with an account.
    this.#position = isFull ? last : Math.max(last, head);
  }

  /** The notification came late, or the database has lost commits: then the log is shorter than it was. */
  async #checkPosition(): Promise<void> {
    const { head } = await readLogBounds(this.#log.db, this.#log.viewerId);
    if (head >= this.#position) return;
    this.#position = head - 1;
    this.#head = head;
  }

  async #sleep(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#wake = () => {};
  }
}
