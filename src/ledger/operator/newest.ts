import type { Queries } from '../unit.js';

/** A change that any instance has committed: an order or a transaction by its own id, or a new delivery. */
export interface NewestChange {
  readonly kind: 'ORDER' | 'TRANSACTION' | 'DELIVERY';
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
    .select(['viewer_id', 'seq', 'type', 'subject'])
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
  const changes = events.flatMap(({ viewer_id, seq, type, subject }): NewestChange[] => {
    const kind = changeKind(type);
    return kind === null ? [] : [{ kind, id: subject, key: `${Number(seq)}:${viewer_id}` }];
  });
  return [
    ...changes,
    ...deliveries.map(({ delivery_id: id }) => ({ kind: 'DELIVERY' as const, id, key: id })),
  ];
}

/** What an event of the log changes, by its type; null for what the console does not list. */
export function changeKind(type: string): 'ORDER' | 'TRANSACTION' | null {
  if (type === 'TRANSACTION') return 'TRANSACTION';
  return type === 'ORDER' || type === 'ORDER_RETRACTED' ? 'ORDER' : null;
}
