import type { Bus, Notification } from '../bus/bus.js';
import { AppError } from '../core/errors.js';
import { yieldIfLong } from '../core/turns.js';
import { readLogBounds, readLogPage } from '../ledger/events.js';
import type { LogBounds, StoredEvent } from '../ledger/event-record.js';
import type { Queries } from '../ledger/unit.js';
import type { EventView } from './event.view.js';
import type { ReplaySlot, ReplaySlots } from './replay-slots.js';

/** Events in one page of the log. A subscriber holds at most one page in memory. */
const PAGE = 50;
/** A page ends with the event that takes it past this many characters of JSON. */
const PAGE_LENGTH = 64 * 1024;

/** Wait before reading again after the ledger was unavailable. */
const RETRY_MS = 500;

/** Viewer, log and position of a stream. */
export interface EventStreamOptions {
  readonly viewerId: string;
  /**
   * Events to emit before those read from the log. A stream with initial events starts at the head of the
   * log; one without resumes, and may be far behind.
   */
  readonly initial: readonly EventView[];
  /** The stream continues after the event with this number. */
  readonly afterSeq: number;
  readonly db: Queries;
  readonly bus: Bus<StoredEvent>;
  readonly slots: ReplaySlots;
  /** Which events belong to this stream. */
  readonly wants: (event: StoredEvent) => boolean;
  readonly toView: (event: StoredEvent) => EventView;
  /** Called when an event is handed to a subscriber that follows live. */
  readonly onLive: (event: StoredEvent) => void;
  /** Makes the event that replaces those trimmed before they were read. */
  readonly resync: (bounds: LogBounds) => EventView;
}

/**
 * Reads a viewer's event log for one subscriber. The subscriber is a cursor, not a queue: the stream reads a
 * page when the client asks for more, and the bus wakes it when the log grows. However slow the client, it
 * holds at most one page.
 *
 * States:
 *
 *   replaying  behind the head. Each page needs one of the viewer's replay slots, and the stream yields the
 *              event loop after a few milliseconds. Until it has caught up once, its events are `isReplayed`.
 *   live       at the head. A commit passes its events on directly if the client waits for exactly these;
 *              otherwise they are read from the log, without a slot.
 *   retrying   the ledger was unavailable. Nothing is lost; the same page is read again after RETRY_MS.
 *   ended      by `return()`, or by any other error.
 *
 * Transitions:
 *
 *   start     -> live       with `initial` events; otherwise -> replaying
 *   replaying -> live       after the last page of the log
 *   live      -> replaying  after a page that was not the last
 *   any       -> live       at the head, with a resync event, if the log was trimmed past the position or
 *                           has lost commits
 *
 * It is a plain iterator because an async generator that is waiting cannot be ended from outside.
 */
export class EventStream implements AsyncIterableIterator<EventView> {
  readonly #options: EventStreamOptions;
  /**
   * Events to emit next. They become views only then: an event passed on by a commit is shared with other
   * streams.
   */
  readonly #ready: (() => EventView)[];
  #position: number;
  #isEnded = false;
  /** Whether the log may have events after the position. */
  #hasUnread = true;
  /** Whether there may be more of them than one page. */
  #isBehind: boolean;
  /** Whether the events in `#ready` were read from the log. */
  #isReplaying = false;
  #slot: ReplaySlot | undefined;
  /** Whether the client waits for an event and none is being read. */
  #isIdle = false;
  /**
   * Whether the stream has reached the end of the log once. Until then its viewer is charged for what it
   * reads.
   */
  #hasCaughtUp: boolean;
  #wake: (() => void) | undefined;
  #unsubscribe: () => void;

