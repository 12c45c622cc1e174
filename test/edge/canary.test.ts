import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { WebSocket } from 'ws';
import { graphql } from '../generated/gql.js';
import type { CreateAuthTokenInput } from '../generated/graphql.js';
import { removeTemporaryFolders, runInProcess, temporaryFolder } from '../support/cli.js';
import { CREATE_TRANSACTION, LINK_BROKER_ACCOUNT } from '../support/documents.js';
import { buying, type Player, type Wanted } from '../support/player.js';
import { projectRoot, readProjectFile } from '../support/source-files.js';
import { batch, deliver, leg, newBatchId, signed } from '../support/webhook.js';
import { until } from '../support/test-server.js';
import { openCalls } from './any-input.js';
import { Canaries } from './canaries.js';
import { SINKS, type Stage, startStage, VALUES } from './canary-stage.js';
import type { HostileAnswer } from '../support/echoing-upstream.js';
import { type Transport, wholeAnswer } from './whole-answer.js';

describe('the search for canaries', () => {
  const secret = 'kanari/ä+"7Q2=x&y~40117';
  const token = `${'h'.repeat(20)}.${'p'.repeat(40)}.${'S-g_'.repeat(10)}`;
  const canaries = new Canaries();
  canaries.add('secret', secret);
  canaries.add('token', token);
  const bytes = Buffer.from(secret);

  test.each([
    ['as it is', secret],
    ['in capitals', secret.toUpperCase()],
    ['in JSON', JSON.stringify({ a: secret })],
    ['in a URL', `?a=${encodeURIComponent(secret)}`],
    ['in a form', new URLSearchParams({ a: secret }).toString()],
    ['in hex', bytes.toString('hex').toUpperCase()],
    ['in base64', bytes.toString('base64')],
    ['in base64url, one byte on', Buffer.from(`!${secret}!`).toString('base64url')],
    ['in base64, two bytes on', Buffer.from(`id:a:${secret}`).toString('base64')],
    ['its first half', secret.slice(0, 14)],
    ['a token whole', `Bearer ${token}`],
    ['a token’s signature', token.split('.')[2] ?? ''],
  ])('finds one %s', (_form, text) => {
    expect(canaries.findIn([{ where: 'here', text: `before ${text} after` }])).toHaveLength(1);
  });

  test('finds nothing in a text without canaries', () => {
    const text = JSON.stringify({ kanari: 'secret', token: token.split('.')[0] });
    expect(canaries.findIn([{ where: 'here', text }])).toEqual([]);
  });
});

const schema = buildSchema(readProjectFile('schema/schema.graphql'));
const FUNDS_IMPORT: Wanted = {
  intent: 'MF_HOLDINGS_IMPORT',
  mutualFundImport: { fromDate: '2020-01-01', pan: VALUES.pan, phone: VALUES.phone, email: VALUES.email },
};
const PERSONAL = `pan_${VALUES.pan} ${VALUES.phone}, ${VALUES.email}; +91-${VALUES.phone}.`;
const EVERYTHING = graphql(/* GraphQL */ `
  query EverythingToldToAlice {
    viewer { id brokerAccounts { id broker } }
    transactions(first: 20) { edges { node { ...TransactionParts timeline { source to anomaly } } } }
    orders(first: 20) {
      edges {
        node { id rawStatus legs { symbol statusMessage rawStatus } unplacedLegs { symbol statusMessage } }
      }
    }
    holdings { securities { name } mutualFunds { folio fund amc navDate } smallcases { name } }
    pendingActions { id name rawAction }
    investments { edges { node { iscid name currentValue { amount } } } }
    investmentTotals { currentValue { amount } }
    exitedInvestments { name }
    subscriptions { subscriptionId planType smallcases { name } }
    mutualFundImports { id state folios { folio fund } transactions { edges { node { description } } } }
    smallcase(scid: "SCMO_0011") { name description plans { planId } chart { points { date } } news { edges { node { headline } } } }
    marketStatus { isOpen }
    events(first: 20) { edges { node { __typename ... on Event { cursor } } } }
  }
`);
const MINT = graphql(/* GraphQL */ `
  mutation MintAnyToken($input: CreateAuthTokenInput) {
    createAuthToken(input: $input) { token kind gateway }
  }
`);
const REPORT = graphql(/* GraphQL */ `
  mutation ReportAndReadAll($input: ReportTransactionOutcomeInput!) {
    reportTransactionOutcome(input: $input) {
      __typename
      ... on Transaction { ...TransactionParts }
      ... on Failure { code message }
    }
  }
`);
const REFRESH = graphql(/* GraphQL */ `
  mutation RefreshOrFail {
    refreshHoldings { __typename ... on Failure { code message } }
  }
`);
const REFRESH_MORE = graphql(/* GraphQL */ `
  mutation RefreshMoreOrFail($id: ID!) {
    refreshInvestments { __typename ... on Failure { code message } }
    refreshTransaction(id: $id) { __typename ... on Failure { code message } }
  }
`);
const SEND_OTP = graphql(/* GraphQL */ `
  mutation SendOtpOrFail($input: RequestMutualFundOtpInput!) {
    requestMutualFundOtp(input: $input) { __typename ... on Failure { code message } }
  }
`);
const FRESH_CATALOGUE = graphql(/* GraphQL */ `
  query FreshCatalogue($first: Int!) {
    smallcases(first: $first) { edges { node { name } } }
    smallcaseNews(scids: ["SCET_0010"], first: $first) { edges { node { headline } } }
  }
`);
const FOLLOW_ORDERS = graphql(/* GraphQL */ `
  subscription FollowOrderIds {
    events { __typename cursor ... on OrderEvent { order { id } } }
  }
`);

