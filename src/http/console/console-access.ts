import type { Viewer } from '../../viewer/viewer.js';

/** A token as it goes into the cookie. `expiresAt` is in epoch milliseconds. */
export interface SessionToken {
  readonly token: string;
  readonly expiresAt: number;
}

/** What a request shows of its session. */
export interface SessionProof {
  /** The token of its cookie; empty if it has none. */
  readonly token: string;
  /** The operator whom a trusted proxy names for this request; null if none does. */
  readonly operator: string | null;
}

/** An operator as a trusted proxy names them, with the groups that it lists; null if it lists none. */
export interface NamedOperator {
  readonly name: string;
  readonly groups: readonly string[] | null;
}

/**
 * Why a login failed: the other party did not prove who logs in; it named no role or no name; it could not be
 * reached; the login began too long ago, in another browser, or was finished already; this way of logging in
 * is not set up; too many attempts.
 */
export type LoginFailure = 'refused' | 'no-role' | 'no-name' | 'unavailable' | 'late' | 'off' | 'limited';

/** A login that has begun in a browser: its secret goes into a cookie, and the operator to `url`. */
export interface BegunLogin {
  readonly secret: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  /** Page of the identity provider. */
  readonly url: string;
}

/** The ways to log in through others. A failure is returned as its word. */
export interface OtherLogins {
  /** Opens a session for an operator whom a trusted proxy names. */
  byProxy(named: NamedOperator): Promise<SessionToken | LoginFailure>;
  /** Begins a login at the identity provider. */
  beginOidc(): Promise<BegunLogin | LoginFailure>;
  /** Opens a session for the answer of the provider, in the query of a URL, in the browser that began. */
  finishOidc(secret: string | undefined, query: URLSearchParams): Promise<SessionToken | LoginFailure>;
}

/** Who is logged in; `app` passes in the implementation of the folder `console`. */
export interface ConsoleAccess {
  /** Opens a session for a one-use code. Throws UNAUTHENTICATED. */
  logIn(code: string): Promise<SessionToken>;
  /**
   * The session of a request, and whether its token should be replaced. Throws UNAUTHENTICATED, also if the
   * session is of another operator than the proxy names.
   */
  find(proof: SessionProof): Promise<{ readonly viewer: Viewer; readonly isDue: boolean }>;
  /** Replaces a token; null if another request has just done so. */
  renew(token: string): Promise<SessionToken | null>;
  /** Ends the session of a request. Throws UNAUTHENTICATED as {@link find} does. */
  end(proof: SessionProof): Promise<void>;
  /** Calls `end` when the session of this viewer ends, until the returned function is called. */
  watch(viewer: Viewer, end: () => void): () => void;
  close(): void;
}
