import { graphql } from '../generated/gql.js';
import { type TestApp, startApp } from '../support/app.js';
import { HOLDINGS_OF, present } from '../support/documents.js';
import { buying, globalId, Player } from '../support/player.js';
import { INVESTED, type Kind } from './ownership-rows.js';

/** The id of an owned object, and one of the same form that never existed. */
export interface Pair {
  readonly own: string;
  readonly unknown: string;
}

/** A gateway with the objects of an owner, and the ids to ask for. */
export interface World {
  readonly app: TestApp;
  /** The ids of a kind, in each form in which they may be given. */
  pairs(kind: Kind, globalOnly: boolean): readonly Pair[];
  /** Texts that would reveal the owner's data in an answer to another viewer. */
  readonly revealing: readonly string[];
  /** Links the spare account again. */
  relink(): Promise<void>;
}

const UNKNOWN_HEX = '0123456789abcdef01234567';
const UNKNOWN_TRANSACTION = `TRX_${'0123456789abcdef'.repeat(2)}`;
export const OWNER = 'owner';
/** A viewer with accounts, orders and holdings of their own. */
export const OTHER = 'other';
/** The login of the spare account, and its broker. */
const SPARE_LOGIN = ['lep-ok-9', 'upstox'] as const;
/** A viewer who has nothing. */
export const NEWCOMER = 'newcomer';

/**
 * Takes two viewers through the real flows: accounts are linked, orders placed and confirmed, holdings imported, a
 * pending action received. Then restarts the gateway on the same data, so that nothing is cached.
 */
export async function createWorld(): Promise<{ readonly world: World; close(): Promise<void> }> {
  const first = await startApp();
  const owned = await liveAsOwner(first);
  await liveAsOther(first);
  const { dataDir, emulator, port } = first;
  await first.app.close();
  const app = await startApp({ dataDir, emulator, port });
  const owner = await Player.of(app, OWNER);
  const world: World = {
    app,
    pairs: (kind, globalOnly) => (globalOnly ? owned.pairs[kind].slice(1) : owned.pairs[kind]),
    revealing: owned.revealing,
    async relink() {
      const { authId } = await owner.connect(...SPARE_LOGIN);
      if (authId !== owned.spareAuthId) throw new Error('the spare account is another one now');
    },
  };
  return {
    world,
    async close() {
      await app.close();
      await first.close();
    },
  };
}

interface Owned {
  readonly pairs: Readonly<Record<Kind, readonly Pair[]>>;
  readonly spareAuthId: string;
  readonly revealing: readonly string[];
}

async function liveAsOwner(app: TestApp): Promise<Owned> {
  const owner = await Player.of(app, OWNER);
  const spare = await owner.connect(...SPARE_LOGIN);
  const account = await owner.connect('lep-ok-1');
  await owner.bought(buying(1, 'TCS'));
  const { transactionId, order } = await owner.bought();
  await owner.bought(buying(3, 'SBIN'));
  await importHoldings(owner, 'lep-ok-1');
  const funds = await importMutualFunds(owner);
  const investments = await invest(owner);
  const action = await tellPendingAction(owner, account.authId);
  const cursors = await readCursors(owner);
  const pairs: Owned['pairs'] = {
    Transaction: both('Transaction', transactionId, UNKNOWN_TRANSACTION),
    FundsTransaction: both('Transaction', funds, UNKNOWN_TRANSACTION),
    MutualFundImport: both('MutualFundImport', funds, UNKNOWN_TRANSACTION),
    Order: both('Order', order.batchId, UNKNOWN_HEX),
    BrokerAccount: both('BrokerAccount', account.authId, UNKNOWN_HEX),
    SpareAccount: both('BrokerAccount', spare.authId, UNKNOWN_HEX),
    PendingAction: [
      { own: '', unknown: '' },
      { own: action, unknown: globalId('PendingAction', UNKNOWN_HEX) },
    ],
    Investment: [
      { own: '', unknown: '' },
      {
        own: globalId('Investment', `${account.authId}:${INVESTED.iscid}`),
        unknown: globalId('Investment', `${account.authId}:${UNKNOWN_HEX}`),
      },
    ],
    Viewer: both('Viewer', OWNER, 'unknown'),
    StatementCursor: [{ own: positionCursor(1), unknown: positionCursor(1001) }],
    ...cursors,
    InvestmentCursor: investments,
  };
  const revealing = [transactionId, funds, order.batchId, account.authId, spare.authId, action]
    .concat(Object.values(pairs).flatMap((list) => list.map(({ own }) => own)))
    .filter((text) => text.length > 12);
  return { pairs, spareAuthId: spare.authId, revealing };
}

