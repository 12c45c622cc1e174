import type { ExpressionBuilder } from 'kysely';
import type { Tables } from '../databases/tables.js';
import { type Delivery, type DeliveryState, deliveryFromRow } from './deliveries.js';
import type { Queries } from '../unit.js';

/**
 * Selects deliveries by state and by time of receipt, in epoch milliseconds. An absent field selects all.
 */
export interface DeliveryChoice {
  readonly state?: DeliveryState;
  readonly since?: number;
  readonly until?: number;
}

/** Selects deliveries for replay. */
export interface ReplaySelection extends DeliveryChoice {
  readonly deliveryId?: string;
}

/** Selects deliveries for a listing. */
export interface DeliveryFilter extends DeliveryChoice {
  readonly limit: number;
}

function isChosen({ state, since, until }: DeliveryChoice) {
  return (eb: ExpressionBuilder<Tables, 'deliveries'>) =>
    eb.and([
      ...(state === undefined ? [] : [eb('state', '=', state)]),
      ...(since === undefined ? [] : [eb('received_at', '>=', since)]),
      ...(until === undefined ? [] : [eb('received_at', '<=', until)]),
    ]);
}

/** The ids of at most `limit` selected deliveries after the id `after`, in order. */
export async function chooseDeliveries(
  db: Queries,
  { deliveryId, ...choice }: ReplaySelection,
  page: { readonly after: string; readonly limit: number },
): Promise<string[]> {
  let query = db.selectFrom('deliveries').select('delivery_id').where(isChosen(choice));
  if (deliveryId !== undefined) query = query.where('delivery_id', '=', deliveryId);
  const behind = query.where('delivery_id', '>', page.after).orderBy('delivery_id').limit(page.limit);
  return (await behind.execute()).map((row) => row.delivery_id);
}

/** The selected deliveries, newest first. */
export async function listDeliveries(db: Queries, filter: DeliveryFilter): Promise<Delivery[]> {
  const rows = await db
    .selectFrom('deliveries')
    .selectAll()
    .where(isChosen(filter))
    .orderBy('received_at', 'desc')
    .orderBy('delivery_id', 'desc')
    .limit(filter.limit)
    .execute();
  return rows.map(deliveryFromRow);
}
