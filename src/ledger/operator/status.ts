import type { DeliveryState } from '../deliveries/deliveries.js';
import { countWebhookDeliveries } from '../outgoing/deliveries.js';
import { listEndpoints } from '../outgoing/endpoints.js';
import { nextDueRead } from '../planned-reads.js';
import type { Queries } from '../unit.js';
import {
  countDeliveries,
  countPlannedTransactions,
  countStaleTransactions,
  countUnconfirmedOrders,
} from './counts.js';

/**
 * What a ledger holds that an operator asks for first. Each count goes up to 10,000. Times are epoch
 * milliseconds.
 */
export interface LedgerStatus {
  /** The kept deliveries by state; a state that none has is left out. */
  readonly deliveries: Readonly<Partial<Record<DeliveryState, number>>>;
  /** Null if none is kept. */
  readonly lastReceivedAt: number | null;
  readonly unconfirmedOrders: number;
  readonly openTransactions: number;
  readonly staleTransactions: number;
  /** When the read that is due first is due, by Gateway's clock; null if none is planned. */
  readonly firstReadAt: number | null;
  /** The endpoints of outgoing webhooks, and what waits for them or was given up. */
  readonly outgoing: { readonly endpoints: number; readonly PENDING: number; readonly DEAD: number };
}

/** Reads it in a few short statements. */
export async function readLedgerStatus(db: Queries, states: readonly DeliveryState[]): Promise<LedgerStatus> {
  const counted = await countDeliveries(db, states, 0);
  const newest = await db
    .selectFrom('deliveries')
    .select('received_at')
    .orderBy('received_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return {
    deliveries: Object.fromEntries(counted.map(({ of, count }) => [of, count])),
    lastReceivedAt: newest === undefined ? null : Number(newest.received_at),
    unconfirmedOrders: await countUnconfirmedOrders(db),
    openTransactions: await countPlannedTransactions(db),
    staleTransactions: await countStaleTransactions(db),
    firstReadAt: await nextDueRead(db),
    outgoing: { endpoints: (await listEndpoints(db)).length, ...(await countWebhookDeliveries(db)) },
  };
}
