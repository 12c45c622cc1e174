import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  createConnect,
  createHoldingsImport,
  createMutualFundImport,
  createTrade,
  memoryKeyStore,
} from '../../packages/client/src/trade/index.js';
import { graphql } from '../generated/gql.js';
import { VirtualClock } from '../../src/core/time/clock.js';
import { startApp, type TestApp } from '../support/app.js';
import { present } from '../support/documents.js';
import { startEmulator } from '../support/emulator.js';
import { freePort } from '../support/services.js';
import { until } from '../support/until.js';
import { CuttableClient, emulatedSdk, type UserPart, whenState } from './client-trade-kit.js';

let app: TestApp;
const open: { close(): void }[] = [];
const clients: CuttableClient[] = [];

beforeAll(async () => {
  app = await startApp();
});

afterEach(async () => {
  for (const flow of open.splice(0)) flow.close();
  for (const client of clients.splice(0)) await client.close();
  await app.emulator.control.faults([]);
  await app.emulator.control.webhooks('normal');
});

afterAll(async () => {
  await app.close();
});

async function newClient(viewer = `viewer-${randomUUID()}`): Promise<CuttableClient> {
  const client = new CuttableClient(await app.as(viewer));
  clients.push(client);
  return client;
}

type Maker<Kept> = (client: CuttableClient, sdk: never, options: object) => Kept;

/** Opens a flow of a viewer whose user does `part`. */
function flowOf<Kept extends { close(): void }>(
  make: Maker<Kept>,
  client: CuttableClient,
  part: UserPart = {},
  options: object = {},
) {
  const { sdk, triggered, completed } = emulatedSdk(app, part);
  const flow = make(client, sdk as never, { keyStore: memoryKeyStore(), clock: app.clock, ...options });
  open.push(flow);
  return { flow, triggered, completed };
}

const isEnd = ({ phase }: { readonly phase: string }) =>
  ['done', 'left', 'failed', 'expired'].includes(phase);

const ACCOUNTS = graphql(/* GraphQL */ `
  query AccountsOfFlows {
    viewer { brokerAccounts { id broker } }
  }
`);

/** The viewer's linked accounts. */
async function accountsOf({ client }: CuttableClient) {
  return present((await client.ask(ACCOUNTS)).viewer).brokerAccounts;
}

async function connected(client: CuttableClient, token: string) {
  const { flow } = flowOf(createConnect, client, { token });
  await flow.connect();
  return await whenState(flow, isEnd);
}

