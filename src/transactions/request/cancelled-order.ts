import { notFound } from '../../core/errors.js';
import { ask } from '../../ledger/databases/statement.js';
import { orderPages } from '../../ledger/orders.js';
import type { TransactionSnapshot } from '../../ledger/snapshots.js';
import { type StoredTransaction, transactionsInProgress } from '../../ledger/transactions.js';
import type { Queries } from '../../ledger/unit.js';
import { ownOrder } from '../../viewer/ownership.js';
import type { Viewer } from '../../viewer/viewer.js';
import type { TransactionInput } from '../build-request.js';

/** The order that a transaction cancels, and the transaction that placed it. */
export type CancelledOrder = Pick<TransactionSnapshot, 'actsOn' | 'actsOnOrder'>;

/** Most transactions in progress that are looked through for one of an investment, newest first. */
const IN_PROGRESS_MAX = 100;

/**
 * Which order the input is to cancel: only one of the viewer's own can be. CANCEL_ORDER names it, CANCEL_AMO
 * names the investment. Throws NOT_FOUND.
 */
export async function findCancelledOrder(
  db: Queries,
  viewer: Viewer,
  { intent, cancelOrder, investment }: TransactionInput,
): Promise<CancelledOrder> {
  if (cancelOrder != null) {
    const { transactionId, batchId } = (await ownOrder(db, viewer, cancelOrder.orderId)).snapshot;
    return { actsOn: transactionId, actsOnOrder: batchId };
  }
  if (intent !== 'CANCEL_AMO' || investment == null) return { actsOn: null };
  const inProgress = (await transactionsInProgress(db, viewer.id, IN_PROGRESS_MAX)).filter(
    ({ snapshot }) => snapshot.orderKind === 'SMALLCASE',
  );
  const actsOn = newestOf(inProgress, investment.iscid);
  if (actsOn !== null) return { actsOn, ...(await openOrderOf(db, actsOn)) };
  // Gateway may know the investment of an order that was not read since the user placed it.
  const mayBe = inProgress.some(({ snapshot, readAt }) => readAt !== null && iscidOf(snapshot) === null);
  if (!mayBe) throw notFound('order in progress of this investment');
  return { actsOn: null };
}

/** The newest transaction with this investment; one that waits at the exchange comes first. */
function newestOf(inProgress: readonly StoredTransaction[], iscid: string): string | null {
  const own = inProgress.map(({ snapshot }) => snapshot).filter((snapshot) => iscidOf(snapshot) === iscid);
  const waiting = own.find(({ status }) => status === 'PROCESSING') ?? own[0];
  return waiting?.transactionId ?? null;
}

async function openOrderOf(db: Queries, transactionId: string): Promise<Pick<CancelledOrder, 'actsOnOrder'>> {
  const orders = await ask(db, orderPages([{ transactionId, after: -1 }]));
  const open = orders.map(({ snapshot }) => snapshot).filter(({ isFinal }) => !isFinal);
  const found = open.find(({ variety }) => variety === 'AMO') ?? open[0];
  return found === undefined ? {} : { actsOnOrder: found.batchId };
}

/** The investment of a smallcase order: as its outcome says, or else as it was asked for. */
function iscidOf({ smallcase, request }: TransactionSnapshot): string | null {
  return smallcase?.iscid ?? request?.smallcaseOrder?.iscid ?? null;
}
