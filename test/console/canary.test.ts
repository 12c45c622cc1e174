import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { GraphQLSchema } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import type { Browser } from 'playwright-core';
import { WebSocket } from 'ws';
import { createLog } from '../../src/core/log.js';
import { Canaries, type Seen } from '../edge/canaries.js';
import { chromiumPath, hasChromium, launchBrowser } from '../support/browser.js';
import { ask, type ConsoleApp, send, startConsole } from '../support/console.js';
import { buying, Player } from '../support/player.js';
import { requireOrSkip } from '../support/requires.js';
import { until } from '../support/until.js';
import { batch, deliver, leg, newBatchId, signed } from '../support/webhook.js';
import { idsIn, type WholeOperation, wholeOperations } from '../support/whole-operations.js';

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

/** Most objects of one type that are looked at one by one. */
const OBJECTS_MAX = 12;
/** After this many rounds no new ids are followed. */
const ROUNDS = 3;

const PAN = 'KNARY4071Q';
const PHONE = '9812374065';
const EMAIL = 'kanari.vogel@geheim-post.example';
const NAME = 'Kanari Vogelsang-Geheim';
const SUB = 'partner-user-kanari-40117-of-alice';
const OTHER_SUB = 'partner-user-kanari-90221-of-bela';
const PERSONAL = `pan ${PAN}, ${PHONE}; mail ${EMAIL}.`;

/** Every operation is as large as the schema. */
const UNLIMITED = {
  GRAPHQL_MAX_TOKENS: '100000',
  GRAPHQL_MAX_DEPTH: '100',
  GRAPHQL_MAX_ALIASES: '10000',
  GRAPHQL_MAX_ROOT_FIELDS: '10000',
  GRAPHQL_MAX_SELECTIONS: '1000000',
  GRAPHQL_MAX_FIELD_PAIRS: '1000000',
  GRAPHQL_MAX_COST: '10000000',
  GRAPHQL_MAX_ANSWER_FIELDS: '10000000',
  GRAPHQL_MAX_ANSWER_BYTES: String(64 * 1024 * 1024),
  GRAPHQL_MAX_BYTES: String(1024 * 1024),
  WEBSOCKET_MAX_BYTES: String(1024 * 1024),
};

