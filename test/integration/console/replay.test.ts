import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { sql } from 'kysely';
import { silentLog } from '../../../src/core/log.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { setDeliveryState } from '../../../src/ledger/deliveries/deliveries.js';
import { startApp, type TestApp } from '../../support/app.js';
import { count, figure } from '../../support/faults.js';
import { type OperatorClient, openTestConsole, type TestConsole } from '../../support/operator-client.js';
import { createTarget, deliverAll, type FeedTarget, newOrderWebhook } from '../../support/order-feed.js';
import { until } from '../../support/until.js';

type Json = Record<string, unknown>;

/** 10,000 in a full run (`FAULTS_SCALE=1`). */
const DELIVERIES = count(10_000);
const VIEWERS = 20;
/** A replay takes half of the time of one processor, which the tests share with others. */
const ENDS_WITHIN_MS = 15 * 60_000;
const REPLAY = '{ id state isDryRun matched played wouldChange failed startedAt endedAt }';
const START = `mutation ($filter: DeliveryFilter!, $isDryRun: Boolean!) {
  startReplay(filter: $filter, isDryRun: $isDryRun) ${REPLAY}
}`;
const REPLAY_ONE = 'mutation ($id: ID!) { replayDelivery(id: $id) { id verdict problem } }';
const REVEAL = 'mutation ($id: ID!, $reason: String!) { revealDelivery(id: $id, reason: $reason) }';
const TABLES = [
  'viewers',
  'transactions',
  'orders',
  'timeline',
  'deliveries',
  'events',
  'holdings',
  'broker_accounts',
  'pending_actions',
  'idempotency_keys',
] as const;

/** A replay yields to everything else: where tests share the cores it takes minutes. */
jest.setTimeout(ENDS_WITHIN_MS);

