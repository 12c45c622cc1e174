import { appendEvent } from '../ledger/events.js';
import { findMutualFundImport } from '../ledger/mutual-funds/imports.js';
import type { Unit } from '../ledger/unit.js';

/** Appends the event that carries an import as it is now; pass `seq` if its number was taken already. */
export async function appendImportEvent(
  unit: Unit,
  viewerId: string,
  transactionId: string,
  now: number,
  seq?: number,
): Promise<void> {
  const snapshot = await findMutualFundImport(unit.db, viewerId, transactionId);
  if (snapshot === null) return;
  const own = { viewerId, type: 'MUTUAL_FUND_IMPORT', subject: transactionId, transactionId } as const;
  await appendEvent(unit, { ...own, occurredAt: now, snapshot }, seq);
}