describe('what a reader of the console gets to see', () => {
  /** What belongs to a person. Ids of transactions and orders are in the log, which is no part of the console. */
  const persons = new Canaries();
  const objects = new Canaries();
  const findIn = (found: readonly Seen[]) => [...persons.findIn(found), ...objects.findIn(found)];
  const seen: { answers: Seen[]; log: Seen[]; pages: Seen[] } = { answers: [], log: [], pages: [] };
  let app: ConsoleApp;
  let schema: GraphQLSchema;
  let cookie: string;
  let socket: Client;
  let browser: Browser | undefined;
  /** Names of the members of `changes` that arrived. */
  const changes = new Set<string>();

  beforeAll(async () => {
    for (const [name, value] of Object.entries({ PAN, PHONE, EMAIL, NAME, SUB, OTHER_SUB }))
      persons.add(name, value);
    const log = createLog('trace', {
      write: (text: string) => void seen.log.push({ where: 'a log line', text }),
    });
    app = await startConsole({ env: UNLIMITED, overrides: { log } });
    if (app.app.console === null) throw new Error('the console is off');
    ({ schema } = app.app.console);
    cookie = await app.logIn(['READER']);
    socket = connect();
    const subscriptions = wholeOperations(schema, 'subscription');
    for (const one of subscriptions.filter(({ ids }) => ids.length === 0)) follow(one, {});
    await plant(app, persons, objects);
    const { text } = await ask(app.consoleUrl, '{ orders(first: 1) { nodes { viewerId } } }', { cookie });
    const viewer = /"viewerId":"([^"]+)"/.exec(text)?.[1] ?? 'none';
    for (const one of subscriptions.filter(({ ids }) => ids.length > 0)) {
      expect([one.field, one.ids]).toEqual([one.field, ['viewer']]);
      follow(one, { viewer });
      await createUntilSeen(one.field);
    }
  });
  afterAll(async () => {
    await browser?.close();
    await socket?.dispose();
    await app?.close();
  });

  function connect(): Client {
    const { origin } = new URL(app.consoleUrl);
    class OperatorSocket extends WebSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols, { headers: { cookie, origin } });
      }
    }
    const url = `${app.consoleUrl.replace('http', 'ws')}/console/graphql`;
    return createClient({ url, webSocketImpl: OperatorSocket, retryAttempts: 0, lazy: false });
  }

  /** Follows a subscription with every field of it. */
  function follow({ field, query }: WholeOperation, variables: Record<string, string>): void {
    const record = (value: unknown) => {
      seen.answers.push({ where: `the subscription ${field}`, text: JSON.stringify(value) });
      const { data } = value as { data?: Record<string, { __typename?: string } | null> | null };
      if (field === 'changes') changes.add(data?.changes?.__typename ?? 'none');
    };
    socket?.subscribe({ query, variables }, { next: record, error: record, complete: () => {} });
  }

  /** Creates transactions until a subscription to what a viewer does has answered: nothing says when it has begun. */
  async function createUntilSeen(field: string): Promise<void> {
    const alice = await Player.of(app, SUB);
    await until(`an event of ${field}`, async () => {
      if (seen.answers.some(({ where }) => where === `the subscription ${field}`)) return true;
      await alice.create(buying(1));
      return false;
    });
  }

  /** Sends an operation, records the answer, and returns its data and the codes of its errors. */
  async function run({ field, query }: WholeOperation, variables: Record<string, string>) {
    const headers = { 'content-type': 'application/json', 'dwar-console': '1', cookie };
    const body = JSON.stringify({ query, variables });
    const answer = await send(app.consoleUrl, { method: 'POST', path: '/console/graphql', headers, body });
    const head = JSON.stringify(answer.headers);
    seen.answers.push({ where: `the query ${field}`, text: `${head} ${answer.text}` });
    return JSON.parse(answer.text) as {
      readonly data?: Record<string, unknown> | null;
      readonly errors?: readonly {
        readonly message: string;
        readonly extensions: { readonly code: string };
      }[];
    };
  }

  test('is the answer of every query, and no canary is in one', async () => {
    const operations = wholeOperations(schema, 'query');
    const known = new Map<string, Set<string>>();
    const done = new Set<string>();
    const answered = new Set<string>();
    const failures: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const operation of operations) {
        const { field, ids, returns } = operation;
        const candidates = ids.length === 0 ? [''] : [...(known.get(returns) ?? [])].slice(0, OBJECTS_MAX);
        for (const id of candidates) {
          if (done.has(`${field} ${id}`)) continue;
          done.add(`${field} ${id}`);
          const { data, errors = [] } = await run(
            operation,
            Object.fromEntries(ids.map((name) => [name, id])),
          );
          for (const { message, extensions } of errors)
            if (extensions.code !== 'FORBIDDEN') failures.push(`${field}: ${extensions.code} ${message}`);
          if (data?.[field] !== null && data?.[field] !== undefined) answered.add(field);
          idsIn(data, known);
        }
      }
    }
    expect(failures).toEqual([]);
    // The persons were really there to be seen.
    expect([...answered]).toEqual(expect.arrayContaining(['session', 'overview', 'operatorLog']));
    expect([...answered]).toEqual(expect.arrayContaining(['orders', 'order', 'transactions', 'transaction']));
    expect([...answered]).toEqual(expect.arrayContaining(['deliveries', 'delivery', 'rejectedDeliveries']));
    for (const type of ['Order', 'Transaction', 'Delivery', 'OperatorLogEntry'])
      expect([type, known.get(type)?.size ?? 0]).not.toEqual([type, 0]);
    expect(findIn(seen.answers)).toEqual([]);
  });

  test('is every event, and no canary is in one', async () => {
    await until('an event of each kind', async () =>
      ['OrderChanged', 'TransactionChanged', 'DeliveryReceived', 'DeliveryRejected', 'OverviewChanged'].every(
        (name) => changes.has(name),
      ),
    );
    const events = seen.answers.filter(({ where }) => where.startsWith('the subscription'));
    expect(events.filter(({ text }) => text.includes('"errors"'))).toEqual([]);
    expect(findIn(events)).toEqual([]);
  });

  test('is nothing that a right of others would show', async () => {
    const { text } = await ask(app.consoleUrl, '{ session { roles isMasked } }', { cookie });
    expect(JSON.parse(text)).toEqual({ data: { session: { roles: ['READER'], isMasked: true } } });
    const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {});
    expect(mutations).toContain('revealDelivery');
    const reveal = 'mutation { revealDelivery(id: "1", reason: "to see it") }';
    const refused = await ask(app.consoleUrl, reveal, { cookie });
    expect(refused.code).toBe('FORBIDDEN');
  });

  inBrowser('is every screen, and no canary is in one', async () => {
    browser = await launchBrowser();
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const [name = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name, value, url: `${app.consoleUrl}/console` }]);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const look = async (where: string) => {
      await page.locator('.live[data-kind=live]').waitFor();
      await page.locator('.loading').first().waitFor({ state: 'detached' });
      seen.pages.push({ where, text: `${page.url()} ${await page.content()}` });
    };
    await page.goto(`${app.consoleUrl}/console/`);
    await look('the overview');
    const screens = await page.locator('nav a[href^="/console"]').evaluateAll(
      // Runs in the page.
      (links) => links.map((link) => (link as unknown as { pathname: string }).pathname),
    );
    expect(screens.length).toBeGreaterThan(3);
    for (const screen of new Set(screens)) {
      await page.goto(`${app.consoleUrl}${screen}`);
      await look(screen);
      const row = page.locator('.row-link').first();
      if ((await row.count()) === 0) continue;
      const before = page.url();
      await row.click();
      await page.waitForURL(({ href }) => href !== before);
      await look(`a row of ${screen}`);
    }
    expect(seen.pages.some(({ text }) => text.includes('part…lice'))).toBe(true);
    expect(findIn(seen.pages)).toEqual([]);
  });

  test('leaves no canary in the log', () => {
    expect(seen.log.length).toBeGreaterThan(10);
    expect(persons.findIn(seen.log)).toEqual([]);
  });

  test('would be found if it were not masked', async () => {
    const operator = await app.logIn(['READER', 'REVEAL']);
    const list = '{ deliveries(first: 50) { nodes { id } } }';
    const { text } = await ask(app.consoleUrl, list, { cookie: operator });
    const { nodes } = (JSON.parse(text) as { data: { deliveries: { nodes: { id: string }[] } } }).data
      .deliveries;
    const bodies: Seen[] = [];
    for (const { id } of nodes) {
      const reveal = `mutation { revealDelivery(id: "${id}", reason: "case 4711") }`;
      const where = 'a revealed body';
      bodies.push({ where, text: (await ask(app.consoleUrl, reveal, { cookie: operator })).text });
    }
    const found = new Set(findIn(bodies).map(({ canary }) => canary.split(' ')[0]));
    expect([...found]).toEqual(
      expect.arrayContaining(['PAN', 'PHONE', 'EMAIL', 'NAME', 'account', 'transaction']),
    );
  });
});