const INVESTMENTS = graphql(/* GraphQL */ `
  query InvestmentsOfOwner { investments { edges { cursor node { iscid } } } exitedInvestmentsCount }
`);

/** Buys smallcases and exits one. Returns a cursor with investments on both sides. */
async function invest(owner: Player): Promise<Pair[]> {
  const order = async (type: 'BUY' | 'EXIT', scid: string) => {
    const id = await owner.create({ intent: 'TRANSACTION', smallcaseOrder: { type, scid } });
    await owner.complete(id);
    await owner.polled(id);
  };
  for (const scid of ['SCET_0010', 'SCET_0011', 'SCET_0012', 'SCET_0013']) await order('BUY', scid);
  await order('EXIT', 'SCET_0013');
  const { investments } = await owner.eventually(
    () => owner.client.ask(INVESTMENTS),
    ({ exitedInvestmentsCount }) => exitedInvestmentsCount === 1,
  );
  const { cursor, node } = present(present(investments).edges[1]);
  INVESTED.iscid = present(node).iscid;
  return [{ own: cursor, unknown: Buffer.from('at:1002').toString('base64url') }];
}

async function liveAsOther(app: TestApp): Promise<void> {
  const other = await Player.of(app, OTHER);
  await other.connect('lep-ok-2');
  await other.bought(buying(5, 'HDFCBANK'));
}

const both = (kind: string, own: string, unknown: string): Pair[] => [
  { own, unknown },
  { own: globalId(kind, own), unknown: globalId(kind, unknown) },
];

const PENDING_ACTION_IDS = graphql(/* GraphQL */ `
  query PendingActionIds { pendingActions { id } }
`);

const CURSORS_OF_LISTS = graphql(/* GraphQL */ `
  query CursorsOfLists {
    transactions { edges { cursor } }
    orders { edges { cursor } }
    events { edges { cursor } }
  }
`);

async function importHoldings(player: Player, login: string): Promise<void> {
  const imported = await player.create({ intent: 'HOLDINGS_IMPORT' });
  await player.complete(imported, login);
  await player.settled(imported);
  const held = () => player.client.ask(HOLDINGS_OF);
  await player.eventually(held, ({ holdings }) => holdings !== null);
}

const positionCursor = (position: number) => Buffer.from(`at:${position}`).toString('base64url');

const IMPORT_STATES = graphql(/* GraphQL */ `
  query ImportStates { mutualFundImports { state } }
`);

async function importMutualFunds(player: Player): Promise<string> {
  const funds = await player.create({ intent: 'MF_HOLDINGS_IMPORT', mutualFundImport: { casDetail: true } });
  await player.complete(funds);
  await player.eventually(
    () => player.client.ask(IMPORT_STATES),
    ({ mutualFundImports }) => mutualFundImports?.[0]?.state === 'RECEIVED',
  );
  return funds;
}

async function tellPendingAction(player: Player, smallcaseAuthId: string): Promise<string> {
  const action = {
    smallcaseAuthId,
    scid: 'SCET_0010',
    iscid: 'd'.repeat(24),
    name: 'Top 10',
    action: 'REBALANCE',
  };
  await player.app.emulator.control.pendingAction(action);
  const received = await player.eventually(
    () => player.client.ask(PENDING_ACTION_IDS),
    ({ pendingActions }) => present(pendingActions).length > 0,
  );
  return received.pendingActions?.[0]?.id ?? '';
}

interface Edges {
  readonly edges: readonly { readonly cursor: string }[];
}

/**
 * Cursors with items on both sides. Positions are counted per viewer, so one that never existed is beyond all of the other
 * viewer's: there the owner's cursor would be noticed if it had any effect.
 */
async function readCursors(owner: Player) {
  const { transactions, orders, events } = await owner.client.ask(CURSORS_OF_LISTS);
  const second = (list: Edges | null) => {
    const { cursor } = list?.edges[1] ?? { cursor: '' };
    const position = Number(Buffer.from(cursor, 'base64url').toString().slice('at:'.length));
    return [{ own: cursor, unknown: Buffer.from(`at:${position + 1000}`).toString('base64url') }];
  };
  const event = events?.edges[0]?.cursor ?? '';
  const [epoch, seq] = Buffer.from(event, 'base64url').toString().split('.');
  const unknown = Buffer.from(`${epoch}.${seq}.AAAAAAAA`).toString('base64url');
  return {
    TransactionCursor: second(transactions),
    OrderCursor: second(orders),
    EventCursor: [{ own: event, unknown }],
  };
}
