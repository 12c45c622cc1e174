import type { FlowTransaction, GatewaySdk, SdkResult } from '../../../packages/client/src/trade/index.js';
import type { FlowSink, TradeClient } from '../../../packages/client/src/trade/trade-client.js';
import { sdkFailure } from '../../../packages/client/src/trade/gateway-sdk.js';
import type { TradeOrder } from '../../../packages/client/src/trade/trade.js';
import { errorOf, order, transaction } from './trade-kit.js';

/** What the user does at the broker, and what the SDK says of it. */
export const ENDINGS = {
  filled: { order: 'final', code: null },
  rejected: { order: 'final', code: null },
  open: { order: 'open', code: null },
  pending: { order: 'open', code: 4006 },
  'timed out, ordered': { order: 'final', code: 4003 },
  'timed out, not ordered': { order: 'none', code: 4003 },
  'chooser closed': { order: 'none', code: 1010 },
  'left after login': { order: 'none', code: 1012 },
  'unknown code, ordered': { order: 'final', code: 7777 },
  'market closed': { order: 'none', code: 4004 },
} as const;

export type Ending = keyof typeof ENDINGS;

/** How the next call of one kind ends. */
export type Fate = 'answered' | 'request lost' | 'answer lost';

/** A transaction at Gateway, and what Dwar knows of it. */
interface Held {
  readonly id: string;
  readonly key: string;
  truth: { status: FlowTransaction['status']; orders: readonly TradeOrder[]; code: number | null };
  known: FlowTransaction;
  isExpired: boolean;
}

/** How many orders Dwar returns at once. */
const ORDERS_OF_A_PAGE = 10;

const NETWORK = () => new Error('the network was lost');

/**
 * Dwar, Gateway and the SDK as far as a trade sees them: the rules of G1, of single use, of belief and of
 * expiry. Every answer comes in a later turn. What Gateway knows reaches Dwar by `deliver` alone.
 */
export class Model implements TradeClient {
  readonly held = new Map<string, Held>();
  /** Ids of all orders that Dwar has ever had. */
  readonly ordersSeen = new Set<string>();
  /** Transactions that were given to the user. */
  readonly triggered: string[] = [];
  /** How often the progress was read. */
  reads = 0;
  /** Called before a further page of orders is read. */
  onPage = (_offset: number): void => {};
  isCut = false;
  isGatewayDown = false;
  fate: Fate = 'answered';
  readonly #sinks = new Set<FlowSink<never>>();
  #open: { held: Held; resolve: (result: SdkResult) => void } | null = null;

  query: TradeClient['query'] = async (document, variables) => {
    await this.#travel();
    const { id, offset = 0 } = variables as { id: string; offset?: number };
    if (document.toString().includes('query FlowProgress')) this.reads += 1;
    else this.onPage(offset);
    const transaction = this.#view(this.#byId(id));
    const { orders } = transaction;
    const page = orders.slice(offset, offset + ORDERS_OF_A_PAGE);
    return { transaction: { ...transaction, ordersCount: orders.length, orders: page } } as never;
  };

  mutate: TradeClient['mutate'] = async (document, variables) => {
    const [, name = ''] = /mutation Flow(\w+)/.exec(document.toString()) ?? [];
    const fate = this.fate;
    this.fate = 'answered';
    await this.#travel();
    if (fate === 'request lost') throw NETWORK();
    const data = this.#answer(name, variables as never);
    if (fate === 'answer lost') throw NETWORK();
    return data as never;
  };

