import type { Bus } from '../bus/bus.js';
import type { Clock } from '../core/time/clock.js';
import { notFound } from '../core/errors.js';
import type { Connection } from '../graphql/connection.js';
import { pageSize } from '../graphql/list-page.js';
import { LIST_BOUNDS } from '../graphql/page-size.js';
import { hasEventsAfter, readLogBounds, readLogPage } from '../ledger/events.js';
import type { LogBounds, StoredEvent } from '../ledger/event-record.js';
import type { Ledger } from '../ledger/ledger.js';
import { revised } from '../ledger/object-revisions.js';
import { ownOrderAtHead, ownTransactionAtHead } from '../viewer/ownership.js';
import type { Viewer } from '../viewer/viewer.js';
import { CursorCodec } from './cursor.js';
import {
  type EventView,
  orderEvent,
  resyncRequired,
  streamPosition,
  toEventView,
  transactionEvent,
} from './event.view.js';
import { EventStream, type EventStreamOptions } from './event-stream.js';
import { LiveStream } from './live-stream.js';
import { ReplaySlots } from './replay-slots.js';

/** Where a stream starts, see {@link EventStreamOptions}. */
type StreamStart = Pick<EventStreamOptions, 'afterSeq' | 'initial'>;

interface Collaborators {
  readonly ledger: Ledger;
  readonly bus: Bus<StoredEvent>;
  readonly clock: Clock;
  /** Gateway's time now, in epoch milliseconds. */
  readonly upstreamNow: () => number;
  /** Called for each event that a subscriber gets live, with the time since its change, in milliseconds. */
  readonly onPushed: (delayMs: number) => void;
}

/** The part of a viewer's log that a stream sends. */
interface Selection {
  /** Created before the log is read, see {@link Ledger.epoch}. */
  readonly cursors: CursorCodec;
  readonly wants: (event: StoredEvent) => boolean;
  /** Current state of the one object the client asked for, and the head of the log at that moment. */
  readonly present?: { readonly head: number; readonly event: (cursor: string) => EventView };
}

/** A page of the log ends with the event that takes it past this many characters of JSON. */
const PAGE_LENGTH = 512 * 1024;

const NO_LONGER_KEPT = 'the history after this cursor is no longer kept';
const HISTORY_CHANGED = 'the database was replaced by another state of it, so events may have been lost';
/** A stream that starts here finds its position trimmed, so that it emits `ResyncRequired` first. */
const BEFORE_THE_LOG: StreamStart = { afterSeq: -1, initial: [] };
const ORDER_EVENTS: readonly StoredEvent['type'][] = ['ORDER', 'ORDER_RETRACTED'];

/** Serves the viewer's event log: in pages, and as live streams that can be resumed (guarantee G6). */
export class EventsService {
  readonly #slots = new ReplaySlots();

  constructor(private readonly deps: Collaborators) {}

