import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { maskId } from '../../../src/core/output/mask.js';
import { silentLog } from '../../../src/core/log.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { startApp, type TestApp } from '../../support/app.js';
import { present } from '../../support/documents.js';
import { type OperatorClient, openTestConsole, type TestConsole } from '../../support/operator-client.js';
import { buying, Player } from '../../support/player.js';
import { until } from '../../support/until.js';
import { batch, deliver, newBatchId, signed } from '../../support/webhook.js';

type Json = Record<string, unknown>;
interface Row {
  readonly id: string;
  readonly verdict: string;
  readonly kind: string;
}

interface Page {
  readonly nodes: readonly Row[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const SEARCH = 'query ($text: String!) { search(text: $text) { kind id name status } }';
const ORDERS =
  '{ orders { nodes { id batchId transactionId legs { exchangeOrderId } transaction { id } } } }';
const DELIVERIES = `query ($filter: DeliveryFilter, $first: Int! = 50, $after: String) {
  deliveries(filter: $filter, first: $first, after: $after) {
    nodes { id verdict kind } pageInfo { hasNextPage endCursor }
  }
}`;
const START = `mutation ($filter: DeliveryFilter!, $isDryRun: Boolean!) {
  startReplay(filter: $filter, isDryRun: $isDryRun) { id matched }
}`;
const ACTIVITY = `query ($period: OverviewPeriod!) { activity(period: $period) {
  starts deliveries { verdict counts } orders { status counts }
} }`;

describe('a console in which one looks for something', () => {
  let app: TestApp;
  let ledger: Ledger;
  let operators: TestConsole;
  let masked: OperatorClient;
  let plain: OperatorClient;
  let order: Json;

  const search = async (text: unknown, client = masked) =>
    (await client.ask<{ search: Json[] }>(SEARCH, { text })).search;
  const list = async (filter: Json, first = 50): Promise<Row[]> => {
    const rows: Row[] = [];
    for (let after: string | null = null; ; ) {
      const { deliveries }: { deliveries: Page } = await masked.ask(DELIVERIES, { filter, first, after });
      rows.push(...deliveries.nodes);
      if (!deliveries.pageInfo.hasNextPage) return rows;
      after = deliveries.pageInfo.endCursor;
    }
  };

  beforeAll(async () => {
    app = await startApp({ env: { CONSOLE: 'on' } });
    ledger = await openLedger(app.databaseUrl, { log: silentLog });
    operators = openTestConsole(app.app, ledger);
    masked = operators.as(['READER']);
    plain = operators.as(['READER'], { isMasked: false });
    const player = await Player.of(app, 'anya-0123456789');
    await player.connect('lep-ok-1');
    const id = await player.create(buying());
    await player.complete(id);
    await player.settled(id);
    for (let n = 0; n < 3; n += 1)
      await deliver(
        app.url,
        signed({
          ...batch(newBatchId()),
          transactionId: `TRX_${'e'.repeat(32)}`,
          smallcaseAuthId: 'b'.repeat(24),
        }),
      );
    const { orders } = await plain.ask<{ orders: { nodes: Json[] } }>(ORDERS);
    order = present(orders.nodes[0]);
  });

  afterAll(async () => {
    await ledger.close();
    await app.close();
  });

  test('finds an order and its transaction by each id that names them', async () => {
    const [{ exchangeOrderId }] = order.legs as [{ exchangeOrderId: string }];
    const transaction = order.transaction as Json;
    const ofOrder = {
      kind: 'ORDER',
      id: order.id,
      name: maskId(String(order.batchId)),
      status: 'COMPLETED',
    };
    const ofTransaction = {
      kind: 'TRANSACTION',
      id: transaction.id,
      name: maskId(String(order.transactionId)),
      status: 'COMPLETED',
    };
    for (const text of [order.batchId, ` ${order.batchId} `, exchangeOrderId, order.id])
      expect([text, await search(text)]).toEqual([text, [ofOrder]]);
    for (const text of [order.transactionId, transaction.id])
      expect([text, await search(text)]).toEqual([text, [ofTransaction, ofOrder]]);
    expect(await search(order.batchId, plain)).toMatchObject([{ name: order.batchId }]);
  });

  test('finds a delivery by its id', async () => {
    const [{ id, verdict } = present(undefined)] = await list({});
    expect(await search(id)).toEqual([{ kind: 'DELIVERY', id, name: id, status: verdict }]);
  });

  test.each(['', '   ', 'nothing', 'f'.repeat(24), "' or 1=1", '%', '_'.repeat(16)])(
    'finds nothing for %j',
    async (text) => {
      expect(await search(text)).toEqual([]);
    },
  );

  test('finds nothing by a part of an id, or by a shortened one', async () => {
    const id = String(order.transactionId);
    for (const text of [id.slice(0, -1), id.slice(4), maskId(id)]) expect(await search(text)).toEqual([]);
  });

  test('refuses a text that is too long, or that no database holds', async () => {
    for (const text of ['x'.repeat(201), 'a\0b'])
      expect((await masked.run(SEARCH, { text })).codes).toEqual(['BAD_USER_INPUT']);
  });

  test('leaves out verdicts and kinds that a filter excludes, page by page', async () => {
    const all = await list({});
    const others = all.filter(({ verdict }) => verdict !== 'UNMATCHED');
    expect(all).toHaveLength(others.length + 3);
    expect(await list({ verdictNot: ['UNMATCHED'] }, 1)).toEqual(others);
    expect(await list({ verdict: ['UNMATCHED', 'DEAD'], verdictNot: ['UNMATCHED'] })).toEqual([]);
    expect(await list({ verdict: ['UNMATCHED'], verdictNot: ['APPLIED'] }, 2)).toHaveLength(3);
    expect(await list({ verdictNot: [] })).toEqual(all);
    expect(await list({ kindNot: ['ORDER'] })).toEqual(all.filter(({ kind }) => kind !== 'ORDER'));
    expect(await list({ kind: ['ORDER'], kindNot: ['ORDER'] })).toEqual([]);
    const transaction = (order.transaction as Json).id;
    expect(await list({ transaction, verdictNot: ['APPLIED'] })).toEqual([]);
    expect((await list({ transaction, verdictNot: ['DEAD'] })).length).toBeGreaterThan(0);
  });

  test('lists the deliveries of ids, as far as the rest of the filter fits', async () => {
    const all = await list({});
    const ids = [all[2]?.id, all[0]?.id, all[0]?.id, 'no id', 'f'.repeat(24)];
    expect(await list({ ids }, 1)).toEqual([all[0], all[2]]);
    expect(await list({ ids: [] })).toEqual([]);
    expect(await list({ ids: all.map(({ id }) => id), verdict: ['UNMATCHED'] })).toHaveLength(3);
    expect(await list({ ids, until: '2001-01-01T00:00:00Z' })).toEqual([]);
    const transaction = (order.transaction as Json).id;
    const own = await list({ transaction });
    expect(await list({ ids: all.map(({ id }) => id), transaction })).toEqual(own);
    const many = Array.from({ length: 201 }, (_, n) => String(n).padStart(24, '0'));
    expect((await masked.run(DELIVERIES, { filter: { ids: many } })).codes).toEqual(['BAD_USER_INPUT']);
    expect(await list({ ids: many.slice(1) })).toEqual([]);
  });

  test('replays what was selected by id, after a dry run, and records both', async () => {
    const operator = operators.as(['READER', 'OPERATOR']);
    const chosen = await list({ verdict: ['UNMATCHED'] });
    const filter = { ids: chosen.slice(0, 2).map(({ id }) => id) };
    const start = (isDryRun: boolean) => operator.run(START, { filter, isDryRun });
    const ended = (id: unknown) =>
      until('the replay', async () => {
        const { replay } = await operator.ask<{ replay: Json }>(
          'query ($id: ID!) { replay(id: $id) { endedAt played wouldChange } }',
          { id },
        );
        return replay.endedAt !== null && replay.played === 2 && replay.wouldChange === 0;
      });
    for (const isDryRun of [true, false]) {
      const { data } = await start(isDryRun);
      const { id, matched } = present(data).startReplay as Json;
      expect(matched).toBe(2);
      await ended(id);
    }
    expect((await operators.acts()).map(({ reason }) => reason)).toEqual([
      'dry run of 2 deliveries',
      'replay of 2 deliveries',
    ]);
    const refused = await masked.run(START, { filter, isDryRun: true });
    expect(refused.codes).toEqual(['FORBIDDEN']);
  });

  test.each(['HOUR', 'DAY', 'WEEK'])('counts what came in by part of a period: %s', async (period) => {
    const { activity } = await masked.ask<{
      activity: {
        starts: string[];
        deliveries: { verdict: string; counts: number[] }[];
        orders: { status: string; counts: number[] }[];
      };
    }>(ACTIVITY, { period });
    const { starts, deliveries, orders } = activity;
    const steps = starts.slice(1).map((at, n) => Date.parse(at) - Date.parse(starts[n] ?? ''));
    expect(new Set(steps).size).toBe(1);
    expect(starts.every((at) => Date.parse(at) % (steps[0] ?? 0) === 0)).toBe(true);
    const sum = (counts: readonly number[] = []) => counts.reduce((total, count) => total + count, 0);
    for (const { counts } of [...deliveries, ...orders]) expect(counts).toHaveLength(starts.length);
    expect(sum(deliveries.find(({ verdict }) => verdict === 'UNMATCHED')?.counts)).toBe(3);
    expect(orders.map(({ status, counts }) => [status, sum(counts)])).toEqual([['COMPLETED', 1]]);
    const all = await list({});
    expect(sum(deliveries.flatMap(({ counts }) => counts))).toBe(all.length);
  });
});
