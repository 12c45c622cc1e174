import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DecimalString } from '../../../src/core/money.js';
import type { SecurityHoldingFact } from '../../../src/gateway/facts.js';
import { saveBrokerAccount } from '../../../src/ledger/broker-accounts.js';
import { saveFunds } from '../../../src/ledger/broker-funds.js';
import { saveHoldings } from '../../../src/ledger/holdings.js';
import { saveInvestments } from '../../../src/ledger/investments.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { mutualFundImportsOf } from '../../../src/ledger/mutual-funds/imports.js';
import {
  claimsOfAccounts,
  forgetAccountClaim,
  forgetAccountClaims,
  saveAccountClaim,
} from '../../../src/ledger/operator/account-claims.js';
import {
  type AccountPlace,
  type AccountsFilter,
  type KnownPart,
  listAllAccounts,
  listedAccounts,
  proofsOfAccount,
} from '../../../src/ledger/operator/accounts.js';
import {
  holdingsOfAccounts,
  investmentsOfAccounts,
  readEarlierHoldings,
} from '../../../src/ledger/operator/holdings.js';
import { ROWS_OF_PAGE } from '../../../src/ledger/operator/scan.js';
import { listAllTransactions } from '../../../src/ledger/operator/transactions.js';
import { countPendingActionsOf, savePendingAction } from '../../../src/ledger/pending-actions.js';
import type { HoldingsSnapshot, InvestmentsSnapshot } from '../../../src/ledger/snapshots.js';
import { recordStep } from '../../../src/ledger/timeline.js';
import { insertTransaction } from '../../../src/ledger/transactions.js';
import { transaction } from '../../support/facts.js';
import { randomStream } from '../../support/faults.js';
import { appendAnyEvent, type LedgerImplementation, type TestLedger } from '../../support/ledger.js';

const ACCOUNTS = 90;
const SYMBOLS = ['INFY', 'TCS', 'ITC', 'in%y'] as const;
const NO_FILTER: AccountsFilter = { authId: null, viewerId: null, broker: null, symbol: null };

const next = randomStream(11);
const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(next() * values.length)] as Value;
const authId = (n: number) => createHash('md5').update(`account ${n}`).digest('hex').slice(0, 24);

interface MadeAccount {
  readonly authId: string;
  readonly viewerId: string;
  readonly broker: string | null;
  readonly linkedAt: number;
  /** The symbols that it holds; null before an import. */
  readonly held: readonly string[] | null;
  readonly invested: readonly string[] | null;
}

/** Several accounts are linked in one millisecond, and hold nothing, something, or are not known to. */
function makeAccounts(): readonly MadeAccount[] {
  const some = () => SYMBOLS.filter(() => next() < 0.4);
  return Array.from({ length: ACCOUNTS }, (_, n) => ({
    authId: authId(n),
    viewerId: pick(['anya', 'bela', 'carol']),
    broker: pick(['kite', 'groww', null]),
    linkedAt: 1_000 + Math.floor(n / 3),
    held: pick([some(), some(), null]),
    invested: pick([some(), null]),
  }));
}

function security(symbol: string, isAtBse: boolean): SecurityHoldingFact {
  return {
    isin: null,
    // Text that looks like a field of another security.
    name: '"nseTicker":"WIPRO"',
    nseTicker: isAtBse ? null : symbol,
    bseTicker: isAtBse ? symbol : null,
    quantity: '1.00' as DecimalString,
    averagePrice: null,
    nsePosition: null,
    bsePosition: null,
    collateralQuantity: null,
    transactableQuantity: null,
    smallcaseQuantity: null,
  };
}

function holdings(of: string, symbols: readonly string[], receivedAt = 5): HoldingsSnapshot {
  return {
    authId: of,
    broker: 'kite',
    version: 'v2',
    snapshotAt: receivedAt,
    lastUpdateAt: null,
    isUpdating: false,
    securities: symbols.map((symbol, index) => security(symbol, index % 2 === 1)),
    smallcases: [],
    mutualFunds: null,
    provenance: 'CONFIRMED',
    receivedAt,
  };
}

function investments(of: string, symbols: readonly string[]): InvestmentsSnapshot {
  const unknown = {
    currentInvestment: null,
    currentValue: null,
    currentReturns: null,
    currentReturnsPercent: null,
    totalReturns: null,
    totalReturnsPercent: null,
  };
  const constituents = symbols.map((ticker) => ({
    ticker,
    name: null,
    shares: null,
    averagePrice: null,
    returns: null,
  }));
  const one = { ...unknown, iscid: 'i', scid: null, name: null, isAmoPending: null, constituents };
  return { authId: of, investments: [one], totals: null, exited: null, fetchedAt: 7 };
}

