import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { LedgerImplementation, TestLedger } from '../../support/ledger.js';

/** What a ledger says of its size and of its clock, on every database. */
export function sizeSuite(implementation: LedgerImplementation): void {
  let open: TestLedger;

  beforeEach(async () => {
    open = await implementation.open();
  });

  afterEach(() => open.close());

  test('has a size, and a disk where it is a file of this machine', async () => {
    const { bytes, disk } = await open.ledger.size();
    expect(bytes).toBeGreaterThan(4_096);
    if (!open.url.startsWith('sqlite:')) return expect(disk).toBeNull();
    expect(disk?.freeBytes).toBeGreaterThan(0);
    expect(disk?.bytes).toBeGreaterThan(disk?.freeBytes ?? 0);
  });

  test('has a clock of its own only where it is another server', async () => {
    const now = await open.ledger.databaseNow();
    if (open.url.startsWith('sqlite:')) return expect(now).toBeNull();
    expect(Math.abs((now ?? 0) - Date.now())).toBeLessThan(5_000);
  });
}
