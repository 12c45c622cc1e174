import { badInput } from '../core/errors.js';
import type { Clock } from '../core/time/clock.js';
import { copyMark } from '../ledger/maintenance/copy-ledger.js';
import {
  ALL_EVENTS,
  BEFORE_ALL_EVENTS,
  type EventPage,
  isTrimmedBehind,
  type PlacedEvent,
  readAllEvents,
} from '../ledger/operator/all-events.js';
import { feedEnd, type FeedPlace, FeedPlaceUnknown, verifyFeedPlace } from '../ledger/operator/feed.js';
import type { Ledger } from '../ledger/ledger.js';
import { positionEvent, type ServiceEventView, toServiceEvent } from './event.view.js';
import { SERVICE_LIST_BOUNDS } from './list-bounds.js';
import { ServiceStream, type StreamedLog } from './service-stream.js';

/** A page ends with the event that takes it past this many characters of JSON. */
const PAGE_LENGTH = 256 * 1024;

const NOT_OF_THIS_LOG = 'this is not a cursor of this log';
const NO_LONGER_KEPT = 'the events after the cursor are no longer kept';

/** Seals texts, so that a cursor shows nothing of the viewer at whose event it stands. */
export interface CursorSeal {
  seal(text: string): string;
  /** Null if it was not sealed here. */
  open(sealed: string): string | null;
}

interface Collaborators {
  readonly ledger: Pick<Ledger, 'db' | 'epoch' | 'onNewEpoch' | 'onCommit'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Gateway's time now, in epoch milliseconds. */
  readonly upstreamNow: () => number;
  readonly cursors: CursorSeal;
}

/** A page of events. `endCursor` is where the next one begins, also if this one is empty. */
export interface ServiceEventPage {
  readonly nodes: readonly ServiceEventView[];
  readonly endCursor: string;
  readonly hasNextPage: boolean;
}

/** Where to read on, or the reason why that is not possible. */
type Position = { readonly place: FeedPlace } | { readonly reason: string };

/**
 * The events of all viewers in one order, that of their commits: a reader that comes back with its last
 * cursor misses nothing and sees nothing twice, at any instance. Where that cannot be promised it gets
 * `ResyncRequired`, as viewers do (guarantee G6).
 *
 * A cursor names the log (its epoch, and whether it is a copy) and a place in it.
 */
export class ServiceLog implements StreamedLog {
  readonly #streams = new Set<ServiceStream>();
  #copy: Promise<string> | undefined;

  constructor(private readonly deps: Collaborators) {
    deps.ledger.onCommit((events) => {
      if (events.length > 0) this.#wakeAll();
    });
    deps.ledger.onNewEpoch(() => this.#wakeAll());
  }

  /** A page, oldest first, after a cursor or from the first event that is kept. Throws BAD_USER_INPUT. */
  async page(first: number, after: string | null): Promise<ServiceEventPage> {
    const { most } = SERVICE_LIST_BOUNDS['Query.events'];
    if (first < 1 || first > most) throw badInput('first', `must be from 1 to ${most}`);
    const { db } = this.deps.ledger;
    const name = await this.logName();
    const start = after === null ? { place: BEFORE_ALL_EVENTS } : await this.positionOf(name, after);
    if ('reason' in start) return await this.#resyncPage(name, start.reason);
    const { events, end, isLast } = await readAllEvents(db, start.place, {
      limit: first,
      maxLength: PAGE_LENGTH,
    });
    // Read after the page: events may have been trimmed meanwhile.
    if (after !== null && (await isTrimmedBehind(db, start.place)))
      return await this.#resyncPage(name, NO_LONGER_KEPT);
    return {
      nodes: events.map((found) => this.view(name, found)),
      endCursor: this.cursorAt(name, end),
      hasNextPage: !isLast,
    };
  }

  /** Streams the events after a cursor, or those from now on. */
  async stream(after: string | null): Promise<ServiceStream> {
    const name = await this.logName();
    const position = after === null ? null : await this.positionOf(name, after);
    const stream = new ServiceStream(this, name, (closed) => this.#streams.delete(closed));
    this.#streams.add(stream);
    try {
      if (position === null) await stream.startAtEnd(null);
      else if ('reason' in position) await stream.startAtEnd(position.reason);
      else stream.startAfter(position.place);
      return stream;
    } catch (error) {
      await stream.return();
      throw error;
    }
  }

  /** Names the log as it is now. A cursor of another name cannot be resumed from. */
  async logName(): Promise<string> {
    const { ledger } = this.deps;
    // Read before what it is to name.
    const { epoch } = ledger;
    this.#copy ??= copyMark(ledger.db).then((mark) => mark ?? '');
    return `${epoch} ${await this.#copy}`.trim();
  }

  /** Whether the log still has this name. */
  hasName(name: string): boolean {
    return name.split(' ')[0] === this.deps.ledger.epoch;
  }

  /** The end of the log: what is read from there are the events that are committed from now on. */
  async end(): Promise<FeedPlace> {
    const { ledger, clock } = this.deps;
    const end = await feedEnd(ledger.db, ALL_EVENTS);
    // Where every event was trimmed, the end has no time of its own.
    return end.key === null ? { ...end, at: clock.now() } : end;
  }

  /** The next events behind a place, or why they cannot be read from there. */
  async read(place: FeedPlace, limit: number): Promise<EventPage | { readonly reason: string }> {
    const { db } = this.deps.ledger;
    const page = await readAllEvents(db, place, { limit, maxLength: PAGE_LENGTH });
    return (await isTrimmedBehind(db, place)) ? { reason: NO_LONGER_KEPT } : page;
  }

  view(name: string, { event, place }: PlacedEvent): ServiceEventView {
    return toServiceEvent(event, this.cursorAt(name, place), this.deps.upstreamNow());
  }

  /** What stands where a stream begins; with a reason, that it misses events. */
  positionView(name: string, place: FeedPlace, reason: string | null): ServiceEventView {
    return positionEvent(this.cursorAt(name, place), this.deps.clock.now(), reason);
  }

  cursorAt(name: string, place: FeedPlace): string {
    return this.deps.cursors.seal(JSON.stringify([name, place]));
  }

  /** Where a cursor stands in the log of this name. */
  async positionOf(name: string, cursor: string): Promise<Position> {
    const { ledger, cursors } = this.deps;
    const text = cursors.open(cursor);
    const [named, place] = text === null ? [] : (JSON.parse(text) as [string, FeedPlace]);
    if (place === undefined || named !== name) return { reason: NOT_OF_THIS_LOG };
    try {
      await verifyFeedPlace(ledger.db, ALL_EVENTS, place);
    } catch (error) {
      if (error instanceof FeedPlaceUnknown) return { reason: NOT_OF_THIS_LOG };
      throw error;
    }
    return (await isTrimmedBehind(ledger.db, place)) ? { reason: NO_LONGER_KEPT } : { place };
  }

  /** Ends all streams. */
  async close(): Promise<void> {
    await Promise.all([...this.#streams].map((stream) => stream.return()));
  }

  async #resyncPage(name: string, reason: string): Promise<ServiceEventPage> {
    const end = await this.end();
    const view = this.positionView(name, end, reason);
    return { nodes: [view], endCursor: view.cursor, hasNextPage: false };
  }

  #wakeAll(): void {
    for (const stream of this.#streams) stream.wake();
  }
}
