import type { Unit } from '../unit.js';

/** A one-use login of the console, as the ledger knows it: the code itself is not stored. */
export interface StoredLogin {
  /** SHA-256 of the code, in hexadecimal. */
  readonly digest: string;
  readonly operator: string;
  readonly roles: readonly string[];
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** Stores a login that may be used until it expires. */
export async function saveConsoleLogin(unit: Unit, login: StoredLogin): Promise<void> {
  const { digest, operator, roles, expiresAt } = login;
  await unit.db
    .insertInto('console_logins')
    .values({ digest, operator, roles: roles.join(','), expires_at: expiresAt })
    .execute();
}

/** Removes and returns the login with this digest; null if there is none, or none that is still good. */
export async function useConsoleLogin(unit: Unit, digest: string, now: number): Promise<StoredLogin | null> {
  const row = await unit.db
    .deleteFrom('console_logins')
    .where('digest', '=', digest)
    .returningAll()
    .executeTakeFirst();
  const expiresAt = Number(row?.expires_at ?? now);
  return row !== undefined && expiresAt > now ? { ...row, roles: row.roles.split(','), expiresAt } : null;
}

/**
 * Records that a login through the identity provider was finished, under a digest that no code has. Returns
 * false if it was finished before. It is kept until the login would have expired.
 */
export async function finishConsoleLogin(unit: Unit, digest: string, expiresAt: number): Promise<boolean> {
  const row = await unit.db
    .insertInto('console_logins')
    .values({ digest, operator: '', roles: '', expires_at: expiresAt })
    .onConflict((conflict) => conflict.column('digest').doNothing())
    .returning('digest')
    .executeTakeFirst();
  return row !== undefined;
}

/** Removes logins that expired before `before`, at most `limit`. Returns how many. */
export async function trimConsoleLogins(unit: Unit, before: number, limit: number): Promise<number> {
  const old = await unit.db
    .selectFrom('console_logins')
    .select('digest')
    .where('expires_at', '<', before)
    .limit(limit)
    .execute();
  const digests = old.map((row) => row.digest);
  if (digests.length > 0) await unit.db.deleteFrom('console_logins').where('digest', 'in', digests).execute();
  return digests.length;
}
