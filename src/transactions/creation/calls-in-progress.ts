import { keyName, type ViewerKey } from './attempt-name.js';

/** A call from when it came until it has its outcome. */
export interface CallInProgress {
  /** The last attempt of its key that this process has ended since the call came; null if none. */
  readonly endedAttempt: number | null;
}

/**
 * The calls of this process in progress, by key. A call may read the ledger long after it came: it must know
 * then which attempts were in progress meanwhile, whose outcome is its own.
 */
export class CallsInProgress {
  readonly #byKey = new Map<string, Set<{ endedAttempt: number | null }>>();

  /** Runs `work` for a call that comes now. */
  async during<T>(key: ViewerKey, work: (call: CallInProgress) => Promise<T>): Promise<T> {
    const name = keyName(key);
    const calls = this.#byKey.get(name) ?? new Set();
    const call = { endedAttempt: null };
    this.#byKey.set(name, calls.add(call));
    try {
      return await work(call);
    } finally {
      calls.delete(call);
      if (calls.size === 0) this.#byKey.delete(name);
    }
  }

  /** An attempt of this process has ended. */
  noteEnd(key: ViewerKey, attempt: number): void {
    for (const call of this.#byKey.get(keyName(key)) ?? []) call.endedAttempt = attempt;
  }
}