  constructor(options: EventStreamOptions) {
    this.#options = options;
    this.#ready = options.initial.map((view) => () => view);
    this.#position = options.afterSeq;
    this.#isBehind = options.initial.length === 0;
    this.#hasCaughtUp = !this.#isBehind;
    // Subscribes before the log is read, so that no commit in between is missed.
    this.#unsubscribe = options.bus.subscribe(options.viewerId, (notification) =>
      this.#onCommit(notification),
    );
  }

  /** Number of the last event that the client needs no more, as far as it asked for events. */
  get givenUpTo(): number {
    return this.#position - this.#ready.length;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<EventView>> {
    while (!this.#isEnded) {
      if (this.#ready.length === 0) this.#slot?.release();
      await this.#waitForWork();
      if (this.#isEnded) break;
      const view = this.#ready.shift();
      if (view !== undefined) return { done: false, value: view() };
      if (this.#hasUnread) await this.#readPageOrRetry();
    }
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<EventView>> {
    this.#isEnded = true;
    this.#unsubscribe();
    this.#slot?.release();
    this.#wake?.();
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<IteratorResult<EventView>> {
    await this.return();
    throw error;
  }

  #onCommit({ events, head }: Notification<StoredEvent>): void {
    const canEnqueue = this.#isIdle && !this.#hasUnread && this.#ready.length + events.length <= PAGE;
    if (canEnqueue && events[0]?.seq === this.#position + 1) this.#enqueue(events, head);
    // The log of a viewer who was erased has no head.
    else if (head > this.#position || head === 0) this.#hasUnread = true;
    this.#wake?.();
  }

  /**
   * Waits until there is something to emit or to read, then yields if this turn of the event loop is long.
   */
  async #waitForWork(): Promise<void> {
    this.#isIdle = true;
    if (this.#ready.length === 0 && !this.#hasUnread) {
      this.#isReplaying = false;
      await this.#sleep();
    }
    const pause = yieldIfLong(this.#isReplaying ? this.#options.viewerId : undefined);
    if (pause !== undefined) await pause;
    this.#isIdle = false;
  }

  /**
   * Retries if the ledger is unavailable. Any other error ends the stream here, because a consumer of an
   * iterator does not call `return()` after an error.
   */
  async #readPageOrRetry(): Promise<void> {
    try {
      await this.#readPage();
    } catch (error) {
      if (error instanceof AppError && error.code === 'STORAGE_UNAVAILABLE')
        return await this.#waitForRetry();
      await this.return();
      throw error;
    }
  }

  async #waitForRetry(): Promise<void> {
    this.#hasUnread = true;
    const timer = setTimeout(() => this.#wake?.(), RETRY_MS);
    await this.#sleep();
    clearTimeout(timer);
  }

  async #readPage(): Promise<void> {
    this.#hasUnread = false;
    const { db, viewerId } = this.#options;
    const bounds = await readLogBounds(db, viewerId);
    // A head before the position means that the database has lost commits.
    if (bounds.trimmedTo > this.#position || bounds.head < this.#position) return this.#skipToHead(bounds);
    if (bounds.head <= this.#position) {
      this.#isBehind = false;
      this.#hasCaughtUp = true;
      return;
    }
    if (this.#isBehind && !(await this.#acquireSlot())) return;
    const page = { afterSeq: this.#position, limit: PAGE, maxLength: PAGE_LENGTH };
    const { events, isLast } = await readLogPage(db, viewerId, page);
    // A gap: events of an account that was unlinked, or events trimmed since the bounds were read.
    if (events[0]?.seq !== this.#position + 1) {
      const now = await readLogBounds(db, viewerId);
      if (now.trimmedTo > this.#position) return this.#skipToHead(now);
    }
    const lastSeq = events.at(-1)?.seq ?? 0;
    this.#enqueue(events, isLast ? Math.max(bounds.head, lastSeq) : lastSeq);
    this.#isReplaying = true;
    this.#isBehind = !isLast;
    this.#hasCaughtUp ||= isLast;
    if (!isLast) this.#hasUnread = true;
  }

  /** Waits for a slot. Returns false if the stream has ended meanwhile. */
  async #acquireSlot(): Promise<boolean> {
    if (this.#isEnded) return false;
    this.#slot = this.#options.slots.acquire(this.#options.viewerId);
    await this.#slot.granted;
    return !this.#isEnded;
  }

  /** Skips history that is no longer available, with a resync event in its place. */
  #skipToHead(bounds: LogBounds): void {
    const view = this.#options.resync(bounds);
    this.#ready.push(() => view);
    this.#position = bounds.head;
    this.#isBehind = false;
  }

  #enqueue(events: readonly StoredEvent[], position: number): void {
    const { wants } = this.#options;
    const view = this.#hasCaughtUp ? this.#liveView : this.#replayedView;
    for (const event of events) if (wants(event)) this.#ready.push(() => view(event));
    this.#position = position;
  }

  readonly #liveView = (event: StoredEvent): EventView => {
    this.#options.onLive(event);
    return this.#options.toView(event);
  };

  readonly #replayedView = (event: StoredEvent): EventView =>
    Object.assign(this.#options.toView(event), { isReplayed: true });

  async #sleep(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#wake = undefined;
  }
}
