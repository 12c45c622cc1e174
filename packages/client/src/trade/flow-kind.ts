import type { CreateTransactionInput, FlowProgressQuery } from '../generated/graphql.js';
import type { FlowFailure } from './failure.js';
import type { SdkResult } from './gateway-sdk.js';
import type { FlowTransaction, Purpose } from './states.js';
import type { TradeClient } from './trade-client.js';

/** What to create a transaction for: the input of `createTransaction` without its key. */
export type TransactionInput = Omit<CreateTransactionInput, 'idempotencyKey'>;

/** What a read selects besides the transaction. */
export interface ProgressSelection {
  readonly account: string | null;
  readonly withHoldings: boolean;
  readonly withImports: boolean;
}

/** What one kind of flow adds to the common driver. */
export interface FlowKind<Found extends object> {
  /** Part of the name in the key store, and of messages. */
  readonly name: string;
  readonly purpose: Purpose<Found>;
  /** What to read for a flow with this input. */
  select(input: TransactionInput | null): ProgressSelection;
  /** What was found. */
  find(data: FlowProgressQuery, transaction: FlowTransaction): Found;
  /** Hands the SDK's result to Dwar; it may be repeated. Rejects with what the client rejects with. */
  handOver(client: TradeClient, transaction: FlowTransaction, result: SdkResult): Promise<HandedOver>;
}

/** What came of the SDK's result. */
export interface HandedOver {
  /** Why the flow cannot succeed; null if it can. */
  readonly failure: FlowFailure | null;
  /** Why the account of the SDK's token was not linked, if the flow does not depend on it. */
  readonly linkFailure: FlowFailure | null;
}
