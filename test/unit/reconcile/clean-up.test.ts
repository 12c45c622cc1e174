import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../../../src/core/time/clock.js';
import { silentLog } from '../../../src/core/log.js';
import { insertDelivery } from '../../../src/ledger/deliveries/delivery-intake.js';
import { forgetAccountEvents, readLogBounds } from '../../../src/ledger/events.js';
import { cleanUp } from '../../../src/reconcile/clean-up.js';
import { appendAnyEvent, openTestLedger, type TestLedger } from '../../support/ledger.js';
import { BLOCK_AIM_MS, BLOCK_FAILS_MS, longestTurnHere } from '../../support/longest-turn.js';

const DAY_MS = 24 * 3_600_000;
const MANY = 2_000;

let open: TestLedger;

beforeEach(async () => {
  open = await openTestLedger();
});

afterEach(() => open.close());

/** The longest turn of the event loop while `work` runs, in milliseconds; printed. */
async function longestTurnOf(name: string, work: () => Promise<unknown>): Promise<number> {
  const longestMs = await longestTurnHere(work);
  process.stdout.write(`longest turn, ${name}: ${longestMs.toFixed(0)} ms (aim ${BLOCK_AIM_MS})\n`);
  return longestMs;
}

async function fillLog(occurredAt: number, authId: string | null = null): Promise<void> {
  for (let n = 0; n < MANY; n += 500)
    await open.ledger.write(async (unit) => {
      for (let k = 0; k < 500; k += 1) {
        const snapshot = { text: 'x'.repeat(5_000) };
        const event = {
          viewerId: 'alice',
          type: 'ORDER',
          subject: 's',
          occurredAt,
          authId,
          snapshot,
        } as const;
        await appendAnyEvent(unit, event);
      }
    });
}

async function fillInbox(receivedAt: number, bytes: number, count: number): Promise<void> {
  await open.ledger.write(async (unit) => {
    for (let n = 0; n < count; n += 1) {
      const name = `${receivedAt} ${bytes} ${n}`;
      await insertDelivery(unit, {
        deliveryId: name,
        sha256: name,
        receivedAt,
        kind: 'ORDER',
        state: n % 2 === 0 ? 'APPLIED' : 'UNMATCHED',
        failures: 0,
        playAt: null,
        proof: name,
        transactionId: null,
        authId: null,
        problem: null,
        body: Buffer.alloc(bytes),
      });
    }
  });
}

async function countRows(table: 'events' | 'deliveries'): Promise<number> {
  const row = await open.ledger.db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

describe('clean-up', () => {
  test('removes what is past its time, and nothing else, without blocking the event loop', async () => {
    const clock = new VirtualClock();
    const now = clock.now();
    await fillLog(now - 40 * DAY_MS);
    await fillLog(now);
    await fillInbox(now - 40 * DAY_MS, 2_000, MANY);
    await fillInbox(now - 40 * DAY_MS, 2_000_000, 30);
    await fillInbox(now - 10 * DAY_MS, 2_000, 100);
    const limits = { eventDays: 30, inboxDays: 30, idempotencyHours: 24, tokenDays: 30 };
    const longestMs = await longestTurnOf('clean-up of many rows', () =>
      cleanUp({
        ledger: open.ledger,
        clock,
        certain: { isCertain: true, now: () => clock.now() },
        log: silentLog,
        ...limits,
      }),
    );
    expect(await readLogBounds(open.ledger.db, 'alice')).toEqual({ head: 2 * MANY, trimmedTo: MANY });
    expect([await countRows('events'), await countRows('deliveries')]).toEqual([MANY, 50]);
    expect(longestMs).toBeLessThan(BLOCK_FAILS_MS);
  });

  test('of an unlinked account goes through a long log without blocking the event loop', async () => {
    await fillLog(1, 'mine');
    await fillLog(1, 'other');
    const longestMs = await longestTurnOf('events of an unlinked account', () =>
      open.ledger.write((unit) => forgetAccountEvents(unit, 'alice', 'mine')),
    );
    expect(await countRows('events')).toBe(MANY);
    expect(longestMs).toBeLessThan(BLOCK_FAILS_MS);
  });
});