  /** A page of the log, oldest first, after a cursor. Throws BAD_USER_INPUT for the page size only. */
  async list(viewer: Viewer, first: number | null, after: string | null): Promise<Connection<EventView>> {
    const { ledger } = this.deps;
    const bound = LIST_BOUNDS['Query.events'];
    const limit = pageSize('first', first ?? bound.byDefault, bound);
    const cursors = this.#cursors();
    const bounds = await readLogBounds(ledger.db, viewer.id);
    const start =
      after === null ? { seq: bounds.trimmedTo } : this.#positionOf(viewer, after, bounds, cursors);
    if ('resync' in start) return connectionOf([start.resync], false, true);
    const wanted = { afterSeq: start.seq, limit: limit + 1, maxLength: PAGE_LENGTH };
    const { events, isLast } = await readLogPage(ledger.db, viewer.id, wanted);
    const hasMore =
      events.length > limit ||
      (!isLast && (await hasEventsAfter(ledger.db, viewer.id, events.at(-1)?.seq ?? 0)));
    // History may have been trimmed since the bounds were read.
    const now = await readLogBounds(ledger.db, viewer.id);
    if (now.trimmedTo > start.seq)
      return connectionOf([this.#resyncEvent(viewer, now, NO_LONGER_KEPT, cursors)], false, true);
    const page = events.slice(0, limit).map((event) => this.#view(viewer, event, cursors));
    return connectionOf(page, hasMore, after !== null);
  }

  /**
   * The cursor of the newest event: what is read after this call is at least as new. Throws
   * STORAGE_UNAVAILABLE.
   */
  async headCursor(viewer: Viewer): Promise<string> {
    const cursors = this.#cursors();
    const { head } = await readLogBounds(this.deps.ledger.db, viewer.id);
    return cursors.encode(viewer.id, head);
  }

  /** Streams every change of the viewer's state. */
  events(viewer: Viewer, after: string | null): Promise<LiveStream> {
    return this.#open(viewer, after, { cursors: this.#cursors(), wants: () => true });
  }

  /**
   * Streams changes of the viewer's orders, or of one order, or of one transaction's orders. Throws
   * NOT_FOUND.
   */
  async orderUpdates(
    viewer: Viewer,
    named: { readonly orderId: string | null; readonly transactionId: string | null },
    after: string | null,
  ): Promise<LiveStream> {
    const cursors = this.#cursors();
    const transactionId =
      named.transactionId === null
        ? null
        : await ownTransactionAtHead(this.deps.ledger.db, viewer, named.transactionId);
    const order = named.orderId === null ? null : await this.#ownOrder(viewer, named.orderId, after);
    const wants = (event: StoredEvent) =>
      ORDER_EVENTS.includes(event.type) &&
      (order === null || event.subject === order.snapshot.batchId) &&
      (transactionId === null || event.transactionId === transactionId.snapshot.transactionId);
    if (order === null) return await this.#open(viewer, after, { cursors, wants });
    const event = (cursor: string) =>
      orderEvent({ cursor, occurredAt: new Date(order.snapshot.updatedAt) }, revised(order));
    return await this.#open(viewer, after, { cursors, wants, present: { head: order.head, event } });
  }

  /** Streams changes of the viewer's transactions, or of one of them. Throws NOT_FOUND. */
  async transactionUpdates(
    viewer: Viewer,
    transactionId: string | null,
    after: string | null,
  ): Promise<LiveStream> {
    const cursors = this.#cursors();
    const named =
      transactionId === null ? null : await ownTransactionAtHead(this.deps.ledger.db, viewer, transactionId);
    const wants = (event: StoredEvent) =>
      event.type === 'TRANSACTION' && (named === null || event.subject === named.snapshot.transactionId);
    if (named === null) return await this.#open(viewer, after, { cursors, wants });
    const occurredAt = new Date(this.deps.clock.now());
    const event = (cursor: string) =>
      transactionEvent({ cursor, occurredAt }, revised(named), this.deps.upstreamNow());
    return await this.#open(viewer, after, { cursors, wants, present: { head: named.head, event } });
  }

  /** Streams changes of the viewer's holdings. */
  holdingsUpdates(viewer: Viewer, after: string | null): Promise<LiveStream> {
    const cursors = this.#cursors();
    return this.#open(viewer, after, { cursors, wants: (event) => event.type === 'HOLDINGS' });
  }

  /** Streams new pending actions and their ends. */
  pendingActionsUpdates(viewer: Viewer, after: string | null): Promise<LiveStream> {
    const cursors = this.#cursors();
    return this.#open(viewer, after, { cursors, wants: (event) => event.type === 'PENDING_ACTION' });
  }

  async #open(viewer: Viewer, after: string | null, selection: Selection): Promise<LiveStream> {
    const { ledger } = this.deps;
    const { cursors, wants } = selection;
    const bounds = await readLogBounds(ledger.db, viewer.id);
    const start =
      after === null
        ? this.#startAtHead(viewer, bounds, selection)
        : this.#startAfter(viewer, after, bounds, cursors);
    const stream = this.#createStream(viewer, wants, start, cursors, NO_LONGER_KEPT);
    const reopen = () => this.#createStream(viewer, wants, BEFORE_THE_LOG, this.#cursors(), HISTORY_CHANGED);
    return new LiveStream(ledger, cursors.epoch, stream, reopen);
  }

  #createStream(
    viewer: Viewer,
    wants: Selection['wants'],
    start: StreamStart,
    cursors: CursorCodec,
    resyncReason: string,
  ): EventStream {
    const { ledger, bus, clock, onPushed } = this.deps;
    return new EventStream({
      ...start,
      viewerId: viewer.id,
      db: ledger.db,
      bus,
      slots: this.#slots,
      wants,
      toView: (event) => this.#view(viewer, event, cursors),
      onLive: ({ occurredAt }) => onPushed(clock.now() - occurredAt),
      resync: (bounds) => this.#resyncEvent(viewer, bounds, resyncReason, cursors),
    });
  }

  /** Without a cursor: emits the position, then the requested object as it was at exactly that position. */
  #startAtHead(viewer: Viewer, bounds: LogBounds, { present, cursors }: Selection): StreamStart {
    const afterSeq = present?.head ?? bounds.head;
    const cursor = cursors.encode(viewer.id, afterSeq);
    const initial = [streamPosition(cursor, this.deps.clock.now())];
    return { afterSeq, initial: present === undefined ? initial : [...initial, present.event(cursor)] };
  }

