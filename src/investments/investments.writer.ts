import { isDeepStrictEqual } from 'node:util';
import type { Moment } from '../core/time/clock.js';
import type { InvestmentFact } from '../gateway/facts.js';
import { findBrokerAccount, type StoredBrokerAccount } from '../ledger/broker-accounts.js';
import { appendEvent } from '../ledger/events.js';
import { findInvestments, planInvestmentsRead, saveInvestments } from '../ledger/investments.js';
import type { InvestmentsSnapshot, TransactionSnapshot } from '../ledger/snapshots.js';
import { provenAccount } from '../ledger/transactions.js';
import type { Unit } from '../ledger/unit.js';

/** What one read of an account's investments found. */
export type InvestmentsRead = Omit<InvestmentsSnapshot, 'fetchedAt'>;

/**
 * Stores what a read has found, with an event for each investment that is new, has changed or is exited. Does
 * nothing unless the account is linked to `viewerId` at this moment (guarantee G10; null: to any viewer).
 * Returns what is known afterwards; null when it is not linked.
 */
export async function applyInvestments(
  unit: Unit,
  viewerId: string | null,
  read: InvestmentsRead,
  now: number,
): Promise<InvestmentsSnapshot | null> {
  const account = await findBrokerAccount(unit.db, read.authId);
  if (account === null || (viewerId !== null && account.viewerId !== viewerId)) return null;
  const before = (await findInvestments(unit.db, read.authId))?.investments ?? [];
  const snapshot = { ...read, fetchedAt: now };
  await saveInvestments(unit, account.viewerId, snapshot);
  await appendChanges(unit, account, before, snapshot);
  return snapshot;
}

async function appendChanges(
  unit: Unit,
  { authId, viewerId, broker, linkedAt }: StoredBrokerAccount,
  before: readonly InvestmentFact[],
  { investments, fetchedAt }: InvestmentsSnapshot,
): Promise<void> {
  const known = new Map(before.map((each) => [each.iscid, each]));
  const own = { viewerId, authId, occurredAt: fetchedAt };
  for (const investment of investments) {
    const { iscid } = investment;
    const isSame = isDeepStrictEqual(known.get(iscid), investment);
    known.delete(iscid);
    if (isSame) continue;
    const snapshot = { investment, fetchedAt, account: { authId, broker, linkedAt } };
    await appendEvent(unit, { ...own, type: 'INVESTMENT', subject: iscid, snapshot });
  }
  for (const iscid of known.keys())
    await appendEvent(unit, { ...own, type: 'INVESTMENT_EXITED', subject: iscid, snapshot: { iscid } });
}

/** Whether the outcome of a transaction changes investments. No webhook says so (protocol section 17.1). */
export function changesInvestments({ orderKind, intent }: TransactionSnapshot): boolean {
  return orderKind === 'SMALLCASE' || intent === 'SIP_SETUP' || intent === 'CANCEL_AMO';
}

/** Plans a read of the investments that a transaction has changed, if its account is its viewer's. */
export async function planAfter(
  unit: Unit,
  transaction: TransactionSnapshot,
  { upstreamNow }: Pick<Moment, 'upstreamNow'>,
): Promise<void> {
  const authId = provenAccount(transaction);
  const account = authId === null ? null : await findBrokerAccount(unit.db, authId);
  if (account?.viewerId !== transaction.viewerId) return;
  await planInvestmentsRead(unit, { authId: account.authId, readAt: upstreamNow, reads: 0 });
}

/** How long a read that failed waits for the next: 2, 4, 8 … seconds; given up after about 20 minutes. */
const FIRST_DELAY_MS = 2_000;
const FAILURES_MAX = 9;
/** The longest wait of the plan. */
export const INVESTMENTS_WAIT_MAX_MS = FIRST_DELAY_MS * 2 ** FAILURES_MAX;

/** Plans another read after one of the plan has failed, unless it has failed too often. */
export async function planAfterFailure(
  unit: Unit,
  authId: string,
  failures: number,
  { upstreamNow }: Pick<Moment, 'upstreamNow'>,
): Promise<void> {
  const readAt = failures > FAILURES_MAX ? null : upstreamNow + FIRST_DELAY_MS * 2 ** failures;
  await planInvestmentsRead(unit, { authId, readAt, reads: failures });
}