describe('connecting a broker account', () => {
  test('is done when a read shows it linked', async () => {
    const client = await newClient();
    const { flow } = flowOf(createConnect, client, { token: 'lep-ok-101' });
    await flow.connect(['kite']);
    const state = await whenState(flow, isEnd);
    expect(state).toMatchObject({ phase: 'done', brokerAccount: { broker: 'kite' } });
    expect(await accountsOf(client)).toMatchObject([{ broker: 'kite' }]);
    expect(client.sent).toContain('FlowLinkBrokerAccount');
  });

  test('fails if the account is linked to another user', async () => {
    await connected(await newClient(), 'lep-ok-102');
    const client = await newClient();
    expect(await connected(client, 'lep-ok-102')).toMatchObject({
      phase: 'failed',
      failure: { code: 'BROKER_ACCOUNT_LINKED_ELSEWHERE', isRetryable: false },
    });
    expect(await accountsOf(client)).toEqual([]);
  });

  test.each(['chooser', 'before-login', 'after-login'] as const)('is left at %s', async (leave) => {
    const client = await newClient();
    const { flow } = flowOf(createConnect, client, { leave, token: `lep-ok-${103 + leave.length}` });
    await flow.connect();
    expect(await whenState(flow, isEnd)).toMatchObject({ phase: 'left', failure: { kind: 'USER_CHOICE' } });
  });

  test('a link whose answer was lost is repeated, and linked once', async () => {
    const client = await newClient();
    const { flow } = flowOf(createConnect, client, { token: 'lep-ok-130' });
    client.loseAnswerOf = 'FlowLinkBrokerAccount';
    expect(await flow.connect()).toMatchObject({ phase: 'reporting' });
    await app.clock.advance(60_000);
    expect(await whenState(flow, isEnd)).toMatchObject({ phase: 'done' });
    expect(await accountsOf(client)).toHaveLength(1);
  });

  test('a reload between the login and the link says that the user has to connect again', async () => {
    const client = await newClient();
    const keyStore = memoryKeyStore();
    const first = flowOf(createConnect, client, { token: 'lep-ok-131', hang: 'after' }, { keyStore });
    void first.flow.connect();
    await until('the user has logged in', () => first.completed.length === 1);
    first.flow.close();
    const { flow } = flowOf(createConnect, client, { token: 'lep-ok-131' }, { keyStore });
    await flow.resume();
    expect(await whenState(flow, isEnd)).toMatchObject({
      phase: 'failed',
      failure: { code: 'BROKER_ACCOUNT_UNPROVEN', isRetryable: true },
    });
    await flow.connect();
    expect(await whenState(flow, isEnd)).toMatchObject({ phase: 'done' });
  });

  test('an order of an account that is linked to another user is done, and says why it is not linked', async () => {
    await connected(await newClient(), 'lep-ok-134');
    const client = await newClient();
    const { flow } = flowOf(createTrade, client, { token: 'lep-ok-134' });
    await flow.start({ intent: 'TRANSACTION', securities: [{ ticker: 'INFY', quantity: 1, side: 'BUY' }] });
    const isShown = ({ linkFailure, phase }: typeof flow.state) =>
      linkFailure !== undefined && phase === 'done';
    expect(await whenState(flow, isShown)).toMatchObject({
      orders: [{ status: 'COMPLETED' }],
      linkFailure: { code: 'BROKER_ACCOUNT_LINKED_ELSEWHERE', isRetryable: false },
    });
    expect(await accountsOf(client)).toEqual([]);
  });

  test('an order that links its account shows no link failure', async () => {
    const client = await newClient();
    const { flow } = flowOf(createTrade, client, { token: 'lep-ok-135' });
    await flow.start({ intent: 'TRANSACTION', securities: [{ ticker: 'INFY', quantity: 1, side: 'BUY' }] });
    expect(await whenState(flow, isEnd)).not.toHaveProperty('linkFailure');
    await until('the account is linked', async () => (await accountsOf(client)).length === 1);
  });

  test('a connected user who logs in to another account is asked to use the linked one', async () => {
    const client = await newClient();
    await connected(client, 'lep-ok-132');
    const { flow } = flowOf(createTrade, client, { token: 'lep-ok-133' });
    await flow.start({ intent: 'TRANSACTION', securities: [{ ticker: 'INFY', quantity: 1, side: 'BUY' }] });
    expect(await whenState(flow, isEnd)).toMatchObject({
      phase: 'failed',
      failure: { code: 1001, kind: 'WRONG_ACCOUNT', isRetryable: true },
    });
  });
});

