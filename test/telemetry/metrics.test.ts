import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { ERROR_CATALOGUE } from '../../src/core/errors.js';
import { silentLog } from '../../src/core/log.js';
import { METRICS } from '../../src/http/metrics-table.js';
import type { Delivery } from '../../src/ledger/deliveries/deliveries.js';
import { insertDelivery } from '../../src/ledger/deliveries/delivery-intake.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { startApp, type TestApp } from '../support/app.js';
import { FOLLOW_EVENTS, ORDER_IDS } from '../support/documents.js';
import { buying, Player } from '../support/player.js';
import { until } from '../support/until.js';
import { batch, deliver, newBatchId, signed } from '../support/webhook.js';

const DEAD: Delivery = {
  deliveryId: 'given up',
  sha256: 'f'.repeat(64),
  receivedAt: 1,
  kind: 'ORDER',
  state: 'DEAD',
  failures: 5,
  playAt: null,
  proof: 'a proof',
  transactionId: null,
  authId: null,
  problem: null,
  body: Buffer.from('{}'),
};

/** Values of a metric's label sets. */
type Samples = ReadonlyMap<string, number>;

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(async () => {
  // A read hangs there, for which the app would wait.
  await app.emulator.close();
  await app.close();
});

/** Every sample there is, by name and labels as they are written. */
async function scrape(): Promise<Samples> {
  const text = await (await fetch(`${app.url}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const space = line.lastIndexOf(' ');
      return [line.slice(0, space), Number(line.slice(space + 1))];
    }),
  );
}

/** The label sets that metrics of ours have, without the bounds of histograms. */
function labelSets(samples: Samples): Set<string> {
  const own = [...samples.keys()].filter((key) => key.startsWith('dwar_') && !key.includes('le="'));
  return new Set(own);
}

/** A request by any method, to any path. */
function send(method: string, path: string, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(`${app.url}${path}`, { method, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject).end();
  });
}

/** Odd requests, different each time. */
async function sendOddities(round: number): Promise<void> {
  for (const method of ['PROPFIND', 'LINK', 'M-SEARCH', 'PURGE', 'TRACE', 'GET', 'POST', 'DELETE'])
    for (const path of [`/none/${round}`, `/graphql?${round}`, `/graphiql/${round}.js`, `/webhooks/${round}`])
      await send(method, path, { 'content-length': '0' });
  const client = app.anonymous();
  await client.sendRaw(`query Odd${round} { alias${round}: __typename }`);
  await client.send(ORDER_IDS);
  await client.sendRaw(`{ nothing${round} }`);
  await client.sendRaw(`{ syntax error ${round}`);
  await deliver(app.url, signed({ [`kind${round}`]: round, smallcaseAuthId: 'a'.repeat(24) }));
  await deliver(app.url, { [`kind${round}`]: round });
  await deliver(app.url, `{"not ${round}`);
}

describe('label sets', () => {
  test('do not grow with what is sent', async () => {
    await sendOddities(0);
    await scrape();
    const before = labelSets(await scrape());
    for (let round = 1; round <= 5; round += 1) await sendOddities(round);
    expect([...labelSets(await scrape())].filter((labels) => !before.has(labels))).toEqual([]);
  }, 30_000);

  test('hold nothing of what was sent', async () => {
    const text = [...(await scrape()).keys()].join('\n');
    for (const odd of ['PROPFIND', 'LINK', 'M-SEARCH', 'none/', 'kind1', 'Odd', 'alias'])
      expect(text).not.toContain(odd);
    expect(text).toContain('method="_OTHER",route="none",status="404"');
  });

  test('have the labels of the table and no others', async () => {
    const labelsOf = new Map(
      Object.values(METRICS).map(({ name, labels }) => [name as string, Object.keys(labels)]),
    );
    for (const key of labelSets(await scrape())) {
      const [, sampled = '', inBraces = ''] = /^([a-z_]+)(?:\{(.*)\})?$/.exec(key) ?? [];
      const name = labelsOf.has(sampled) ? sampled : sampled.replace(/_(?:bucket|sum|count)$/, '');
      const used = [...inBraces.matchAll(/(\w+)="/g)].map(([, label]) => label);
      expect([key, used]).toEqual([key, labelsOf.get(name)]);
    }
  });

  test('of errors are codes of the catalogue', async () => {
    const codes = [...labelSets(await scrape())].flatMap(
      (key) => /^dwar_errors_total\{code="(.*)"\}$/.exec(key)?.[1] ?? [],
    );
    expect(codes).toEqual(expect.arrayContaining(['UNAUTHENTICATED', 'GRAPHQL_VALIDATION_FAILED']));
    expect(codes.filter((code) => !(code in ERROR_CATALOGUE))).toEqual([]);
  });
});

type Growth = (sample: string) => number;

describe('what is counted', () => {
  /** How much each sample has grown over `work`. */
  async function growth(work: (grownBy: () => Promise<Growth>) => Promise<unknown>): Promise<Growth> {
    const before = await scrape();
    const grownBy = async (): Promise<Growth> => {
      const after = await scrape();
      return (sample) => (after.get(sample) ?? 0) - (before.get(sample) ?? 0);
    };
    await work(grownBy);
    return await grownBy();
  }

  test('are operations by kind and outcome, with their time', async () => {
    const alice = await app.as('alice');
    const grown = await growth(async () => {
      await alice.ask(ORDER_IDS);
      await app.anonymous().send(ORDER_IDS);
    });
    expect(grown('dwar_graphql_operations_total{kind="query",outcome="ok"}')).toBe(1);
    expect(grown('dwar_graphql_operations_total{kind="query",outcome="error"}')).toBe(1);
    expect(grown('dwar_graphql_operation_seconds_count{kind="query"}')).toBe(2);
    expect(grown('dwar_errors_total{code="UNAUTHENTICATED"}')).toBe(1);
  });

  test('are a purchase’s calls, commits, webhooks and pushes', async () => {
    const bob = await Player.of(app, 'bob');
    const pushed = 'dwar_events_pushed_total{transport="websocket"}';
    // The position with which the stream begins is pushed too, and has no delay.
    const grown = await growth(async (grownBy) => {
      await bob.bought();
      await until('each push is counted by both', async () => {
        const now = await grownBy();
        return now(pushed) > 1 && now('dwar_event_push_seconds_count') === now(pushed) - 1;
      });
    });
    expect(grown('dwar_upstream_calls_total{operation="create transaction",outcome="ok"}')).toBe(1);
    expect(grown('dwar_upstream_call_seconds_count{operation="create transaction"}')).toBe(1);
    expect(grown('dwar_webhooks_total{kind="ORDER",outcome="stored"}')).toBeGreaterThan(0);
    expect(grown('dwar_ledger_commits_total{outcome="ok"}')).toBeGreaterThan(3);
    const commits = grown('dwar_ledger_commit_seconds_count');
    expect(commits).toBe(grown('dwar_ledger_commits_total{outcome="ok"}'));
    expect(grown('dwar_ledger_commit_works_count')).toBe(commits);
    expect(grown('dwar_ledger_commit_works_sum')).toBeGreaterThanOrEqual(commits);
    expect(grown(pushed)).toBeGreaterThan(0);
    expect(grown('dwar_graphql_operations_total{kind="subscription",outcome="ok"}')).toBe(1);
    expect(grown('dwar_event_push_seconds_count')).toBe(grown(pushed) - 1);
    expect(grown('dwar_confirmation_seconds_count')).toBeGreaterThan(0);
    expect(grown('dwar_transaction_creations_total{outcome="TRANSACTION"}')).toBe(1);
  });

  test('are streams that the client has left, too', async () => {
    const left = 'dwar_http_requests_total{method="POST",route="/graphql/stream",status="200"}';
    const before = (await scrape()).get(left) ?? 0;
    const leave = new AbortController();
    await fetch(`${app.url}/graphql/stream`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${await app.token('leaver')}`,
      },
      body: JSON.stringify({ query: FOLLOW_EVENTS.toString() }),
      signal: leave.signal,
    });
    leave.abort();
    await until('the request to be counted', async () => ((await scrape()).get(left) ?? 0) === before + 1);
  });

  test('are open sockets, while they are open', async () => {
    const openSockets = async () => (await scrape()).get('dwar_websockets_active') ?? Number.NaN;
    // The other end hears of what is closed here in its own time.
    while ((await openSockets()) > 0);
    const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    expect(await openSockets()).toBe(1);
    socket.close();
    await once(socket, 'close');
    while ((await openSockets()) > 0);
    expect(await openSockets()).toBe(0);
  });

  test('are closes by code, with one name for all unknown codes', async () => {
    const grown = await growth(async () => {
      for (const code of [1000, 4777, 3999]) {
        const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
        await once(socket, 'open');
        socket.close(code);
        await once(socket, 'close');
      }
      while (((await scrape()).get('dwar_websockets_active') ?? 0) > 0);
    });
    expect(grown('dwar_websocket_closes_total{code="1000"}')).toBe(1);
    expect(grown('dwar_websocket_closes_total{code="other"}')).toBe(2);
  });

  test('are errors that end a request before GraphQL sees it', async () => {
    const grown = await growth(() =>
      fetch(`${app.url}/graphql`, { method: 'POST', headers: { authorization: 'Bearer x' } }),
    );
    expect(grown('dwar_errors_total{code="UNAUTHENTICATED"}')).toBe(1);
  });

  test('are creations that Gateway refused or did not answer', async () => {
    const dave = await Player.of(app, 'dave');
    const { control } = app.emulator;
    const grown = await growth(async () => {
      await control.faults([{ path: '/gateway/', reset: true }]);
      await dave.tryCreate({ intent: 'CONNECT' });
      await control.faults([]);
    });
    expect(grown('dwar_transaction_creations_total{outcome="OUTCOME_UNKNOWN"}')).toBe(1);
    expect(grown('dwar_transaction_creations_total{outcome="TRANSACTION"}')).toBe(0);
  });

  test('are the size of the ledger and what its disk has left', async () => {
    const samples = await scrape();
    const sampleOf = (name: string) => samples.get(name) ?? Number.NaN;
    expect(sampleOf('dwar_ledger_bytes')).toBeGreaterThan(4_096);
    expect(sampleOf('dwar_ledger_disk_free_bytes')).toBeGreaterThan(0);
    expect(sampleOf('dwar_ledger_disk_bytes')).toBeGreaterThan(sampleOf('dwar_ledger_disk_free_bytes'));
    expect(sampleOf('dwar_database_clock_offset_seconds')).toBeNaN();
  });

  test('is how late a planned read is', async () => {
    const erin = await Player.of(app, 'erin');
    const transactionId = await erin.create(buying());
    expect((await scrape()).get('dwar_reads_overdue_seconds')).toBe(0);
    await app.emulator.control.faults([{ path: '/transactiondetails', hang: true }]);
    const hint = { transactionId, smallcaseAuthId: 'e'.repeat(24), orderBatches: [batch(newBatchId())] };
    await deliver(app.url, signed(hint));
    expect((await scrape()).get('dwar_orders_unconfirmed')).toBeGreaterThan(0);
    await app.clock.advance(120_000);
    expect((await scrape()).get('dwar_reads_overdue_seconds')).toBeGreaterThan(30);
    await app.emulator.control.faults([]);
  });

  test('is another epoch of the log', async () => {
    const before = (await scrape()).get('dwar_ledger_epoch') ?? 0;
    expect(before).toBeGreaterThan(0);
    expect((await scrape()).get('dwar_ledger_epoch')).toBe(before);
  });

  test('is a breaker that opens', async () => {
    const { control } = app.emulator;
    await control.faults([{ path: '/', status: 503 }]);
    const carol = await Player.of(app, 'carol');
    expect((await scrape()).get('dwar_upstream_breaker_open')).toBe(0);
    for (let count = 0; count < 20; count += 1) await carol.tryCreate({ intent: 'CONNECT' });
    expect((await scrape()).get('dwar_upstream_breaker_open')).toBe(1);
    const grown = await growth(() => carol.tryCreate({ intent: 'CONNECT' }));
    expect(grown('dwar_upstream_calls_total{operation="create transaction",outcome="refused_here"}')).toBe(1);
    expect(grown('dwar_upstream_call_seconds_count{operation="create transaction"}')).toBe(0);
    await control.faults([]);
  });

  test('are deliveries that were given up', async () => {
    const grown = await growth(async () => {
      const ledger = await openLedger(app.databaseUrl, { log: silentLog });
      await ledger.write((unit) => insertDelivery(unit, DEAD));
      await ledger.close();
    });
    expect(grown('dwar_inbox_deliveries{state="DEAD"}')).toBe(1);
    expect(grown('dwar_inbox_deliveries{state="PENDING"}')).toBe(0);
  });
});
