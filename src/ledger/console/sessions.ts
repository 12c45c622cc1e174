import type { ConsoleSessionsTable } from '../databases/tables.js';
import type { Queries, Unit } from '../unit.js';

/** A session of the console, as the ledger knows it: its token is not stored. */
export interface StoredSession {
  readonly sessionId: string;
  /** SHA-256 of the token, in hexadecimal. */
  readonly digest: string;
  /** Digest of the token before it was replaced; null if it never was. */
  readonly previousDigest: string | null;
  /** When the session began or its token was replaced, epoch milliseconds. */
  readonly renewedAt: number;
  readonly operator: string;
  readonly roles: readonly string[];
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** Stores a new session. */
export async function saveConsoleSession(unit: Unit, session: StoredSession): Promise<void> {
  await unit.db
    .insertInto('console_sessions')
    .values({
      session_id: session.sessionId,
      digest: session.digest,
      previous_digest: session.previousDigest,
      renewed_at: session.renewedAt,
      operator: session.operator,
      roles: session.roles.join(','),
      expires_at: session.expiresAt,
    })
    .execute();
}

/** The session whose token, or previous token, has this digest; null if there is none. */
export async function findConsoleSession(db: Queries, digest: string): Promise<StoredSession | null> {
  const row = await db
    .selectFrom('console_sessions')
    .selectAll()
    .where((eb) => eb.or([eb('digest', '=', digest), eb('previous_digest', '=', digest)]))
    .executeTakeFirst();
  return row === undefined ? null : sessionFromRow(row);
}

/** Which of these sessions still exist and have not expired at `now`. */
export async function openConsoleSessions(
  db: Queries,
  sessionIds: readonly string[],
  now: number,
): Promise<ReadonlySet<string>> {
  if (sessionIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('console_sessions')
    .select('session_id')
    .where('session_id', 'in', sessionIds)
    .where('expires_at', '>', now)
    .execute();
  return new Set(rows.map((row) => row.session_id));
}

/** Replaces the token of a session, unless another request has done so. Returns whether it did. */
export async function renewConsoleSession(
  unit: Unit,
  session: StoredSession,
  digest: string,
  now: number,
): Promise<boolean> {
  const row = await unit.db
    .updateTable('console_sessions')
    .set({ digest, previous_digest: session.digest, renewed_at: now })
    .where('session_id', '=', session.sessionId)
    .where('digest', '=', session.digest)
    .returning('session_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends a session. Returns whether it existed. */
export async function removeConsoleSession(unit: Unit, sessionId: string): Promise<boolean> {
  const row = await unit.db
    .deleteFrom('console_sessions')
    .where('session_id', '=', sessionId)
    .returning('session_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Removes sessions that expired before `before`, at most `limit`. Returns how many. */
export async function trimConsoleSessions(unit: Unit, before: number, limit: number): Promise<number> {
  const old = await unit.db
    .selectFrom('console_sessions')
    .select('session_id')
    .where('expires_at', '<', before)
    .limit(limit)
    .execute();
  const ids = old.map((row) => row.session_id);
  if (ids.length > 0) await unit.db.deleteFrom('console_sessions').where('session_id', 'in', ids).execute();
  return ids.length;
}

function sessionFromRow(row: ConsoleSessionsTable): StoredSession {
  return {
    sessionId: row.session_id,
    digest: row.digest,
    previousDigest: row.previous_digest,
    renewedAt: Number(row.renewed_at),
    operator: row.operator,
    roles: row.roles.split(','),
    expiresAt: Number(row.expires_at),
  };
}