describe('a console of a gateway with many deliveries', () => {
  let app: TestApp;
  let ledger: Ledger;
  let operators: TestConsole;
  let operator: OperatorClient;
  let targets: readonly FeedTarget[];

  beforeAll(async () => {
    app = await startApp({ env: { CONSOLE: 'on' } });
    ledger = await openLedger(app.databaseUrl, { log: silentLog });
    operators = openTestConsole(app.app, ledger);
    operator = operators.as(['READER', 'OPERATOR']);
    targets = await Promise.all(
      Array.from({ length: VIEWERS }, (_, n) => createTarget(app.url, `viewer ${n}`)),
    );
    const bodies = Array.from({ length: DELIVERIES }, (_, n) =>
      newOrderWebhook(targets[n % VIEWERS] as FeedTarget),
    );
    await deliverAll(app.url, bodies);
    // The emulator's user has not finished, so no read finds these orders; nothing else changes them.
    await app.emulator.control.faults([{ path: '/transaction', hang: true }]);
    await until('all deliveries are stored', async () => (await countOf('deliveries')) === DELIVERIES);
  });

  afterAll(async () => {
    await app.emulator.control.faults([]);
    await ledger.close();
    await app.close();
  });

  const countOf = async (table: (typeof TABLES)[number]) => {
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(
      ledger.db,
    );
    return Number(rows[0]?.count);
  };

  /** Every row of every table, without the plan of reads, which goes on by itself. */
  const contents = async () => {
    const tables: Record<string, unknown> = {};
    for (const table of TABLES) {
      const rows = (await ledger.db.selectFrom(table).selectAll().execute()) as Json[];
      tables[table] = rows
        .map(({ read_at: _, failures: __, reads: ___, ...row }) => JSON.stringify(row))
        .sort();
    }
    return tables;
  };

  const finished = async (started: Json): Promise<Json> => {
    let replay: Json = started;
    for (const giveUpAt = performance.now() + ENDS_WITHIN_MS; replay.endedAt === null; ) {
      if (performance.now() > giveUpAt) throw new Error(`still running: ${JSON.stringify(replay)}`);
      await pause(100);
      const query = `query ($id: ID!) { replay(id: $id) ${REPLAY} }`;
      ({ replay } = await operator.ask<{ replay: Json }>(query, { id: started.id }));
    }
    return replay;
  };

  const start = async (filter: Json, isDryRun: boolean) =>
    (await operator.ask<{ startReplay: Json }>(START, { filter, isDryRun })).startReplay;

  test('a dry run counts what would change, and changes nothing', async () => {
    const { rows } = await sql<{ delivery_id: string }>`select delivery_id from deliveries
      order by delivery_id limit 3`.execute(ledger.db);
    await ledger.write(async (unit) => {
      for (const { delivery_id: id } of rows)
        await setDeliveryState(unit, id, { state: 'DEAD', problem: 'a test has broken it' });
    });
    const before = await contents();
    const started = await start({}, true);
    const since = performance.now();
    expect(started).toMatchObject({ state: 'RUNNING', isDryRun: true, matched: DELIVERIES, endedAt: null });
    expect(await finished(started)).toMatchObject({
      state: 'COUNTED',
      played: DELIVERIES,
      wouldChange: 3,
      failed: 0,
    });
    figure(`dry run of ${DELIVERIES} deliveries`, `${Math.round(performance.now() - since)} ms`);
    expect(await contents()).toEqual(before);
    expect(await finished(await start({ verdict: ['DEAD'] }, true))).toMatchObject({
      matched: 3,
      wouldChange: 3,
    });
  });

  test('a replay applies nothing twice, and its counts agree with the ledger', async () => {
    const before = await contents();
    const [events, since] = [await countOf('events'), performance.now()];
    const replay = await finished(await start({}, false));
    figure(`replay of ${DELIVERIES} deliveries`, `${Math.round(performance.now() - since)} ms`);
    expect(replay).toMatchObject({ state: 'FINISHED', played: DELIVERIES, wouldChange: 3, failed: 0 });
    const after = await contents();
    for (const table of TABLES) if (table !== 'deliveries') expect(after[table]).toEqual(before[table]);
    expect(await countOf('events')).toBe(events);
    expect(await countOf('orders')).toBe(DELIVERIES);
    const { rows } = await sql<{ state: string }>`select distinct state from deliveries`.execute(ledger.db);
    expect(rows).toEqual([{ state: 'APPLIED' }]);
  });

  test('one replay runs at a time, is stopped by an operator, and every start and stop is recorded', async () => {
    const recorded = (await operators.acts()).length;
    const started = await start({ kind: ['ORDER'] }, true);
    expect((await operator.run(START, { filter: {}, isDryRun: true })).codes).toEqual(['BAD_USER_INPUT']);
    const { stopReplay } = await operator.ask<{ stopReplay: Json }>(
      `mutation ($id: ID!) { stopReplay(id: $id) ${REPLAY} }`,
      { id: started.id },
    );
    expect(stopReplay).toMatchObject({ state: 'STOPPED', matched: DELIVERIES });
    expect(stopReplay.played).toBeLessThan(DELIVERIES);
    expect((await operators.acts()).slice(recorded)).toEqual([
      {
        operator: 'olga',
        action: 'START_REPLAY',
        subject: started.id,
        reason: `dry run of ${DELIVERIES} deliveries`,
      },
      { operator: 'olga', action: 'STOP_REPLAY', subject: started.id, reason: null },
    ]);
    const again = await operator.run(`mutation { stopReplay(id: "none") { id } }`);
    expect(again.codes).toEqual(['NOT_FOUND']);
  });

  test('one delivery is played again, and its new verdict is the answer', async () => {
    const { rows } = await sql<{ delivery_id: string }>`select delivery_id from deliveries limit 1`.execute(
      ledger.db,
    );
    const id = rows[0]?.delivery_id ?? '';
    await ledger.write((unit) =>
      setDeliveryState(unit, id, { state: 'DEAD', problem: 'a test has broken it' }),
    );
    const events = await countOf('events');
    expect(await operator.ask(REPLAY_ONE, { id })).toEqual({
      replayDelivery: { id, verdict: 'APPLIED', problem: null },
    });
    expect(await countOf('events')).toBe(events);
    expect((await operators.acts()).at(-1)).toEqual({
      operator: 'olga',
      action: 'REPLAY_DELIVERY',
      subject: id,
      reason: null,
    });
    expect((await operator.run(REPLAY_ONE, { id: 'none' })).codes).toEqual(['NOT_FOUND']);
  });

  test('one that cannot be decoded any more is counted as played, with its verdict', async () => {
    const { rows } = await sql<{ delivery_id: string }>`select delivery_id from deliveries limit 1`.execute(
      ledger.db,
    );
    const id = rows[0]?.delivery_id ?? '';
    const body = Buffer.from('{"batchId": 1}');
    const { body: kept } = await ledger.db
      .selectFrom('deliveries')
      .select('body')
      .where('delivery_id', '=', id)
      .executeTakeFirstOrThrow();
    const put = (bytes: Buffer) =>
      ledger.write(({ db }) =>
        db.updateTable('deliveries').set({ body: bytes }).where('delivery_id', '=', id).execute(),
      );
    await put(body);
    expect(await operator.ask(REPLAY_ONE, { id })).toMatchObject({
      replayDelivery: { verdict: 'UNREADABLE' },
    });
    await put(kept);
    expect(await operator.ask(REPLAY_ONE, { id })).toMatchObject({ replayDelivery: { verdict: 'APPLIED' } });
  });

  test('a body is revealed with a reason only, and each time that is recorded', async () => {
    const reveal = operators.as(['READER', 'REVEAL']);
    const { rows } = await sql<{ delivery_id: string }>`select delivery_id from deliveries limit 1`.execute(
      ledger.db,
    );
    const id = rows[0]?.delivery_id ?? '';
    const { revealDelivery } = await reveal.ask<{ revealDelivery: string }>(REVEAL, {
      id,
      reason: ' case 17 ',
    });
    expect(revealDelivery).toContain('"transactionId": "TRX_');
    expect((await operators.acts()).at(-1)).toEqual({
      operator: 'olga',
      action: 'REVEAL_DELIVERY',
      subject: id,
      reason: 'case 17',
    });
    const recorded = (await operators.acts()).length;
    for (const reason of ['', '   ', 'x'.repeat(501)])
      expect((await reveal.run(REVEAL, { id, reason })).codes).toEqual(['BAD_USER_INPUT']);
    expect((await reveal.run(REVEAL, { id: 'none', reason: 'why' })).codes).toEqual(['NOT_FOUND']);
    expect(await operators.acts()).toHaveLength(recorded);
  });

  test.each([
    ['a reader', ['READER']],
    ['one who reveals', ['READER', 'REVEAL']],
  ] as const)('%s may not replay', async (_, roles) => {
    const other = operators.as(roles);
    const before = [(await operators.acts()).length, await contents()];
    for (const [query, variables] of [
      [START, { filter: {}, isDryRun: false }],
      [START, { filter: {}, isDryRun: true }],
      [REPLAY_ONE, { id: 'none' }],
      ['mutation { stopReplay(id: "none") { id } }', {}],
    ] as const)
      expect((await other.run(query, variables)).codes).toEqual(['FORBIDDEN']);
    expect([(await operators.acts()).length, await contents()]).toEqual(before);
  });

  test('neither a reader nor an operator may reveal', async () => {
    for (const roles of [['READER'], ['READER', 'OPERATOR']] as const)
      expect((await operators.as(roles).run(REVEAL, { id: 'none', reason: 'why' })).codes).toEqual([
        'FORBIDDEN',
      ]);
  });

  test('a filter that names a forged transaction replays nothing', async () => {
    const filter = { transaction: 'forged' };
    expect((await operator.run(START, { filter, isDryRun: false })).codes).toEqual(['BAD_USER_INPUT']);
  });
});
