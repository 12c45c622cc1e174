import { randomBytes } from 'node:crypto';
import type { Ledger } from './ledger.js';

/**
 * Gives the log of events another epoch and returns it: cursors given out before cannot be resumed from. The opened ledger keeps
 * the old one, so nothing may serve from it afterwards.
 */
export async function startNewEpoch(ledger: Ledger): Promise<string> {
  const value = randomBytes(EPOCH_BYTES).toString('hex');
  await ledger.write(({ db }) => db.updateTable('meta').set({ value }).where('key', '=', 'epoch').execute());
  return value;
}

/** As many as the first epoch of a ledger has. */
const EPOCH_BYTES = 4;
