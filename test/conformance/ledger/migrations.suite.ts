import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { silentLog } from '../../../src/core/log.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { planRetry } from '../../../src/ledger/planned-reads.js';
import { findTransaction, insertTransaction } from '../../../src/ledger/transactions.js';
import type { LedgerImplementation } from '../../support/ledger.js';
import { transaction } from '../../support/facts.js';

/** A ledger that an earlier version of Dwar has written. */
export function migrationsSuite(implementation: LedgerImplementation): void {
  test('of the first schema continues where it was', async () => {
    const open = await implementation.open();
    const snapshot = transaction();
    const keep = { createdSeq: 1, readAt: 5, orderDigest: null, now: 1 };
    await open.ledger.write((unit) => insertTransaction(unit, snapshot, keep));
    await sql`alter table transactions drop column failures`.execute(open.ledger.db);
    await sql`drop index deliveries_by_state`.execute(open.ledger.db);
    await sql`delete from kysely_migration where name > '0001-initial'`.execute(open.ledger.db);
    await open.ledger.close();

    const ledger = await openLedger(open.url, { log: silentLog });
    const found = () => findTransaction(ledger.db, snapshot.transactionId);
    expect(await found()).toMatchObject({ snapshot, readAt: 5, failures: 0 });
    await ledger.write((unit) => planRetry(unit, snapshot.transactionId, [5], { readAt: 9, failures: 1 }));
    expect(await found()).toMatchObject({ readAt: 9, failures: 1 });
    await ledger.close();
    await open.close();
  });
}
