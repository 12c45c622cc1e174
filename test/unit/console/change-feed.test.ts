import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ChangeFeed } from '../../../src/console/live/change-feed.js';
import { silentLog } from '../../../src/core/log.js';
import type { Clock } from '../../../src/core/time/clock.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { newestChanges } from '../../../src/ledger/operator/newest.js';

let folder: string;
let ledger: Ledger;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dwar-feed-'));
  ledger = await openLedger(`sqlite:${join(folder, 'dwar.db')}`, { log: silentLog });
});

afterEach(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A clock at a standstill, with the polls that are planned at it. */
function stoppedClock() {
  const planned = new Set<() => void>();
  const clock = {
    now: () => 0,
    after(_delayMs: number, poll: () => void) {
      planned.add(poll);
      return () => void planned.delete(poll);
    },
  } as unknown as Clock;
  const fire = () => {
    for (const poll of [...planned]) {
      planned.delete(poll);
      poll();
    }
  };
  return { clock, planned, fire };
}

test('polls once in a second, also after its streams were replaced during a poll', async () => {
  const { clock, planned, fire } = stoppedClock();
  const feed = new ChangeFeed({
    ledger,
    clock,
    log: silentLog,
    rejected: { list: () => [], onRejected: () => () => {} },
    onDelivery: () => () => {},
    hasOtherInstances: true,
  });
  const first = feed.open();
  expect(planned.size).toBe(1);
  fire();
  await first.return();
  const second = feed.open();
  // Its turn comes after the read of the poll.
  await newestChanges(ledger.db, 0, 1);
  await setImmediate();
  expect(planned.size).toBe(1);
  await second.return();
  expect(planned.size).toBe(0);
  feed.close();
});
