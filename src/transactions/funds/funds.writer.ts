import type { Moment } from '../../core/time/clock.js';
import { findBrokerAccount } from '../../ledger/broker-accounts.js';
import { fundsOfAccounts, saveFunds } from '../../ledger/broker-funds.js';
import { appendEvent } from '../../ledger/events.js';
import type { TransactionSnapshot } from '../../ledger/snapshots.js';
import { findTransaction } from '../../ledger/transactions.js';
import type { Unit } from '../../ledger/unit.js';

/** Whether a read of the transaction may show funds of an account. */
export function mayShowFunds({ intent }: TransactionSnapshot): boolean {
  return intent === 'FETCH_FUNDS';
}

/**
 * Keeps the funds that a confirmed read has shown as the last known of the account that completed the
 * transaction, if it is linked to the same viewer. The newest transaction counts, in any order they are
 * read; a second read of it changes nothing.
 */
export async function keepFunds(
  unit: Unit,
  transaction: TransactionSnapshot,
  { now }: Moment,
): Promise<void> {
  const { transactionId, viewerId, authId, funds: amount } = transaction;
  if (authId === null || amount === null) return;
  const account = await findBrokerAccount(unit.db, authId);
  const stored = await findTransaction(unit.db, transactionId);
  if (account?.viewerId !== viewerId || stored === null) return;
  const known = (await fundsOfAccounts(unit.db, viewerId, [authId])).get(authId);
  if (known !== undefined && known.createdSeq >= stored.createdSeq) return;
  const { broker, linkedAt } = account;
  const { createdSeq } = stored;
  const snapshot = { authId, broker, linkedAt, amount, asOf: now, transactionId, createdSeq };
  await saveFunds(unit, viewerId, snapshot);
  const event = { viewerId, type: 'FUNDS', subject: authId, transactionId, authId, occurredAt: now } as const;
  await appendEvent(unit, { ...event, snapshot });
}
