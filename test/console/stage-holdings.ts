/** Accounts and what they hold, for the stage. They are the same in each run. */

const MINUTE_MS = 60_000;
const SYMBOLS = ['INFY', 'TCS', 'RELIANCE', 'HDFCBANK', 'ITC', 'SBIN', 'WIPRO', 'MARUTI'] as const;
const BROKERS = ['kite', 'groww', 'fivepaisa', null] as const;
const VIEWERS = ['alice', 'bob', 'carol'] as const;
/** The account that holds more securities than one page has. */
const LARGEST = 1;
const LARGEST_POSITIONS = 500;

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
const rupees = (amount: string) => ({ amount, currency: 'INR' });
const hex = (number: number) => number.toString(16).padStart(4, '0');

type Json = Readonly<Record<string, unknown>>;

export interface StageAccount {
  readonly id: string;
  readonly viewer: string;
  readonly broker: string | null;
  readonly number: number;
  readonly holdings: (Json & { readonly symbols: readonly string[] }) | null;
  readonly investments: Json | null;
  readonly [field: string]: unknown;
}

/** Makes the linked account of a number; the newest is the first. */
export function makeAccount(number: number, now: number): StageAccount {
  const at = (minutes: number) => new Date(now - minutes * MINUTE_MS).toISOString();
  const own = {
    id: `account-${number}`,
    authId: `5f03…${hex(number)}`,
    viewer: pick(VIEWERS, number),
    broker: pick(BROKERS, number),
    linkedAt: at(number * 3),
  };
  const claims = Array.from({ length: number % 7 === 2 ? 2 : 0 }, (_, index) => ({
    viewer: pick(VIEWERS, number + 1 + index),
    at: at(number + index),
    transaction: null,
  }));
  return {
    ...own,
    number,
    funds: number % 3 === 0 ? rupees('52310.755') : null,
    fundsAt: number % 3 === 0 ? at(number) : null,
    pendingActionsCount: number % 4,
    proofs: number % 5 === 4 ? [] : [{ at: own.linkedAt, transactionNumber: number }],
    claims,
    holdings: number % 6 === 5 ? null : makeHoldings(own, number, now),
    investments: number % 4 === 3 ? null : makeInvestments(own, number, now),
  };
}

function makeHoldings(own: Json, number: number, now: number) {
  const positions = makePositions(number === LARGEST ? LARGEST_POSITIONS : (number % 8) + 1);
  const at = new Date(now - number * MINUTE_MS).toISOString();
  return {
    ...own,
    revision: 4,
    snapshotAt: number % 9 === 4 ? null : at,
    lastUpdateAt: at,
    receivedAt: at,
    provenance: number % 3 === 2 ? 'WEBHOOK' : 'CONFIRMED',
    isUpdating: number % 5 === 3,
    isStale: number % 10 === 4,
    nextReadAt: number % 5 === 3 ? new Date(now + 20_000).toISOString() : null,
    positionsCount: positions.length,
    smallcasesCount: 2,
    mutualFundsCount: number % 2,
    knownCost: number % 8 === 6 ? null : rupees('751871.785'),
    unknownCostsCount: positions.filter(({ cost }) => cost === null).length,
    positionsSnapshotAt: at,
    smallcasesSnapshotAt: at,
    mutualFundsSnapshotAt: null,
    symbols: positions.map(({ symbol }) => symbol),
    positions: (page: PageArgs) => pageOfList(positions, page),
    mutualFunds: (page: PageArgs) => pageOfList(makeFolios(number % 2), page),
    smallcases: [
      {
        scid: 'SCNM_0003',
        name: null,
        isPrivate: false,
        currentValue: rupees('10250.50'),
        totalReturns: rupees('-310.25'),
        constituents: [
          { ticker: 'INFY', shares: '4.00' },
          { ticker: 'TCS', shares: null },
        ],
      },
      {
        scid: null,
        name: null,
        isPrivate: true,
        currentValue: null,
        totalReturns: null,
        constituents: [],
      },
    ],
    earlier: makeEarlier(at),
  };
}

