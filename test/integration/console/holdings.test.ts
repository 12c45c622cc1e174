import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { maskId } from '../../../src/core/output/mask.js';
import { silentLog } from '../../../src/core/log.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { startApp, type TestApp } from '../../support/app.js';
import { type OperatorClient, openTestConsole, type TestConsole } from '../../support/operator-client.js';
import { Player } from '../../support/player.js';

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
    console.log(JSON.stringify(rows, null, 1));
    console.log(JSON.stringify(await plain.ask(ACCOUNT, { id: await idOf(ANYA) }), null, 1));
  });
});
