import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Decimal } from 'decimal.js';
import { maskId } from '../../../src/core/output/mask.js';
import { silentLog } from '../../../src/core/log.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { startApp, type TestApp } from '../../support/app.js';
import { type OperatorClient, openTestConsole, type TestConsole } from '../../support/operator-client.js';
import { buying, Player } from '../../support/player.js';

type Json = Record<string, unknown>;
type Page = { readonly nodes: Json[]; readonly pageInfo: { hasNextPage: boolean; endCursor: string | null } };

const ANYA = 'anya-0123456789';
const BELA = 'bela-0123456789';
const ROW = 'id authId viewer broker linkedAt';
const HOLDINGS = `query ($filter: HoldingsFilter, $first: Int! = 50, $after: String) {
  holdings(filter: $filter, first: $first, after: $after) {
    nodes {
      ${ROW} revision snapshotAt receivedAt provenance isUpdating isStale positionsCount smallcasesCount
      knownCost { amount } unknownCostsCount
    }
    pageInfo { hasNextPage endCursor }
  }
}`;
const INVESTMENTS = `query ($filter: HoldingsFilter, $first: Int! = 50, $after: String) {
  investments(filter: $filter, first: $first, after: $after) {
    nodes { ${ROW} fetchedAt smallcasesCount exitedCount totals { currentValue { amount } } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const ACCOUNT = `query ($id: ID!, $first: Int! = 50, $after: String) {
  account(id: $id) {
    ${ROW} pendingActionsCount
    proofs { at transaction { intent transactionId } }
    claims { viewer transaction { transactionId } }
    holdings {
      knownCost { amount }
      positions(first: $first, after: $after) {
        nodes { symbol isin name quantity averagePrice { amount } cost { amount } costPercent }
        pageInfo { hasNextPage endCursor }
      }
      smallcases { scid name currentValue { amount } constituents { ticker shares } }
      mutualFunds { nodes { folio fund } }
      earlier { eventSeq snapshotAt isEarliest changesCount changes { kind symbol quantityBefore quantityAfter } }
    }
    investments {
      fetchedAt
      smallcases { iscid scid name returns { currentValue { amount } } constituents { ticker } }
      exited { scid name }
    }
  }
}`;
const CHANGES = `subscription { changes {
  __typename
  ... on HoldingsChanged { holdings { id viewer positionsCount } }
  ... on InvestmentsChanged { investments { id viewer smallcasesCount } }
  ... on TransactionChanged { transaction { intent mutualFundImport { state foliosCount } } }
} }`;

describe('the console of a gateway where two viewers hold securities', () => {
  let app: TestApp;
  let ledger: Ledger;
  let operators: TestConsole;
  let masked: OperatorClient;
  let plain: OperatorClient;
  let anya: Player;
  let bela: Player;
  let anyas: { readonly authId: string; readonly transactionId: string };
  let belas: { readonly authId: string };

  const list = async (client: OperatorClient, query: string, filter: Json = {}, first = 50) => {
    const nodes: Json[] = [];
    for (let after: string | null = null; ; ) {
      const data: Record<string, Page> = await client.ask(query, { filter, first, after });
      const [page] = Object.values(data) as [Page];
      nodes.push(...page.nodes);
      if (!page.pageInfo.hasNextPage) return nodes;
      after = page.pageInfo.endCursor;
    }
  };
  const imported = async (player: Player) => {
    const id = await player.create({ intent: 'HOLDINGS_IMPORT' });
    await player.complete(id);
    await player.settled(id);
    return id;
  };
  const idOf = async (viewer: string) => String((await list(plain, HOLDINGS, { viewer }))[0]?.id);

  const accountOf = async (client: OperatorClient, id: string, first = 50, after: string | null = null) =>
    (await client.ask<{ account: Json }>(ACCOUNT, { id, first, after })).account;
  const heldBy = async (id: string, first = 50, after: string | null = null): Promise<Held> =>
    (await accountOf(plain, id, first, after)).holdings as Held;

  beforeAll(async () => {
    app = await startApp({ env: { CONSOLE: 'on' } });
    ledger = await openLedger(app.databaseUrl, { log: silentLog });
    operators = openTestConsole(app.app, ledger);
    masked = operators.as(['READER']);
    plain = operators.as(['READER'], { isMasked: false });
    anya = await Player.of(app, ANYA);
    bela = await Player.of(app, BELA);
    anyas = await anya.connect('lep-ok-1');
    await imported(anya);
    await app.clock.advance(1_000);
    belas = await bela.connect('lep-ok-2');
    await imported(bela);
  });

  afterAll(async () => {
    await ledger.close();
    await app.close();
  });

  test('lists the holdings of all viewers in pages, the account that was linked last first', async () => {
    const rows = await list(plain, HOLDINGS, {}, 1);
    expect(rows.map(({ viewer, authId }) => [viewer, authId])).toEqual([
      [BELA, belas.authId],
      [ANYA, anyas.authId],
    ]);
    expect(rows[0]).toMatchObject({ broker: 'kite', provenance: 'CONFIRMED', isStale: false });
  });

  test.each([
    [{ viewer: ANYA }, [ANYA]],
    [{ viewer: 'no one' }, []],
    [{ broker: 'kite' }, [BELA, ANYA]],
    [{ broker: 'groww' }, []],
    [{ symbol: 'NO SUCH SYMBOL' }, []],
    [{ account: 'no id' }, []],
  ])('finds holdings by %j', async (filter, viewers) => {
    expect((await list(plain, HOLDINGS, filter)).map(({ viewer }) => viewer)).toEqual(viewers);
  });

  test('finds holdings by the id of their account, and by a symbol that is held', async () => {
    const id = await idOf(ANYA);
    expect((await list(plain, HOLDINGS, { account: id })).map(({ viewer }) => viewer)).toEqual([ANYA]);
    const { positions } = await heldBy(id);
    const { symbol } = positions.nodes[0] as { symbol: string };
    expect((await list(plain, HOLDINGS, { symbol, viewer: ANYA })).map((row) => row.id)).toEqual([id]);
  });

  test('gives the cost of each position exactly, the one that cost most first', async () => {
    const { knownCost, positions } = await heldBy(await idOf(ANYA));
    const known = positions.nodes as {
      quantity: string;
      averagePrice: Amount;
      cost: Amount;
      costPercent: string;
    }[];
    expect(known.length).toBeGreaterThan(2);
    for (const { quantity, averagePrice, cost } of known)
      expect(new Decimal(quantity).times(averagePrice.amount).equals(cost.amount)).toBe(true);
    const costs = known.map(({ cost }) => new Decimal(cost.amount));
    expect(costs.every((cost, index) => index === 0 || cost.lte(costs[index - 1] as Decimal))).toBe(true);
    expect(Decimal.sum(...costs).equals(knownCost.amount)).toBe(true);
    const percent = Decimal.sum(...known.map((one) => one.costPercent));
    expect(
      percent
        .minus(100)
        .abs()
        .lte(0.005 * known.length),
    ).toBe(true);
  });

  test('reads positions in pages, and refuses a cursor of other rows', async () => {
    const id = await idOf(ANYA);
    const all = (await heldBy(id)).positions.nodes;
    const seen: Json[] = [];
    for (let after: string | null = null; ; ) {
      const { positions } = await heldBy(id, 2, after);
      seen.push(...positions.nodes);
      if (!positions.pageInfo.hasNextPage) break;
      after = positions.pageInfo.endCursor;
    }
    expect(seen).toEqual(all);
    const cursor = (await heldBy(await idOf(BELA), 1)).positions.pageInfo.endCursor;
    for (const after of [cursor, 'forged', id])
      expect((await plain.run(ACCOUNT, { id, first: 1, after })).codes).toEqual(['BAD_USER_INPUT']);
  });

  test('shows no more of a person in a masked session than is needed to tell two rows apart', async () => {
    const [row] = await list(masked, HOLDINGS, { viewer: ANYA });
    expect(row).toMatchObject({ viewer: maskId(ANYA), authId: maskId(anyas.authId) });
    const { account } = await masked.ask<{ account: Json }>(ACCOUNT, { id: row?.id });
    const text = JSON.stringify(account);
    for (const secret of [ANYA, anyas.authId, anyas.transactionId]) expect(text).not.toContain(secret);
    const { positions } = (account as { holdings: { positions: Page } }).holdings;
    expect(positions.nodes.map(({ name }) => name)).toEqual(positions.nodes.map(() => null));
    expect(row?.id).toBe(await idOf(ANYA));
  });

  test('shows the earlier snapshots with what differs', async () => {
    const id = await idOf(BELA);
    const before = await heldBy(id);
    const bought = await bela.create(buying(3, 'MARUTI'));
    await bela.complete(bought);
    await bela.settled(bought);
    await imported(bela);
    const after = await heldBy(id);
    expect(after.earlier.length).toBeGreaterThan(before.earlier.length);
    expect(after.earlier.at(-1)).toMatchObject({ isEarliest: true, changes: [] });
    const changes = after.earlier.flatMap((one) => one.changes as Json[]);
    const quantityOf = (of: Held) =>
      of.positions.nodes.find(({ symbol }) => symbol === 'MARUTI')?.quantity ?? null;
    expect(quantityOf(after)).not.toBe(quantityOf(before));
    expect(changes).toContainEqual(
      expect.objectContaining({
        symbol: 'MARUTI',
        quantityBefore: quantityOf(before),
        quantityAfter: quantityOf(after),
      }),
    );
    const seqs = after.earlier.map(({ eventSeq }) => Number(eventSeq));
    expect(seqs).toEqual([...seqs].sort((one, other) => other - one));
  });

  test('sends imports as changes when they happen', async () => {
    const changes = await masked.subscribe(CHANGES);
    await imported(anya);
    const change = await changes.until((one) => nameOf(one) === 'HoldingsChanged');
    expect(change).toMatchObject({ changes: { holdings: { id: await idOf(ANYA), viewer: maskId(ANYA) } } });
    const mutualFundImport = { pan: 'ABCTY1234D', phone: '9876543210', casDetail: true };
    const id = await anya.create({ intent: 'MF_HOLDINGS_IMPORT', mutualFundImport });
    await anya.complete(id);
    const received = await changes.until(
      (one) => (one as unknown as Received).changes.transaction?.mutualFundImport?.state === 'RECEIVED',
    );
    expect(
      (received as unknown as Received).changes.transaction?.mutualFundImport?.foliosCount,
    ).toBeGreaterThan(0);
    changes.stop();
  });

  test('shows imports of mutual funds with their folios, and nothing of who asked for them', async () => {
    const query = `query { transactions(filter: { intent: ["MF_HOLDINGS_IMPORT"] }) { nodes {
      id transactionId smallcase sip { isActive }
      mutualFundImport { state provenance receivedAt foliosCount folios(first: 1) {
        nodes { folio fund units marketValue { amount } navDate } pageInfo { hasNextPage endCursor }
      } }
    } } }`;
    const shown = await plain.ask<{ transactions: Page }>(query);
    const hidden = await masked.ask<{ transactions: Page }>(query);
    expect(shown.transactions.nodes).toHaveLength(1);
    const [found, same] = [shown, hidden].map(
      ({ transactions }) => transactions.nodes[0]?.mutualFundImport,
    ) as [Imported, Imported];
    expect(found).toMatchObject({ state: 'RECEIVED', provenance: 'WEBHOOK' });
    const folio = String(found.folios.nodes[0]?.folio);
    expect(same.folios.nodes[0]?.folio).toBe(maskId(folio));
    for (const text of [shown, hidden].map((data) => JSON.stringify(data)))
      for (const secret of ['ABCTY1234D', '9876543210']) expect(text).not.toContain(secret);
    const after = found.folios.pageInfo.endCursor;
    const next = await plain.ask<{ transaction: { mutualFundImport: Imported } }>(
      `query ($id: ID!, $after: String) { transaction(id: $id) { mutualFundImport {
        folios(first: 100, after: $after) { nodes { folio } pageInfo { hasNextPage } }
      } } }`,
      { id: shown.transactions.nodes[0]?.id, after },
    );
    expect(next.transaction.mutualFundImport.folios.nodes).toHaveLength(Number(found.foliosCount) - 1);
  });

  test('shows investments as Gateway gave them, and the SIP that was set up', async () => {
    const changes = await plain.subscribe(CHANGES);
    const order = await anya.create({
      intent: 'TRANSACTION',
      smallcaseOrder: { type: 'BUY', scid: 'SCET_0010' },
    });
    await anya.complete(order);
    await anya.polled(order);
    await changes.until((one) => nameOf(one) === 'InvestmentsChanged');
    changes.stop();
    const [row] = await list(plain, INVESTMENTS, { viewer: ANYA });
    expect(row).toMatchObject({ viewer: ANYA, smallcasesCount: 1 });
    const { account } = await plain.ask<{ account: { investments: { smallcases: Json[] } } }>(ACCOUNT, {
      id: row?.id,
    });
    const [invested] = account.investments.smallcases as [{ iscid: string; constituents: Json[] }];
    expect(invested).toMatchObject({
      scid: 'SCET_0010',
      returns: { currentValue: { amount: expect.any(String) } },
    });
    const symbol = invested.constituents[0]?.ticker;
    expect(await list(plain, INVESTMENTS, { symbol })).toEqual([row]);
    expect(await list(plain, INVESTMENTS, { symbol: 'NONE' })).toEqual([]);
    const hidden = await masked.ask<{ account: { investments: { smallcases: Json[] } } }>(ACCOUNT, {
      id: row?.id,
    });
    expect(hidden.account.investments.smallcases[0]).toMatchObject({
      iscid: maskId(invested.iscid),
      name: null,
    });
    const setUp = await anya.create({ intent: 'SIP_SETUP', investment: { iscid: invested.iscid } });
    await anya.complete(setUp);
    await anya.polled(setUp);
    const { transactions } = await plain.ask<{ transactions: Page }>(
      `{ transactions(filter: { intent: ["SIP_SETUP", "SUBSCRIPTION"] }) { nodes {
        transactionId smallcase sip { isActive amount { amount } frequency nextAt } mutualFundImport { state }
      } } }`,
    );
    expect(transactions.nodes).toEqual([
      {
        transactionId: setUp,
        smallcase: 'SCET_0010',
        sip: expect.objectContaining({ isActive: true, amount: { amount: expect.any(String) } }),
        mutualFundImport: null,
      },
    ]);
  });

  test('shows how an account was proven, and who else claimed it', async () => {
    const id = await idOf(ANYA);
    const before = await accountOf(plain, id);
    expect(before.claims).toEqual([]);
    expect(before.proofs).toContainEqual(
      expect.objectContaining({ transaction: { intent: 'CONNECT', transactionId: anyas.transactionId } }),
    );
    const own = await bela.create({ intent: 'CONNECT' });
    const token = await bela.sdkToken(own, 'lep-ok-1');
    expect(await bela.link(token)).toMatchObject({ __typename: 'BrokerAccountLinkedElsewhere' });
    const claim = { viewer: BELA, transaction: { transactionId: own } };
    expect((await accountOf(plain, id)).claims).toEqual([claim]);
    const { accounts } = await masked.ask<{ accounts: Page }>('{ accounts { nodes { claims { viewer } } } }');
    expect(accounts.nodes.map(({ claims }) => claims)).toEqual([[], [{ viewer: maskId(BELA) }]]);
  });

  test('unlinks an account for an operator alone, for a reason, and records both before', async () => {
    const id = await idOf(ANYA);
    const unlink = (client: OperatorClient, reason: string, of = id) =>
      client.run('mutation ($id: ID!, $reason: String!) { unlinkAccount(id: $id, reason: $reason) }', {
        id: of,
        reason,
      });
    const operator = operators.as(['READER', 'OPERATOR']);
    const acts = async () => (await operators.acts()).filter(({ action }) => action === 'UNLINK_ACCOUNT');
    expect((await unlink(masked, 'support case 4711')).codes).toEqual(['FORBIDDEN']);
    expect((await unlink(operators.as(['READER', 'REVEAL']), 'case')).codes).toEqual(['FORBIDDEN']);
    for (const reason of ['', '   ', 'x'.repeat(501)])
      expect((await unlink(operator, reason)).codes).toEqual(['BAD_USER_INPUT']);
    for (const unknown of ['', 'no id', anyas.authId, `${id}A`])
      expect((await unlink(operator, 'case', unknown)).codes).toEqual(['NOT_FOUND']);
    expect(await acts()).toEqual([]);
    expect((await list(plain, HOLDINGS, { viewer: ANYA })).length).toBe(1);

    const orders = await ledger.db.selectFrom('orders').select('batch_id').execute();
    expect(await unlink(operator, '  support case 4711 ')).toEqual({
      data: { unlinkAccount: id },
      codes: [],
    });
    expect(await acts()).toEqual([
      {
        operator: 'olga',
        action: 'UNLINK_ACCOUNT',
        subject: maskId(anyas.authId),
        reason: 'support case 4711',
      },
    ]);
    expect(await list(plain, HOLDINGS, { viewer: ANYA })).toEqual([]);
    expect(await list(plain, INVESTMENTS, { viewer: ANYA })).toEqual([]);
    expect(await plain.ask(ACCOUNT, { id })).toEqual({ account: null });
    expect(await ledger.db.selectFrom('orders').select('batch_id').execute()).toEqual(orders);
    for (const table of ['holdings', 'investments', 'pending_actions', 'account_claims'] as const) {
      const left = await ledger.db
        .selectFrom(table)
        .select('auth_id')
        .where('auth_id', '=', anyas.authId)
        .execute();
      expect([table, left]).toEqual([table, []]);
    }
    expect((await unlink(operator, 'again')).codes).toEqual(['NOT_FOUND']);
    expect(await acts()).toHaveLength(1);

    // Who had claimed it can link it now, and the old id does not name the new link.
    const own = await bela.create({ intent: 'CONNECT' });
    const token = await bela.sdkToken(own, 'lep-ok-1');
    expect(await bela.link(token)).toMatchObject({ __typename: 'BrokerAccount' });
    expect((await unlink(operator, 'the link of another viewer')).codes).toEqual(['NOT_FOUND']);
    const { accounts } = await plain.ask<{ accounts: Page }>(
      `query ($filter: AccountFilter) { accounts(filter: $filter) { nodes { viewer claims { viewer } } } }`,
      { filter: { account: id } },
    );
    expect(accounts.nodes).toEqual([{ viewer: BELA, claims: [] }]);
  });
});

interface Amount {
  readonly amount: string;
}

interface Held {
  readonly knownCost: Amount;
  readonly positions: Page;
  readonly earlier: Json[];
}

interface Imported {
  readonly foliosCount: number;
  readonly folios: Page;
}

interface Received {
  readonly changes: {
    readonly transaction?: {
      readonly mutualFundImport: { readonly state: string; readonly foliosCount: number } | null;
    };
  };
}

function nameOf(change: unknown): string {
  return (change as { changes: { __typename: string } }).changes.__typename;
}
