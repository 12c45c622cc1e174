import Database from 'libsql';
import { until } from './until.js';

/** A connection of the test's own to the file of a ledger that an app has open. */
export interface OtherWriter {
  readonly database: Database.Database;
  /** Runs a statement as soon as the app writes nothing. */
  exec(statement: string): Promise<void>;
  close(): void;
}

/** Opens the file of a ledger: its path, or its DATABASE_URL. */
export function openOtherWriter(file: string): OtherWriter {
  const database = new Database(file.replace('sqlite:', ''));
  // An app of this process shares its event loop: waiting here for its commit would keep it from ending.
  database.pragma('busy_timeout = 0');
  return {
    database,
    exec: (statement) =>
      until('the ledger can be changed', () => {
        try {
          database.exec(statement);
          return true;
        } catch (error) {
          if ((error as { code?: string }).code === 'SQLITE_BUSY') return false;
          throw error;
        }
      }),
    close: () => void database.close(),
  };
}
