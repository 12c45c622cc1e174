import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isInterfaceType, isLeafType, isObjectType, isUnionType, parse, visit } from 'graphql';
import { silentLog } from '../../src/core/log.js';
import { VirtualClock } from '../../src/core/time/clock.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { TRANSPORTS } from '../support/any-transport.js';
import { startApp, type TestApp } from '../support/app.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { freePort } from '../support/services.js';
import { figure, randomStream, seed } from '../support/faults.js';
import { readMetric } from '../support/gateway-process.js';
import { makeRequest, schema } from '../support/play-documents.js';
import { buying, globalId, Player } from '../support/player.js';
import { postOperation, type RawAnswer } from '../support/post-operation.js';

/** Queries made by chance, besides one for each field of the schema. */
const RANDOM = 470;
const VIEWERS = ['alice', 'bob'] as const;

let dataDir: string;
let emulator: TestEmulator;
let port: number;
let app: TestApp;
const clock = new VirtualClock();
let tokens: string[];
let bodies: string[];
/** What each viewer was answered while no answer was kept, by body. */
const expected = new Map<string, RawAnswer>();

/** At a moment that does not pass: no read is made that changes anything between two answers. */
const openAt = (startAt: number, keepAnswers: boolean) =>
  startApp({
    dataDir,
    emulator,
    port,
    overrides: { keepAnswers, clock: new VirtualClock({ startAt, frozen: true }) },
  });

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'dwar-test-'));
  port = await freePort();
  emulator = await startEmulator({ clock, webhookUrl: `http://127.0.0.1:${port}/webhooks/gateway` });
  app = await startApp({ dataDir, emulator, port });
  tokens = await Promise.all(VIEWERS.map((viewer) => app.token(viewer)));
  const ids = await prepare();
  const now = clock.now();
  await app.close();
  app = await openAt(now, false);
  bodies = [...everyField(ids), ...randomQueries(ids)];
  for (const [index, token] of tokens.entries())
    await eightAtOnce(bodies, async (body) => {
      expected.set(`${index} ${body}`, await postOperation(app.url, token, body));
    });
  await app.close();
  app = await openAt(now, true);
});

