import type { DeliveryState } from '../../ledger/deliveries/deliveries.js';
import { findBrokerAccount } from '../../ledger/broker-accounts.js';
import type { DeliverySummary } from '../../ledger/operator/deliveries.js';
import { findTransaction } from '../../ledger/transactions.js';
import type { Queries } from '../../ledger/unit.js';
import type { ListenedEvent } from './feed.js';

/** What narrows what is shown; undefined: not narrowed. */
export interface Selection {
  readonly kind?: readonly string[] | undefined;
  readonly verdict?: readonly DeliveryState[] | undefined;
  readonly viewer?: string | undefined;
  readonly transactionId?: string | undefined;
}

/** Whether an event is shown. One has no verdict. */
export function isEventSelected(event: ListenedEvent, selection: Selection): boolean {
  const { kind, verdict, viewer, transactionId } = selection;
  return (
    verdict === undefined &&
    (kind === undefined || kind.includes(event.type)) &&
    (viewer === undefined || viewer === event.viewerId) &&
    (transactionId === undefined || transactionId === event.transactionId)
  );
}

/** Whether a delivery is shown. Its viewer is that of its transaction or account, if one is known. */
export async function isDeliverySelected(
  db: Queries,
  delivery: DeliverySummary,
  { kind, verdict, viewer, transactionId }: Selection,
): Promise<boolean> {
  if (kind !== undefined && !kind.includes(delivery.kind)) return false;
  if (verdict !== undefined && !verdict.includes(delivery.state)) return false;
  if (transactionId !== undefined && transactionId !== delivery.transactionId) return false;
  return viewer === undefined || viewer === (await viewerOf(db, delivery));
}

async function viewerOf(db: Queries, { transactionId, authId }: DeliverySummary): Promise<string | null> {
  const transaction = transactionId === null ? null : await findTransaction(db, transactionId);
  if (transaction !== null) return transaction.snapshot.viewerId;
  const account = authId === null ? null : await findBrokerAccount(db, authId);
  return account?.viewerId ?? null;
}
