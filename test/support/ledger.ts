import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '../../src/core/log.js';
import { type Ledger, openLedger } from '../../src/ledger/ledger.js';

/** A ledger in a folder of its own. */
export interface TestLedger {
  readonly ledger: Ledger;
  readonly path: string;
  readonly url: string;
  /** Closes it and removes its folder. */
  close(): Promise<void>;
}

/** Opens a new ledger in a temporary folder. */
export async function openTestLedger(): Promise<TestLedger> {
  const folder = temporaryFolder();
  const url = `sqlite:${join(folder.path, 'dwar.db')}`;
  const ledger = await openLedger(url, { log: silentLog });
  return {
    ledger,
    url,
    path: join(folder.path, 'dwar.db'),
    async close() {
      await ledger.close();
      folder.remove();
    },
  };
}

/** A new temporary folder. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'dwar-ledger-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
