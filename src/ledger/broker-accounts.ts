import { answered, ask, type Asked, question, Statement } from './databases/statement.js';
import type { Queries, Unit } from './unit.js';
import type { Slice } from './slice.js';

/**
 * A linked account. `authId` is Gateway's `smallcaseAuthId`; it belongs to at most one viewer (primary key).
 */
export interface StoredBrokerAccount {
  readonly authId: string;
  readonly viewerId: string;
  readonly broker: string | null;
  readonly linkedAt: number;
}

interface Row {
  auth_id: string;
  viewer_id: string;
  broker: string | null;
  linked_at: number;
}

function fromRow(row: Row): StoredBrokerAccount {
  return {
    authId: row.auth_id,
    viewerId: row.viewer_id,
    broker: row.broker,
    linkedAt: Number(row.linked_at),
  };
}

/** The account, whosever it is. */
export async function findBrokerAccount(db: Queries, authId: string): Promise<StoredBrokerAccount | null> {
  const [found] = await ask(db, accountsById([authId]));
  return found ?? null;
}

const FIND = new Statement((db, lists) =>
  db.selectFrom('broker_accounts').selectAll().where(lists.isIn('auth_id')),
);

/** Accounts by id, whosever they are, in no order; those that are linked to no viewer are left out. */
export function accountsById(authIds: readonly string[]): Asked<StoredBrokerAccount[]> {
  return authIds.length === 0 ? answered([]) : question(FIND, [authIds], (rows) => rows.map(fromRow));
}

/** The viewer's account; null when it is not linked, or is linked to another viewer. */
export async function findOwnAccount(
  db: Queries,
  viewerId: string,
  authId: string,
): Promise<StoredBrokerAccount | null> {
  const account = await findBrokerAccount(db, authId);
  return account?.viewerId === viewerId ? account : null;
}

/** The viewer's accounts, or a part of them, the last linked first: that one is current. */
export async function accountsOfViewer(
  db: Queries,
  viewerId: string,
  slice?: Slice,
): Promise<StoredBrokerAccount[]> {
  const all = db
    .selectFrom('broker_accounts')
    .selectAll()
    .where('viewer_id', '=', viewerId)
    .orderBy('linked_at', 'desc')
    .orderBy('auth_id');
  const rows = await (slice === undefined ? all : all.limit(slice.limit).offset(slice.offset)).execute();
  return rows.map(fromRow);
}

/** The viewer's current account: the last linked. Null when there is none. */
export async function currentAccount(db: Queries, viewerId: string): Promise<StoredBrokerAccount | null> {
  const [account] = await accountsOfViewer(db, viewerId, { offset: 0, limit: 1 });
  return account ?? null;
}

/** How many accounts the viewer has linked. */
export async function countAccounts(db: Queries, viewerId: string): Promise<number> {
  const row = await db
    .selectFrom('broker_accounts')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('viewer_id', '=', viewerId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/**
 * Links the account to its viewer, or makes it that viewer's current one. Returns who holds it afterwards.
 */
export async function saveBrokerAccount(
  unit: Unit,
  account: StoredBrokerAccount,
): Promise<StoredBrokerAccount> {
  const { authId, viewerId, broker, linkedAt } = account;
  unit.changed(viewerId);
  const row = await unit.db
    .insertInto('broker_accounts')
    .values({ auth_id: authId, viewer_id: viewerId, broker, linked_at: linkedAt })
    .onConflict((conflict) =>
      conflict.column('auth_id').doUpdateSet((eb) => ({
        linked_at: eb
          .case()
          .when('broker_accounts.viewer_id', '=', viewerId)
          .then(linkedAt)
          .else(eb.ref('broker_accounts.linked_at'))
          .end(),
      })),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
  return fromRow(row);
}

/** Unlinks the viewer's account. Returns false when it is not this viewer's. */
export async function deleteBrokerAccount(unit: Unit, viewerId: string, authId: string): Promise<boolean> {
  unit.changed(viewerId);
  const gone = await unit.db
    .deleteFrom('broker_accounts')
    .where('auth_id', '=', authId)
    .where('viewer_id', '=', viewerId)
    .returning('auth_id')
    .execute();
  return gone.length > 0;
}
