import { randomUUID } from 'node:crypto';
import { CliError } from './context.js';
import {
  type AuthTokenAnswer,
  CREATE_AUTH_TOKEN,
  CREATE_TRANSACTION,
  type CreateTransactionAnswer,
  type DwarEvent,
  EVENTS,
  HOLDINGS,
  type HoldingsAnswer,
  type EventPayload,
  LINK_BROKER_ACCOUNT,
  type LinkAnswer,
  type OrderView,
  REPORT_OUTCOME,
  type TransactionView,
} from './documents.js';
import type { DwarClient } from './dwar-client.js';
import type { EmulatorControl, SdkOutcome } from './emulator-control.js';
import type { EventFeed } from './event-feed.js';
import type { Step } from './steps.js';

/** The intents the commands play. */
export type Intent = 'CONNECT' | 'TRANSACTION' | 'HOLDINGS_IMPORT';

/** With whom and how a scenario is played. */
export interface PlaySetup {
  readonly client: DwarClient;
  readonly emulator: EmulatorControl;
  /** Broker key, and the leprechaun token typed there. */
  readonly broker: string;
  readonly scenarioToken: string;
  readonly timeoutMs: number;
}

/** A transaction of protocol section 7 as `createTransaction` takes it, without the idempotency key. */
export type TransactionInput = Readonly<Record<string, unknown>> & { readonly intent: Intent };

/** One scenario being played: the steps share what came before. */
export class Play {
  readonly #setup: PlaySetup;
  #feed: EventFeed<EventPayload> | undefined;
  #transaction: TransactionView | undefined;
  #sdkToken: string | undefined;
  #holdings: HoldingsAnswer['holdings'] = null;

  constructor(setup: PlaySetup) {
    this.#setup = setup;
  }

  /** Subscribes before anything else happens, so that nothing is missed. */
  subscribe(): Step {
    return {
      title: 'subscription',
      run: async () => {
        this.#feed = this.#setup.client.subscribe<EventPayload>(EVENTS);
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
        const answer = await this.#setup.client.request<AuthTokenAnswer>(CREATE_AUTH_TOKEN, {
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
        const answer = await this.#setup.client.request<CreateTransactionAnswer>(CREATE_TRANSACTION, {
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
        return `order ${order.batchId} is ${order.status} (${order.provenance})`;
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

  link(): Step {
    return {
      title: 'broker account linked',
      run: async () => {
        const input = { smallcaseAuthToken: this.#sdkToken };
        const answer = await this.#setup.client.request<LinkAnswer>(LINK_BROKER_ACCOUNT, { input });
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
        return `holdings received, cursor ${event.cursor}`;
      },
    };
  }

  holdings(): Step {
    return {
      title: 'holdings',
      run: async () => {
        const { holdings } = await this.#setup.client.request<HoldingsAnswer>(HOLDINGS);
        if (holdings === null) throw new CliError('there are no holdings after the import');
        this.#holdings = holdings;
        return `${holdings.securities.length} securities, taken ${holdings.snapshotAt ?? 'at an unknown time'} (${holdings.provenance})`;
      },
    };
  }

  /** What was imported; null when nothing was. */
  get imported(): HoldingsAnswer['holdings'] {
    return this.#holdings;
  }

  /** The events received that belong to the newest transaction or to holdings, oldest first. */
  get received(): readonly DwarEvent[] {
    return (this.#feed?.events ?? []).map((event) => event.payload.events);
  }

  get #current(): TransactionView {
    if (this.#transaction === undefined) throw new Error('no transaction was created yet');
    return this.#transaction;
  }

  /** Tells Dwar what the SDK rejected with, as a front end must, and ends the scenario. */
  async #rejected(error: Extract<SdkOutcome, { ok: false }>['error']): Promise<string> {
    // Protocol section 18.3: the order was sent and has no final state yet. That is no failure.
    if (error.code === ORDER_PENDING)
      return `the SDK rejected with ${error.code} ${error.message}: the order is on its way`;
    await this.#setup.client.request(REPORT_OUTCOME, {
      input: { transactionId: this.#current.id, errorCode: error.code, errorMessage: error.message },
    });
    throw new CliError(`the SDK rejected with ${error.code ?? 'no code'} ${error.message}`, {
      hint: `That is what the scenario token ${this.#setup.scenarioToken} plays; Dwar was told by reportTransactionOutcome.`,
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
    return `${leg.side} ${leg.filledQuantity}/${leg.quantity} ${leg.symbol}${price}`;
  });
  return legs.join(', ');
}
