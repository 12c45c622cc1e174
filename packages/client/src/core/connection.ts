/** State of the connection that carries the subscriptions. */
export interface ConnectionState {
  /**
   * - `idle`: there is no subscription.
   * - `connecting`: an attempt is in progress.
   * - `live`: events arrive as they happen.
   * - `waiting`: the connection was lost; the next attempt follows after a wait.
   * - `offline`: the device has no network, so that no event arrives.
   * - `refused`: the server refused two tokens in a row; the subscriptions have ended. Sign the user in
   *   again.
   */
  readonly status: 'idle' | 'connecting' | 'live' | 'waiting' | 'offline' | 'refused';
  /** When the status began, in epoch milliseconds. */
  readonly since: number;
  /** Number of the attempt to connect since the last success; 0 while live or idle. */
  readonly attempt: number;
  /** Cursor of the last event received by any subscription; null before the first one. */
  readonly cursor: string | null;
}

/** A store of the connection's state, in the form of React's `useSyncExternalStore`. */
export interface Connection {
  /** The same object until something changes. */
  get(): ConnectionState;
  /** Calls `listener` after each change until the returned function is called. */
  subscribe(listener: () => void): () => void;
}

/** The state, which the client changes. Its functions are stable and need no `this`. */
export class ConnectionStore implements Connection {
  #state: ConnectionState = { status: 'idle', since: Date.now(), attempt: 0, cursor: null };
  readonly #listeners = new Set<() => void>();

  readonly get = (): ConnectionState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  change(status: ConnectionState['status'], attempt = 0): void {
    const { status: before, attempt: attemptBefore, since } = this.#state;
    if (status === before && attempt === attemptBefore) return;
    this.#set({ ...this.#state, status, attempt, since: status === before ? since : Date.now() });
  }

  moveTo(cursor: string): void {
    if (cursor !== this.#state.cursor) this.#set({ ...this.#state, cursor });
  }

  #set(state: ConnectionState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}
