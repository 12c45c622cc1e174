import type { Bus } from '../bus/bus.js';
import type { Clock } from '../core/time/clock.js';
import { notFound } from '../core/errors.js';
import type { Connection } from '../graphql/connection.js';
import { pageSize } from '../graphql/list-page.js';
import { LIST_BOUNDS } from '../graphql/page-size.js';
import { hasEventsAfter, readLogBounds, readLogPage } from '../ledger/events.js';
import type { LogBounds, StoredEvent } from '../ledger/event-record.js';
import type { Ledger } from '../ledger/ledger.js';
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
import { EventStream } from './event-stream.js';
import { LiveStream } from './live-stream.js';
import { ReplaySlots } from './replay-slots.js';

interface Collaborators {
  readonly ledger: Ledger;
  readonly bus: Bus<StoredEvent>;
  readonly clock: Clock;
  /** Gateway's time now, in epoch milliseconds. */
  readonly upstreamNow: () => number;
}

/** The part of a viewer's log that a stream sends. */
interface Selection {
  /** Made before anything of the log was read, see {@link Ledger.epoch}. */
  readonly cursors: CursorCodec;
  readonly wants: (event: StoredEvent) => boolean;
  /** The present state of the one object that was named, with the log's head at that moment. */
  readonly present?: { readonly head: number; readonly event: (cursor: string) => EventView };
}

/** Characters of JSON after which a page of the log ends: it holds the event that passes them, and none behind it. */
const PAGE_LENGTH = 512 * 1024;

const NO_LONGER_KEPT = 'the history after this cursor is no longer kept';
const HISTORY_CHANGED = 'the database was replaced by another state of it, so events may have been lost';
/** Stands before everything: a stream that begins there begins with `ResyncRequired`. */
const BEFORE_THE_LOG = -1;
const ORDER_EVENTS: readonly StoredEvent['type'][] = ['ORDER', 'ORDER_RETRACTED'];

/** The viewer's event log: pages of it, and streams that go on (guarantee G6). */
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
    const start = after === null ? { seq: bounds.trimmedTo } : this.#resume(viewer, after, bounds, cursors);
    if ('resync' in start) return connectionOf([start.resync], false, true);
    const wanted = { afterSeq: start.seq, limit: limit + 1, maxLength: PAGE_LENGTH };
    const { events, isLast } = await readLogPage(ledger.db, viewer.id, wanted);
    const hasMore =
      events.length > limit ||
      (!isLast && (await hasEventsAfter(ledger.db, viewer.id, events.at(-1)?.seq ?? 0)));
    // History may have been trimmed since the bounds were read.
    const now = await readLogBounds(ledger.db, viewer.id);
    if (now.trimmedTo > start.seq)
      return connectionOf([this.#resync(viewer, now, NO_LONGER_KEPT, cursors)], false, true);
    const page = events.slice(0, limit).map((event) => this.#view(viewer, event, cursors));
    return connectionOf(page, hasMore, after !== null);
  }

  /** Everything of the viewer. */
  events(viewer: Viewer, after: string | null): Promise<LiveStream> {
    return this.#open(viewer, after, { cursors: this.#cursors(), wants: () => true });
  }

  /** What happens to the viewer's orders, or to those of one order or transaction. Throws NOT_FOUND. */
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
      orderEvent({ cursor, occurredAt: new Date(order.snapshot.updatedAt) }, order.snapshot);
    return await this.#open(viewer, after, { cursors, wants, present: { head: order.head, event } });
  }

  /** What happens to the viewer's transactions, or to one of them. Throws NOT_FOUND. */
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
      transactionEvent({ cursor, occurredAt }, named.snapshot, this.deps.upstreamNow());
    return await this.#open(viewer, after, { cursors, wants, present: { head: named.head, event } });
  }

  /** What happens to the viewer's holdings. */
  holdingsUpdates(viewer: Viewer, after: string | null): Promise<LiveStream> {
    const cursors = this.#cursors();
    return this.#open(viewer, after, { cursors, wants: (event) => event.type === 'HOLDINGS' });
  }

  async #open(viewer: Viewer, after: string | null, selection: Selection): Promise<LiveStream> {
    const { ledger } = this.deps;
    const { cursors, wants } = selection;
    const bounds = await readLogBounds(ledger.db, viewer.id);
    const begin =
      after === null
        ? this.#beginning(viewer, bounds, selection)
        : this.#resumption(viewer, after, bounds, cursors);
    const stream = this.#stream(viewer, wants, begin, cursors, NO_LONGER_KEPT);
    const reopen = () =>
      this.#stream(
        viewer,
        wants,
        { afterSeq: BEFORE_THE_LOG, opening: [] },
        this.#cursors(),
        HISTORY_CHANGED,
      );
    return new LiveStream(ledger, cursors.epoch, stream, reopen);
  }

  #stream(
    viewer: Viewer,
    wants: Selection['wants'],
    begin: { readonly afterSeq: number; readonly opening: readonly EventView[] },
    cursors: CursorCodec,
    reason: string,
  ): EventStream {
    const { ledger, bus } = this.deps;
    return new EventStream({
      ...begin,
      viewerId: viewer.id,
      db: ledger.db,
      bus,
      slots: this.#slots,
      wants,
      toView: (event) => this.#view(viewer, event, cursors),
      resync: (now) => this.#resync(viewer, now, reason, cursors),
    });
  }

  /** Without a cursor: the position, then the named object as it stood exactly there. */
  #beginning(viewer: Viewer, bounds: LogBounds, { present, cursors }: Selection) {
    const afterSeq = present?.head ?? bounds.head;
    const cursor = cursors.encode(viewer.id, afterSeq);
    const opening = [streamPosition(cursor, this.deps.clock.now())];
    return { afterSeq, opening: present === undefined ? opening : [...opening, present.event(cursor)] };
  }

  #resumption(viewer: Viewer, after: string, bounds: LogBounds, cursors: CursorCodec) {
    const start = this.#resume(viewer, after, bounds, cursors);
    if ('resync' in start) return { afterSeq: bounds.head, opening: [start.resync] };
    return { afterSeq: start.seq, opening: [] };
  }

  #resume(
    viewer: Viewer,
    after: string,
    bounds: LogBounds,
    cursors: CursorCodec,
  ): { seq: number } | { resync: EventView } {
    const resync = (reason: string) => ({ resync: this.#resync(viewer, bounds, reason, cursors) });
    const seq = cursors.decode(viewer.id, after);
    if (seq === null) return resync('this is not a cursor of this log');
    if (seq > bounds.head) return resync('the cursor is ahead of the log');
    if (seq < bounds.trimmedTo) return resync(NO_LONGER_KEPT);
    return { seq };
  }

  #resync(viewer: Viewer, bounds: LogBounds, reason: string, cursors: CursorCodec): EventView {
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
