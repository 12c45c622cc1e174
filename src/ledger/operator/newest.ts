import type { Queries } from '../unit.js';

/** What the console lists that changes by an event of the log. */
type ChangedKind = 'ORDER' | 'TRANSACTION' | 'HOLDINGS' | 'INVESTMENTS';

/**
 * A change that any instance has committed: an order or a transaction by its own id, holdings or investments
 * by their account, or a new delivery.
 */
export interface NewestChange {
  readonly kind: ChangedKind | 'DELIVERY';
  readonly id: string;
  /** Names the change: a later look at the same rows finds it again. */
  readonly key: string;
}

/**
 * What was changed since a time, epoch milliseconds, newest first and at most `limit` events and as many
 * deliveries.
 */
export async function newestChanges(db: Queries, since: number, limit: number): Promise<NewestChange[]> {
  const events = await db
    .selectFrom('events')
    .select(['viewer_id', 'seq', 'type', 'subject', 'auth_id as authId'])
    .where('occurred_at', '>=', since)
    .orderBy('occurred_at', 'desc')
    .limit(limit)
    .execute();
  const deliveries = await db
    .selectFrom('deliveries')
    .select('delivery_id')
    .where('received_at', '>=', since)
    .orderBy('received_at', 'desc')
    .orderBy('delivery_id', 'desc')
    .limit(limit)
    .execute();
  const changes = events.flatMap(({ viewer_id, seq, ...event }): NewestChange[] => {
    const changed = changedBy(event);
    return changed === null ? [] : [{ ...changed, key: `${Number(seq)}:${viewer_id}` }];
  });
  return [
    ...changes,
    ...deliveries.map(({ delivery_id: id }) => ({ kind: 'DELIVERY' as const, id, key: id })),
  ];
}

/** What an event of the log changes; null for what the console does not list. */
export function changedBy({
  type,
  subject,
  authId,
}: {
  readonly type: string;
  readonly subject: string;
  readonly authId: string | null;
}): (Pick<NewestChange, 'id'> & { readonly kind: ChangedKind }) | null {
  switch (type) {
    case 'TRANSACTION':
    // An import is shown with its transaction.
    case 'MUTUAL_FUND_IMPORT':
      return { kind: 'TRANSACTION', id: subject };
    case 'ORDER':
    case 'ORDER_RETRACTED':
      return { kind: 'ORDER', id: subject };
    case 'HOLDINGS':
      return authId === null ? null : { kind: 'HOLDINGS', id: authId };
    case 'INVESTMENT':
    case 'INVESTMENT_EXITED':
      return authId === null ? null : { kind: 'INVESTMENTS', id: authId };
    default:
      return null;
  }
}
