import { graphql } from '../generated/gql.js';
import { type TestApp, startApp } from '../support/app.js';
import { HOLDINGS_OF, present } from '../support/documents.js';
import { buying, globalId, Player } from '../support/player.js';
import type { Kind } from './ownership-rows.js';

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
  const action = await tellPendingAction(owner, account.authId);
  const cursors = await readCursors(owner);
  const pairs: Owned['pairs'] = {
    Transaction: both('Transaction', transactionId, UNKNOWN_TRANSACTION),
    Order: both('Order', order.batchId, UNKNOWN_HEX),
    BrokerAccount: both('BrokerAccount', account.authId, UNKNOWN_HEX),
    SpareAccount: both('BrokerAccount', spare.authId, UNKNOWN_HEX),
    PendingAction: [
      { own: '', unknown: '' },
      { own: action, unknown: globalId('PendingAction', UNKNOWN_HEX) },
    ],
    Viewer: both('Viewer', OWNER, 'unknown'),
    ...cursors,
  };
  const revealing = [transactionId, order.batchId, account.authId, spare.authId, action]
    .concat(Object.values(pairs).flatMap((list) => list.map(({ own }) => own)))
    .filter((text) => text.length > 12);
  return { pairs, spareAuthId: spare.authId, revealing };
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