/** Accounts of all viewers, compared with what a filter in memory finds. */
export function operatorAccountsSuite(implementation: LedgerImplementation): void {
  let open: TestLedger;
  let ledger: Ledger;
  const accounts = makeAccounts();
  const lastFirst = [...accounts].sort(
    (one, other) => other.linkedAt - one.linkedAt || (one.authId < other.authId ? 1 : -1),
  );

  beforeAll(async () => {
    open = await implementation.open();
    ledger = open.ledger;
    await ledger.write(async (unit) => {
      for (const { held, invested, ...account } of accounts) {
        await saveBrokerAccount(unit, account);
        const { viewerId } = account;
        if (held !== null) await saveHoldings(unit, viewerId, holdings(account.authId, held), 3);
        if (invested !== null) await saveInvestments(unit, viewerId, investments(account.authId, invested));
      }
    });
  });

  afterAll(() => open.close());

  const listed = async (part: KnownPart | null, filter: Partial<AccountsFilter>) => {
    const ids: string[] = [];
    for (let after: AccountPlace | null = null; ; ) {
      const page = await listAllAccounts(ledger.db, part, { ...NO_FILTER, ...filter }, { first: 7, after });
      expect(page.items.length).toBeLessThanOrEqual(7);
      ids.push(...page.items.map(({ item }) => item.authId));
      if (!page.hasNext) return ids;
      after = page.end as AccountPlace;
    }
  };

  test.each([
    ['all', null, {}, () => true],
    ['of a viewer', null, { viewerId: 'bela' }, ({ viewerId }: MadeAccount) => viewerId === 'bela'],
    ['of a broker', null, { broker: 'groww' }, ({ broker }: MadeAccount) => broker === 'groww'],
    ['of one id', null, { authId: authId(4) }, (one: MadeAccount) => one.authId === authId(4)],
    ['of no id', null, { authId: '' }, () => false],
    ['with holdings', 'holdings', {}, ({ held }: MadeAccount) => held !== null],
    ['that hold a symbol', 'holdings', { symbol: 'TCS' }, (one: MadeAccount) => has(one.held, 'TCS')],
    ['that hold a part of a symbol', 'holdings', { symbol: 'TC' }, () => false],
    ['that hold what only a name says', 'holdings', { symbol: 'WIPRO' }, () => false],
    [
      'that hold a symbol of any letters',
      'holdings',
      { symbol: 'in%y' },
      (one: MadeAccount) => has(one.held, 'in%y'),
    ],
    ['with investments', 'investments', {}, ({ invested }: MadeAccount) => invested !== null],
    [
      'invested in a symbol',
      'investments',
      { symbol: 'ITC' },
      (one: MadeAccount) => has(one.invested, 'ITC'),
    ],
    [
      'by several',
      'holdings',
      { viewerId: 'anya', broker: 'kite', symbol: 'INFY' },
      (one: MadeAccount) => one.viewerId === 'anya' && one.broker === 'kite' && has(one.held, 'INFY'),
    ],
  ] as readonly (readonly [
    string,
    KnownPart | null,
    Partial<AccountsFilter>,
    (one: MadeAccount) => boolean,
  ])[])('accounts %s come last linked first, without gaps and repeats', async (_, part, filter, fits) => {
    expect(await listed(part, filter)).toEqual(lastFirst.filter(fits).map((one) => one.authId));
  });

  test('an account is listed with its owner, and with its funds once they are known', async () => {
    const [own] = accounts as [MadeAccount];
    const { held: _, invested: __, ...account } = own;
    expect(await listedAccounts(ledger.db, [own.authId, 'none'])).toEqual([{ ...account, funds: null }]);
    const amount = '10.50' as DecimalString;
    const funds = { ...account, amount, asOf: 9, transactionId: 'TRX_1', createdSeq: 1 };
    await ledger.write((unit) => saveFunds(unit, own.viewerId, funds));
    const [found] = await listedAccounts(ledger.db, [own.authId]);
    expect(found?.funds).toMatchObject({ amount: '10.50', asOf: 9 });
  });

  test('what accounts hold is read for those that hold something', async () => {
    const ids = accounts.map((one) => one.authId);
    const held = await holdingsOfAccounts(ledger.db, ids, ({ snapshot, revision }) => [
      snapshot.securities.length,
      revision,
    ]);
    const expected = accounts.flatMap((one) =>
      one.held === null ? [] : [[one.authId, [one.held.length, 3]]],
    );
    expect(Object.fromEntries(held)).toEqual(Object.fromEntries(expected));
    const invested = await investmentsOfAccounts(ledger.db, ids, ({ investments: all }, readAt) => [
      all[0]?.constituents.length,
      readAt,
    ]);
    expect(invested.size).toBe(accounts.filter((one) => one.invested !== null).length);
  });

  test('a page ends early where the accounts linked last hold nothing, and the next one continues', async () => {
    const many = await implementation.open();
    await many.ledger.write(async (unit) => {
      const rows = Array.from({ length: ROWS_OF_PAGE + 1 }, (_, n) => ({
        auth_id: `a${n}`,
        viewer_id: 'anya',
        broker: null,
        linked_at: n,
        funds: null,
      }));
      for (let from = 0; from < rows.length; from += 500)
        await unit.db
          .insertInto('broker_accounts')
          .values(rows.slice(from, from + 500))
          .execute();
      await saveHoldings(unit, 'anya', holdings('a0', []), 1);
    });
    const first = await listAllAccounts(many.ledger.db, 'holdings', NO_FILTER, { first: 5, after: null });
    expect(first).toEqual({ items: [], end: { at: 1, id: 'a1' }, hasNext: true });
    const second = await listAllAccounts(many.ledger.db, 'holdings', NO_FILTER, {
      first: 5,
      after: first.end,
    });
    expect(second).toMatchObject({ items: [{ item: { authId: 'a0' } }], hasNext: false });
    await many.close();
  });

  test('the snapshots of the log come newest first, of this account and this viewer alone', async () => {
    const own = { viewerId: 'dora', authId: authId(500) };
    const other = { viewerId: 'dora', authId: authId(501) };
    await ledger.write(async (unit) => {
      for (const at of [1, 2, 3, 4]) {
        const subject = at === 2 ? other : own;
        const snapshot = { holdings: holdings(subject.authId, ['TCS'], at), imported: null, linkedAt: 1 };
        const event = { ...subject, type: 'HOLDINGS' as const, subject: subject.authId, occurredAt: at };
        await appendAnyEvent(unit, { ...event, snapshot });
        await appendAnyEvent(unit, {
          ...own,
          type: 'FUNDS',
          subject: own.authId,
          occurredAt: at,
          snapshot: {},
        });
      }
    });
    const seen = async (limit: number, of = own) => {
      const times: number[] = [];
      await readEarlierHoldings(ledger.db, of, limit, ({ snapshot }) => times.push(snapshot.receivedAt));
      return times;
    };
    expect(await seen(10)).toEqual([4, 3, 1]);
    expect(await seen(2)).toEqual([4, 3]);
    expect(await seen(10, { ...own, viewerId: 'anya' })).toEqual([]);
  });

  test('a viewer has one claim of an account, the newest, until it is forgotten', async () => {
    const of = authId(1);
    const claim = (viewerId: string, claimedAt: number) => ({
      authId: of,
      viewerId,
      transactionId: `TRX_${claimedAt}`,
      claimedAt,
    });
    const seen = async (limit = 20) =>
      (await claimsOfAccounts(ledger.db, [of, authId(2)], limit)).map((one) => [one.viewerId, one.claimedAt]);
    await ledger.write(async (unit) => {
      for (const one of [claim('anya', 1), claim('bela', 2), claim('anya', 3)])
        await saveAccountClaim(unit, one);
    });
    expect(await seen()).toEqual([
      ['anya', 3],
      ['bela', 2],
    ]);
    expect(await seen(1)).toEqual([['anya', 3]]);
    await ledger.write((unit) => forgetAccountClaim(unit, of, 'anya'));
    expect(await seen()).toEqual([['bela', 2]]);
    await ledger.write((unit) => forgetAccountClaims(unit, of));
    expect(await seen()).toEqual([]);
  });

  test('an account is proven by transactions that were completed with it and marked by its link', async () => {
    const account = { authId: authId(600), viewerId: 'esha', broker: null, linkedAt: 90_000_000 };
    const made = [
      { id: 'TRX_proof', at: account.linkedAt - 5, authId: account.authId, isMarked: true },
      { id: 'TRX_unread', at: account.linkedAt - 4, authId: null, isMarked: true },
      { id: 'TRX_unmarked', at: account.linkedAt - 3, authId: account.authId, isMarked: false },
      { id: 'TRX_other', at: account.linkedAt - 2, authId: authId(601), isMarked: true },
      { id: 'TRX_later', at: account.linkedAt + 1, authId: account.authId, isMarked: true },
      { id: 'TRX_old', at: 1, authId: account.authId, isMarked: true },
    ];
    await ledger.write(async (unit) => {
      for (const [index, { id, at, authId: by, isMarked }] of made.entries()) {
        const snapshot = transaction({ transactionId: id, viewerId: account.viewerId, authId: by });
        await insertTransaction(unit, snapshot, {
          createdSeq: index + 1,
          readAt: null,
          orderDigest: null,
          now: at,
        });
        const mark = { at: account.linkedAt, source: 'LINK', from: null, to: 'COMPLETED' } as const;
        if (isMarked) await recordStep(unit, snapshot, mark);
      }
    });
    const proofs = await proofsOfAccount(ledger.db, account);
    expect(proofs.map(({ at, transaction: { snapshot } }) => [snapshot.transactionId, at])).toEqual([
      ['TRX_unread', account.linkedAt],
      ['TRX_proof', account.linkedAt],
    ]);
  });

  test('actions of an account are counted while they wait', async () => {
    const action = {
      authId: authId(3),
      iscid: 'i',
      scid: null,
      name: null,
      action: 'REBALANCE',
      rawAction: null,
      date: null,
      receivedAt: 1,
    } as const;
    await ledger.write(async (unit) => {
      await savePendingAction(unit, 'anya', { ...action, actionId: 'waits' });
      const end = { status: 'RESOLVED', at: 2 } as const;
      await savePendingAction(unit, 'anya', { ...action, actionId: 'ended', end });
    });
    expect(await countPendingActionsOf(ledger.db, authId(3))).toBe(1);
    expect(await countPendingActionsOf(ledger.db, authId(5))).toBe(0);
  });

  test('transactions of rare intents come newest first, and imports with what is stored of each', async () => {
    const rare = ['MF_HOLDINGS_IMPORT', 'SIP_SETUP', 'SUBSCRIPTION'] as const;
    await ledger.write(async (unit) => {
      for (let n = 0; n < 24; n += 1) {
        const intent = [...rare, 'TRANSACTION' as const][n % 4] as (typeof rare)[number];
        const viewerId = n % 3 === 0 ? 'anya' : 'bela';
        // Text that looks like the intent of another transaction.
        const own = { transactionId: `TRX_rare${n}`, viewerId, intent, notes: '"intent":"SIP_SETUP"' };
        const keep = {
          createdSeq: 100 + n,
          readAt: null,
          orderDigest: null,
          now: 200_000_000 + Math.floor(n / 2),
        };
        await insertTransaction(unit, transaction(own), keep);
      }
    });
    const filter = { since: 200_000_000, until: null, statuses: null, viewerId: null, isStale: null };
    for (const intents of [
      [...rare],
      ['MF_HOLDINGS_IMPORT'],
      ['SIP_SETUP', 'SUBSCRIPTION'],
      [],
      ['TRANSACTION'],
    ]) {
      const page = await listAllTransactions(ledger.db, { ...filter, intents }, { first: 50, after: null });
      const all = await listAllTransactions(
        ledger.db,
        { ...filter, intents: null },
        { first: 50, after: null },
      );
      const ids = (of: typeof page) => of.items.map(({ item }) => item.snapshot.transactionId);
      const fits = all.items.filter(({ item }) => intents.includes(item.snapshot.intent));
      expect(ids(page)).toEqual(fits.map(({ item }) => item.snapshot.transactionId));
    }
    const page = await listAllTransactions(
      ledger.db,
      { ...filter, intents: ['MF_HOLDINGS_IMPORT'] },
      { first: 50, after: null },
    );
    const found = await mutualFundImportsOf(
      ledger.db,
      page.items.map(({ item }) => item),
    );
    expect(found.size).toBe(6);
    expect([...found.values()].map(({ received }) => received)).toEqual(Array(6).fill(null));
  });
}

function has(symbols: readonly string[] | null, symbol: string): boolean {
  return symbols?.includes(symbol) === true;
}
