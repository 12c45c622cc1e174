import { describe } from '@jest/globals';
import type { LedgerImplementation } from '../support/ledger.js';
import { activitySuite } from './ledger/activity.suite.js';
import { causesSuite } from './ledger/causes.suite.js';
import { checksSuite } from './ledger/checks.suite.js';
import { commitSuite } from './ledger/commit.suite.js';
import { consoleSuite } from './ledger/console.suite.js';
import { decisionsSuite } from './ledger/decisions.suite.js';
import { deliveriesSuite } from './ledger/deliveries.suite.js';
import { downgradeSuite } from './ledger/downgrade.suite.js';
import { eventLogSuite } from './ledger/event-log.suite.js';
import { eventsSuite } from './ledger/events.suite.js';
import { feedSuite } from './ledger/feed.suite.js';
import { hintsSuite } from './ledger/hints.suite.js';
import { idempotencySuite } from './ledger/idempotency.suite.js';
import { migrationsSuite } from './ledger/migrations.suite.js';
import { objectRevisionsSuite } from './ledger/object-revisions.suite.js';
import { operatorAccountsSuite } from './ledger/operator-accounts.suite.js';
import { operatorListsSuite } from './ledger/operator-lists.suite.js';
import { outgoingSuite } from './ledger/outgoing.suite.js';
import { pagesSuite } from './ledger/pages.suite.js';
import { revisionsSuite } from './ledger/revisions.suite.js';
import { sizeSuite } from './ledger/size.suite.js';

/** What every ledger must do, on every database. */
export function ledgerSuite(implementation: LedgerImplementation): void {
  describe('commits', () => commitSuite(implementation));
  describe('the event log', () => eventsSuite(implementation));
  describe('idempotency keys', () => idempotencySuite(implementation));
  describe('deliveries', () => deliveriesSuite(implementation));
  describe('decisions', () => decisionsSuite(implementation));
  describe('causes of timeline entries', () => causesSuite(implementation));
  describe('hints', () => hintsSuite(implementation));
  describe('a ledger', () => migrationsSuite(implementation));
  describe('a ledger of a newer version', () => downgradeSuite(implementation));
  describe('lists, reads and accounts', () => pagesSuite(implementation));
  describe('lists of all viewers', () => operatorListsSuite(implementation));
  describe('the activity of a period', () => activitySuite(implementation));
  describe('accounts of all viewers', () => operatorAccountsSuite(implementation));
  describe('the log of any viewer', () => eventLogSuite(implementation));
  describe('checks of the console', () => checksSuite(implementation));
  describe('revisions of objects', () => objectRevisionsSuite(implementation));
  describe('the console', () => consoleSuite(implementation));
  describe('the feed', () => feedSuite(implementation));
  describe('outgoing webhooks', () => outgoingSuite(implementation));
  describe('revisions', () => revisionsSuite(implementation));
  describe('the size', () => sizeSuite(implementation));
}
