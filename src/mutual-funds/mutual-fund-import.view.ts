import { toGlobalId } from '../core/ids.js';
import { type DecimalString, sumDecimals } from '../core/money.js';
import type { MutualFundFact, MutualFundTransactionFact } from '../gateway/facts.js';
import { type MoneyType, toMoney } from '../graphql/money.type.js';
import type { Reuse } from '../graphql/reuse.js';
import { toDate } from '../graphql/scalars.js';
import type { MutualFundImportSnapshot } from '../ledger/snapshots.js';
import { toTransactionView, type TransactionView } from '../transactions/transaction.type.js';
import type {
  MutualFundImportState,
  MutualFundImportType,
  MutualFundSummaryType,
  MutualFundTransactionType,
} from './mutual-fund-import.type.js';

/** `folioFacts` is not in the schema: the resolver of `folios` cuts its pages from it. */
export type MutualFundImportView = MutualFundImportType & {
  readonly __typename: 'MutualFundImport';
  readonly folioFacts: readonly MutualFundFact[];
};

/** An import as its viewer sees it; `upstreamNow` decides whether its transaction is expired. */
export function toMutualFundImportView(
  snapshot: MutualFundImportSnapshot,
  upstreamNow: number,
  reuse?: Reuse,
): MutualFundImportView {
  const { received, statementRows } = snapshot;
  const transaction = toTransactionView({ revision: 0, ...snapshot.transaction }, upstreamNow, reuse);
  const folioFacts = received?.folios ?? [];
  return {
    __typename: 'MutualFundImport',
    id: toGlobalId('MutualFundImport', snapshot.transaction.transactionId),
    transaction,
    state: stateOf(snapshot, transaction),
    receivedAt: toDate(received?.receivedAt ?? null),
    provenance: 'WEBHOOK',
    summary: received === null ? null : summaryOf(folioFacts),
    foliosCount: folioFacts.length,
    transactionsCount: statementRows,
    folioFacts,
  };
}

/** Where an import stands; `upstreamNow` decides whether its transaction is expired. */
export function importStateOf(
  snapshot: MutualFundImportSnapshot,
  upstreamNow: number,
): MutualFundImportState {
  return stateOf(snapshot, toTransactionView({ revision: 0, ...snapshot.transaction }, upstreamNow));
}

function stateOf(
  { received, otpAcceptedAt }: MutualFundImportSnapshot,
  { status, isExpired }: TransactionView,
): MutualFundImportState {
  if (received !== null) return 'RECEIVED';
  if (status === 'ERRORED' || status === 'ACTION_REQUIRED') return 'FAILED';
  if (status === 'COMPLETED' || otpAcceptedAt !== null) return 'AWAITING_DATA';
  return isExpired ? 'FAILED' : 'AWAITING_OTP';
}

function summaryOf(folios: readonly MutualFundFact[]): MutualFundSummaryType {
  return {
    marketValue: totalOf(folios.map((folio) => folio.marketValue)),
    costValue: totalOf(folios.map((folio) => folio.costValue)),
  };
}

/** A total without one of its parts would be a wrong one. */
function totalOf(amounts: readonly (DecimalString | null)[]): MoneyType | null {
  const known = amounts.filter((amount) => amount !== null);
  return known.length < amounts.length ? null : toMoney(sumDecimals(known));
}

/** A row of a statement as its viewer sees it. */
export function toStatementRowView(row: MutualFundTransactionFact): MutualFundTransactionType {
  return { ...row, price: toMoney(row.price), amount: toMoney(row.amount) };
}
