import { randomUUID } from 'node:crypto';
import { CliError } from '../context.js';
import {
  CREATE_AUTH_TOKEN,
  CREATE_TRANSACTION,
  type DwarEvent,
  EVENTS,
  HOLDINGS,
  LINK_BROKER_ACCOUNT,
  type OrderView,
  REPORT_OUTCOME,
} from './documents.js';
import type { DwarClient } from './dwar-client.js';
import type { EmulatorControl, SdkOutcome } from './emulator-control.js';
import type { EventFeed } from './event-feed.js';
import type {
  CreateTransactionInput,
  CreateTransactionMutation,
  EventsSubscription,
  ImportedHoldingsQuery,
} from './generated/graphql.js';
import type { Step } from '../steps.js';

/** With whom and how a scenario is played. */
export interface PlaySetup {
  readonly client: DwarClient;
  readonly emulator: EmulatorControl;
  /** Broker key, and the leprechaun token typed there. */
  readonly broker: string;
  readonly scenarioToken: string;
  readonly timeoutMs: number;
}

/** What `createTransaction` takes, but for the idempotency key, which is made for each call. */
export type TransactionInput = Omit<CreateTransactionInput, 'idempotencyKey'>;

/** The transaction a scenario is about. */
type CreatedTransaction = Extract<
  NonNullable<CreateTransactionMutation['createTransaction']>,
  { __typename: 'Transaction' }
>;

/** One scenario being played: the steps share what came before. */
export class Play {
  readonly #setup: PlaySetup;
  #feed: EventFeed<EventsSubscription> | undefined;
  #transaction: CreatedTransaction | undefined;
  #sdkToken: string | undefined;
  #holdings: ImportedHoldingsQuery['holdings'] = null;

  constructor(setup: PlaySetup) {
    this.#setup = setup;
  }

