import type { WireOrderDetails } from '../../gateway/wire.js';
import { badField } from './refusal.js';
import type { TransactionRecord } from '../state/state.js';
import type { Identity } from '../state/tokens.js';
import type { World } from '../world.js';

/** Query of order details (section 10). */
export interface OrderQuery {
  readonly transactionIds: readonly string[];
  readonly batchIds: readonly string[];
  readonly iscids: readonly string[];
  readonly gatewayType: 'SINGLE_SECURITY' | 'SMALLCASE' | undefined;
}

/** Most orders in one answer, the latest ones. */
const MAX_ORDERS = 200;

/**
 * Order details (section 10): only intent TRANSACTION and status COMPLETED, everything else is silently left out. A guest must
 * give a transaction or batch id and is then not asked who owns it; a connected user sees only orders of that account.
 */
export function findOrders(world: World, identity: Identity, query: OrderQuery): WireOrderDetails[] {
  if (identity.kind === 'guest' && query.transactionIds.length === 0 && query.batchIds.length === 0) {
    throw badField('transactionId', 'or batchId is required with a guest token');
  }
  const wanted = candidates(world, query)
    .filter((record) => record.intent === 'TRANSACTION' && record.status === 'COMPLETED')
    .filter((record) => identity.kind === 'guest' || record.authId === identity.authId)
    .filter((record) => fits(record, query));
  return wanted.slice(-MAX_ORDERS).map((record) => orderOf(record, query.batchIds));
}

/** Named transactions are looked up, as many calls ask for one among thousands. */
function candidates({ store }: World, { transactionIds, batchIds }: OrderQuery): TransactionRecord[] {
  if (transactionIds.length === 0 && batchIds.length === 0) return store.transactions.values();
  const found =
    transactionIds.length > 0
      ? transactionIds.map((id) => store.transactions.get(id))
      : batchIds.map((id) => store.transactionOfBatch(id));
  return [...new Set(found)].filter((record) => record !== undefined);
}

function fits(record: TransactionRecord, query: OrderQuery): boolean {
  const isSmallcase =
    record.request.intent === 'TRANSACTION' && record.request.orderConfig.type !== 'SECURITIES';
  if (query.gatewayType !== undefined && (query.gatewayType === 'SMALLCASE') !== isSmallcase) return false;
  const among = (wanted: readonly string[], having: readonly unknown[]) =>
    wanted.length === 0 || having.some((id) => wanted.includes(String(id)));
  return (
    among(query.transactionIds, [record.transactionId]) &&
    among(
      query.batchIds,
      record.batches.map((batch) => batch.batchId),
    ) &&
    among(query.iscids, [record.result?.iscid ?? null])
  );
}

function orderOf(record: TransactionRecord, batchIds: readonly string[]): WireOrderDetails {
  const text = (field: string) => {
    const value = record.result?.[field];
    return typeof value === 'string' ? value : null;
  };
  return {
    transactionId: record.transactionId,
    broker: record.broker ?? '',
    scid: text('scid'),
    iscid: text('iscid'),
    name: text('name'),
    batches: record.batches.filter((batch) => batchIds.length === 0 || batchIds.includes(batch.batchId)),
  };
}
