import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { readEvents } from '../../../src/ledger/events.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import type { Unit } from '../../../src/ledger/unit.js';
import { appendAnyEvent, openTestLedger, type TestLedger } from '../../support/ledger.js';

let open: TestLedger;
let ledger: Ledger;

beforeEach(async () => {
  open = await openTestLedger();
  ledger = open.ledger;
});

afterEach(() => open.close());

const event = (subject: string, viewerId = 'alice') =>
  ({ viewerId, type: 'ORDER', subject, occurredAt: 1, snapshot: { subject } }) as const;

const tell = (subject: string, viewerId?: string) => (unit: Unit) =>
  appendAnyEvent(unit, event(subject, viewerId));

const subjects = async (viewerId = 'alice') =>
  (await readEvents(ledger.db, viewerId, { afterSeq: 0, limit: 1_000 })).map(({ subject }) => subject);

test('a full disk acknowledges nothing, and works again once there is space', async () => {
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(ledger.db);
  await sql`pragma max_page_count = ${sql.lit(rows[0]?.page_count)}`.execute(ledger.db);
  const large = (unit: Unit) => appendAnyEvent(unit, { ...event('large'), snapshot: 'x'.repeat(1_000_000) });
  await expect(ledger.write(large)).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  expect(await subjects()).toEqual([]);
  await sql`pragma max_page_count = 1000000`.execute(ledger.db);
  await expect(ledger.write(large)).resolves.toBe(1);
  expect(await subjects()).toEqual(['large']);
});

describe('storage that turns read-only in the middle of a commit', () => {
  test('rejects the whole commit as unavailable, not as the fault of one work', async () => {
    const results = await Promise.allSettled([
      ledger.write(tell('a')),
      ledger.write(async (unit) => {
        await sql`pragma query_only = on`.execute(unit.db);
        await tell('b')(unit);
      }),
    ]);
    for (const result of results) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'STORAGE_UNAVAILABLE' } });
    }
    await sql`pragma query_only = off`.execute(ledger.db);
    expect(await subjects()).toEqual([]);
  });
});

test('the readiness check fails when nothing can be written', async () => {
  await sql`pragma query_only = on`.execute(ledger.db);
  await expect(ledger.check()).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
});
