import { randomUUID } from 'node:crypto';
import type { TestApp } from './app.js';
import type { GraphqlClient } from './graphql-client.js';

type Json = Readonly<Record<string, unknown>>;

/** What `createTransaction` answers, as far as {@link Player} selects it. */
export interface CreateAnswer {
  readonly __typename: string;
  readonly id: string;
  readonly gatewayTransactionId: string;
  readonly status: string;
  readonly code?: string;
  readonly message?: string;
  readonly isRetryable?: boolean;
  readonly transaction?: { readonly id: string };
}

export interface TransactionView {
  readonly id: string;
  readonly gatewayTransactionId: string;
  readonly intent: string;
  readonly status: string;
  readonly rawStatus: string | null;
  readonly provenance: string;
  readonly isExpired: boolean;
  readonly isStale: boolean;
  readonly funds: { readonly amount: string; readonly currency: string } | null;
  readonly error: {
    readonly code: number;
    readonly message: string;
    readonly kind: string;
    readonly provenance: string;
    readonly isRetryable: boolean;
  } | null;
  readonly orders: readonly OrderView[];
}

export interface OrderView {
  readonly id: string;
  readonly batchId: string;
  readonly status: string;
  readonly provenance: string;
  readonly isFinal: boolean;
  readonly buyAmount: { readonly amount: string } | null;
  readonly legs: readonly {
    readonly symbol: string;
    readonly status: string;
    readonly quantity: number;
    readonly filledQuantity: number;
    readonly averagePrice: { readonly amount: string } | null;
    readonly exchangeOrderId: string | null;
    readonly errorCode: string | null;
  }[];
  readonly unplacedLegs: readonly { readonly symbol: string }[];
}

export const ORDER_FIELDS = `id batchId status provenance isFinal buyAmount { amount }
  legs { symbol status quantity filledQuantity averagePrice { amount } exchangeOrderId errorCode }
  unplacedLegs { symbol }`;

export const TRANSACTION_FIELDS = `id gatewayTransactionId intent status rawStatus provenance isExpired isStale
  funds { amount currency } error { code message kind provenance isRetryable } orders { ${ORDER_FIELDS} }`;

export const CREATE = `mutation ($input: CreateTransactionInput!) {
  createTransaction(input: $input) {
    __typename
    ... on Transaction { id gatewayTransactionId status }
    ... on Failure { code message isRetryable }
    ... on PossibleDuplicate { transaction { id } }
  }
}`;

export const LINK = `mutation ($token: String!) {
  linkBrokerAccount(input: { smallcaseAuthToken: $token }) {
    __typename ... on BrokerAccount { id broker } ... on Failure { code isRetryable }
  }
}`;

export const HOLDINGS = `query ($id: ID) {
  holdings(brokerAccountId: $id) {
    brokerAccount { id } provenance
    securities { isin name quantity averagePrice { amount } }
    mutualFunds { folio fund isin units nav { amount } }
  }
}`;

const TRANSACTION = `query ($id: ID!) { transaction(id: $id) { ${TRANSACTION_FIELDS} } }`;
const EVENTS = 'subscription { events { __typename cursor } }';

/** An order of one security. */
export const buying = (quantity = 2, ticker = 'INFY') => ({
  intent: 'TRANSACTION',
  securities: [{ ticker, quantity, side: 'BUY' }],
});

/** One viewer with the part they play at the broker. */
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
  async tryCreate(input: Json): Promise<CreateAnswer> {
    const full = { idempotencyKey: randomUUID(), allowDuplicate: true, ...input };
    const { createTransaction } = await this.client.ask<{ createTransaction: CreateAnswer }>(CREATE, {
      input: full,
    });
    return createTransaction;
  }

  /** Creates a transaction and returns Gateway's id of it. */
  async create(input: Json): Promise<string> {
    const answer = await this.tryCreate(input);
    if (answer.__typename !== 'Transaction') throw new Error(`no transaction: ${JSON.stringify(answer)}`);
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

  link(token: string) {
    return this.client
      .ask<{ linkBrokerAccount: { __typename: string; id: string; broker: string; code?: string } }>(LINK, {
        token,
      })
      .then((data) => data.linkBrokerAccount);
  }

  /** Connects a broker account of one's own, links it, and logs in with it from now on. */
  async connect(token: string, broker = 'kite') {
    this.#login = token;
    const transactionId = await this.create({ intent: 'CONNECT' });
    const sdkToken = await this.sdkToken(transactionId, token, { broker });
    const account = await this.link(sdkToken);
    if (account.__typename !== 'BrokerAccount') throw new Error(`not linked: ${JSON.stringify(account)}`);
    return { id: account.id, authId: authIdIn(sdkToken), sdkToken, transactionId };
  }

  async transaction(id: string): Promise<TransactionView> {
    const { transaction } = await this.client.ask<{ transaction: TransactionView | null }>(TRANSACTION, {
      id,
    });
    if (transaction === null) throw new Error('no such transaction');
    return transaction;
  }

  /** Reads, and reads again with each event of this viewer, until it fits. */
  async eventually<Value>(read: () => Promise<Value>, fits: (value: Value) => boolean): Promise<Value> {
    const events = this.client.subscribe(EVENTS);
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

  /** The transaction once it is at its end, with all its orders final. */
  settled(id: string): Promise<TransactionView> {
    const isDone = ({ status, orders }: TransactionView) =>
      ['COMPLETED', 'ERRORED'].includes(status) && orders.every((order) => order.isFinal);
    return this.eventually(() => this.transaction(id), isDone);
  }

  /** As {@link settled}, for what no webhook tells: lets the time of the first planned read come. */
  async polled(id: string): Promise<TransactionView> {
    await this.app.clock.advance(11_000);
    return await this.settled(id);
  }

  /** Buys and waits until everything is confirmed. */
  async bought(
    input: Json = buying(),
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

/** The account a token of Gateway names, unverified. */
export function authIdIn(token: string): string {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Json;
  return String(claims.smallcaseAuthId);
}

/** The global id of an object, as a client would have got it. */
export function globalId(type: string, key: string): string {
  return Buffer.from(`${type}:${key}`).toString('base64url');
}
