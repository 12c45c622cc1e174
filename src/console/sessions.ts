import { describeError } from '../core/describe-error.js';
import { newId } from '../core/ids.js';
import type { Log } from '../core/log.js';
import type { Clock } from '../core/time/clock.js';
import { useConsoleLogin } from '../ledger/console/logins.js';
import { appendOperatorAct } from '../ledger/console/operator-log.js';
import {
  findConsoleSession,
  openConsoleSessions,
  removeConsoleSession,
  renewConsoleSession,
  saveConsoleSession,
  type StoredSession,
} from '../ledger/console/sessions.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Unit } from '../ledger/unit.js';
import type { Viewer } from '../viewer/viewer.js';
import { LiveSessions } from './live-sessions.js';
import { type LoginOwner, OwnLogins } from './logins.js';
import { OPERATOR_ROLES, type Operator, sessionRequired } from './operator.js';
import { entryOf, type OperatorLog } from './operator-log.js';
import { digestOf, newSecret } from './secrets.js';

/** How long a session lasts, in milliseconds. Nothing extends it. */
const SESSION_MS = 8 * 3_600_000;
/** When its token is replaced, and how long the one before is accepted then: requests may be in flight. */
const RENEWED_AFTER_MS = SESSION_MS / 2;
const PREVIOUS_MS = 60_000;

/** A token as it goes into the cookie. */
export interface SessionToken {
  readonly token: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** What a request shows of its session. */
export interface SessionProof {
  readonly token: string;
  /** The operator whom a trusted proxy names for this request; null if none does. */
  readonly operator: string | null;
}

/** How an operator logged in, as the operator log says it. */
export type LoginWay = 'link' | 'proxy' | 'OIDC';

/** A session that was proven by its token. */
export interface ProvenSession {
  /** Stands for the operator wherever limits are counted by viewer. */
  readonly viewer: Viewer;
  /** Whether the token should be replaced now. */
  readonly isDue: boolean;
}

interface ConsoleSessionsOptions {
  readonly ledger: Pick<Ledger, 'db' | 'write'>;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly log: Log;
  readonly operatorLog: OperatorLog;
  /** Whether every person is the emulator's, so that nothing is masked. */
  readonly isDevelopment: boolean;
}

/**
 * Who is logged in at the console. Sessions are in the ledger, so a restart and every instance know them; a
 * token is stored as its digest only.
 */
export class ConsoleSessions {
  readonly #options: ConsoleSessionsOptions;
  readonly #own = new OwnLogins();
  readonly #operators = new WeakMap<Viewer, Operator>();
  readonly #live: LiveSessions;