/** Persons, as their partner, their broker and the operators write of them. */
async function plant(app: ConsoleApp, persons: Canaries, objects: Canaries): Promise<void> {
  const alice = await Player.of(app, SUB);
  const connected = await alice.connect('lep-ok-1');
  persons.add('account', connected.authId);
  persons.add('token', connected.sdkToken);
  const bela = await Player.of(app, OTHER_SUB);
  await bela.link(connected.sdkToken);

  const { transactionId, order } = await alice.bought({ ...buying(3), notes: `for ${PERSONAL}` });
  objects.add('transaction', transactionId);
  objects.add('batch', order.batchId);
  const imported = await alice.create({
    intent: 'HOLDINGS_IMPORT',
    holdingsImport: { includeMutualFunds: true },
  });
  await alice.complete(imported);
  await alice.settled(imported);
  const funds = await alice.create({
    intent: 'MF_HOLDINGS_IMPORT',
    mutualFundImport: { fromDate: '2020-01-01', pan: PAN, phone: PHONE, email: EMAIL },
  });
  await alice.complete(funds);

  const person = { clientName: NAME, pan: PAN, mobile: PHONE, email: EMAIL, remarks: PERSONAL };
  const legs = [leg({ statusMessage: `refused for ${PERSONAL}`, status: 'REJECTED', ...person })];
  const hint = { smallcaseAuthId: connected.authId, transactionId, ...person };
  const unknown = `TRX_${'0'.repeat(32)}`;
  const bodies = [
    signed({ ...hint, ...batch(newBatchId(), { label: PERSONAL, orders: legs }) }),
    signed({ ...hint, ...batch(newBatchId(), { orders: legs }), transactionId: unknown }),
    signed({ ...hint, ...batch(newBatchId(), { orders: PERSONAL, [PAN]: PERSONAL }) }),
    { ...signed({ ...hint, ...batch(newBatchId()) }), checksum: '0'.repeat(64) },
    { ...person, note: PERSONAL },
  ];
  for (const body of bodies) await deliver(app.url, body);
  await deliver(app.url, `{"note": "${PERSONAL}", `);

  const operator = await app.logIn(['READER', 'OPERATOR', 'REVEAL'], 'olga');
  const { text } = await ask(app.consoleUrl, '{ deliveries { nodes { id } } }', { cookie: operator });
  const id = /"id":"([^"]+)"/.exec(text)?.[1] ?? 'none';
  for (const act of [
    `revealDelivery(id: "${id}", reason: "asked by ${PERSONAL}")`,
    `replayDelivery(id: "${id}") { id }`,
  ]) {
    const answer = await ask(app.consoleUrl, `mutation { ${act} }`, { cookie: operator });
    if (answer.code !== null) throw new Error(`${act} gave ${answer.text}`);
  }
}
