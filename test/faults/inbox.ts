import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { silentLog } from '../../src/core/log.js';
import { markForReplay } from '../../src/ledger/deliveries/deliveries.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { openOtherWriter } from '../support/other-writer.js';

const LOOK_EVERY_MS = 5;
const WITHIN_MS = 10_000;

/** Reads and changes the inbox of a running app from outside. The bytes of a delivery identify it. */
export interface TestInbox {
  /** State of a delivery; the text is what was sent. */
  stateOf(text: string): string;
  failuresOf(text: string): number;
  /** Makes every attempt to store an order of this batch fail. */
  poison(batchId: string): Promise<void>;
  /** Ends these failures. */
  cure(): Promise<void>;
  /** Marks a delivery for replay. Returns how many were marked. */
  replay(now: number, text: string): Promise<number>;
  until(isSo: () => boolean): Promise<void>;
  close(): void;
}

/** Opens the inbox in a data folder. */
export function openInbox(dataDir: string): TestInbox {
  const path = join(dataDir, 'dwar.db');
  const other = openOtherWriter(path);
  const triggers: string[] = [];
  const row = (text: string) => {
    const sha256 = createHash('sha256').update(text).digest('hex');
    const find = other.database.prepare(
      'select delivery_id, state, failures from deliveries where sha256 = ?',
    );
    const found = find.get(sha256) as { delivery_id: string; state: string; failures: number } | undefined;
    if (found === undefined) throw new Error('no such delivery');
    return found;
  };
  return {
    stateOf: (text) => row(text).state,
    failuresOf: (text) => row(text).failures,
    async poison(batchId) {
      const name = `poison_${batchId}`;
      triggers.push(name);
      await other.exec(
        `create trigger ${name} before insert on orders when new.batch_id = '${batchId}'
         begin select raise(abort, 'poison'); end`,
      );
    },
    async cure() {
      for (const name of triggers.splice(0)) await other.exec(`drop trigger ${name}`);
    },
    async replay(now, text) {
      const ledger = await openLedger(`sqlite:${path}`, { log: silentLog });
      try {
        return await ledger.write((unit) => markForReplay(unit, [row(text).delivery_id], now));
      } finally {
        await ledger.close();
      }
    },
    async until(isSo) {
      const giveUpAt = performance.now() + WITHIN_MS;
      while (!isSo()) {
        if (performance.now() > giveUpAt) throw new Error('the inbox did not reach the expected state');
        await pause(LOOK_EVERY_MS);
      }
    },
    close: () => other.close(),
  };
}