  /** With a cursor: resumes after it, or at the head with `ResyncRequired` if that is not possible. */
  #startAfter(viewer: Viewer, after: string, bounds: LogBounds, cursors: CursorCodec): StreamStart {
    const position = this.#positionOf(viewer, after, bounds, cursors);
    return 'resync' in position
      ? { afterSeq: bounds.head, initial: [position.resync] }
      : { afterSeq: position.seq, initial: [] };
  }

  /** The event number of a cursor, or the event that reports why the log cannot be read from there. */
  #positionOf(
    viewer: Viewer,
    after: string,
    bounds: LogBounds,
    cursors: CursorCodec,
  ): { seq: number } | { resync: EventView } {
    const resync = (reason: string) => ({ resync: this.#resyncEvent(viewer, bounds, reason, cursors) });
    const seq = cursors.decode(viewer.id, after);
    if (seq === null) return resync('this is not a cursor of this log');
    if (seq > bounds.head) return resync('the cursor is ahead of the log');
    if (seq < bounds.trimmedTo) return resync(NO_LONGER_KEPT);
    return { seq };
  }

  #resyncEvent(viewer: Viewer, bounds: LogBounds, reason: string, cursors: CursorCodec): EventView {
    return resyncRequired(cursors.encode(viewer.id, bounds.head), this.deps.clock.now(), reason);
  }

  #view(viewer: Viewer, event: StoredEvent, cursors: CursorCodec): EventView {
    return toEventView(event, cursors.encode(viewer.id, event.seq), this.deps.upstreamNow());
  }

  #cursors(): CursorCodec {
    return new CursorCodec(this.deps.ledger.epoch);
  }

  /** A retracted order exists only for a client that resumes: the retraction may be what it missed. */
  async #ownOrder(viewer: Viewer, argument: string, after: string | null) {
    const order = await ownOrderAtHead(this.deps.ledger.db, viewer, argument);
    if (order.isRetracted && after === null) throw notFound('order');
    return order;
  }
}

function connectionOf(
  events: readonly EventView[],
  hasNextPage: boolean,
  hasPreviousPage: boolean,
): Connection<EventView> {
  const edges = events.map((node) => ({ cursor: node.cursor, node }));
  const ends = { startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null };
  return { edges, pageInfo: { hasNextPage, hasPreviousPage, ...ends } };
}
