import type { Migration } from 'kysely';
import type { Dialect } from '../databases/dialect.js';
import { initial } from './0001-initial.js';
import { failedReads } from './0002-failed-reads.js';
import { agesAndOrders } from './0003-ages-and-orders.js';
import { deliveriesByState } from './0004-deliveries-by-state.js';
import { listsByFilter } from './0005-lists-by-filter.js';
import { holdingsReads } from './0006-holdings-reads.js';
import { revisions } from './0007-revisions.js';
import { mutualFunds } from './0009-mutual-funds.js';
import { investments } from './0010-investments.js';
import { actionsAndFunds } from './0011-actions-and-funds.js';
import { objectRevisions } from './0012-object-revisions.js';
import { operatorLists } from './0013-operator-lists.js';
import { consoleTables } from './0014-console.js';
import { operatorAccounts } from './0016-operator-accounts.js';
import { insertionOrder } from './0017-insertion-order.js';
import { outgoingWebhooks } from './0018-outgoing-webhooks.js';
import { erasures } from './0019-erasures.js';
import { endedSessions } from './0020-ended-sessions.js';

/** Every migration by name, in the order of the names. One that was released is never changed again. */
export function migrations(dialect: Dialect): Record<string, Migration> {
  return {
    '0001-initial': initial(dialect),
    '0002-failed-reads': failedReads,
    '0003-ages-and-orders': agesAndOrders,
    '0004-deliveries-by-state': deliveriesByState,
    '0005-lists-by-filter': listsByFilter(dialect),
    '0006-holdings-reads': holdingsReads(dialect),
    '0007-revisions': revisions,
    '0009-mutual-funds': mutualFunds(dialect),
    '0010-investments': investments,
    '0011-actions-and-funds': actionsAndFunds,
    '0012-object-revisions': objectRevisions(dialect),
    '0013-operator-lists': operatorLists(dialect),
    '0014-console': consoleTables,
    '0016-operator-accounts': operatorAccounts(dialect),
    '0017-insertion-order': insertionOrder(dialect),
    '0018-outgoing-webhooks': outgoingWebhooks,
    '0019-erasures': erasures,
    '0020-ended-sessions': endedSessions,
  };
}

/**
 * Migrations after which no older version can run on the ledger, in order. All others only add: tables,
 * columns that may be left out, indexes. The first entry is the newest migration of the versions that refuse
 * every ledger with a migration they do not know.
 */
const BREAKING = ['0017-insertion-order'];

/**
 * The migration that a version must know to run on a ledger that has migration `name`; null if each version
 * that reads this knows `name`.
 */
export function oldestReader(name: string): string | null {
  if (name <= '0017-insertion-order') return null;
  return BREAKING.filter((breaking) => breaking <= name).at(-1) ?? null;
}
