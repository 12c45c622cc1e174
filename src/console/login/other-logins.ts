import type { Config } from '../../config/variables.js';
import { describeError } from '../../core/describe-error.js';
import type { Log } from '../../core/log.js';
import type { Clock } from '../../core/time/clock.js';
import { finishConsoleLogin } from '../../ledger/console/logins.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { LoginOwner } from '../logins.js';
import type { OperatorRole } from '../operator.js';
import type { ConsoleSessions, SessionToken } from '../sessions.js';
import { grantedRoles } from './granted-roles.js';
import { OidcAttempts } from './oidc-attempt.js';
import type { OidcProvider } from './oidc-provider.js';
import { isOperatorName } from './operator-name.js';

/** Why a login failed, in one word for the sign-in page. */
type LoginFailure = 'refused' | 'no-role' | 'no-name' | 'unavailable' | 'late' | 'off';

interface OtherLoginsOptions {
  readonly config: Config;
  readonly ledger: Pick<Ledger, 'digestKey'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly sessions: Pick<ConsoleSessions, 'logInAs'>;
  /** Null where no identity provider is configured. */
  readonly provider: OidcProvider | null;
}

/** Logins of operators whom another party has proven: a proxy that Dwar trusts, or an identity provider. */
export class OtherLogins {
  readonly #options: OtherLoginsOptions;
  readonly #attempts: OidcAttempts;

  constructor(options: OtherLoginsOptions) {
    this.#options = options;
    this.#attempts = new OidcAttempts(options.ledger.digestKey, () => options.clock.now());
  }

  /** Opens a session for an operator whom a trusted proxy names. Without groups it may read. */
  async byProxy({
    name,
    groups,
  }: {
    readonly name: string;
    readonly groups: readonly string[] | null;
  }): Promise<SessionToken | LoginFailure> {
    if (this.#options.config.CONSOLE_PROXY_HEADER === undefined) return 'off';
    const roles = groups === null ? (['READER'] as const) : grantedRoles(groups, this.#options.config);
    const owner = ownerOf(name, roles);
    if (typeof owner === 'string') return owner;
    return (await this.#options.sessions.logInAs(owner, 'proxy')) ?? 'refused';
  }

  /** Begins a login at the identity provider. */
  async beginOidc(): Promise<{ secret: string; expiresAt: number; url: string } | LoginFailure> {
    const { provider } = this.#options;
    if (provider === null) return 'off';
    const attempt = this.#attempts.begin();
    try {
      const url = await provider.urlFor(attempt);
      return { secret: attempt.secret, expiresAt: attempt.expiresAt, url };
    } catch (error) {
      return this.#failureOf(error);
    }
  }

  /** Opens a session for the answer of the provider, once, in the browser that began. */
  async finishOidc(secret: string | undefined, query: URLSearchParams): Promise<SessionToken | LoginFailure> {
    const { provider, config, sessions } = this.#options;
    if (provider === null) return 'off';
    const attempt = secret === undefined ? null : this.#attempts.open(secret);
    if (attempt === null) return 'late';
    let claims: Readonly<Record<string, unknown>>;
    try {
      claims = await provider.claimsFor(query, attempt);
    } catch (error) {
      return this.#failureOf(error);
    }
    const roles = grantedRoles(textsIn(claims[config.CONSOLE_OIDC_ROLES_CLAIM]), config);
    const owner = ownerOf(claims[config.CONSOLE_OIDC_NAME_CLAIM], roles);
    if (typeof owner === 'string') return owner;
    const { digest, expiresAt } = attempt;
    const finish: Parameters<typeof sessions.logInAs>[2] = (unit) =>
      finishConsoleLogin(unit, digest, expiresAt);
    return (await sessions.logInAs(owner, 'OIDC', finish)) ?? 'late';
  }

  /** The log gets the cause: messages of the library and of Node, and nothing of an answer. */
  #failureOf(error: unknown): LoginFailure {
    const { log, provider } = this.#options;
    log.warn({ err: describeError(error) }, 'the identity provider did not prove who logs in');
    return provider?.isAway(error) === true ? 'unavailable' : 'refused';
  }
}

function ownerOf(name: unknown, roles: readonly OperatorRole[]): LoginOwner | LoginFailure {
  if (!isOperatorName(name)) return 'no-name';
  return roles.length === 0 ? 'no-role' : { operator: name, roles };
}

/** The texts of a claim: itself, or those of a list. */
function textsIn(claim: unknown): readonly string[] {
  return [claim].flat().filter((value) => typeof value === 'string');
}
