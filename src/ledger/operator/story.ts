import type { EventType, StoredEvent } from '../event-record.js';
import { type StoredOrder, storedOrdersOf } from '../orders.js';
import { readTimelines, type TimelineEntry } from '../timeline.js';
import { findTransaction, type StoredTransaction } from '../transactions.js';
import type { Queries } from '../unit.js';
import { deliveriesOfTransaction, type DeliverySummary } from './deliveries.js';

/** What a story says of a delivery. */
export type DeliveryOutline = Pick<
  DeliverySummary,
  'deliveryId' | 'receivedAt' | 'kind' | 'state' | 'failures' | 'playAt' | 'problem'
>;

/** The object as of one event of the log. */
export type EventOutline = OutlineOf<StoredEvent>;

/** The same of each kind of event. */
type OutlineOf<Event extends StoredEvent> = Event extends StoredEvent
  ? Pick<Event, 'type' | 'subject' | 'snapshot'>
  : never;

/** Everything that the ledger knows of one transaction. Times are epoch milliseconds. */
export interface Story {
  readonly transaction: StoredTransaction;
  /** Oldest first, retracted ones included. */
  readonly orders: readonly StoredOrder[];
  /** In the order they were written. */
  readonly entries: readonly TimelineEntry[];
  /** The events that the entries name, by number; without those that were trimmed. */
  readonly events: ReadonlyMap<number, EventOutline>;
  /** Those that name the transaction, oldest first. */
  readonly deliveries: readonly DeliveryOutline[];
  /** When the holdings of its account are read again, by Gateway's clock; null when that is not planned. */
  readonly holdingsReadAt: number | null;
  /** Whether there is more of anything than this. */
  readonly isTruncated: boolean;
}

/** A timeline of this length has recorded no more contradictions. */
const ENTRIES_MOST = 200;
const ENTRIES_READ = 250;
const ORDERS_READ = 100;
const DELIVERIES_READ = 100;

/** Reads the story of one transaction, whosever it is; null when it is not in the ledger. */
export async function readStory(db: Queries, transactionId: string): Promise<Story | null> {
  const transaction = await findTransaction(db, transactionId);
  if (transaction === null) return null;
  const { viewerId } = transaction.snapshot;
  const slice = { offset: 0, limit: ENTRIES_READ };
  const entries = (await readTimelines(db, [transactionId], slice)).get(transactionId) ?? [];
  const orders = await storedOrdersOf(db, transactionId, ORDERS_READ + 1);
  const deliveries = await deliveriesOfTransaction(db, transactionId, DELIVERIES_READ + 1);
  return {
    transaction,
    orders: orders.slice(0, ORDERS_READ),
    entries,
    events: await eventsOf(db, viewerId, entries),
    deliveries: deliveries.slice(0, DELIVERIES_READ).reverse(),
    holdingsReadAt: await plannedHoldings(db, transaction),
    isTruncated:
      entries.length >= ENTRIES_MOST || orders.length > ORDERS_READ || deliveries.length > DELIVERIES_READ,
  };
}

async function eventsOf(
  db: Queries,
  viewerId: string,
  entries: readonly TimelineEntry[],
): Promise<ReadonlyMap<number, EventOutline>> {
  const seqs = [...new Set(entries.flatMap(({ eventSeq }) => eventSeq ?? []))];
  if (seqs.length === 0) return new Map();
  const rows = await db
    .selectFrom('events')
    .select(['seq', 'type', 'subject', 'snapshot'])
    .where('viewer_id', '=', viewerId)
    .where('seq', 'in', seqs)
    .execute();
  return new Map(
    rows.map(({ seq, type, subject, snapshot }) => {
      const outline = { type: type as EventType, subject, snapshot: JSON.parse(snapshot) } as EventOutline;
      return [Number(seq), outline];
    }),
  );
}

async function plannedHoldings(db: Queries, { snapshot }: StoredTransaction): Promise<number | null> {
  const { intent, authId, viewerId } = snapshot;
  if (intent !== 'HOLDINGS_IMPORT' || authId === null) return null;
  const row = await db
    .selectFrom('holdings')
    .innerJoin('broker_accounts', 'broker_accounts.auth_id', 'holdings.auth_id')
    .select('holdings.read_at')
    .where('holdings.auth_id', '=', authId)
    .where('broker_accounts.viewer_id', '=', viewerId)
    .executeTakeFirst();
  return row?.read_at == null ? null : Number(row.read_at);
}
