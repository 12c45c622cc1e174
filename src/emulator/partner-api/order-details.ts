import type { WireOrderDetails } from '../../gateway/wire.js';
import { badField } from './refusal.js';
import type { TransactionRecord } from '../state/records.js';
import type { Identity } from '../state/tokens.js';
import type { World } from '../world.js';

/** The query of order details (section 10). */
export interface OrderQuery {
  readonly transactionIds: readonly string[];
  readonly batchIds: readonly string[];
  readonly iscids: readonly string[];
  readonly gatewayType: 'SINGLE_SECURITY' | 'SMALLCASE' | undefined;
}

/** Maximum number of orders in one answer; the latest are returned. */
const MAX_ORDERS = 200;

/**
 * Finds orders (section 10): only those of intent TRANSACTION and status COMPLETED, without an error for
 * others. A guest must give a transaction or batch id, and gets it regardless of its owner; a connected user
 * sees only orders of the own account.
 */
export function findOrders(world: World, identity: Identity, query: OrderQuery): WireOrderDetails[] {
  if (identity.kind === 'guest' && query.transactionIds.length === 0 && query.batchIds.length === 0) {
    throw badField('transactionId', 'or batchId is required with a guest token');
  }
  const found = candidates(world, query)
    .filter((record) => record.intent === 'TRANSACTION' && record.status === 'COMPLETED')
    .filter((record) => identity.kind === 'guest' || record.authId === identity.authId)
    .filter((record) => isWanted(record, query));
  return found.slice(-MAX_ORDERS).map((record) => orderOf(record, query.batchIds));
}

/** Looks transactions up by id if possible: many calls ask for one among thousands. */
function candidates({ store }: World, { transactionIds, batchIds }: OrderQuery): TransactionRecord[] {
  if (transactionIds.length === 0 && batchIds.length === 0) return store.transactions.values();
  const found =
    transactionIds.length > 0
      ? transactionIds.map((id) => store.transactions.get(id))
      : batchIds.map((id) => store.transactionOfBatch(id));
  return [...new Set(found)].filter((record) => record !== undefined);
}

function isWanted(record: TransactionRecord, query: OrderQuery): boolean {
  const isSmallcase =
    record.request.intent === 'TRANSACTION' && record.request.orderConfig.type !== 'SECURITIES';
  if (query.gatewayType !== undefined && (query.gatewayType === 'SMALLCASE') !== isSmallcase) return false;
  const matches = (wanted: readonly string[], actual: readonly unknown[]) =>
    wanted.length === 0 || actual.some((id) => wanted.includes(String(id)));
  return (
    matches(query.transactionIds, [record.transactionId]) &&
    matches(
      query.batchIds,
      record.batches.map((batch) => batch.batchId),
    ) &&
    matches(query.iscids, [record.result?.iscid ?? null])
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
