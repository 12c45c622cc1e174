import type { BatchFact, TransactionFact } from '../../src/gateway/facts.js';
import type { TransactionSnapshot } from '../../src/ledger/snapshots.js';
import type { OrderSnapshot } from '../../src/ledger/snapshots.js';
import type { DecimalString } from '../../src/core/money.js';

/** A new transaction of alice. */
export function transaction(changes: Partial<TransactionSnapshot> = {}): TransactionSnapshot {
  return {
    transactionId: 'TRX_652377470a134a80ac6c56d19ef3416c',
    viewerId: 'alice',
    intent: 'TRANSACTION',
    status: 'INITIALIZED',
    rawStatus: null,
    provenance: 'CONFIRMED',
    createdAt: 1_000,
    expireAt: 901_000,
    isStale: false,
    error: null,
    broker: null,
    funds: null,
    createdFor: null,
    orderKind: 'SINGLE_SECURITY',
    actsOn: null,
    authId: null,
    ...changes,
  };
}

/** What a read finds of alice's transaction. */
export function transactionFact(changes: Partial<TransactionFact> = {}): TransactionFact {
  return {
    transactionId: transaction().transactionId,
    intent: 'TRANSACTION',
    status: 'INITIALIZED',
    rawStatus: null,
    expireAt: null,
    isExpired: false,
    authId: null,
    broker: null,
    error: null,
    batches: [],
    isWhole: true,
    funds: null,
    smallcase: null,
    sip: null,
    signup: null,
    ...changes,
  };
}

/** A placed batch of alice's transaction, without legs. */
export function batchFact(batchId: string, changes: Partial<BatchFact> = {}): BatchFact {
  return {
    batchId,
    transactionId: transaction().transactionId,
    status: 'PLACED',
    rawStatus: 'PLACED',
    variety: 'REGULAR',
    buyAmount: null,
    sellAmount: null,
    legs: [],
    unplacedLegs: [],
    completedAt: null,
    label: null,
    originalLabel: null,
    smallcase: null,
    ...changes,
  };
}

/** An open order of alice. */
export function order(changes: Partial<OrderSnapshot> = {}): OrderSnapshot {
  return {
    batchId: '65f1c0a2b7e4d90012ab34cd',
    transactionId: 'TRX_652377470a134a80ac6c56d19ef3416c',
    viewerId: 'alice',
    status: 'PLACED',
    rawStatus: null,
    variety: 'REGULAR',
    provenance: 'WEBHOOK',
    isFinal: false,
    buyAmount: '4294.50' as DecimalString,
    sellAmount: null,
    legs: [],
    unplacedLegs: [],
    label: null,
    placedAt: 1,
    completedAt: null,
    updatedAt: 1,
    ...changes,
  };
}
