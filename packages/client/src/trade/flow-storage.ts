import { defaultKeyStore, type FlowRecord, type KeyStore, readRecord } from './key-store.js';
import type { FlowClock } from './trade-client.js';

/** Settings of a flow. */
export interface FlowOptions {
  /**
   * Where the idempotency key outlives a reload. Default: `sessionStorage`, or memory where there is none.
   */
  readonly keyStore?: KeyStore;
  /**
   * Distinguishes flows in the same store. It must contain the id of the signed-in user if several use the
   * page. Default: `default`.
   */
  readonly scope?: string;
  /** Makes a key. Default: `randomId` of the client. */
  readonly randomId?: () => string;
  /** Replaces the real time in tests. */
  readonly clock?: FlowClock;
}

/** The record of one flow in a key store; its calls run one after another. */
export class FlowStorage {
  readonly #store: KeyStore;
  readonly #name: string;
  readonly #clock: FlowClock;
  #last: Promise<unknown> = Promise.resolve();

  constructor(name: string, { keyStore, scope = 'default' }: FlowOptions, clock: FlowClock) {
    this.#store = keyStore ?? defaultKeyStore();
    this.#name = `dwar:${name}:${scope}`;
    this.#clock = clock;
  }

  /** The record of a flow that had not ended; null if there is none. */
  read(): Promise<FlowRecord | null> {
    return this.#next(async () => readRecord(await this.#store.getItem(this.#name), this.#clock.now()));
  }

  /** Stores a record, without personal data: an import by PAN is not stored. */
  write(record: FlowRecord): Promise<unknown> {
    const isPersonal = record.input?.mutualFundImport != null;
    const text = JSON.stringify(isPersonal ? { ...record, input: null } : record);
    return this.#next(async () => await this.#store.setItem(this.#name, text));
  }

  /** A record that cannot be removed is found to have ended when it is read. */
  remove(): void {
    this.#next(async () => await this.#store.removeItem(this.#name)).catch(() => undefined);
  }

  #next<Value>(step: () => Promise<Value>): Promise<Value> {
    const next = this.#last.then(step);
    this.#last = next.catch(() => undefined);
    return next;
  }
}
