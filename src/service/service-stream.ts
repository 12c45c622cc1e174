import { AppError } from '../core/errors.js';
import { yieldIfLong } from '../core/turns.js';
import type { EventPage, PlacedEvent } from '../ledger/operator/all-events.js';
import type { FeedPlace } from '../ledger/operator/feed.js';
import type { ServiceEventView } from './event.view.js';

/** Events that are read at once. A stream holds at most one page in memory. */
const PAGE = 50;
/** How often the log is read for what other instances have committed, in milliseconds. */
const READ_EVERY_MS = 300;

const HISTORY_CHANGED = 'the database was replaced by another state of it, so events may have been lost';

/** The log that a stream reads. Its name changes when it has lost commits. */
export interface StreamedLog {
  logName(): Promise<string>;
  hasName(name: string): boolean;
  end(): Promise<FeedPlace>;
  /** The next events behind a place, or why they cannot be read from there. */
  read(place: FeedPlace, limit: number): Promise<EventPage | { readonly reason: string }>;
  view(name: string, found: PlacedEvent): ServiceEventView;
  positionView(name: string, place: FeedPlace, reason: string | null): ServiceEventView;
}

/**
 * The events of all viewers for one subscriber, who is a place in the log and no queue: a page is read when
 * the client asks for more. A commit of this instance wakes it, and it looks for those of others several
 * times a second. It is a plain iterator because an async generator that is waiting cannot be ended from
 * outside.
 */
export class ServiceStream implements AsyncIterableIterator<ServiceEventView> {
  readonly #ready: ServiceEventView[] = [];
  #place: FeedPlace | null = null;
  #isEnded = false;
  /** Whether it has reached the end of the log once: until then what it reads is charged. */
  #hasCaughtUp = false;
  #isWoken = false;
  #wake: () => void = () => {};

  constructor(
    private readonly log: StreamedLog,
    private name: string,
    private readonly onEnded: (stream: ServiceStream) => void,
  ) {}

  /** Begins at the end of the log; with a reason if events are missed by that. */
  async startAtEnd(reason: string | null): Promise<void> {
    this.#place = await this.log.end();
    this.#hasCaughtUp = true;
    this.#ready.push(this.log.positionView(this.name, this.#place, reason));
  }

  /** Resumes behind a place. */
  startAfter(place: FeedPlace): void {
    this.#place = place;
  }

  /** There may be news. */
  wake(): void {
    this.#isWoken = true;
    this.#wake();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<ServiceEventView>> {
    while (!this.#isEnded) {
      const pause = yieldIfLong(this.#hasCaughtUp ? undefined : 'service');
      if (pause !== undefined) await pause;
      const view = this.#ready.shift();
      if (view !== undefined) return { done: false, value: view };
      if (!this.#isEnded) await this.#readOrSleep();
    }
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<ServiceEventView>> {
    this.#isEnded = true;
    this.onEnded(this);
    this.#wake();
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<IteratorResult<ServiceEventView>> {
    await this.return();
    throw error;
  }

  /** After an error the consumer does not call `return`, so the stream ends itself. */
  async #readOrSleep(): Promise<void> {
    // Before the read: news that come meanwhile are read next.
    this.#isWoken = false;
    try {
      if (!(await this.#read())) await this.#sleep();
    } catch (error) {
      // The same page is read again when the ledger is back.
      if (error instanceof AppError && error.code === 'STORAGE_UNAVAILABLE') return await this.#sleep();
      await this.return();
      throw error;
    }
  }

  /** Returns whether there was anything. */
  async #read(): Promise<boolean> {
    if (!this.log.hasName(this.name)) {
      this.name = await this.log.logName();
      await this.startAtEnd(HISTORY_CHANGED);
      return true;
    }
    const place = this.#place as FeedPlace;
    const page = await this.log.read(place, PAGE);
    if ('reason' in page) {
      await this.startAtEnd(page.reason);
      return true;
    }
    const mark = this.#hasCaughtUp ? {} : { isReplayed: true };
    for (const found of page.events) this.#ready.push({ ...this.log.view(this.name, found), ...mark });
    this.#place = page.end;
    this.#hasCaughtUp ||= page.isLast;
    return page.end !== place;
  }

  async #sleep(): Promise<void> {
    if (this.#isWoken || this.#isEnded) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, READ_EVERY_MS);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => {};
  }
}
