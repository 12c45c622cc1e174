import type { FlowTransactionFragment } from '../generated/graphql.js';
import type { FlowFailure } from './failure.js';

/** A transaction as a flow reads it. */
export type FlowTransaction = FlowTransactionFragment;

/**
 * A flow of one transaction. `Found` is what the flow is for, as Dwar has it now: orders, an account,
 * holdings. Nothing in it comes from the SDK.
 */
export type FlowState<Found> = PhaseState<Found> & {
  /**
   * Why the broker account that the user logged in with was not linked, in any phase after the SDK has
   * closed. It does not fail the flow: show it with the phase. Absent if the account was linked, if there was
   * nothing to link, and after a reload.
   */
  readonly linkFailure?: FlowFailure;
};

type PhaseState<Found> =
  /** No flow is in progress. */
  | { readonly phase: 'idle' }
  /** A flow from before a reload is looked up. */
  | { readonly phase: 'resuming' }
  /** The transaction is being created. */
  | { readonly phase: 'creating' }
  /** Whether it was created is unclear, or it was not for now. `retry()` asks with the same key. */
  | { readonly phase: 'unclear'; readonly failure: FlowFailure }
  /** An identical order was placed a moment ago. Ask the user: `confirmDuplicate()` or `reset()`. */
  | { readonly phase: 'duplicate'; readonly of: FlowTransaction }
  /** The SDK is being opened. */
  | { readonly phase: 'opening'; readonly transaction: FlowTransaction }
  /**
   * It exists and was not triggered: after a reload, or since the SDK could not start. `retry()` opens the
   * SDK, best from a click.
   */
  | { readonly phase: 'ready'; readonly transaction: FlowTransaction; readonly failure: FlowFailure | null }
  /** The SDK is open. */
  | ({ readonly phase: 'with-user'; readonly transaction: FlowTransaction } & Found)
  /** The SDK has closed, and Dwar is being informed of how; repeated while the network is lost. */
  | ({ readonly phase: 'reporting'; readonly transaction: FlowTransaction } & Found)
  /** Dwar does not know the outcome yet. An order may exist: offer no second try. */
  | ({ readonly phase: 'confirming'; readonly transaction: FlowTransaction } & Found)
  /**
   * Orders exist and are not final: a limit order, or one that waits for the market. A new flow may start.
   */
  | ({ readonly phase: 'placed'; readonly transaction: FlowTransaction } & Found)
  /** It has ended, confirmed by a read. Not every order need be filled: see its status. */
  | ({ readonly phase: 'done'; readonly transaction: FlowTransaction } & Found)
  /** The user chose not to continue, and Dwar knows of no order. A new flow may start. */
  | { readonly phase: 'left'; readonly transaction: FlowTransaction; readonly failure: FlowFailure }
  /**
   * The time of the transaction is over without an outcome. If `orderMayExist`, have the user check at the
   * broker before you call `reset()`; an order that is found later still changes the phase.
   */
  | ({
      readonly phase: 'expired';
      readonly transaction: FlowTransaction;
      readonly orderMayExist: boolean;
    } & Found)
  /** It failed. `transaction` is null if none was created. A new flow may start. */
  | {
      readonly phase: 'failed';
      readonly failure: FlowFailure;
      readonly transaction: FlowTransaction | null;
    };

export type FlowPhase = FlowState<object>['phase'];

/** The state of one phase. */
export type StateIn<Phase extends FlowPhase, Found> = Extract<FlowState<Found>, { readonly phase: Phase }>;

/** What was read of a flow's transaction. */
export interface Observation<Found> {
  readonly transaction: FlowTransaction;
  readonly found: Found;
  /** Whether Dwar has read it at Gateway for this observation. */
  readonly isFresh: boolean;
}

/** What one kind of flow looks for. */
export interface Purpose<Found extends object> {
  /** Nothing found yet. */
  readonly nothing: Found;
  /** Whether the flow has reached its end without a failure. */
  isDone(observation: Observation<Found>): boolean;
  /** Whether an order or the like exists that is not final. */
  isPlaced(observation: Observation<Found>): boolean;
  /** A failure that only this kind of flow can see. */
  failureOf(observation: Observation<Found>): FlowFailure | null;
  /** Whether only the SDK's result can complete it, so that it is not done before the SDK has closed. */
  readonly needsSdkResult: boolean;
}
