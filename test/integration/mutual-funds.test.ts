import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import { startApp, type TestApp } from '../support/app.js';
import { HOLDINGS_OF, present } from '../support/documents.js';
import { buying, globalId, isSettled, Player, type Wanted } from '../support/player.js';
import { deliver, signed } from '../support/webhook.js';

const IMPORTS = graphql(/* GraphQL */ `
  query MutualFundImports($first: Int = 20, $offset: Int = 0, $rows: Int = 2, $after: String) {
    mutualFundImportsCount
    mutualFundImports(first: $first, offset: $offset) {
      id state provenance receivedAt foliosCount transactionsCount
      transaction { gatewayTransactionId status timeline { anomaly } }
      folios { folio isin units marketValue { amount } costValue { amount } }
      summary { marketValue { amount } costValue { amount } }
      transactions(first: $rows, after: $after) {
        edges { cursor node { folio fund date description units price { amount } amount { amount } } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

const IMPORTS_OF_HOLDINGS = graphql(/* GraphQL */ `
  query ImportsOfHoldings {
    holdings {
      provenance mutualFundsProvenance mutualFundImportsCount
      mutualFundImports { state provenance }
      mutualFunds { folio }
    }
  }
`);

const FOLLOW_IMPORTS = graphql(/* GraphQL */ `
  subscription FollowMutualFundImports {
    events {
      __typename
      ... on MutualFundImportEvent { import { id state folios { folio } transactionsCount } }
      ... on HoldingsEvent { holdings { mutualFunds { folio } } }
    }
  }
`);

const IMPORT_NODE = graphql(/* GraphQL */ `
  query MutualFundImportNode($id: ID!) {
    node(id: $id) { __typename id ... on MutualFundImport { state folios { folio } } }
  }
`);

const REFRESH = graphql(/* GraphQL */ `
  mutation RefreshWithoutAccount { refreshHoldings { __typename } }
`);

const importing = (mutualFundImport: NonNullable<Wanted['mutualFundImport']>): Wanted => ({
  intent: 'MF_HOLDINGS_IMPORT',
  mutualFundImport,
});
const OF_PAN = importing({ fromDate: '2020-01-01', pan: 'ABCTY1234D', phone: '9876543210', casDetail: true });
const OF_SPOUSE = importing({ pan: 'BCDTY1234E' });

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.close());

const importsOf = async ({ client }: Player) => present((await client.ask(IMPORTS, {})).mutualFundImports);

async function imported(player: Player, wanted: Wanted): Promise<string> {
  const id = await player.create(wanted);
  await player.complete(id);
  await player.eventually(
    () => importsOf(player),
    ([newest]) => newest?.state === 'RECEIVED' && newest.transaction.gatewayTransactionId === id,
  );
  return id;
}

/** An import that is complete at Gateway, as a read has shown, and of which no webhook arrives. */
async function awaited(player: Player, wanted: Wanted = OF_PAN): Promise<string> {
  await app.emulator.control.webhooks('lost');
  const id = await player.create(wanted);
  await player.used(id);
  await app.emulator.control.webhooks('normal');
  return id;
}

const bring = (transactionId: string, payload: unknown) =>
  deliver(app.url, signed({ gateway: 'x', data: { transactionId, payload } }));

describe('an import through the SDK', () => {
  test.each(['dt', 'summary'] as const)('is received in the shape %s', async (shape) => {
    const anna = await Player.of(app, `anna ${shape}`);
    await app.emulator.control.mutualFunds(shape);
    const id = await imported(anna, OF_PAN);
    await app.emulator.control.mutualFunds('dt');
    const { mutualFundImports, mutualFundImportsCount } = await anna.client.ask(IMPORTS, {});
    expect(mutualFundImportsCount).toBe(1);
    const [found] = present(mutualFundImports);
    const [folio] = present(found).folios;
    expect(found).toMatchObject({
      id: globalId('MutualFundImport', id),
      provenance: 'WEBHOOK',
      receivedAt: expect.any(String),
      foliosCount: 1,
      transactionsCount: 3,
      transaction: { gatewayTransactionId: id },
      summary: { marketValue: folio?.marketValue, costValue: folio?.costValue },
    });
    const statement = present(found?.transactions);
    expect(statement.edges.map(({ node }) => node)).toMatchObject(
      Array(2).fill({ folio: folio?.folio, description: 'Purchase', price: { amount: '70.50' } }),
    );
    expect(statement.pageInfo).toMatchObject({ hasNextPage: true });
    const after = statement.pageInfo.endCursor;
    const rest = await anna.client.ask(IMPORTS, { after });
    expect(rest.mutualFundImports?.[0]?.transactions).toMatchObject({
      edges: [{ node: { folio: folio?.folio } }],
      pageInfo: { hasNextPage: false },
    });
  });

  test('pushes its own event, and that of the holdings for clients that know no other', async () => {
    const bela = await Player.of(app, 'bela');
    const events = bela.client.subscribe(FOLLOW_IMPORTS);
    await events.next();
    const id = await imported(bela, OF_PAN);
    const [{ folios = [] } = {}] = await importsOf(bela);
    const folio = folios[0]?.folio;
    const seen: unknown[] = [];
    while (seen.length < 2) {
      const { events: event } = await events.next();
      if (event.__typename !== 'TransactionEvent') seen.push(event);
    }
    expect(seen).toEqual([
      { __typename: 'HoldingsEvent', holdings: { mutualFunds: [{ folio }] } },
      {
        __typename: 'MutualFundImportEvent',
        import: {
          id: globalId('MutualFundImport', id),
          state: 'RECEIVED',
          folios: [{ folio }],
          transactionsCount: 3,
        },
      },
    ]);
    events.stop();
  });

  test('of a second PAN stands next to the first, and the same PAN again shows no folio twice', async () => {
    const carl = await Player.of(app, 'carl');
    for (const wanted of [OF_PAN, OF_SPOUSE, OF_PAN]) await imported(carl, wanted);
    const imports = await importsOf(carl);
    const [again, spouse, first] = imports.map(({ folios }) => folios[0]?.folio);
    expect([imports.length, again === first, again === spouse]).toEqual([3, true, false]);
    const { holdings } = await carl.client.ask(HOLDINGS_OF, { id: null });
    expect(present(holdings).mutualFunds.map(({ folio }) => folio)).toEqual([again, spouse]);
    const page = await carl.client.ask(IMPORTS, { first: 1, offset: 1 });
    expect(page).toMatchObject({
      mutualFundImportsCount: 3,
      mutualFundImports: [{ folios: [{ folio: spouse }] }],
    });
    expect(await carl.client.ask(IMPORTS_OF_HOLDINGS)).toMatchObject({
      holdings: {
        mutualFundsProvenance: 'WEBHOOK',
        mutualFundImportsCount: 3,
        mutualFundImports: Array(3).fill({ state: 'RECEIVED', provenance: 'WEBHOOK' }),
      },
    });
  });

  test('never becomes CONFIRMED next to confirmed holdings, and makes those no hint', async () => {
    const dora = await Player.of(app, 'dora');
    await dora.connect('lep-ok-31');
    const holdings = await dora.create({ intent: 'HOLDINGS_IMPORT' });
    await dora.complete(holdings);
    await dora.settled(holdings);
    await imported(dora, OF_PAN);
    const asked = await dora.eventually(
      () => dora.client.ask(IMPORTS_OF_HOLDINGS),
      ({ holdings: found }) => found?.provenance === 'CONFIRMED',
    );
    expect(asked.holdings).toMatchObject({
      mutualFundsProvenance: 'WEBHOOK',
      mutualFundImports: [{ provenance: 'WEBHOOK' }],
    });
  });

  test.each([
    ['nothing', {}],
    ['a PAN alone', { pan: 'ABCTY1234D' }],
    ['a phone number alone', { phone: '9876543210' }],
    ['a last day alone', { toDate: '2024-01-01' }],
  ])('may be created with %s, and the user types the rest', async (name, mutualFundImport) => {
    const erik = await Player.of(app, `erik ${name}`);
    await imported(erik, importing(mutualFundImport));
  });
});

describe('the state of an import', () => {
  test('is AWAITING_OTP while it can still be finished, and FAILED once it has expired', async () => {
    const finn = await Player.of(app, 'finn');
    await finn.create(OF_PAN);
    expect(await importsOf(finn)).toMatchObject([
      { state: 'AWAITING_OTP', receivedAt: null, folios: [], summary: null, transactions: null },
    ]);
    await app.clock.advance(400_000);
    expect(await importsOf(finn)).toMatchObject([{ state: 'FAILED' }]);
  });

  test('is FAILED when the user leaves', async () => {
    const gita = await Player.of(app, 'gita');
    const id = await gita.create(OF_PAN);
    await gita.complete(id, 'lep-ok', { leave: 'chooser' });
    await gita.polled(id);
    expect(await importsOf(gita)).toMatchObject([{ state: 'FAILED' }]);
  });

  test('is AWAITING_DATA when the webhook is lost, and RECEIVED when it comes after all', async () => {
    const hugo = await Player.of(app, 'hugo');
    const id = await awaited(hugo);
    expect(await importsOf(hugo)).toMatchObject([{ state: 'AWAITING_DATA' }]);
    expect((await hugo.client.ask(HOLDINGS_OF, { id: null })).holdings).toBeNull();
    expect(await bring(id, { dtSummary: [{ folio: '7' }] })).toMatchObject({
      status: 200,
      outcome: 'stored',
    });
    expect(await importsOf(hugo)).toMatchObject([{ state: 'RECEIVED', folios: [{ folio: '7' }] }]);
  });
});

describe('a delivery', () => {
  test('with a statement alone keeps the folios, and one with folios alone keeps the statement', async () => {
    const ines = await Player.of(app, 'ines');
    const id = await awaited(ines);
    const statement = [
      { folio: '1', trxnDate: '2024-05-01', trxnDesc: 'Bought for ABCTY1234D', trxnAmount: 10 },
    ];
    await bring(id, { dtSummary: [{ folio: '1', marketValue: 5 }, { folio: '2' }] });
    await bring(id, { transactions: statement });
    expect(await importsOf(ines)).toMatchObject([
      {
        foliosCount: 2,
        summary: { marketValue: null, costValue: null },
        transactions: { edges: [{ node: { description: 'Bought for [pan]', amount: { amount: '10.00' } } }] },
      },
    ]);
    await bring(id, { dtSummary: [{ folio: '1', marketValue: 6 }] });
    expect(await importsOf(ines)).toMatchObject([
      { foliosCount: 1, transactionsCount: 1, summary: { marketValue: { amount: '6.00' } } },
    ]);
  });

  test.each([
    ['nothing', {}],
    ['a summary that is text', { dtSummary: 'none' }],
    ['rows that name nothing', { dtSummary: [{}], dtTransaction: [{ folio: '1' }] }],
    ['no payload', null],
  ])('of which nothing can be read, %s, is never an empty import', async (name, payload) => {
    const jana = await Player.of(app, `jana ${name}`);
    const id = await awaited(jana);
    expect(await bring(id, payload)).toMatchObject({ status: 200 });
    expect(await importsOf(jana)).toMatchObject([
      { state: 'AWAITING_DATA', foliosCount: 0, receivedAt: null },
    ]);
  });

  test('for an import that was not opened yet waits for the read, and for one that failed is an anomaly', async () => {
    const kira = await Player.of(app, 'kira');
    const id = await kira.create(OF_PAN);
    await bring(id, { dtSummary: [{ folio: '666' }] });
    expect(await importsOf(kira)).toMatchObject([{ state: 'AWAITING_OTP', folios: [] }]);
    await kira.complete(id, 'lep-ok', { leave: 'chooser' });
    // The delivery asked for a read too.
    await kira.after(11_000, () => kira.transaction(id), isSettled);
    expect(await importsOf(kira)).toMatchObject([
      {
        state: 'FAILED',
        folios: [],
        transaction: {
          timeline: expect.arrayContaining([
            { anomaly: 'a mutual-fund webhook names a transaction that failed' },
          ]),
        },
      },
    ]);
  });

  test('that names a transaction of another kind is an anomaly', async () => {
    const lena = await Player.of(app, 'lena');
    const id = await lena.create(buying());
    await bring(id, { dtSummary: [{ folio: '666' }] });
    expect(await importsOf(lena)).toEqual([]);
    expect((await lena.client.ask(HOLDINGS_OF, { id: null })).holdings).toBeNull();
  });
});

describe('another viewer', () => {
  test('sees nothing of an import', async () => {
    const owner = await Player.of(app, 'moa');
    const id = await imported(owner, OF_PAN);
    const other = await Player.of(app, 'nils');
    const node = globalId('MutualFundImport', id);
    expect(await owner.client.ask(IMPORT_NODE, { id: node })).toMatchObject({ node: { state: 'RECEIVED' } });
    expect(await other.client.ask(IMPORT_NODE, { id: node })).toEqual({ node: null });
    expect(await other.client.ask(IMPORTS, {})).toEqual({ mutualFundImportsCount: 0, mutualFundImports: [] });
    expect((await other.client.ask(HOLDINGS_OF, { id: null })).holdings).toBeNull();
  });

  test('has no import behind the id of another kind of transaction', async () => {
    const olaf = await Player.of(app, 'olaf');
    const id = await olaf.create(buying());
    expect(await olaf.client.ask(IMPORT_NODE, { id: globalId('MutualFundImport', id) })).toEqual({
      node: null,
    });
  });
});

describe('a viewer without a broker account', () => {
  test('reads what to do instead of refreshing mutual funds', async () => {
    const pia = await Player.of(app, 'pia');
    const messageOf = async () => {
      const { errors } = await pia.client.sendRaw(REFRESH);
      return errors?.map(({ message, extensions }) => `${extensions?.code}: ${message}`);
    };
    expect(await messageOf()).toEqual(['BROKER_ACCOUNT_REQUIRED: Link a broker account first.']);
    await imported(pia, OF_PAN);
    expect(await messageOf()).toEqual([
      expect.stringMatching(/^BROKER_ACCOUNT_REQUIRED: There is no broker account .+ MF_HOLDINGS_IMPORT/),
    ]);
  });
});
