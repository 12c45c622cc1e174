import { randomUUID } from 'node:crypto';
import type {
  CreateTransactionInput,
  CreateTransactionMutation,
  LinkBrokerAccountMutation,
  TransactionByIdQuery,
} from '../generated/graphql.js';
import type { TestApp } from './app.js';
import {
  type AnyMember,
  CREATE_TRANSACTION,
  FOLLOW_EVENTS,
  LINK_BROKER_ACCOUNT,
  present,
  TRANSACTION,
} from './documents.js';
import type { GraphqlClient } from './graphql-client.js';
import { until } from './until.js';

type Json = Readonly<Record<string, unknown>>;

/**
 * What a transaction is wanted for: `CreateTransactionInput` but that the key may be left to {@link Player}.
 */
export type Wanted = Omit<CreateTransactionInput, 'idempotencyKey'> & { readonly idempotencyKey?: string };

/** What `createTransaction` answers. */
export type CreateAnswer = AnyMember<NonNullable<CreateTransactionMutation['createTransaction']>>;
export type LinkAnswer = AnyMember<NonNullable<LinkBrokerAccountMutation['linkBrokerAccount']>>;
export type TransactionView = NonNullable<TransactionByIdQuery['transaction']>;
export type OrderView = TransactionView['orders'][number];

/** An order of one security. */
export const buying = (quantity = 2, ticker = 'INFY'): Wanted => ({
  intent: 'TRANSACTION',
  securities: [{ ticker, quantity, side: 'BUY' }],
});

/** One viewer, who also acts as the user at the broker. */
export class Player {
  /** The scenario token of the account this viewer logs in with. */
  #login = 'lep-ok';

  private constructor(
    readonly app: TestApp,
    readonly viewer: string,
    readonly client: GraphqlClient,
  ) {}

  static async of(app: TestApp, viewer: string): Promise<Player> {
    return new Player(app, viewer, await app.as(viewer));
  }

  /** Calls `createTransaction` under a key of its own unless one is given, equal orders allowed. */
  async tryCreate(input: Wanted | Json): Promise<CreateAnswer> {
    const full = { idempotencyKey: randomUUID(), allowDuplicate: true, ...(input as Wanted) };
    const { createTransaction } = await this.client.ask(CREATE_TRANSACTION, { input: full });
    return present(createTransaction);
  }

  /** Creates a transaction and returns Gateway's id of it. */
  async create(input: Wanted | Json): Promise<string> {
    const answer = await this.tryCreate(input);
    if (answer.gatewayTransactionId === undefined)
      throw new Error(`no transaction: ${JSON.stringify(answer)}`);
    return answer.gatewayTransactionId;
  }

  /** The user's part at the emulator. */
  complete(transactionId: string, token = this.#login, more: Json = {}) {
    return this.app.emulator.control.complete(transactionId, { broker: 'kite', token, ...more });
  }

  /** Completes a transaction that must succeed and returns the SDK's token. */
  async sdkToken(transactionId: string, token = this.#login, more: Json = {}): Promise<string> {
    const answer = await this.complete(transactionId, token, more);
    const given = answer.ok ? answer.result.smallcaseAuthToken : answer.error.smallcaseAuthToken;
    if (given === undefined) throw new Error(`no token: ${JSON.stringify(answer)}`);
    return given;
  }

  async link(token: string): Promise<LinkAnswer> {
    const { linkBrokerAccount } = await this.client.ask(LINK_BROKER_ACCOUNT, { token });
    return present(linkBrokerAccount);
  }

  /** Connects a broker account of one's own, links it, and logs in with it from now on. */
  async connect(token: string, broker = 'kite') {
    this.#login = token;
    const transactionId = await this.create({ intent: 'CONNECT' });
    const sdkToken = await this.sdkToken(transactionId, token, { broker });
    const account = await this.link(sdkToken);
    if (account.id === undefined) throw new Error(`not linked: ${JSON.stringify(account)}`);
    return { id: account.id, authId: authIdIn(sdkToken), sdkToken, transactionId };
  }

  async transaction(id: string): Promise<TransactionView> {
    const { transaction } = await this.client.ask(TRANSACTION, { id });
    return present(transaction);
  }

  /** Reads once and after each event of this viewer, until the result fits. */
  async eventually<Value>(read: () => Promise<Value>, fits: (value: Value) => boolean): Promise<Value> {
    const events = this.client.subscribe(FOLLOW_EVENTS);
    try {
      await events.next();
      let value = await read();
      while (!fits(value)) {
        await events.next().catch((error: unknown) => {
          throw new Error(`${String(error)}; last seen: ${JSON.stringify(value)}`);
        });
        value = await read();
      }
      return value;
    } finally {
      events.stop();
    }
  }

  /**
   * Advances the clock by `ms`, and then on until the result fits: for changes that a planned read finds
   * while another read may be under way, which then plans the next one itself.
   */
  async after<Value>(
    ms: number,
    read: () => Promise<Value>,
    fits: (value: Value) => boolean,
  ): Promise<Value> {
    await this.app.clock.advance(ms);
    let value = await read();
    await until('a planned read that finds the change', async () => {
      if (fits(value)) return true;
      await this.app.clock.advance(1_000);
      value = await read();
      return false;
    }).catch((error: unknown) => {
      throw new Error(`${String(error)}; last seen: ${JSON.stringify(value)}`);
    });
    return value;
  }

  /** Returns the transaction once it is final with all its orders. */
  settled(id: string): Promise<TransactionView> {
    return this.eventually(() => this.transaction(id), isSettled);
  }

  /** As {@link settled}, for changes without a webhook: advances the clock to the first planned read. */
  async polled(id: string): Promise<TransactionView> {
    await this.app.clock.advance(11_000);
    return await this.settled(id);
  }

  /** Completes a transaction and waits for the planned read that shows it. */
  async used(id: string): Promise<void> {
    await this.complete(id);
    await this.app.clock.advance(11_000);
    await this.eventually(
      () => this.transaction(id),
      ({ status }) => status !== 'INITIALIZED',
    );
  }

  /** Buys and waits until everything is confirmed. */
  async bought(
    input: Wanted | Json = buying(),
    token = this.#login,
  ): Promise<{ transactionId: string; order: OrderView }> {
    const transactionId = await this.create(input);
    await this.complete(transactionId, token);
    const { orders } = await this.settled(transactionId);
    const [order] = orders;
    if (order === undefined) throw new Error('no order');
    return { transactionId, order };
  }
}

/** Whether a transaction is final with all its orders. */
export function isSettled({ status, orders }: TransactionView): boolean {
  return ['COMPLETED', 'ERRORED'].includes(status) && orders.every((order) => order.isFinal);
}

/** The account a token of Gateway names, unverified. */
export function authIdIn(token: string): string {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Json;
  return String(claims.smallcaseAuthId);
}

/** The global id of an object, as a client would have got it. */
export function globalId(type: string, key: string): string {
  return Buffer.from(`${type}:${key}`).toString('base64url');
}