  subscribe: TradeClient['subscribe'] = (_document, _variables, sink) => {
    const own = sink as FlowSink<never>;
    this.#sinks.add(own);
    void this.#travel().then(
      () => this.#emit('StreamPosition'),
      (reason) => this.#sinks.delete(own) && own.error(reason),
    );
    return () => this.#sinks.delete(own);
  };

  readonly sdk: GatewaySdk = {
    trigger: async ({ transactionId }) => {
      await Promise.resolve();
      const held = this.#byId(transactionId);
      if (held.isExpired || held.truth.status !== 'INITIALIZED')
        return sdkFailure({ code: 3001, message: 'transaction_expired' }, true);
      if (this.#open !== null) return sdkFailure({ code: 3003, message: 'transaction_in_process' }, true);
      this.triggered.push(held.id);
      return await new Promise((resolve) => {
        this.#open = { held, resolve };
      });
    },
    logout: async () => undefined,
  };

  /** Subscriptions that are open. */
  get subscriptions(): number {
    return this.#sinks.size;
  }

  cut(): void {
    this.isCut = true;
    for (const sink of [...this.#sinks]) {
      this.#sinks.delete(sink);
      sink.error(NETWORK() as never);
    }
  }

  /** The user finishes what is open in the SDK; the page may be gone by then. */
  finish(ending: Ending): void {
    const open = this.#open;
    this.#open = null;
    if (open === null) return;
    const { held, resolve } = open;
    const { order: kind, code } = ENDINGS[ending];
    if (!held.isExpired) held.truth = truthOf(held.id, ending, kind, code);
    const isOk = code === null && !held.isExpired;
    const failed = held.isExpired ? 1005 : code;
    resolve(isOk ? { ok: true, smallcaseAuthToken: null, raw: {} } : sdkFailure({ code: failed }, true));
  }

  /** A webhook or a poll: Dwar learns what Gateway knows. */
  deliver(): void {
    for (const held of this.held.values()) this.#learn(held);
  }

  /** A webhook that is only a hint: an order, true or not, that no read has confirmed. */
  hint(): void {
    for (const held of this.held.values()) {
      if (held.known.status !== 'INITIALIZED' && held.known.status !== 'USED') continue;
      this.#change(held, {
        orders: [order({ id: `hint-${held.id}`, isFinal: false, provenance: 'WEBHOOK' })],
      });
    }
  }

  /** The basket of the transaction becomes several orders at the broker, of which the last ones are open. */
  split(count: number, open: number): void {
    for (const held of this.held.values()) {
      const orders = Array.from({ length: count }, (_, index) =>
        order({ id: `order-${index}`, isFinal: index < count - open }),
      );
      held.truth = { ...held.truth, orders };
    }
  }

  /** Open orders are filled at the exchange. */
  settle(): void {
    for (const held of this.held.values()) {
      if (held.truth.status !== 'PROCESSING') continue;
      const orders = held.truth.orders.map((each) => ({ ...each, isFinal: true }));
      held.truth = { ...held.truth, status: 'COMPLETED', orders };
    }
  }

  expire(): void {
    for (const held of this.held.values()) held.isExpired = true;
  }

  hasOrder(key: string | null): boolean {
    const held = key === null ? undefined : this.held.get(key);
    return (held?.truth.orders.length ?? 0) > 0;
  }

  async #travel(): Promise<void> {
    await Promise.resolve();
    if (this.isCut) throw NETWORK();
  }

  #answer(name: string, variables: never): object {
    if (name === 'CreateTransaction') return { createTransaction: this.#create(variables) };
    if (name === 'CreateAuthToken')
      return { createAuthToken: { token: 'token', gateway: 'gateway', isLeprechaun: true } };
    if (name === 'ReportOutcome') return this.#report(variables);
    if (name === 'RefreshTransaction') return this.#refresh(variables);
    throw new Error(`no answer to ${name}`);
  }

  #create({ input }: { input: { idempotencyKey: string } }): object {
    const { idempotencyKey: key } = input;
    const known = this.held.get(key);
    if (known !== undefined) return this.#view(known);
    if (this.isGatewayDown)
      return {
        __typename: 'GatewayUnavailable',
        code: 'GATEWAY_UNAVAILABLE',
        message: 'down',
        isRetryable: true,
      };
    const id = `transaction-${this.held.size + 1}`;
    const held: Held = {
      id,
      key,
      truth: { status: 'INITIALIZED', orders: [], code: null },
      known: transaction({ id, gatewayTransactionId: id }),
      isExpired: false,
    };
    this.held.set(key, held);
    return this.#view(held);
  }

  #report({ input }: { input: { transactionId: string; errorCode?: number } }): object {
    const held = this.#byId(input.transactionId);
    const { errorCode } = input;
    const isSettled = ['COMPLETED', 'ERRORED'].includes(held.known.status);
    if (errorCode !== undefined && !isSettled)
      this.#change(held, { error: errorOf(errorCode, held.known.status, 'REPORTED') });
    return { reportTransactionOutcome: { __typename: 'Transaction', id: held.id, linkFailure: null } };
  }

  #refresh({ id }: { id: string }): object {
    const failure = {
      __typename: 'GatewayUnavailable',
      code: 'GATEWAY_UNAVAILABLE',
      message: '',
      isRetryable: true,
    };
    if (this.isGatewayDown) return { refreshTransaction: failure };
    this.#learn(this.#byId(id));
    return { refreshTransaction: { __typename: 'Transaction', id } };
  }

  #learn(held: Held): void {
    const { status, orders, code } = held.truth;
    const isEnd = status === 'ERRORED' || status === 'COMPLETED';
    const error = status === 'ERRORED' ? errorOf(code, status, 'CONFIRMED') : isEnd ? null : held.known.error;
    const isHintKept = !isEnd && !held.isExpired && orders.length === 0;
    this.#change(held, { status, error, orders: isHintKept ? held.known.orders : [...orders] });
  }

  #change(held: Held, change: Partial<FlowTransaction>): void {
    const next = { ...held.known, ...change };
    if (JSON.stringify(next) === JSON.stringify(held.known)) return;
    held.known = next;
    for (const { id } of held.known.orders) this.ordersSeen.add(id);
    this.#emit('TransactionEvent');
  }

  #view(held: Held): FlowTransaction {
    const { status } = held.known;
    const isOpen = status === 'INITIALIZED' || status === 'USED';
    return { ...held.known, isExpired: held.isExpired && isOpen };
  }

  #byId(id: string): Held {
    const held = [...this.held.values()].find((each) => each.id === id);
    if (held === undefined) throw new Error(`no transaction ${id}`);
    return held;
  }

  #emit(__typename: string): void {
    for (const sink of [...this.#sinks]) sink.next({ events: { __typename } } as never);
  }
}

function truthOf(
  id: string,
  ending: Ending,
  kind: 'final' | 'open' | 'none',
  code: number | null,
): Held['truth'] {
  if (kind === 'none') {
    const isMarked = code !== 4003;
    return { status: isMarked ? 'ERRORED' : 'USED', orders: [], code };
  }
  const isFinal = kind === 'final';
  const own = order({ id: `order-${id}`, isFinal, status: ending === 'rejected' ? 'UNFILLED' : 'COMPLETED' });
  return { status: isFinal ? 'COMPLETED' : 'PROCESSING', orders: [own], code: null };
}