  constructor(options: ConsoleSessionsOptions) {
    const { ledger, clock, log } = options;
    this.#options = options;
    this.#live = new LiveSessions({
      clock,
      stillOpen: (ids) => openConsoleSessions(ledger.db, ids, clock.now()),
      onFailure: (error) => log.warn({ err: describeError(error) }, 'console sessions could not be checked'),
    });
  }

  /** Creates a code that opens one session, as long as this process runs. */
  createOwnLogin(owner: LoginOwner): string {
    return this.#own.create(owner);
  }

  /** Opens a session for a one-use code. Throws UNAUTHENTICATED if the code is unknown, used or late. */
  async logIn(code: string): Promise<SessionToken> {
    const digest = digestOf(code);
    if (digest === null) throw sessionRequired();
    const { ledger, clock } = this.#options;
    const now = clock.now();
    const token = newSecret();
    const expiresAt = now + SESSION_MS;
    const own = this.#own.use(digest);
    try {
      // The refusal is thrown outside: the commit removes a late code all the same.
      const isOpen = await ledger.write(async (unit) => {
        const owner = own ?? (await useConsoleLogin(unit, digest, now));
        if (owner !== null) await saveSession(unit, { ...owner, way: 'link' }, token, { now, expiresAt });
        return owner !== null;
      });
      if (isOpen) return { token, expiresAt };
    } catch (error) {
      // Nothing was stored, so the code may be used again.
      if (own !== null) this.#own.restore(digest, own);
      throw error;
    }
    throw sessionRequired();
  }

  /**
   * Opens a session for an operator whom another party has proven. `finish` runs in the same commit; the
   * result is null if it returns false.
   */
  async logInAs(
    owner: LoginOwner,
    way: LoginWay,
    finish: (unit: Unit) => Promise<boolean> = async () => true,
  ): Promise<SessionToken | null> {
    const { ledger, clock } = this.#options;
    const now = clock.now();
    const token = newSecret();
    const expiresAt = now + SESSION_MS;
    const isOpen = await ledger.write(async (unit) => {
      const isFirst = await finish(unit);
      if (isFirst) await saveSession(unit, { ...owner, way }, token, { now, expiresAt });
      return isFirst;
    });
    return isOpen ? { token, expiresAt } : null;
  }

  /**
   * The session of a request. Throws UNAUTHENTICATED if there is none, if it has expired, or if it is of
   * another operator than the proxy names.
   */
  async find(proof: SessionProof): Promise<ProvenSession> {
    const stored = await this.#proven(proof);
    const { sessionId, renewedAt, expiresAt } = stored;
    const viewer: Viewer = { id: `console ${sessionId}`, expiresAt, acceptedUntil: expiresAt };
    this.#operators.set(viewer, operatorOf(stored, this.#options.isDevelopment));
    const dueAt = renewedAt + RENEWED_AFTER_MS;
    return { viewer, isDue: dueAt < expiresAt && this.#options.clock.now() >= dueAt };
  }

  /** The operator of a viewer that {@link find} made. Throws UNAUTHENTICATED for any other. */
  operatorOf(viewer: Viewer | null): Operator {
    const operator = viewer === null ? undefined : this.#operators.get(viewer);
    if (operator === undefined) throw sessionRequired();
    return operator;
  }

  /** Replaces the token of a session that is due; null if another request has just done so. */
  async renew(token: string): Promise<SessionToken | null> {
    const stored = await this.#stored(token);
    if (stored.digest !== digestOf(token)) return null;
    const next = newSecret();
    const now = this.#options.clock.now();
    const isRenewed = await this.#options.ledger.write((unit) =>
      renewConsoleSession(unit, stored, String(digestOf(next)), now),
    );
    return isRenewed ? { token: next, expiresAt: stored.expiresAt } : null;
  }

  /** Ends the session of a request, and its WebSockets. Throws UNAUTHENTICATED as {@link find} does. */
  async end(proof: SessionProof): Promise<void> {
    const { sessionId, operator } = await this.#proven(proof);
    await this.#options.operatorLog.recordWith(operator, { action: 'LOG_OUT' }, (unit) =>
      removeConsoleSession(unit, sessionId),
    );
    this.#live.end(sessionId);
  }

  /** Calls `end` when the session of this viewer ends, until the returned function is called. */
  watch(viewer: Viewer, end: () => void): () => void {
    return this.#live.watch(viewer.id.slice('console '.length), viewer.expiresAt, end);
  }

  close(): void {
    this.#live.close();
  }

  async #proven({ token, operator }: SessionProof): Promise<StoredSession> {
    const stored = await this.#stored(token);
    if (operator !== null && operator !== stored.operator) throw sessionRequired();
    return stored;
  }

  async #stored(token: string): Promise<StoredSession> {
    const digest = digestOf(token);
    if (digest === null) throw sessionRequired();
    const { ledger, clock } = this.#options;
    const stored = await findConsoleSession(ledger.db, digest);
    const now = clock.now();
    if (stored === null || stored.expiresAt <= now) throw sessionRequired();
    if (stored.digest !== digest && now >= stored.renewedAt + PREVIOUS_MS) throw sessionRequired();
    return stored;
  }
}

async function saveSession(
  unit: Unit,
  {
    operator,
    roles,
    way,
  }: { readonly operator: string; readonly roles: readonly string[]; readonly way: LoginWay },
  token: string,
  { now, expiresAt }: { readonly now: number; readonly expiresAt: number },
): Promise<void> {
  const digest = String(digestOf(token));
  await saveConsoleSession(unit, {
    sessionId: newId(now),
    digest,
    previousDigest: null,
    renewedAt: now,
    operator,
    roles,
    expiresAt,
  });
  const act = { action: 'LOG_IN', subject: `${roles.join(' ')} by ${way}` };
  await appendOperatorAct(unit, entryOf(operator, act, now));
}

/** A role that this version does not know gives no right. */
function operatorOf({ operator, roles, expiresAt }: StoredSession, isDevelopment: boolean): Operator {
  const known = OPERATOR_ROLES.filter((role) => roles.includes(role));
  return { name: operator, roles: new Set(known), isMasked: !isDevelopment, isDevelopment, expiresAt };
}