/** The shares fall as those of real holdings do; the last one has an unknown average price. */
function makePositions(count: number) {
  return Array.from({ length: count }, (_, index) => {
    const isUnknown = count > 1 && index === count - 1;
    return {
      symbol: index < SYMBOLS.length ? pick(SYMBOLS, index) : `STOCK${index}`,
      isin: `INE${String(index).padStart(3, '0')}A01021`,
      name: null,
      quantity: index % 4 === 3 ? '12.50' : '35.00',
      averagePrice: isUnknown ? null : rupees('1398.7215'),
      cost: isUnknown ? null : rupees('48955.2525'),
      costPercent: isUnknown ? null : (52 / (index + 1)).toFixed(2),
      nsePosition: index === 0 ? { quantity: '5.00' } : null,
      bsePosition: index === 0 ? { quantity: '-2.00' } : null,
      collateralQuantity: index === 1 ? '10.00' : '0.00',
      smallcaseQuantity: index === 2 ? '4.00' : null,
    };
  });
}

function makeFolios(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    folio: `9104…${hex(index)}`,
    fund: 'Parag Parikh Flexi Cap Fund - Direct Plan - Growth',
    isin: 'INF879O01027',
    amc: 'PPFAS Mutual Fund',
    units: '1204.3210',
    averagePrice: null,
    costValue: rupees('60000.00'),
    marketValue: index % 2 === 0 ? rupees('82415.775') : null,
    nav: index % 2 === 0 ? rupees('68.4312') : null,
    navDate: index % 2 === 0 ? '2026-11-27' : null,
    pnl: null,
    xirr: null,
  }));
}

function makeEarlier(at: string) {
  const common = { at, snapshotAt: at, provenance: 'CONFIRMED', isUpdating: false, positionsCount: 3 };
  const change = (kind: string, symbol: string, before: string | null, after: string | null) => ({
    kind,
    symbol,
    quantityBefore: before,
    quantityAfter: after,
    averagePriceBefore: before && rupees('1398.72'),
    averagePriceAfter: after && rupees('1402.10'),
  });
  return [
    {
      ...common,
      eventSeq: 19,
      isEarliest: false,
      changesCount: 3,
      changes: [
        change('CHANGED', 'INFY', '30.00', '35.00'),
        change('REMOVED', 'ITC', '46.00', null),
        change('ADDED', 'TCS', null, '4.00'),
      ],
    },
    { ...common, eventSeq: 12, provenance: 'WEBHOOK', isEarliest: false, changesCount: 0, changes: [] },
    { ...common, eventSeq: 9, isEarliest: true, changesCount: 0, changes: [] },
  ];
}

function makeInvestments(own: Json, number: number, now: number) {
  const worth = (isKnown: boolean) => ({
    currentInvestment: isKnown ? rupees('95210.10') : null,
    currentValue: isKnown ? rupees('101442.905') : null,
    currentReturns: isKnown ? rupees('6232.805') : null,
    currentReturnsPercent: isKnown ? '6.55' : null,
    totalReturns: isKnown ? rupees('-1200.00') : null,
    totalReturnsPercent: isKnown ? '-1.26' : null,
  });
  return {
    ...own,
    fetchedAt: new Date(now - number * MINUTE_MS).toISOString(),
    nextReadAt: null,
    totals: number % 5 === 4 ? null : worth(true),
    smallcasesCount: 2,
    exitedCount: number % 5 === 4 ? null : 1,
    smallcases: [true, false].map((isKnown) => ({
      iscid: isKnown ? '64ab…9f01' : '64ab…9f02',
      scid: isKnown ? 'SCNM_0003' : null,
      name: null,
      isAmoPending: !isKnown,
      returns: worth(isKnown),
      constituents: [{ ticker: 'INFY', shares: '4.00', averagePrice: rupees('1398.72'), returns: null }],
    })),
    exited: [{ scid: 'SCNM_0007', name: null, boughtAt: null, exitedAt: null, returns: rupees('812.40') }],
  };
}

