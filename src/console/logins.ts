import { saveConsoleLogin } from '../ledger/console/logins.js';
import { appendOperatorAct } from '../ledger/console/operator-log.js';
import type { Ledger } from '../ledger/ledger.js';
import type { OperatorRole } from './operator.js';
import { entryOf } from './operator-log.js';
import { digestOf, newSecret } from './secrets.js';

/** How long a code of `dwar console open` may be used, in milliseconds. */
export const LOGIN_MS = 5 * 60_000;

/** Who a login is for. */
export interface LoginOwner {
  readonly operator: string;
  readonly roles: readonly OperatorRole[];
}

/**
 * Creates a code that opens one session within five minutes, at any instance on this ledger, and records that
 * it was created. The ledger keeps only its digest.
 */
export async function createLogin(
  ledger: Pick<Ledger, 'write'>,
  { operator, roles }: LoginOwner,
  now: number,
): Promise<string> {
  const code = newSecret();
  const digest = String(digestOf(code));
  const act = { action: 'CREATE_LOGIN', subject: roles.join(' ') };
  await ledger.write(async (unit) => {
    await saveConsoleLogin(unit, { digest, operator, roles, expiresAt: now + LOGIN_MS });
    await appendOperatorAct(unit, entryOf(operator, act, now));
  });
  return code;
}

/** Codes that this process accepts, each once, until it ends. Only their digests are held. */
export class OwnLogins {
  readonly #owners = new Map<string, LoginOwner>();

  /** Creates a code. */
  create(owner: LoginOwner): string {
    const code = newSecret();
    this.#owners.set(String(digestOf(code)), owner);
    return code;
  }

  /** Removes and returns the owner of a code; null if it is not one of these. */
  use(digest: string): LoginOwner | null {
    const owner = this.#owners.get(digest) ?? null;
    this.#owners.delete(digest);
    return owner;
  }

  /** Accepts a code again that was not used after all. */
  restore(digest: string, owner: LoginOwner): void {
    this.#owners.set(digest, owner);
  }
}
