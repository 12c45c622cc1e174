import { parse } from 'graphql';
import type { FlowTransaction } from '../../../packages/client/src/trade/index.js';
import type { FlowState, Observation } from '../../../packages/client/src/trade/states.js';
import type { TradeFound, TradeOrder } from '../../../packages/client/src/trade/trade.js';
import type { TransactionSnapshot } from '../../../src/ledger/snapshots.js';
import { failureKind } from '../../../src/transactions/sdk-error.js';
import { isRetryable } from '../../../src/transactions/transaction.machine.js';
import { readProjectFile } from '../../support/source-files.js';

/** When transactions of these tests expire. */
export const EXPIRES_AT = Date.parse('2026-11-30T10:05:00.000Z');

/** A transaction as Dwar returns it: new, unless said otherwise. */
export function transaction(own: Partial<FlowTransaction> = {}): FlowTransaction {
  return {
    __typename: 'Transaction',
    id: 'transaction-1',
    gatewayTransactionId: 'TRX_1',
    intent: 'TRANSACTION',
    status: 'INITIALIZED',
    provenance: 'CONFIRMED',
    createdAt: '2026-11-30T10:00:00.000Z',
    expiresAt: new Date(EXPIRES_AT).toISOString(),
    isExpired: false,
    isStale: false,
    timeline: [{ __typename: 'TimelineEntry', at: '2026-11-30T10:00:00.000Z' }],
    error: null,
    brokerAccount: null,
    ordersCount: own.orders?.length ?? 0,
    orders: [],
    ...own,
  };
}

/** An order: filled and confirmed, unless said otherwise. */
export function order(own: Partial<TradeOrder> = {}): TradeOrder {
  return {
    __typename: 'Order',
    id: 'order-1',
    batchId: 'batch-1',
    status: 'COMPLETED',
    isFinal: true,
    provenance: 'CONFIRMED',
    variety: 'REGULAR',
    label: null,
    updatedAt: '2026-11-30T10:01:00.000Z',
    buyAmount: null,
    sellAmount: null,
    legsCount: 0,
    legs: [],
    unplacedLegsCount: 0,
    unplacedLegs: [],
    ...own,
  };
}

/** The error of a transaction, with the kind and the permission that Dwar derives. */
export function errorOf(
  code: number | null,
  status: FlowTransaction['status'],
  provenance: 'REPORTED' | 'CONFIRMED',
): NonNullable<FlowTransaction['error']> {
  const message = `message of ${code}`;
  const snapshot = { status, error: { code, message, provenance } } as unknown as TransactionSnapshot;
  return {
    __typename: 'TransactionFailure',
    code,
    key: null,
    message,
    kind: failureKind(code),
    isRetryable: isRetryable(snapshot),
    provenance,
  };
}

export function observed(own: FlowTransaction, isFresh = false): Observation<TradeFound> {
  return { transaction: own, found: { orders: own.orders }, isFresh };
}

/** A trade whose SDK is open. */
export const WITH_USER: FlowState<TradeFound> = {
  phase: 'with-user',
  transaction: transaction(),
  orders: [],
};

/** The members of a union of the schema. */
export function membersOf(union: string): readonly string[] {
  const { definitions } = parse(readProjectFile('schema/schema.graphql'), { noLocation: true });
  for (const definition of definitions) {
    if (definition.kind === 'UnionTypeDefinition' && definition.name.value === union)
      return (definition.types ?? []).map(({ name }) => name.value);
  }
  throw new Error(`the schema has no union ${union}`);
}
