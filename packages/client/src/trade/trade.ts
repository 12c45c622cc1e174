import type { FlowOrderFragment } from '../generated/graphql.js';
import { FlowDriver } from './flow.js';
import type { FlowKind, TransactionInput } from './flow-kind.js';
import type { FlowOptions } from './flow-storage.js';
import type { GatewaySdk } from './gateway-sdk.js';
import { reportOutcome } from './hand-over.js';
import { isSettled } from './judge.js';
import type { FlowState } from './states.js';
import type { TradeClient } from './trade-client.js';
import { checkParts } from './wrong-use.js';

/** An order as a flow reads it. */
export type TradeOrder = FlowOrderFragment;

/**
 * All orders of a trade, as Dwar has them, oldest first. Empty for intents that order nothing.
 */
export interface TradeFound {
  readonly orders: readonly TradeOrder[];
}

export type TradeState = FlowState<TradeFound>;

/** What to create the transaction for. */
export type TradeInput = TransactionInput;

/** What every flow offers. The functions can be passed on without the object. */
export interface Flow<State> {
  /** Changes with each event; compare by identity. */
  readonly state: State;
  /** Key of the present flow; null before the first. */
  readonly idempotencyKey: string | null;
  /**
   * Continues a flow that a reload has interrupted; call it when the page opens. Resolves with the state.
   * `start` does it too.
   */
  resume(): Promise<State>;
  /** In `unclear` asks for the transaction with the same key; in `ready` opens the SDK. Else does nothing. */
  retry(): Promise<State>;
  /** In `duplicate`: the user wants the identical order as well. Else does nothing. */
  confirmDuplicate(): Promise<State>;
  /**
   * Forgets the flow. Where an order may exist (`confirming`, `expired`), have the user check at the broker
   * first.
   */
  reset(): void;
  /** Calls `listener` after each change of the state, until the returned function is called. */
  subscribe(listener: () => void): () => void;
  /** Stops following, as when a page is left. `resume` continues it. */
  close(): void;
}

/** A flow that is started with an input. */
export interface StartableFlow<State, Input> extends Flow<State> {
  /**
   * Creates a transaction and opens the SDK. Resolves with the state once the SDK has closed, or did not
   * open.
   *
   * A second call before that, as from a double click, gets the same promise; in `unclear` and `ready` it is
   * a retry. An equal flow from before a reload is continued, and if it is done, its state is returned.
   * Rejects with an Error if another input is still in progress. Every other failure is a state.
   */
  start(input: Input, options?: { readonly brokers?: readonly string[] }): Promise<State>;
}

export type Trade = StartableFlow<TradeState, TradeInput>;

/** The flow of {@link createTrade}. */
export const TRADE: FlowKind<TradeFound> = {
  name: 'trade',
  purpose: {
    nothing: { orders: [] },
    needsSdkResult: false,
    isDone({ transaction, found: { orders }, isFresh }) {
      if (!isSettled(transaction) || transaction.provenance !== 'CONFIRMED') return false;
      if (orders.length > 0) return orders.every(({ isFinal }) => isFinal);
      // The read of an order's transaction may be ahead of that of its orders.
      return transaction.status === 'COMPLETED' && (transaction.intent !== 'TRANSACTION' || isFresh);
    },
    isPlaced: ({ found }) => found.orders.length > 0,
    failureOf: () => null,
  },
  select: () => ({ account: null, withHoldings: false, withImports: false }),
  find: (_data, { orders }) => ({ orders }),
  async handOver(client, transaction, result) {
    return { failure: null, linkFailure: await reportOutcome(client, transaction, result) };
  },
};

/**
 * Makes a trade: from a press of a button to the orders that Dwar has confirmed, for every intent but CONNECT
 * and the imports, which have flows of their own.
 *
 * One press is one transaction, over double clicks, lost networks and reloads. No state is optimistic: orders
 * come from Dwar's reads alone. Use one object for a page; see `FlowState` for what each phase asks of the
 * app.
 */
export function createTrade(client: TradeClient, sdk: GatewaySdk, options: FlowOptions = {}): Trade {
  checkParts('createTrade', client, sdk);
  const driver = new FlowDriver(TRADE, client, sdk, options);
  return withFlow(driver, {
    start: (input: TradeInput, own?: { readonly brokers?: readonly string[] }) =>
      driver.start(input, own?.brokers ?? null),
  });
}

/** Adds the common part of a flow to `own`. */
export function withFlow<Found extends object, Own extends object>(
  driver: FlowDriver<Found>,
  own: Own,
): Own & Flow<FlowState<Found>> {
  const common: Flow<FlowState<Found>> = {
    get state() {
      return driver.state;
    },
    get idempotencyKey() {
      return driver.idempotencyKey;
    },
    resume: () => driver.resume(),
    retry: () => driver.retry(),
    confirmDuplicate: () => driver.confirmDuplicate(),
    reset: () => driver.reset(),
    subscribe: (listener) => driver.subscribe(listener),
    close: () => driver.close(),
  };
  return Object.defineProperties(own, Object.getOwnPropertyDescriptors(common)) as Own & typeof common;
}
