import { afterAll, beforeAll, describe } from '@jest/globals';
import { postgresLedgers, sqliteLedgers } from '../support/ledger.js';
import { hasServices, startPostgres, type TestPostgres } from '../support/services.js';
import { ledgerSuite } from './ledger.suite.js';

describe('the ledger on SQLite', () => ledgerSuite(sqliteLedgers));

(hasServices ? describe : describe.skip)('the ledger on PostgreSQL', () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres({ fsync: false });
  });
  afterAll(() => server.close());
  ledgerSuite(postgresLedgers(() => server));
});
