import { expect } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { graphql } from '../generated/gql.js';
import { sessionToken } from './app.js';
import { batch, newBatchId } from './webhook.js';

/** What the load of a rotation needs of the world around the instances. */
interface RotationLoadOptions {
  readonly urls: readonly string[];
  /** The value with which Gateway signs webhooks now. */
  readonly apiSecret: () => string;
  /** The value with which the partner's login signs now. */
  readonly loginSecret: () => string;
}

const READ = graphql(/* GraphQL */ `
  query ReadWhileRotating { viewer { id } transactions(first: 3) { edges { node { id } } } }
`);
const CREATE = graphql(/* GraphQL */ `
  mutation CreateWhileRotating($input: CreateTransactionInput!) {
    createTransaction(input: $input) { __typename }
    createAuthToken { token }
  }
`);

const PAUSE_MS = 5;
const BUSY = /STORAGE_UNAVAILABLE|OVERLOADED|"GatewayUnavailable"|"OutcomeUnknown"|"TransactionInProgress"/;
const ACCOUNT = 'e'.repeat(24);

/**
 * Queries, mutations that call Gateway, and webhooks, at each instance in turn, until it is stopped. Each
 * session token is used for a while, as those of real clients are.
 */
export class RotationLoad {
  readonly failures: string[] = [];
  /** Answers that a busy machine gives, after which the same is sent again. */
  repeated = 0;
  readonly answered = { queries: 0, mutations: 0, webhooks: 0 };
  readonly #workers: readonly Promise<void>[];
  #isEnded = false;
  #turn = 0;

  constructor(private readonly options: RotationLoadOptions) {
    const viewers = Array.from({ length: 4 }, (_, n) => `rotating-${n}`);
    this.#workers = [
      ...viewers.map((viewer) => this.#repeat(() => this.#query(viewer))),
      ...viewers.map((viewer) => this.#repeat(() => this.#mutate(viewer))),
      this.#repeat(() => this.#deliver()),
      this.#repeat(() => this.#deliver()),
    ];
  }

  /** Waits for this many more queries and webhooks, and a tenth of that of what calls Gateway. */
  async more(count: number): Promise<void> {
    const before = { ...this.answered };
    const wanted = { queries: count, webhooks: count, mutations: Math.max(2, count / 10) };
    const kinds = Object.keys(wanted) as (keyof typeof wanted)[];
    const isEnough = () => kinds.every((kind) => this.answered[kind] - before[kind] >= wanted[kind]);
    while (!isEnough() && this.failures.length === 0) await pause(PAUSE_MS);
    expect(this.failures).toEqual([]);
  }

  async stop(): Promise<void> {
    this.#isEnded = true;
    await Promise.all(this.#workers);
  }

  async #repeat(work: () => Promise<void>): Promise<void> {
    while (!this.#isEnded) {
      await work().catch((error: unknown) => void this.failures.push(String(error)));
      await pause(PAUSE_MS);
    }
  }

  async #query(viewer: string): Promise<void> {
    const token = await sessionToken(viewer, {}, this.options.loginSecret());
    for (let n = 0; n < 5; n += 1) {
      await this.#graphql(token, { query: READ.toString() });
      this.answered.queries += 1;
    }
  }

  /** Creates a transaction: Gateway verifies the API secret and the token of the call. */
  async #mutate(viewer: string): Promise<void> {
    const token = await sessionToken(viewer, {}, this.options.loginSecret());
    const input = { idempotencyKey: `key ${this.#turn} ${viewer}`, intent: 'CONNECT' };
    const text = await this.#graphql(token, { query: CREATE.toString(), variables: { input } });
    if (!text.includes('"__typename":"Transaction"') && !this.#isEnded) this.failures.push(text);
    this.answered.mutations += 1;
  }

  async #deliver(): Promise<void> {
    const timestamp = new Date(1_760_000_000_000 + this.#turn).toISOString();
    const checksum = createHmac('sha256', this.options.apiSecret())
      .update(timestamp + ACCOUNT)
      .digest('hex');
    const body = { ...batch(newBatchId(), {}), smallcaseAuthId: ACCOUNT, timestamp, checksum };
    await this.#post('/webhooks/gateway', {}, body);
    this.answered.webhooks += 1;
  }

  async #graphql(token: string, body: object): Promise<string> {
    return await this.#post('/graphql', { authorization: `Bearer ${token}` }, body);
  }

  async #post(path: string, headers: Readonly<Record<string, string>>, body: object): Promise<string> {
    this.#turn += 1;
    const url = `${this.options.urls[this.#turn % this.options.urls.length]}${path}`;
    for (;;) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
      const text = await response.text();
      if (BUSY.test(text) && !this.#isEnded) this.repeated += 1;
      else {
        const isFailure = response.status !== 200 || text.includes('"errors"');
        if (isFailure && !BUSY.test(text)) this.failures.push(`${response.status} ${text}`);
        return text;
      }
      await pause(PAUSE_MS);
    }
  }
}