  /** Subscribes before anything else happens, so that nothing is missed. */
  subscribe(): Step {
    return {
      title: 'subscription',
      run: async () => {
        this.#feed = this.#setup.client.subscribe(EVENTS);
        const position = await this.#event(
          (event) => event.__typename === 'StreamPosition',
          'the stream position',
        );
        return `listening over WebSocket from cursor ${position.cursor}`;
      },
    };
  }

  authToken(kind: 'GUEST' | 'CONNECTED'): Step {
    return {
      title: 'auth token',
      run: async () => {
        const answer = await this.#setup.client.request(CREATE_AUTH_TOKEN, {
          input: { kind },
        });
        const token = answer.createAuthToken;
        if (token === null) throw new CliError('the gateway gave no auth token');
        return `${token.kind.toLowerCase()} token for gateway ${token.gateway}, until ${token.expiresAt}`;
      },
    };
  }

  createTransaction(input: TransactionInput): Step {
    return {
      title: 'transaction',
      run: async () => {
        const answer = await this.#setup.client.request(CREATE_TRANSACTION, {
          input: { ...input, idempotencyKey: `dwar-trigger-${randomUUID()}` },
        });
        const result = answer.createTransaction;
        if (result === null) throw new CliError('the gateway gave no transaction');
        if (result.__typename !== 'Transaction') throw new CliError(`${result.code}: ${result.message}`);
        this.#transaction = result;
        return `${result.intent} ${result.gatewayTransactionId}, until ${result.expiresAt}`;
      },
    };
  }

  /** The user picks a broker, logs in and confirms: at the emulator, as the SDK would let them. */
  userPart(): Step {
    const { broker, scenarioToken } = this.#setup;
    return {
      title: "user's part",
      run: async () => {
        const choice = { broker, token: scenarioToken };
        const outcome = await this.#setup.emulator.complete(this.#current.gatewayTransactionId, choice);
        if (!outcome.ok) return this.#rejected(outcome.error);
        const token = outcome.result.smallcaseAuthToken;
        if (typeof token === 'string') this.#sdkToken = token;
        return `logged in at ${broker} with ${scenarioToken}; the SDK resolved`;
      },
    };
  }

  /** The webhook of an order: shown at once as a hint, then confirmed. */
  orderWebhook(): Step {
    return {
      title: 'webhook verified',
      run: async () => {
        const order = await this.#orderEvent(() => true, 'an event of the order');
        if (order.provenance !== 'WEBHOOK') return 'none came; the order was found by a read';
        return `order ${order.batchId} is ${order.status} (WEBHOOK)`;
      },
    };
  }

  orderConfirmed(): Step {
    return {
      title: 'order confirmed',
      run: async () => {
        const order = await this.#orderEvent((one) => one.isFinal, 'the final state of the order');
        return `order ${order.batchId} is ${order.status} (${order.provenance}), ${describeLegs(order)}`;
      },
    };
  }

  /** An after-market order is at the broker; its end comes with the next opening of the market. */
  orderWaiting(): Step {
    return {
      title: 'order waiting',
      run: async () => {
        const order = await this.#orderEvent(
          (one) => one.variety === 'AMO' && one.provenance === 'CONFIRMED',
          'the order as it was read back',
        );
        const { batchId, status, provenance } = order;
        return `order ${batchId} is ${status} (${provenance}) until the market opens, ${describeLegs(order)}`;
      },
    };
  }

  transactionConfirmed(): Step {
    return {
      title: 'transaction confirmed',
      run: async () => {
        const id = this.#current.gatewayTransactionId;
        const event = await this.#event(
          (one) =>
            one.__typename === 'TransactionEvent' &&
            one.transaction.gatewayTransactionId === id &&
            one.transaction.provenance === 'CONFIRMED' &&
            one.transaction.status === 'COMPLETED',
          'the completed transaction',
        );
        return `${id} is COMPLETED, cursor ${event.cursor}`;
      },
    };
  }

  /** Reports to Dwar that the SDK has finished, as a front end must: Dwar reads the transaction at once. */
  reported(): Step {
    return {
      title: 'outcome reported',
      run: async () => {
        await this.#setup.client.request(REPORT_OUTCOME, { input: { transactionId: this.#current.id } });
        return 'Dwar reads the transaction now';
      },
    };
  }

  link(): Step {
    return {
      title: 'broker account linked',
      run: async () => {
        if (this.#sdkToken === undefined) throw new CliError('the SDK gave no smallcaseAuthToken');
        const input = { smallcaseAuthToken: this.#sdkToken };
        const answer = await this.#setup.client.request(LINK_BROKER_ACCOUNT, { input });
        const result = answer.linkBrokerAccount;
        if (result?.__typename === 'BrokerAccount') return `at ${result.broker ?? this.#setup.broker}`;
        throw new CliError(`the account was not linked: ${result?.__typename}: ${result?.message}`);
      },
    };
  }

  holdingsWebhook(): Step {
    return {
      title: 'webhook verified',
      run: async () => {
        const event = await this.#event((one) => one.__typename === 'HoldingsEvent', 'the holdings event');
        const isHint = event.__typename === 'HoldingsEvent' && event.holdings.provenance === 'WEBHOOK';
        return isHint
          ? `holdings received, cursor ${event.cursor}`
          : 'none came; the holdings were found by a read';
      },
    };
  }

  /** The read that follows the webhook: what was a hint is confirmed. */
  holdingsConfirmed(): Step {
    return {
      title: 'holdings confirmed',
      run: async () => {
        const isConfirmed = (one: DwarEvent) =>
          one.__typename === 'HoldingsEvent' && one.holdings.provenance === 'CONFIRMED';
        await this.#event(isConfirmed, 'the confirmed holdings');
        const { holdings } = await this.#setup.client.request(HOLDINGS, {});
        if (holdings === null) throw new CliError('there are no holdings after the import');
        this.#holdings = holdings;
        return `${holdings.securities.length} securities, taken ${holdings.snapshotAt ?? 'at an unknown time'} (${holdings.provenance})`;
      },
    };
  }

  /** What was imported; null when nothing was. */
  get imported(): ImportedHoldingsQuery['holdings'] {
    return this.#holdings;
  }

  /** The events received that belong to the newest transaction or to holdings, oldest first. */
  get received(): readonly DwarEvent[] {
    return (this.#feed?.events ?? []).map((event) => event.payload.events);
  }

  get #current(): CreatedTransaction {
    if (this.#transaction === undefined) throw new Error('no transaction was created yet');
    return this.#transaction;
  }

  /** Reports the SDK's error to Dwar, as a front end must, and ends the scenario. */
  async #rejected(error: Extract<SdkOutcome, { ok: false }>['error']): Promise<string> {
    // Protocol section 18.3: the order was sent and has no final state yet. That is no failure.
    if (error.code === ORDER_PENDING)
      return `the SDK rejected with ${error.code} ${error.message}: the order is on its way`;
    await this.#setup.client.request(REPORT_OUTCOME, {
      input: { transactionId: this.#current.id, errorCode: error.code, errorMessage: error.message },
    });
    throw new CliError(`the SDK rejected with ${error.code ?? 'no code'} ${error.message}`, {
      hint: `That is what the scenario token ${this.#setup.scenarioToken} plays; it was reported to Dwar by reportTransactionOutcome.`,
    });
  }

  async #orderEvent(fits: (order: OrderView) => boolean, what: string): Promise<OrderView> {
    const id = this.#current.gatewayTransactionId;
    const event = await this.#event(
      (one) =>
        one.__typename === 'OrderEvent' &&
        one.order.transaction?.gatewayTransactionId === id &&
        fits(one.order),
      what,
    );
    if (event.__typename !== 'OrderEvent') throw new Error('another event than was asked for');
    return event.order;
  }

  async #event(fits: (event: DwarEvent) => boolean, what: string): Promise<DwarEvent> {
    if (this.#feed === undefined) throw new Error('nothing was subscribed to yet');
    const received = await this.#feed.first((payload) => fits(payload.events), this.#setup.timeoutMs, what);
    return received.payload.events;
  }
}

const ORDER_PENDING = 4006;

function describeLegs(order: OrderView): string {
  const legs = order.legs.map((leg) => {
    const price = leg.averagePrice === null ? '' : ` at ${leg.averagePrice.amount}`;
    const reason = leg.errorCode === null ? '' : ` (${leg.errorCode})`;
    return `${leg.side} ${leg.filledQuantity}/${leg.quantity} ${leg.symbol}${price}${reason}`;
  });
  return legs.join(', ');
}