const HOSTILE = hostileAnswers();
const LAST_TRACE = 'cccccccccccccccccccccccccccccccc';
const NAME = 'graphql.operation.name';

let stage: Stage;
let alice: Player;
let account: string;
let sdkToken: string;
let bought: string;

beforeAll(async () => {
  stage = await startStage();
  alice = await stage.player('alice');
});

afterAll(async () => {
  await stage.close();
  removeTemporaryFolders();
});

/** Values that an attacker might know and send: tokens, personal data, even the secrets. */
function bait(): string[] {
  return [...Object.values(VALUES), sdkToken, alice.client.token ?? '', PERSONAL];
}

describe('with canaries in everything', () => {
  test('a viewer uses every operation', async () => {
    const events = alice.client.subscribe(FOLLOW_ORDERS);
    const connected = await alice.connect('lep-ok-1');
    account = connected.authId;
    sdkToken = stage.canaries.add('an SDK token', connected.sdkToken);
    bought = (await alice.bought()).transactionId;
    const imported = await alice.create({
      intent: 'HOLDINGS_IMPORT',
      holdingsImport: { includeMutualFunds: true },
    });
    await alice.complete(imported);
    await alice.settled(imported);
    const funds = await alice.create(FUNDS_IMPORT);
    await alice.complete(funds);
    await alice.settled(funds);
    const inputs: (CreateAuthTokenInput | null)[] = [
      null,
      { kind: 'GUEST' },
      { brokerAccountId: account },
      { transactionId: bought },
    ];
    for (const input of inputs) await alice.client.ask(MINT, { input });
    await alice.client.ask(REFRESH);
    const input = {
      transactionId: bought,
      smallcaseAuthToken: sdkToken,
      errorCode: 1012,
      errorMessage: `no ${PERSONAL}`,
    };
    await alice.client.ask(REPORT, { input });
    await alice.client.ask(EVERYTHING);
    await events.next();
    expect(stage.canaries.size).toBeGreaterThan(12);
  });

  test('what a client reports is shown without the personal data in it', async () => {
    const id = await alice.create(buying(7));
    const input = { transactionId: id, errorCode: 2000, errorMessage: `for ${PERSONAL} with ${sdkToken}` };
    await alice.client.ask(REPORT, { input });
    expect((await alice.transaction(id)).error).toMatchObject({
      message: expect.stringMatching(/^for .+ with/),
    });
  });

  test.each(['http', 'sse', 'ws'] as const)(
    'every argument refuses them over %s',
    async (transport) => {
      const token = alice.client.token;
      for (const call of openCalls(schema)) {
        if (transport === 'http' && call.kind === 'subscription') continue;
        for (const value of transport === 'http' ? bait() : [bait().join(' ')]) {
          const answer = await wholeAnswer(
            transport as Transport,
            stage.app.url,
            token,
            call.withVariables(value),
          );
          stage.record(
            transport === 'http' ? 'answers' : 'streams',
            `${transport} ${call.path}`,
            JSON.stringify(answer),
          );
        }
      }
    },
    120_000,
  );

  test('requests that are malformed are refused', async () => {
    const authorization = `Bearer ${alice.client.token}`;
    const json = { 'content-type': 'application/json', authorization };
    for (const value of bait()) {
      const text = JSON.stringify(value);
      const literal = `{ transaction(id: ${text}) { id } orders(status: ${text}) { edges { cursor } } transactions(first: ${text}, after: ${text}) { edges { cursor } } }`;
      const bodies = [
        `{"query": ${text}`,
        `{"query": ${text}}`,
        `[${text}]`,
        text,
        JSON.stringify({ query: '{ __typename }', operationName: value }),
        JSON.stringify({ query: '{ __typename }', variables: value }),
        JSON.stringify({
          query: '{ __typename }',
          variables: { [value]: value },
          extensions: { persistedQuery: { version: 1, sha256Hash: value } },
        }),
        JSON.stringify({ query: literal }),
      ];
      for (const path of ['/graphql', '/graphql/stream'])
        for (const body of bodies)
          await stage.fetch('a broken request', path, {
            method: 'POST',
            headers: { ...json, accept: '*/*, text/event-stream' },
            body,
          });
      const query = encodeURIComponent(value);
      await stage.fetch('GET', `/graphql?query=${query}&variables=${query}`, {
        headers: { ...json, 'apollo-require-preflight': '1' },
      });
      await stage.fetch('no such path', `/${query}?${query}`);
      await stage.fetch('a bad token', '/graphql', {
        method: 'POST',
        headers: { ...json, authorization: `Bearer ${value.replace(/\s/g, '')}x` },
        body: '{}',
      });
      await stage.fetch('another scheme', '/graphql', {
        method: 'POST',
        headers: { ...json, authorization: `Basic ${value}` },
        body: '{}',
      });
      await stage.fetch('odd headers', '/graphql', {
        headers: {
          origin: `https://${query}`,
          cookie: `a=${query}`,
          'x-request-id': `${value}.`,
          accept: query,
        },
      });
      await stage.fetch('another media type', '/graphql', {
        method: 'POST',
        headers: { authorization, 'content-type': query },
        body: text,
      });
    }
    stage.record(
      'answers',
      'no HTTP',
      await rawly(`GET /${VALUES.pan} ${VALUES.email}\r\n${VALUES.phone}\r\n\r\n`),
    );
    stage.record(
      'answers',
      'a huge head',
      await rawly(
        `GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncookie: ${alice.client.token?.repeat(150)}\r\n\r\n`,
      ),
    );
  });

  test('sockets that send too much are closed', async () => {
    for (const value of bait()) {
      const text = JSON.stringify(value);
      const init = `{"type":"connection_init","payload":{"authorization":"Bearer ${alice.client.token}"}}`;
      const dialogues = [
        [text],
        [`{"type":${text}}`],
        [`{"type":"connection_init","payload":{"authorization":${text}}}`],
        [init, `{"type":"ping","payload":{"authorization":${text}}}`],
        [init, `{"id":"1","type":"subscribe","payload":{"query":${text}}}`],
        [init, `{"id":"1","type":"subscribe","payload":{"query":"{ __typename }","operationName":${text}}}`],
        [
          init,
          `{"id":"1","type":"subscribe","payload":{"query":"subscription ($a: ID) { transactionUpdated(transactionId: $a) { __typename } }","variables":{"a":${text}}}}`,
          '{',
        ],
        [init, `{"id":${text},"type":${text},${text}:1}`],
      ];
      await Promise.all(dialogues.map((dialogue) => converse(dialogue)));
    }
  });

  test('webhooks with a wrong checksum are refused, and those with a correct one are accepted', async () => {
    const { apiSecret } = VALUES;
    const personal = {
      pan: VALUES.pan,
      email: VALUES.email,
      phone: VALUES.phone,
      name: PERSONAL,
      smallcaseAuthToken: sdkToken,
    };
    const transactionId = await alice.create(buying(4));
    const order = {
      ...batch(newBatchId(), {
        orders: [leg({ statusMessage: `refused for ${PERSONAL} ${sdkToken}`, ...personal })],
        ...personal,
      }),
      transactionId,
      smallcaseAuthId: account,
    };
    const funds = await alice.create(FUNDS_IMPORT);
    const summary = { scheme: 'Fund A', isin: 'INF000A01AA1', amcName: 'AMC', ...personal };
    const folios = {
      gateway: 'gatewaytest',
      ...personal,
      data: { transactionId: funds, ...personal, payload: [{ ...personal, dtSummary: [summary] }] },
    };
    const unreadable = {
      ...batch(newBatchId(), { orders: PERSONAL, [VALUES.pan]: PERSONAL }),
      transactionId,
      smallcaseAuthId: account,
    };
    const deliveries: [unknown, Record<string, string>?][] = [
      [signed(order, apiSecret)],
      [signed(folios, apiSecret)],
      [signed(unreadable, apiSecret)],
      [signed({ ...order, batchId: newBatchId() }, VALUES.previousSecret)],
      [signed({ ...personal, smallcaseAuthId: account, what: PERSONAL }, apiSecret)],
      [signed(order, 'not the key')],
      [{ ...order, checksum: apiSecret, timestamp: PERSONAL }],
      [{ ...personal, ...Object.fromEntries(bait().map((value) => [value, value])) }],
      [`{"pan": ${PERSONAL}`],
      [signed(order, apiSecret), { 'content-type': `text/${VALUES.pan}` }],
      [' '.repeat(3_000_000) + PERSONAL],
    ];
    for (const [body, headers] of deliveries) {
      const { status, text, headers: received } = await deliver(stage.app.url, body as string, headers);
      stage.record('answers', 'a webhook', `${status} ${JSON.stringify([...received])} ${text}`);
    }
    const held = await alice.client.ask(EVERYTHING);
    expect(JSON.stringify(held)).toContain('refused for');
  });

  test.each(Object.keys(HOSTILE))('upstream echoes everything it was sent: %s', async (name) => {
    const hostile = HOSTILE[name] as HostileAnswer;
    const echoed = stage.upstream.echoed;
    const open = await createWhenReachable();
    stage.upstream.hostile = hostile;
    const inputs: Wanted[] = [
      FUNDS_IMPORT,
      { ...buying(8), notes: `n ${PERSONAL}` },
      { intent: 'FETCH_FUNDS' },
    ];
    for (const input of inputs)
      await alice.client.send(CREATE_TRANSACTION, {
        input: { idempotencyKey: `${name} ${JSON.stringify(input)}`, allowDuplicate: true, ...input },
      });
    await alice.client.send(REFRESH);
    await alice.client.send(REFRESH_MORE, { id: bought });
    // A page of another size is not in the cache.
    await alice.client.send(FRESH_CATALOGUE, { first: Object.keys(HOSTILE).indexOf(name) + 1 });
    const imported = await alice.client.send(CREATE_TRANSACTION, {
      input: { idempotencyKey: 'otp', ...FUNDS_IMPORT },
    });
    const made = imported.data?.createTransaction;
    const transactionId = made?.__typename === 'Transaction' ? made.id : bought;
    const contact = { pan: VALUES.pan, phone: `+91${VALUES.phone}` };
    await alice.client.send(SEND_OTP, { input: { transactionId, ...contact } });
    await alice.client.send(REPORT, {
      input: { transactionId: open, smallcaseAuthToken: sdkToken, errorCode: 2000, errorMessage: PERSONAL },
    });
    const newcomer = await stage.player(`newcomer ${name}`);
    await newcomer.client.send(LINK_BROKER_ACCOUNT, { token: sdkToken });
    // Scheduled reads get this answer too.
    await stage.app.clock.advance(11_000);
    stage.record('commands', 'doctor', await command(['doctor', '--json']));
    stage.record('commands', 'doctor', await command(['doctor']));
    stage.upstream.hostile = null;
    await alice.client.send(EVERYTHING);
    expect(stage.upstream.echoed).toBeGreaterThan(echoed + 3);
  });

  test('upstream is down', async () => {
    await stage.app.emulator.control.faults([{ path: '/', reset: true }]);
    await alice.client.send(CREATE_TRANSACTION, { input: { idempotencyKey: 'down', ...FUNDS_IMPORT } });
    await alice.client.send(REFRESH);
    await stage.app.emulator.control.faults([]);
  });

  test('commands succeed and fail', async () => {
    const list = await command(['deliveries', 'list', '--json']);
    stage.record('commands', 'list', list + (await command(['deliveries', 'list'])));
    const ids = [...list.matchAll(/"deliveryId":"([^"]+)"/g)].map(([, id]) => id ?? '');
    expect(ids.length).toBeGreaterThan(4);
    for (const id of ids) {
      stage.record('commands', 'show', await command(['deliveries', 'show', id]));
      stage.record('commands', 'show', await command(['deliveries', 'show', id, '--json']));
    }
    const data = temporaryFolder();
    const swapped = { GATEWAY_SECRET: VALUES.apiSecret, GATEWAY_API_SECRET: VALUES.jwtSecret };
    const production = { NODE_ENV: 'production' };
    const equal = { ...production, GATEWAY_SECRET: VALUES.apiSecret, AUTH_JWT_SECRET: VALUES.apiSecret };
    const misplaced = Object.fromEntries(
      [
        'PORT',
        'GATEWAY_URL',
        'DATABASE_URL',
        'REDIS_URL',
        'CORS_ORIGINS',
        'LOG_LEVEL',
        'AUTH_TOKEN_TTL_SECONDS',
        'NODE_ENV',
        'HOST',
        'AUTH_JWKS_URL',
      ].map((name) => [name, VALUES.apiSecret]),
    );
    const withPassword = {
      DATABASE_URL: `postgres://u:${encodeURIComponent(VALUES.apiSecret)}@127.0.0.1:1/d`,
      REDIS_URL: `redis://:${encodeURIComponent(VALUES.jwtSecret)}@127.0.0.1:1`,
    };
    // Printing a token is what this command is for.
    for (const env of [{}, swapped, production, equal, misplaced, withPassword])
      for (const args of [
        ['doctor'],
        ['doctor', '--json'],
        ['migrate'],
        ['deliveries', 'show', 'x'],
        ['token', '--viewer', 'a', '--data', data],
      ])
        if (args[0] !== 'token' || 'NODE_ENV' in env)
          stage.record('commands', args.join(' '), await command(args, env));
    for (const env of [equal, misplaced]) stage.record('commands', 'serve', await command(['serve'], env));
  });

  test('operators read metrics, health and bundles', async () => {
    stage.record('metrics', '/metrics', await stage.fetch('/metrics', '/metrics'));
    for (const path of ['/health/live', '/health/ready', '/', '/graphql'])
      await stage.fetch(path, path, { headers: { accept: 'text/html' } });
    for (const folder of ['graphiql', 'client', 'chunks'])
      expect(existsSync(join(projectRoot, 'dist', folder))).toBe(true);
    const built = readdirSync(join(projectRoot, 'dist'), { recursive: true, withFileTypes: true });
    for (const file of built.filter((entry) => entry.isFile()))
      stage.record('bundles', file.name, readFileSync(join(file.parentPath, file.name), 'utf8'));
  });

  test('a tracing client names its operations', async () => {
    const { pan, phone, email } = VALUES;
    const query = encodeURIComponent(`${pan} ${phone} ${email}`);
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${alice.client.token}`,
      baggage: `pan=${pan},phone=${phone}`,
      tracestate: `${pan.toLowerCase()}=${phone}`,
      traceparent: `00-${LAST_TRACE}-00f067aa0ba902b7-01`,
      'user-agent': `${pan} ${email}`,
    };
    const send = (path: string, body: object) =>
      fetch(`${stage.app.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    for (const name of [pan, `of_${pan}_`, `call_${phone}`, `p${phone}x`]) {
      const named = await send(`/graphql?${query}`, { query: `query ${name} { ${name}: __typename }` });
      expect(named.status).toBe(200);
    }
    await send(`/${query}`, {});
    await stage.fetch('a last request', '/graphql', {
      method: 'POST',
      headers,
      body: '{"query":"query TheLast { __typename }"}',
    });
    await until(() => stage.collector.spans().some((span) => span.attributes[NAME] === 'TheLast'));
    for (const body of stage.collector.bodies) stage.record('traces', 'an export', body);
  });
});

describe('no canary is found', () => {
  test.each(SINKS)('in %s', (sink) => {
    const seen = stage.seen[sink];
    expect(seen.length).toBeGreaterThan(0);
    const finds = stage.canaries.findIn(seen);
    expect([...new Set(finds.map((find) => JSON.stringify(find)))].slice(0, 40)).toEqual([]);
  });

  test('in a bundle, and no other token either', () => {
    const tokens = stage.seen.bundles.filter(({ text }) =>
      /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/.test(text),
    );
    expect(tokens.map(({ where }) => where)).toEqual([]);
  });

  test('what was searched contains what is expected there', () => {
    const all = (sink: (typeof SINKS)[number]) => stage.seen[sink].map(({ text }) => text).join('\n');
    expect(all('answers')).toContain('GATEWAY_REFUSED');
    expect(all('answers')).toContain('Reported pan_[pan]');
    expect(all('answers')).toContain('meant to be here');
    expect(all('log')).toContain('"level":"debug"');
    expect(all('log')).toContain('"level":"warn"');
    expect(all('streams')).toContain('OrderEvent');
    expect(all('metrics')).toContain('dwar_webhooks_total');
    expect(all('commands')).toContain('***');
    for (const part of [
      'webhook',
      'confirm',
      'Mutation.createTransaction',
      '"error.type"',
      'TheLast',
      LAST_TRACE,
    ])
      expect(all('traces')).toContain(part);
  });

  test('the search finds a planted canary', () => {
    const { canaries, seen } = stage;
    for (const value of Object.values(VALUES)) {
      const planted = [...seen.log, { where: 'planted', text: `{"msg":${JSON.stringify(value)}}` }];
      expect(canaries.findIn(planted).map(({ where }) => where)).toContain('planted');
    }
  });
});

/** Answers that echo secrets to the caller. Those that open the circuit breaker come last. */
function hostileAnswers(): Record<string, HostileAnswer> {
  const json = (body: (echo: string) => object) => (echo: string) => JSON.stringify(body(echo));
  const errors = json((echo) => ({ success: false, errors: [`Bad: ${echo}`], data: null }));
  const details = (echo: string) => ({
    transactionId: 'TRX',
    status: 'ERRORED',
    intent: echo.slice(0, 60),
    error: { value: true, code: 2000, message: `Reported ${echo}` },
  });
  return {
    'refused, in errors': { status: 400, body: errors },
    'refused, as a text': { status: 400, body: json((echo) => ({ success: false, errors: echo })) },
    'unauthorised, in message': { status: 401, body: json((message) => ({ success: false, message })) },
    'forbidden, in data': { status: 403, body: json((data) => ({ success: false, data })) },
    'not found, as HTML': { status: 404, type: 'text/html', body: (echo) => `<h1>${echo}</h1>` },
    'failed with 200': { status: 200, body: errors },
    'no JSON': { status: 200, body: (echo) => echo },
    'another shape': { status: 200, body: json((echo) => ({ success: true, data: echo })) },
    'odd fields': {
      status: 200,
      body: json((echo) => ({
        success: true,
        data: { transactionId: echo, expireAt: echo, status: 7, [echo]: echo },
      })),
    },
    'a read with personal data in its error': {
      status: 200,
      body: (echo, { path, body }) => {
        const transactionId = /TRX_[0-9a-f]{32}/.exec(path + body)?.[0] ?? 'none';
        return JSON.stringify({ success: true, data: { ...details(echo), transactionId } });
      },
    },
    'a read with the name of a person': {
      status: 200,
      body: (_echo, { path }) => {
        const transactionId = /TRX_[0-9a-f]{32}/.exec(path)?.[0] ?? 'none';
        return JSON.stringify({ success: true, data: { ...details(PERSONAL), intent: null, transactionId } });
      },
    },
    throttled: { status: 429, body: errors },
    'failed, in the status line': {
      status: 500,
      statusText: `${VALUES.pan} ${VALUES.phone} ${VALUES.email}`,
      body: () => '',
    },
    'failed, in errors': { status: 502, body: errors },
  };
}

/** Creates a transaction once the circuit breaker, opened by failures of upstream, lets calls through again. */
async function createWhenReachable(): Promise<string> {
  for (;;) {
    const { __typename, gatewayTransactionId } = await alice.tryCreate(buying(3));
    if (__typename === 'Transaction') return gatewayTransactionId;
    await pause(100);
  }
}

async function command(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { stdout, stderr } = await runInProcess(args, { ...stage.env, ...env });
  return `${stdout}\n${stderr}`;
}

/** Sends bytes and returns the answer until the other side closes. */
function rawly(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(stage.app.url).port), '127.0.0.1', () => socket.write(text));
    let received = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      received += chunk;
    });
    socket.on('close', () => resolve(received)).on('error', reject);
  });
}

/** Sends each line after the answer to the one before, and records all answers until the end or a pause. */
function converse(lines: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${stage.app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const left = [...lines];
    const next = () => {
      const line = left.shift();
      if (line === undefined) socket.close();
      else socket.send(line);
    };
    socket.on('open', next);
    socket.on('message', (data) => {
      stage.record('streams', 'a socket', String(data));
      next();
    });
    socket.on('close', (code, reason) => {
      stage.record('streams', 'a closed socket', `${code} ${reason}`);
      resolve();
    });
  });
}
