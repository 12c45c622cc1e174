import type { Viewer } from '../../viewer/viewer.js';

/** A token as it goes into the cookie. `expiresAt` is in epoch milliseconds. */
export interface SessionToken {
  readonly token: string;
  readonly expiresAt: number;
}

/** Who is logged in; `app` passes in the implementation of the folder `console`. */
export interface ConsoleAccess {
  /** Opens a session for a one-use code. Throws UNAUTHENTICATED. */
  logIn(code: string): Promise<SessionToken>;
  /** The session of a token, and whether the token should be replaced. Throws UNAUTHENTICATED. */
  find(token: string): Promise<{ readonly viewer: Viewer; readonly isDue: boolean }>;
  /** Replaces a token; null if another request has just done so. */
  renew(token: string): Promise<SessionToken | null>;
  /** Ends the session of a token. Throws UNAUTHENTICATED. */
  end(token: string): Promise<void>;
  /** Calls `end` when the session of this viewer ends, until the returned function is called. */
  watch(viewer: Viewer, end: () => void): () => void;
  close(): void;
}
