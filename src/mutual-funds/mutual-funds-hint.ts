import type { Moment } from '../core/time/clock.js';
import type { Hint } from '../gateway/facts.js';
import type { HintOutcome } from '../ledger/deliveries/deliveries.js';
import { appendEvent, nextSeq } from '../ledger/events.js';
import {
  findMutualFundImport,
  findStatement,
  mutualFundsOfViewer,
  saveMutualFundImport,
} from '../ledger/mutual-funds/imports.js';
import { bringReadForward } from '../ledger/planned-reads.js';
import type { MutualFundImport, TransactionSnapshot } from '../ledger/snapshots.js';
import { recordAnomaly } from '../ledger/timeline.js';
import { findTransaction } from '../ledger/transactions.js';
import type { Unit } from '../ledger/unit.js';
import { appendImportEvent } from './import-event.js';

const APPLIED: HintOutcome = { state: 'APPLIED', problem: null };

/**
 * Applies a registrar import to the viewer whose MF_HOLDINGS_IMPORT it names. No read confirms its rows, so
 * at least one must show that the user has been there: until then it is kept as UNMATCHED, and applied in the
 * commit of that read. One for a transaction that imports no mutual funds, or that failed, is an anomaly and
 * is not applied (guarantee G4).
 */
export async function applyMutualFunds(
  unit: Unit,
  hint: Hint<'MUTUAL_FUNDS'>,
  moment: Moment,
): Promise<HintOutcome> {
  const { transactionId } = hint;
  const stored = await findTransaction(unit.db, transactionId);
  if (stored === null) return { state: 'UNMATCHED', problem: 'its transaction is not known' };
  const { snapshot } = stored;
  await bringReadForward(unit, transactionId, moment.upstreamNow);
  const anomaly = contradiction(snapshot);
  if (anomaly !== null) {
    const origin = { at: moment.now, source: 'WEBHOOK', from: snapshot.status } as const;
    await recordAnomaly(unit, snapshot, { ...origin, anomaly });
    return { state: 'ANOMALY', problem: anomaly };
  }
  if (snapshot.status === 'INITIALIZED')
    return { state: 'UNMATCHED', problem: 'its transaction has not been used, as far as was read' };
  const known = (await findMutualFundImport(unit.db, snapshot.viewerId, transactionId))?.received ?? null;
  // A part that the payload leaves out stays as it was.
  const folios = hint.folios ?? known?.folios ?? [];
  const changed = { transactionId, receivedAt: moment.now, folios };
  const statement = await newStatement(unit, snapshot, hint);
  if (statement === null && isSame(known, changed)) return APPLIED;
  const revision = await nextSeq(unit, snapshot.viewerId);
  await saveMutualFundImport(unit, stored, { revision, ...changed }, statement);
  await announce(unit, snapshot, moment.now, revision);
  return APPLIED;
}

function contradiction({ intent, status }: TransactionSnapshot): string | null {
  if (intent !== 'MF_HOLDINGS_IMPORT')
    return 'a mutual-fund webhook names a transaction that imports no mutual funds';
  return status === 'ERRORED' ? 'a mutual-fund webhook names a transaction that failed' : null;
}

/** Null when the payload has no statement, or the one that is known. */
async function newStatement(
  unit: Unit,
  { viewerId, transactionId }: TransactionSnapshot,
  { transactions }: Hint<'MUTUAL_FUNDS'>,
): Promise<Hint<'MUTUAL_FUNDS'>['transactions']> {
  if (transactions === null) return null;
  const known = await findStatement(unit.db, viewerId, transactionId);
  return JSON.stringify(known) === JSON.stringify(transactions) ? null : transactions;
}

function isSame(known: MutualFundImport | null, received: MutualFundImport): boolean {
  return known !== null && JSON.stringify(known.folios) === JSON.stringify(received.folios);
}

/**
 * Appends the event of holdings, as number `seq`, and that of the import. An import that is too old to be
 * shown with the others changes no holdings: then `seq` is the number of the second.
 */
async function announce(
  unit: Unit,
  { viewerId, transactionId }: TransactionSnapshot,
  now: number,
  seq: number,
): Promise<void> {
  const imported = await mutualFundsOfViewer(unit.db, viewerId);
  if (imported?.revision !== seq) return await appendImportEvent(unit, viewerId, transactionId, now, seq);
  const own = { viewerId, type: 'HOLDINGS', subject: transactionId, transactionId } as const;
  const snapshot = { holdings: null, imported, linkedAt: null };
  await appendEvent(unit, { ...own, occurredAt: now, snapshot }, seq);
  await appendImportEvent(unit, viewerId, transactionId, now);
}