describe('importing holdings', () => {
  test.each(['normal', 'lost'])('is done when they are confirmed, with webhooks %s', async (mode) => {
    const client = await newClient();
    const token = `lep-ok-${mode === 'lost' ? 201 : 202}`;
    await connected(client, token);
    await app.emulator.control.webhooks(mode);
    const { flow } = flowOf(createHoldingsImport, client, { token });
    await flow.start({});
    const state = await whenState(flow, isEnd);
    expect(state).toMatchObject({ phase: 'done', holdings: { provenance: 'CONFIRMED' } });
  });

  test('is done also while the clock of Gateway is ahead of Dwar’s', async () => {
    const usual = app;
    const port = await freePort();
    const emulator = await startEmulator({
      clock: new VirtualClock({ startAt: app.clock.now() + 60_000 }),
      webhookUrl: `http://127.0.0.1:${port}/webhooks/gateway`,
    });
    app = await startApp({ port, emulator, overrides: { clock: new VirtualClock() } });
    try {
      const client = await newClient();
      await connected(client, 'lep-ok-205');
      const { flow } = flowOf(createHoldingsImport, client, { token: 'lep-ok-205' });
      await flow.start({});
      expect(await whenState(flow, isEnd)).toMatchObject({ phase: 'done' });
      flow.close();
    } finally {
      await app.close();
      await emulator.close();
      app = usual;
    }
  });

  test('a second import is done only by holdings of its own', async () => {
    const client = await newClient();
    await connected(client, 'lep-ok-203');
    for (const quantityOfImports of [1, 2]) {
      const { flow } = flowOf(createHoldingsImport, client, { token: 'lep-ok-203' });
      await app.clock.advance(1_000);
      await flow.start({});
      expect(await whenState(flow, isEnd)).toMatchObject({ phase: 'done' });
      expect(client.sent.filter((name) => name === 'FlowCreateTransaction')).toHaveLength(
        1 + quantityOfImports,
      );
    }
  });

  test('a broker that does not support it fails, and the app is to be mended', async () => {
    const client = await newClient();
    const { flow } = flowOf(createHoldingsImport, client, { broker: 'axis' });
    await flow.start({ asGuest: true });
    expect(await whenState(flow, isEnd)).toMatchObject({
      phase: 'failed',
      failure: { code: 3000, kind: 'FIX_INTEGRATION', isRetryable: false },
    });
  });

  test('is left when the user refuses consent', async () => {
    const client = await newClient();
    const { flow } = flowOf(createHoldingsImport, client, { token: 'lep-consent-204' });
    await flow.start({ asGuest: true });
    expect(await whenState(flow, isEnd)).toMatchObject({ phase: 'left', failure: { code: 1003 } });
  });
});

describe('importing mutual funds', () => {
  const INVESTOR = { mutualFundImport: { pan: 'ABCDE1234F', phone: '9876543210' } };

  test('is done when the webhook has brought the folios', async () => {
    const client = await newClient();
    const { flow } = flowOf(createMutualFundImport, client);
    await flow.start(INVESTOR);
    const state = await whenState(flow, isEnd);
    expect(state).toMatchObject({ phase: 'done', mutualFundImport: { state: 'RECEIVED' } });
  });

  test('shows that the data are awaited when the webhook is lost', async () => {
    await app.emulator.control.webhooks('lost');
    const client = await newClient();
    const { flow } = flowOf(createMutualFundImport, client);
    await flow.start(INVESTOR);
    const state = await whenState(
      flow,
      (now) => now.phase === 'confirming' && now.mutualFundImport?.state === 'AWAITING_DATA',
    );
    expect(isEnd(state)).toBe(false);
  });

  test('keeps no personal data, and a reload continues it all the same', async () => {
    const client = await newClient();
    const stored: string[] = [];
    const kept = memoryKeyStore();
    const keyStore = {
      ...kept,
      setItem: (name: string, value: string) => {
        stored.push(value);
        return kept.setItem(name, value);
      },
    };
    const first = flowOf(createMutualFundImport, client, { hang: 'before' }, { keyStore });
    void first.flow.start(INVESTOR);
    await whenState(first.flow, ({ phase }) => phase === 'with-user');
    first.flow.close();
    expect(stored.length).toBeGreaterThan(0);
    expect(stored.join()).not.toMatch(/ABCDE1234F|9876543210/);
    const { flow } = flowOf(createMutualFundImport, client, {}, { keyStore });
    expect(await flow.resume()).toMatchObject({ phase: 'ready' });
    await flow.retry();
    expect(await whenState(flow, isEnd)).toMatchObject({ phase: 'done' });
  });
});
