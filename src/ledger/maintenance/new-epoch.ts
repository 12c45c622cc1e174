import { randomBytes } from 'node:crypto';
import type { Ledger } from '../ledger.js';
import { forgetForeignOrder } from '../operator/feed.js';

/** A name for an epoch of a log. */
export function randomEpoch(): string {
  return randomBytes(4).toString('hex');
}

/**
 * Gives the log of events another epoch and returns it: cursors given out before cannot be resumed from.
 * Instances that run on PostgreSQL follow within about a second.
 */
export async function startNewEpoch(ledger: Ledger): Promise<string> {
  const value = randomEpoch();
  await forgetForeignOrder(ledger.db);
  await ledger.write(({ db }) => db.updateTable('meta').set({ value }).where('key', '=', 'epoch').execute());
  return value;
}
