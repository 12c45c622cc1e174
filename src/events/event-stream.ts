import type { Bus, Notification } from '../bus/bus.js';
import { AppError } from '../core/errors.js';
import { yieldIfLong } from '../core/turns.js';
import { readLogBounds, readLogPage } from '../ledger/events.js';
import type { LogBounds, StoredEvent } from '../ledger/event-record.js';
import type { Queries } from '../ledger/ledger.js';
import type { EventView } from './event.view.js';
import type { ReplaySlot, ReplaySlots } from './replay-slots.js';

/** Events read from the log at once. A page is also the most a subscriber holds in memory. */
const PAGE = 50;
/** Characters of JSON after which a page ends: it holds the event that passes them, and none behind it. */
const PAGE_LENGTH = 64 * 1024;

/** How soon a log that could not be read is tried again. */
const TRY_AGAIN_MS = 500;

/** What a stream needs to know of its viewer and its log. */
export interface EventStreamOptions {
  readonly viewerId: string;
  /** Events to send before those of the log. With any, the stream starts at the head; without, it resumes and may be far behind. */
  readonly opening: readonly EventView[];
  /** The stream sends the log after this number. */
  readonly afterSeq: number;
  readonly db: Queries;
  readonly bus: Bus<StoredEvent>;
  readonly slots: ReplaySlots;
  /** Which events belong to this stream. */
  readonly wants: (event: StoredEvent) => boolean;
  readonly toView: (event: StoredEvent) => EventView;
  /** Sent in place of events that were trimmed before they were read. */
  readonly resync: (bounds: LogBounds) => EventView;
}

/**
 * A subscriber is a cursor, not a queue: it reads pages of the log when asked for more and is woken by the bus. A commit hands its
 * events over directly when the subscriber stands exactly before them, so that the usual case reads nothing. However slow the
 * client, at most one page is held.
 *
 * A stream that is behind replays the log: it needs a slot of its viewer for each page, and yields to all other work after a few
 * milliseconds. One that has caught up never waits for a slot.
 *
 * A plain iterator on purpose: an async generator that waits cannot be ended from outside.
 */
export class EventStream implements AsyncIterableIterator<EventView> {
  readonly #options: EventStreamOptions;
  /** Events to send next. An event handed over by a commit is shared with other streams until it is sent. */
  readonly #ready: (() => EventView)[];
  #position: number;
  #isEnded = false;
  #hasNews = true;
  /** Whether there may be more to read than the next page. */
  #isBehind: boolean;
  /** Whether what is ready was read from the log. */
  #isReplaying = false;
  #slot: ReplaySlot | undefined;
  /** Whether the client has asked and nothing is being read. */
  #isIdle = false;
  /** Whether it has reached the end of the log once; before that, what it reads is a replay that its viewer is charged for. */
  #hasCaughtUp: boolean;
  #wake: (() => void) | undefined;
  #unsubscribe: () => void;

  constructor(options: EventStreamOptions) {
    this.#options = options;
    this.#ready = options.opening.map((view) => () => view);
    this.#position = options.afterSeq;
    this.#isBehind = options.opening.length === 0;
    this.#hasCaughtUp = !this.#isBehind;
    // Attached before the log is read: news that comes in between is then not missed.
    this.#unsubscribe = options.bus.subscribe(options.viewerId, (news) => this.#onNews(news));
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<EventView>> {
    while (!this.#isEnded) {
      if (this.#ready.length === 0) this.#slot?.release();
      await this.#untilTurn();
      if (this.#isEnded) break;
      const view = this.#ready.shift();
      if (view !== undefined) return { done: false, value: view() };
      if (this.#hasNews) await this.#readPageOrEnd();
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

  #onNews(news: Notification<StoredEvent>): void {
    const isFit = this.#isIdle && !this.#hasNews && this.#ready.length + news.events.length <= PAGE;
    if (isFit && news.events[0]?.seq === this.#position + 1) this.#take(news.events, news.head);
    else if (news.head > this.#position) this.#hasNews = true;
    this.#wake?.();
  }

  /** Waits until there is something to send or to read, and for the time to do it. */
  async #untilTurn(): Promise<void> {
    this.#isIdle = true;
    if (this.#ready.length === 0 && !this.#hasNews) {
      this.#isReplaying = false;
      await this.#sleep();
    }
    const pause = yieldIfLong(this.#isReplaying ? this.#options.viewerId : undefined);
    if (pause !== undefined) await pause;
    this.#isIdle = false;
  }

  /**
   * A log that is away for a while ends no stream: nothing is lost, so it is read again shortly. Any other failure ends the stream here:
   * a consumer of an iterator does not call return() after an error.
   */
  async #readPageOrEnd(): Promise<void> {
    try {
      await this.#readPage();
    } catch (error) {
      if (error instanceof AppError && error.code === 'STORAGE_UNAVAILABLE')
        return await this.#tryAgainShortly();
      await this.return();
      throw error;
    }
  }

  async #tryAgainShortly(): Promise<void> {
    this.#hasNews = true;
    const timer = setTimeout(() => this.#wake?.(), TRY_AGAIN_MS);
    await this.#sleep();
    clearTimeout(timer);
  }

  async #readPage(): Promise<void> {
    this.#hasNews = false;
    const { db, viewerId } = this.#options;
    const bounds = await readLogBounds(db, viewerId);
    // A head behind the position: the database has lost commits.
    if (bounds.trimmedTo > this.#position || bounds.head < this.#position) return this.#jump(bounds);
    if (bounds.head <= this.#position) {
      this.#isBehind = false;
      this.#hasCaughtUp = true;
      return;
    }
    if (this.#isBehind && !(await this.#holdsSlot())) return;
    const page = { afterSeq: this.#position, limit: PAGE, maxLength: PAGE_LENGTH };
    const { events, isLast } = await readLogPage(db, viewerId, page);
    // A gap is what an unlinked account took with it, or what was trimmed since the bounds were read.
    if (events[0]?.seq !== this.#position + 1) {
      const now = await readLogBounds(db, viewerId);
      if (now.trimmedTo > this.#position) return this.#jump(now);
    }
    const lastSeq = events.at(-1)?.seq ?? 0;
    this.#take(events, isLast ? Math.max(bounds.head, lastSeq) : lastSeq);
    this.#isReplaying = true;
    this.#isBehind = !isLast;
    this.#hasCaughtUp ||= isLast;
    if (!isLast) this.#hasNews = true;
  }

  /** Waits for a slot; false when the stream has been ended meanwhile. */
  async #holdsSlot(): Promise<boolean> {
    if (this.#isEnded) return false;
    this.#slot = this.#options.slots.acquire(this.#options.viewerId);
    await this.#slot.granted;
    return !this.#isEnded;
  }

  /** Continues after history that is no longer kept, and reports it. */
  #jump(bounds: LogBounds): void {
    const view = this.#options.resync(bounds);
    this.#ready.push(() => view);
    this.#position = bounds.head;
    this.#isBehind = false;
  }

  #take(events: readonly StoredEvent[], position: number): void {
    const { wants, toView } = this.#options;
    const mark = this.#hasCaughtUp ? {} : { isReplayed: true };
    for (const event of events) if (wants(event)) this.#ready.push(() => Object.assign(toView(event), mark));
    this.#position = position;
  }

  async #sleep(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#wake = undefined;
  }
}
