import { StorageFailed } from './dialect.js';
import { codeOfFailure, PostgresFailure } from './postgres-problems.js';

/**
 * Transient conditions: another writer was first, the server restarts, the connection is gone, or this server
 * cannot write while another may.
 */
const TRANSIENT_SQL_STATE = /^(?:25006|40001|40P01|55P03|57P0[123]|57014|53300|25P03|08\w{3})$/;
const TRANSIENT_CODE =
  /^(?:ECONN(?:REFUSED|RESET)|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|CONNECTION_LOST|TIMEOUT)$/;

/**
 * Failures of one work: a constraint, a value no column can hold, a wrong statement. The batch continues
 * after its savepoint.
 */
const OWN_FAILURE = /^(?:0A|2[0-3]|42(?!501)|54)/;

/** The database refused a statement of this work. Its own words can hold values, so they are left out. */
class StatementRefused extends Error {
  constructor(
    readonly code: string,
    constraint: string | undefined,
  ) {
    super(`PostgreSQL refused a statement: ${code}${constraint === undefined ? '' : `, ${constraint}`}`);
    this.name = 'StatementRefused';
  }
}

/** Runs work of the driver. Throws `StorageFailed`, or `StatementRefused` for a fault of this work alone. */
export async function failing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = codeOfFailure(error);
    if (OWN_FAILURE.test(code)) {
      const { constraint } = error as { constraint?: string };
      throw new StatementRefused(code, constraint);
    }
    throw storageFailed(code, error);
  }
}

/** The failure with this code, which callers get, with its meaning for the operator. */
export function storageFailed(code: string, cause: unknown): StorageFailed {
  const isTransient = code === 'STANDBY' || TRANSIENT_SQL_STATE.test(code) || TRANSIENT_CODE.test(code);
  return new StorageFailed(code, isTransient, { cause: new PostgresFailure(code, cause) });
}
