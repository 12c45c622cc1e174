import { sql } from 'kysely';
import { SealedIds } from '../../console/sealed-id.js';
import type { EventType } from '../../ledger/event-record.js';
import type { Ledger } from '../../ledger/ledger.js';
import { copyMark } from '../../ledger/maintenance/copy-ledger.js';
import { deliverySummaries, type DeliverySummary } from '../../ledger/operator/deliveries.js';
import {
  feedEnd,
  type FeedPlace,
  FeedPlaceUnknown,
  type FeedTable,
  readFeed,
  verifyFeedPlace,
} from '../../ledger/operator/feed.js';
import { CliError, EXIT_USAGE } from '../context.js';

/**
 * What is shown of an event. Its snapshot may be megabytes, so only that of an order or transaction is read.
 */
export interface ListenedEvent {
  readonly viewerId: string;
  readonly seq: number;
  readonly type: EventType;
  readonly subject: string;
  readonly transactionId: string | null;
  readonly authId: string | null;
  readonly occurredAt: number;
  /** Of an order or a transaction; null otherwise. */
  readonly status: string | null;
}

/** Something that the ledger has got, with the position behind it. */
export type Item = { readonly position: string } & (
  | { readonly delivery: DeliverySummary }
  | { readonly event: ListenedEvent }
);

const DELIVERIES: FeedTable<string> = {
  name: 'deliveries',
  key: ['delivery_id'],
  at: 'received_at',
  columns: sql`kind`,
  decode: (row) => String(row.delivery_id),
};

const EVENTS: FeedTable<ListenedEvent> = {
  name: 'events',
  key: ['viewer_id', 'seq'],
  at: 'occurred_at',
  columns: sql`type, subject, transaction_id, auth_id,
    case when type in ('ORDER', 'TRANSACTION') then snapshot end as snapshot`,
  decode: (row) => ({
    viewerId: String(row.viewer_id),
    seq: Number(row.seq),
    type: row.type as EventType,
    subject: String(row.subject),
    transactionId: row.transaction_id as string | null,
    authId: row.auth_id as string | null,
    occurredAt: Number(row.occurred_at),
    status: typeof row.snapshot === 'string' ? (JSON.parse(row.snapshot) as { status: string }).status : null,
  }),
};

/** Rows of each table that are read at once. */
const PAGE = 100;

/**
 * Reads what deliveries and events a ledger gets, from a position on. The position names the log and the last
 * row of both tables; it is sealed, because it holds the id of a viewer. A copy of a ledger keeps its epoch,
 * but not the order of its rows.
 */
export class LedgerFeed {
  readonly #ledger: Ledger;
  readonly #ids: SealedIds;
  readonly #epoch: string;
  readonly #log: string;
  #deliveries: FeedPlace;
  #events: FeedPlace;

  private constructor(ledger: Ledger, log: LogName, deliveries: FeedPlace, events: FeedPlace) {
    this.#ledger = ledger;
    this.#ids = new SealedIds(ledger.digestKey);
    this.#epoch = log.epoch;
    this.#log = log.name;
    this.#deliveries = deliveries;
    this.#events = events;
  }

  /**
   * Starts at a position, or at the end of the ledger. Throws `CliError` for a position of another ledger.
   */
  static async open(ledger: Ledger, position: string | undefined): Promise<LedgerFeed> {
    const { db, epoch } = ledger;
    const log = { epoch, name: `${epoch} ${(await copyMark(db)) ?? ''}`.trim() };
    if (position === undefined)
      return new LedgerFeed(ledger, log, await feedEnd(db, DELIVERIES), await feedEnd(db, EVENTS));
    const text = new SealedIds(ledger.digestKey).open('feed', position);
    const [named, deliveries, events] = text === null ? [] : (JSON.parse(text) as StoredPosition);
    if (deliveries === undefined || events === undefined || named !== log.name) throw unknownPosition();
    try {
      await verifyFeedPlace(db, DELIVERIES, deliveries);
      await verifyFeedPlace(db, EVENTS, events);
    } catch (error) {
      throw error instanceof FeedPlaceUnknown ? unknownPosition() : error;
    }
    return new LedgerFeed(ledger, log, deliveries, events);
  }

  /** Where the next page begins. */
  get position(): string {
    const position: StoredPosition = [this.#log, this.#deliveries, this.#events];
    return this.#ids.seal('feed', JSON.stringify(position));
  }

  /**
   * What has been committed since the last page: first deliveries, then events, each in commit order. Throws
   * `CliError` if the log has got another epoch.
   */
  async *next(): AsyncGenerator<Item> {
    const { db } = this.#ledger;
    if (this.#ledger.epoch !== this.#epoch)
      throw new CliError('the ledger has lost commits, and its positions are not valid any more', {
        hint: 'Start again without --since.',
      });
    const deliveries = await readFeed(db, DELIVERIES, this.#deliveries, PAGE);
    const events = await readFeed(db, EVENTS, this.#events, PAGE);
    const found = await deliverySummaries(
      db,
      deliveries.map(({ row }) => row),
    );
    const byId = new Map(found.map((summary) => [summary.deliveryId, summary]));
    for (const { row, place } of deliveries) {
      this.#deliveries = place;
      const delivery = byId.get(row);
      // The clean-up may have removed it meanwhile.
      if (delivery !== undefined) yield { delivery, position: this.position };
    }
    for (const { row, place } of events) {
      this.#events = place;
      yield { event: row, position: this.position };
    }
  }
}

/** What a position belongs to. */
interface LogName {
  readonly epoch: string;
  /** The epoch, and of a copy also that it is one. */
  readonly name: string;
}

type StoredPosition = readonly [log: string, deliveries: FeedPlace, events: FeedPlace];

function unknownPosition(): CliError {
  return new CliError('--since is not a position of this ledger', {
    hint: 'Give one that `dwar listen` has printed for this ledger, or start without --since.',
    exitCode: EXIT_USAGE,
  });
}
