import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { countViewer, eraseViewer } from '../../src/ledger/erasure/erase-viewer.js';
import type { ErasedCounts, Erasure } from '../../src/ledger/erasure/erasures.js';
import { exportViewer } from '../../src/ledger/erasure/export-viewer.js';
import { ERASED_TABLES, PERSONAL_DATA } from '../../src/ledger/erasure/personal-data.js';
import { reapplyErasures } from '../../src/ledger/erasure/reapply.js';
import { readReceipt, receiptOf, ReceiptRefused } from '../../src/ledger/erasure/receipts.js';
import { rowsOf, findPerson } from '../../src/ledger/erasure/viewer-rows.js';
import { appendEvent, readLogBounds } from '../../src/ledger/events.js';
import { transactionEvent } from '../../src/ledger/event-record.js';
import { insertTransaction } from '../../src/ledger/transactions.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { transaction } from '../support/facts.js';
import type { LedgerImplementation, TestLedger } from '../support/ledger.js';
import { columnsOf, type PlantedViewer, plantViewer } from '../support/planted-viewer.js';

const ALICE = 'canary-sub-alice';
const BOB = 'canary-sub-bob';
const now = () => 1_750_000_000_000;

/** What holds of the erasure of a viewer in any ledger. */
export function erasureSuite(ledgers: LedgerImplementation): void {
  let opened: TestLedger;
  let ledger: Ledger;

  beforeEach(async () => {
    opened = await ledgers.open();
    ledger = opened.ledger;
  });
  afterEach(() => opened.close());

  const erase = (sub: string): Promise<Erasure> => eraseViewer(ledger, sub, { now });

  async function exportOf(sub: string): Promise<string> {
    const parts: string[] = [];
    await exportViewer(ledger.db, sub, now(), async (text) => void parts.push(text));
    return parts.join('');
  }

  /** Every row of every table, as text. */
  async function everything(): Promise<string> {
    const texts: string[] = [];
    for (const table of Object.keys(PERSONAL_DATA)) {
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(
        ledger.db,
      );
      for (const row of rows)
        for (const value of Object.values(row))
          texts.push(Buffer.isBuffer(value) ? value.toString() : String(value));
    }
    return texts.join('\n');
  }

  const found = (text: string, planted: PlantedViewer) =>
    planted.canaries.filter((canary) => text.includes(canary));

  /** What is found in texts alone, by the ids that were erased: three deliveries and an act. */
  const withTexts = (counts: ErasedCounts): ErasedCounts => ({
    ...counts,
    deliveries: (counts.deliveries ?? 0) + 3,
    operator_log: (counts.operator_log ?? 0) + 1,
  });

  test('lists every column of the schema', async () => {
    const listed = Object.entries(PERSONAL_DATA).flatMap(([table, { columns }]) =>
      Object.keys(columns).map((name) => `${table}.${name}`),
    );
    const real = (await columnsOf(ledger.db)).map(({ table, name }) => `${table}.${name}`);
    const onlyPostgres = listed.filter((name) => name.endsWith('.inserted_in'));
    expect(real.filter((name) => !listed.includes(name))).toEqual([]);
    expect(listed.filter((name) => !real.includes(name) && !onlyPostgres.includes(name))).toEqual([]);
  });

  test('leaves nothing of the viewer in any table, and another viewer as they were', async () => {
    const alice = await plantViewer(ledger, ALICE);
    const bob = await plantViewer(ledger, BOB);
    const before = await exportOf(BOB);
    expect(found(await everything(), alice)).toEqual(alice.canaries);
    await erase(ALICE);
    const after = await everything();
    expect(found(after, alice)).toEqual([]);
    expect(found(after, bob)).toEqual(bob.canaries);
    expect(await exportOf(BOB)).toBe(before);
  });

  test('exports what every column holds, and nothing of another viewer', async () => {
    const alice = await plantViewer(ledger, ALICE);
    const bob = await plantViewer(ledger, BOB);
    const text = await exportOf(ALICE);
    expect(JSON.parse(text)).toMatchObject({ format: 'dwar-viewer-export/1', viewer: ALICE });
    expect(alice.exported.filter((canary) => !text.includes(canary))).toEqual([]);
    expect(bob.canaries.filter((canary) => text.includes(canary))).toEqual([]);
  });

  test('counts in advance what it then finds by columns', async () => {
    await plantViewer(ledger, ALICE);
    const counts = await countViewer(ledger, ALICE);
    expect(Object.keys(counts).sort()).toEqual([...ERASED_TABLES, 'operator_log'].sort());
    const erasure = await erase(ALICE);
    expect(erasure.counts).toEqual(withTexts(counts));
    expect(await countViewer(ledger, ALICE)).toEqual({});
  });

  test('is repeated without an effect, and of an unknown viewer counts nothing', async () => {
    await plantViewer(ledger, ALICE);
    await erase(ALICE);
    expect((await erase(ALICE)).counts).toEqual({});
    expect((await erase('nobody-at-all')).counts).toEqual({});
  });

  test('erases thousands of rows in several commits', async () => {
    await ledger.write(async (unit) => {
      for (let index = 0; index < 1_200; index += 1)
        await appendEvent(unit, transactionEvent(transaction({ viewerId: ALICE }), 1, 1));
    });
    let commits = 0;
    ledger.onCommit(() => {
      commits += 1;
    });
    const { counts } = await erase(ALICE);
    expect(counts).toEqual({ events: 1_200, viewers: 1 });
    expect(commits).toBeGreaterThan(5);
  });

  test('continues an erasure that was interrupted, and counts it as one', async () => {
    await plantViewer(ledger, ALICE);
    const whole = await countViewer(ledger, ALICE);
    let rows = 0;
    const interrupted = eraseViewer(ledger, ALICE, {
      now,
      onProgress: () => {
        rows += 1;
        if (rows === 5) throw new Error('the process ended');
      },
    });
    await expect(interrupted).rejects.toThrow('the process ended');
    const { counts } = await erase(ALICE);
    expect(counts).toEqual(withTexts(whole));
  });

  test('erases what is written while it runs', async () => {
    await plantViewer(ledger, ALICE);
    const late = { transactionId: `TRX_${'e'.repeat(32)}`, viewerId: ALICE };
    let written: Promise<void> | undefined;
    await eraseViewer(ledger, ALICE, {
      now,
      onProgress: (table) => {
        if (table !== 'transactions' || written !== undefined) return;
        written = ledger.write(async (unit) => {
          const keep = { createdSeq: 9, readAt: null, orderDigest: null, now: 1 };
          await insertTransaction(unit, transaction(late), keep);
        });
      },
    });
    await written;
    expect(await everything()).not.toContain(late.transactionId);
  });

  test('lets a viewer who comes back start empty, after the numbers that were given out', async () => {
    await plantViewer(ledger, ALICE);
    await ledger.write(async (unit) => {
      for (let index = 0; index < 3; index += 1)
        await appendEvent(unit, transactionEvent(transaction({ viewerId: ALICE }), 1, 1));
    });
    const { head } = await readLogBounds(ledger.db, ALICE);
    const revision = await ledger.revisions.of(ALICE);
    await erase(ALICE);
    expect(await readLogBounds(ledger.db, ALICE)).toEqual({ head: 0, trimmedTo: 0 });
    expect(await ledger.revisions.of(ALICE)).not.toBe(revision);
    const seq = await ledger.write((unit) =>
      appendEvent(unit, transactionEvent(transaction({ viewerId: ALICE }), 1, 1)),
    );
    expect(seq).toBe(head + 1);
    expect(await readLogBounds(ledger.db, ALICE)).toEqual({ head: head + 1, trimmedTo: head });
  });

  describe('a receipt', () => {
    test('names nothing of the viewer', async () => {
      const alice = await plantViewer(ledger, ALICE);
      const receipt = await receiptOf(ledger, await erase(ALICE));
      expect(found(JSON.stringify(receipt), alice)).toEqual([]);
      expect(receipt).toMatchObject({ format: 'dwar-erasure-receipt/1', ledger: ledger.name });
      expect(receipt.tombstones).toHaveLength(4);
      expect(readReceipt(ledger, JSON.stringify(receipt))).toEqual(receipt);
    });

    test.each<[string, (text: string) => string, string]>([
      ['was changed', (text) => text.replace(/"head":\d+/, '"head":77'), 'signature'],
      [
        'is of another ledger',
        (text) => text.replace(/"ledger":"\w+"/, '"ledger":"0badcafe"'),
        'of the ledger',
      ],
      ['is of another kind', (text) => text.replace('receipt/1', 'receipt/2'), 'no receipt'],
      ['is cut off', (text) => text.slice(0, -5), 'no receipt'],
      ['is null', () => 'null', 'no receipt'],
    ])('is refused if it %s', async (_name, change, message) => {
      await plantViewer(ledger, ALICE);
      const text = JSON.stringify(await receiptOf(ledger, await erase(ALICE)));
      expect(() => readReceipt(ledger, change(text))).toThrow(ReceiptRefused);
      expect(() => readReceipt(ledger, change(text))).toThrow(message);
    });

    test('erases again what a restored backup has brought back, once', async () => {
      const alice = await plantViewer(ledger, ALICE);
      const bob = await plantViewer(ledger, BOB);
      const receipt = await receiptOf(ledger, await erase(ALICE));
      // As a backup of before: without the erasure, and with the viewer.
      await ledger.write(async ({ db }) => {
        await db.deleteFrom('erasures').execute();
        await db.deleteFrom('tombstones').execute();
      });
      await plantViewer(ledger, ALICE);
      const [first] = await reapplyErasures(ledger, [receipt], { now });
      expect(first?.outcome).toBe('erased');
      const after = await everything();
      expect([found(after, alice), found(after, bob)]).toEqual([[], bob.canaries]);
      // The person comes back later: the receipt is known, and what is new stays.
      const again = await plantViewer(ledger, ALICE);
      const [second] = await reapplyErasures(ledger, [receipt], { now });
      expect(second?.outcome).toBe('known');
      expect(found(await everything(), again)).toEqual(again.canaries);
    });

    test('buries ids again where the backup has nothing of the viewer', async () => {
      await plantViewer(ledger, ALICE);
      const receipt = await receiptOf(ledger, await erase(ALICE));
      await ledger.write(async ({ db }) => {
        await db.deleteFrom('erasures').execute();
        await db.deleteFrom('tombstones').execute();
      });
      const [only] = await reapplyErasures(ledger, [receipt], { now });
      expect(only?.outcome).toBe('absent');
      const { rows } = await sql<{ count: number }>`select count(*) as count from tombstones`.execute(
        ledger.db,
      );
      expect(Number(rows[0]?.count)).toBe(receipt.tombstones.length);
    });
  });

  test('leaves an account, and what is about it, to the viewer who has linked it', async () => {
    const alice = await plantViewer(ledger, ALICE);
    await plantViewer(ledger, BOB);
    await ledger.write(async ({ db }) => {
      await db
        .updateTable('broker_accounts')
        .set({ viewer_id: BOB })
        .where('auth_id', '=', alice.accountId)
        .execute();
    });
    await erase(ALICE);
    const held = await findPerson(ledger.db, BOB);
    expect(held.accounts).toContain(alice.accountId);
    const tables: string[] = [];
    for (const table of ['holdings', 'investments', 'pending_actions'] as const)
      for await (const rows of rowsOf(ledger.db, table, held))
        if (rows.some((row) => row.auth_id === alice.accountId)) tables.push(table);
    expect(tables).toEqual(['holdings', 'investments', 'pending_actions']);
  });
}
