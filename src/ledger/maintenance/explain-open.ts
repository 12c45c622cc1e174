import { resolve } from 'node:path';
import { StartError } from '../../core/start-error.js';
import { malformed, notADatabase } from './check-file.js';
import { describeLedger } from './describe-ledger.js';
import { StorageFailed } from '../databases/dialect.js';

/**
 * Why a ledger could not be opened, for a person: as `StartError` where the reason is known, else the error
 * itself. Holds no password.
 */
export function explainOpenFailure(error: unknown, databaseUrl: string): unknown {
  if (error instanceof StartError) return error;
  if (databaseUrl.startsWith('sqlite:')) return explainSqlite(error, resolve(describeLedger(databaseUrl)));
  return explainPostgres(error, databaseUrl);
}

function explainSqlite(error: unknown, place: string): unknown {
  const { code = '', message = '' } = (error ?? {}) as { code?: unknown; message?: unknown };
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
  return error;
}

type Explanation = readonly [what: string, hint: string];

const UNREACHABLE: Explanation = [
  'cannot be reached',
  'Check host and port of DATABASE_URL, that PostgreSQL runs, and the network between.',
];
const TLS: Explanation = [
  'cannot be used: the TLS connection failed',
  'Check sslmode in DATABASE_URL and the certificate of the server.',
];

const POSTGRES: readonly (readonly [RegExp, Explanation])[] = [
  [/^28/, ['refused the user or the password', 'Check user and password, and pg_hba.conf of the server.']],
  [/^3D000$/, ['has no such database', 'Create it, or correct the name in DATABASE_URL.']],
  [
    /^(?:42501|3F000)$/,
    [
      'gives this user too few privileges',
      'The user needs CONNECT on the database, and USAGE and CREATE on the schema.',
    ],
  ],
  [/^25006$/, ['is read-only', 'Name the primary in DATABASE_URL.']],
  [/^STANDBY$/, ['is a standby', 'Name the primary in DATABASE_URL, or promote this one.']],
  [/^TOO_OLD$/, ['is too old', 'Dwar needs PostgreSQL 10 or later.']],
  [/^53300$/, ['has no connection left', 'Raise max_connections, or end what holds them.']],
  [/^57P03$/, ['is starting up or shutting down', 'Try again shortly.']],
  [/^(?:ERR_TLS|ERR_SSL|EPROTO|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH)/, TLS],
  [/^(?:E[A-Z]+|CONNECTION_LOST|08\w{3})$/, UNREACHABLE],
];

function explainPostgres(error: unknown, databaseUrl: string): unknown {
  const { cause, message } = (error ?? {}) as { cause?: unknown; message?: string };
  const code = error instanceof StorageFailed ? error.databaseCode : codeOf(error);
  const reason = String((cause as { message?: unknown } | undefined)?.message ?? message);
  const found = explanationOf(code, reason);
  if (found === undefined) return error;
  const [what, hint] = found;
  return new StartError(`${placeOf(databaseUrl)} ${what} (${code || reason})`, hint);
}

function explanationOf(code: string, reason: string): Explanation | undefined {
  if (/does not support SSL|\bSSL\b|\bTLS\b|certificate/i.test(reason) && !/^\d/.test(code)) return TLS;
  if (/password must be a string|SASL/.test(reason))
    return ['wants a password', 'Put it into DATABASE_URL, PGPASSWORD or ~/.pgpass.'];
  return POSTGRES.find(([pattern]) => pattern.test(code))?.[1];
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

function placeOf(databaseUrl: string): string {
  const user = URL.canParse(databaseUrl) ? decodeURIComponent(new URL(databaseUrl).username) : '';
  return `${describeLedger(databaseUrl)}${user === '' ? '' : `, asked as ${user},`}`;
}
