import { resolve } from 'node:path';
import { StartError } from '../../core/start-error.js';
import { malformed, notADatabase } from './check-file.js';
import { describeLedger } from './describe-ledger.js';
import { codeOfFailure, explainPostgresCode } from '../databases/postgres-problems.js';

/** An error has causes of causes; the reason is never further down. */
const CAUSES_MAX = 5;

/**
 * Why a ledger could not be opened, read or written, for a person: as `StartError` where the reason is known,
 * else the error itself. Holds no password.
 */
export function explainLedgerFailure(error: unknown, databaseUrl: string): unknown {
  if (error instanceof StartError) return error;
  const explain = databaseUrl.startsWith('sqlite:') ? explainSqlite : explainPostgres;
  for (const reason of reasonsOf(error)) {
    const explained = explain(reason, databaseUrl);
    if (explained !== undefined) return explained;
  }
  return error;
}

/** An error and its causes. */
function reasonsOf(error: unknown): readonly object[] {
  const reasons: object[] = [];
  let reason = error;
  while (typeof reason === 'object' && reason !== null && reasons.length < CAUSES_MAX) {
    reasons.push(reason);
    reason = (reason as { cause?: unknown }).cause;
  }
  return reasons;
}

function explainSqlite(error: object, databaseUrl: string): StartError | undefined {
  const place = resolve(describeLedger(databaseUrl));
  const { code = '', message = '' } = error as { code?: unknown; message?: unknown };
  const matches = (name: string) => String(code).startsWith(`SQLITE_${name}`);
  const fails = (what: string, hint: string) =>
    new StartError(`the ledger ${place} ${what}`, hint, { cause: error });
  if (matches('NOTADB')) return notADatabase(place);
  if (matches('CORRUPT')) return malformed(place, error);
  if (matches('READONLY') || matches('PERM'))
    return fails('cannot be written', 'Make the file and its folder writable for this user.');
  if (matches('FULL')) return fails('cannot be written: the disk is full', 'Free some space.');
  if (matches('IOERR')) return fails('cannot be read or written', 'Check the disk and its mount.');
  if (matches('BUSY') || matches('LOCKED'))
    return fails('is held by another process', 'Wait for the command or backup that holds it.');
  if (matches('CANTOPEN') || String(message).includes('Unable to open connection'))
    return fails('cannot be opened', 'Check that file and folder belong to this user.');
  return undefined;
}

function explainPostgres(error: object, databaseUrl: string): StartError | undefined {
  const code = codeOfFailure(error);
  const problem = explainPostgresCode(code);
  if (problem === undefined) return undefined;
  return new StartError(`${placeOf(databaseUrl)} ${problem.what} (${code})`, problem.hint);
}

function placeOf(databaseUrl: string): string {
  const user = URL.canParse(databaseUrl) ? decodeURIComponent(new URL(databaseUrl).username) : '';
  return `${describeLedger(databaseUrl)}${user === '' ? '' : `, asked as ${user},`}`;
}