/** The SIP or the import that the transaction of a number has, by its intent. */
export function contentsOf(intent: string, number: number, at: string): Json {
  const isReceived = number % 2 === 0;
  return {
    smallcase: intent === 'SIP_SETUP' || intent === 'SUBSCRIPTION' ? 'SCNM_0003' : null,
    sip:
      intent === 'SIP_SETUP'
        ? {
            isActive: true,
            action: 'CREATE',
            amount: rupees('5000.00'),
            frequency: '1m',
            kind: 'SIP',
            nextAt: at,
          }
        : null,
    mutualFundImport:
      intent === 'MF_HOLDINGS_IMPORT'
        ? {
            state: isReceived ? 'RECEIVED' : 'AWAITING_OTP',
            provenance: 'WEBHOOK',
            otpAcceptedAt: isReceived ? at : null,
            receivedAt: isReceived ? at : null,
            foliosCount: isReceived ? 3 : 0,
            statementRowsCount: isReceived ? 120 : 0,
            folios: (page: PageArgs) => pageOfList(makeFolios(isReceived ? 3 : 0), page),
          }
        : null,
  };
}

interface PageArgs {
  readonly first: number;
  readonly after?: string | null;
}

/** A page of rows without ids: the cursor is the number of rows before the next one. */
function pageOfList<T>(rows: readonly T[], { first, after }: PageArgs) {
  const start = Number(after ?? 0);
  const end = start + first;
  return {
    nodes: rows.slice(start, end),
    pageInfo: { hasNextPage: end < rows.length, endCursor: String(Math.min(end, rows.length)) },
  };
}

/** What the stage keeps of accounts; a test changes it while the page is open. */
export interface AccountsWorld {
  accounts: StageAccount[];
  /** What was unlinked, with the reason. */
  readonly unlinked: { readonly id: string; readonly reason: string }[];
}

interface Listing extends PageArgs {
  readonly filter?: Json | null;
}

type Pager = <T extends { readonly id: string }>(
  rows: readonly T[],
  listing: Listing,
  has: (row: T, filter: Json) => boolean,
) => unknown;

/** The root fields of accounts and of what they hold. `transactionOf` finds the transaction of a number. */
export function accountRoots(
  world: AccountsWorld,
  pageOf: Pager,
  transactionOf: (number: number) => unknown,
): Readonly<Record<string, unknown>> {
  const has = (row: StageAccount, { account, viewer, broker, symbol }: Json) =>
    (!account || row.id === account) &&
    (!viewer || row.viewer === viewer) &&
    (!broker || row.broker === broker) &&
    (!symbol || row.holdings?.symbols.includes(String(symbol)) === true);
  const withPart = (part: 'holdings' | 'investments') => (listing: Listing) => {
    const known = world.accounts.filter((account) => account[part] !== null);
    const page = pageOf(known, listing, has) as { nodes: StageAccount[] };
    return { ...page, nodes: page.nodes.map((account) => account[part]) };
  };
  return {
    accounts: (listing: Listing) => pageOf(world.accounts, listing, has),
    account: ({ id }: { id: string }) => {
      const found = world.accounts.find((account) => account.id === id);
      const proofs = (found?.proofs ?? []) as { at: string; transactionNumber: number }[];
      return (
        found && {
          ...found,
          proofs: proofs.map((proof) => ({ ...proof, transaction: transactionOf(proof.transactionNumber) })),
        }
      );
    },
    holdings: withPart('holdings'),
    investments: withPart('investments'),
    unlinkAccount: ({ id, reason }: { id: string; reason: string }) => {
      world.unlinked.push({ id, reason });
      world.accounts = world.accounts.filter((account) => account.id !== id);
      return id;
    },
  };
}