afterAll(async () => {
  await app.close();
  await emulator.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function prepare(): Promise<string[]> {
  const ids: string[] = [];
  for (const viewer of VIEWERS) {
    const player = await Player.of(app, viewer);
    const { id } = await player.connect(viewer === 'alice' ? 'lep-ok' : 'lep-ok-2');
    const { transactionId, order } = await player.bought(buying());
    ids.push(id, transactionId, globalId('Transaction', transactionId), order.id, order.batchId);
    await player.create(buying());
    const funds = await player.create({
      intent: 'MF_HOLDINGS_IMPORT',
      mutualFundImport: { casDetail: true },
    });
    await player.complete(funds);
    await player.settled(funds);
    ids.push(globalId('MutualFundImport', funds));
    await player.after(
      1_000,
      () => statusesOf(player),
      (statuses) => !statuses.includes('CONNECT INITIALIZED'),
    );
  }
  return ids;
}

async function statusesOf({ client }: Player): Promise<readonly string[]> {
  const { data } = await client.sendRaw<{
    transactions: { edges: { node: { intent: string; status: string } }[] };
  }>('{ transactions { edges { node { intent status } } } }');
  return (data?.transactions.edges ?? []).map(({ node }) => `${node.intent} ${node.status}`);
}

/** A query for each root field with every field below it that needs no argument, and with each alone. */
function everyField(ids: readonly string[]): string[] {
  const named = ids.flatMap((id) => [`order(id: "${id}")`, `transaction(id: "${id}")`, `node(id: "${id}")`]);
  const roots = [
    'viewer',
    'brokers',
    'orders',
    'orders(first: 1)',
    'transactions',
    'holdings',
    'pendingActions',
    'smallcase(scid: "SCMO_0011")',
    'smallcases(first: 2)',
    'subscriptions',
    'investments',
    'investmentTotals',
    'exitedInvestments',
    'smallcaseNews(scids: ["SCMO_0011"])',
    'mutualFundImports',
  ];
  const queries = [...roots, ...named].map(
    (root) => `{ a: ${root} ${selection(root)} b: ${root} { __typename } }`,
  );
  return [
    ...queries,
    '{ pendingActionsCount }',
    '{ mutualFundImportsCount }',
    '{ subscriptionsCount }',
    '{ __typename }',
    '{ events { edges { cursor } } }',
  ].map((query) => JSON.stringify({ query }));
}

function selection(root: string): string {
  const name = root.split('(')[0] as string;
  const type = schema.getQueryType()?.getFields()[name]?.type;
  return selectionOf(String(type), 4) ?? '';
}

/** Every field of a type without required arguments, to a depth; null where objects begin at depth 0. */
function selectionOf(printed: string, depth: number): string | null {
  const type = schema.getType(printed.replace(/[[\]!]/g, ''));
  if (isLeafType(type)) return '';
  if (depth === 0) return null;
  if (isUnionType(type)) return '{ __typename }';
  if (!isObjectType(type) && !isInterfaceType(type)) throw new Error(`no fields: ${printed}`);
  // Those of a page of accounts would be more calls of Gateway than one operation may need.
  const isAsked = ({ name }: { readonly name: string }) =>
    type.name !== 'BrokerAccount' || !name.startsWith('subscriptions');
  const fields = Object.values(type.getFields())
    .filter(isAsked)
    .flatMap((field) => {
      const inner = selectionOf(String(field.type), depth - 1);
      return inner === null ? [] : [`${field.name} ${inner}`];
    });
  return `{ __typename ${fields.join(' ')} }`;
}

function randomQueries(ids: readonly string[]): string[] {
  figure('ready answers: seed', seed);
  const random = randomStream(7);
  const found: string[] = [];
  while (found.length < RANDOM) {
    const { query, variables } = makeRequest(random, ids);
    // An estimate of the market has the time of its answer, by Gateway's clock, which does not stand still here.
    if (isReadOnly(query) && !query.includes('marketStatus'))
      found.push(JSON.stringify({ query, variables }));
  }
  return found;
}

/** Whether no operation of it changes anything or stays open; true for what cannot be parsed. */
function isReadOnly(query: string): boolean {
  let isOnlyQueries = true;
  try {
    visit(parse(query), {
      OperationDefinition({ operation }) {
        if (operation !== 'query') isOnlyQueries = false;
      },
    });
  } catch {
    return !/mutation|subscription/.test(query);
  }
  return isOnlyQueries;
}

describe('an answer that is sent again is the answer that would be produced', () => {
  test.each([...VIEWERS.entries()])('to viewer %i, %s', async (index) => {
    const token = tokens[index] as string;
    const hitsBefore = await outcomes('hit');
    await eightAtOnce(bodies, async (body) => {
      for (const time of ['first', 'second', 'third']) {
        const answer = await postOperation(app.url, token, body);
        expect([time, body, answer]).toEqual([time, body, expected.get(`${index} ${body}`)]);
      }
    });
    const sentAgain = (await outcomes('hit')) - hitsBefore;
    figure(`answers sent again, of ${bodies.length} sent three times`, sentAgain);
    expect(sentAgain).toBeGreaterThan(bodies.length / 4);
  });

  test('and so is one that is produced again, after a commit of another process', async () => {
    const [token = ''] = tokens;
    const before = await outcomes('renewed');
    for (let round = 0; round < 2; round += 1) {
      await commitByAnother();
      await eightAtOnce(bodies, async (body) => {
        const answer = await postOperation(app.url, token, body);
        expect([round, body, answer]).toEqual([round, body, expected.get(`0 ${body}`)]);
      });
    }
    const renewed = (await outcomes('renewed')) - before;
    figure(`answers renewed, of ${bodies.length} that were out of date twice`, renewed);
    expect(renewed).toBeGreaterThan(bodies.length / 4);
  });

  test.each(['SSE by POST', 'WebSocket'] as const)('and its data are those over %s', async (transport) => {
    const [token = ''] = tokens;
    await eightAtOnce(bodies, async (body) => {
      const { data } = await TRANSPORTS[transport](app.url, token, JSON.parse(body));
      expect([body, data]).toEqual([body, JSON.parse(expected.get(`0 ${body}`)?.body ?? '').data]);
    });
  });

  test.each([
    ['another media type', { accept: 'application/graphql-response+json' }],
    ['brotli', { 'accept-encoding': 'br' }],
    ['a page of an allowed origin', { origin: 'http://localhost:5173' }],
    ['a page of another origin', { origin: 'https://evil.example.com' }],
    ['a charset', { 'content-type': 'application/json; charset=utf-8' }],
    ['a type that is not accepted', { accept: 'text/html' }],
    ['an offer of another protocol', { 'x-no-compression': '1' }],
  ])('to a request with %s', async (_name, headers) => {
    const [token = ''] = tokens;
    const { query } = JSON.parse(bodies[2] as string) as { query: string };
    const [first, ...others] = await inTurn(4, () =>
      postOperation(app.url, token, JSON.stringify({ query }), headers),
    );
    const plain = await postOperation(app.url, token, JSON.stringify({ query }));
    for (const other of others) expect(other).toEqual(first);
    await commitByAnother();
    expect(await postOperation(app.url, token, JSON.stringify({ query }), headers)).toEqual(first);
    expect(await postOperation(app.url, token, JSON.stringify({ query }))).toEqual(plain);
  });
});

const outcomes = (outcome: string) => readMetric(app.url, `dwar_ready_answers_total{outcome="${outcome}"}`);

/** Makes every kept answer of the viewers out of date, and changes nothing that they can read. */
async function commitByAnother(): Promise<void> {
  const ledger = await openLedger(app.databaseUrl, { log: silentLog });
  await ledger.write(async ({ changed }) => VIEWERS.forEach(changed));
  await ledger.close();
}

async function inTurn<T>(times: number, call: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let time = 0; time < times; time += 1) results.push(await call());
  return results;
}

async function eightAtOnce<T>(items: readonly T[], call: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const work = async () => {
    for (const item of left) await call(item);
  };
  await Promise.all(Array.from({ length: 8 }, work));
}
