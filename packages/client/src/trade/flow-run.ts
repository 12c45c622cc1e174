import { backoffDelayMs } from '../core/backoff.js';
import {
  FlowCreateAuthTokenDocument,
  FlowCreateTransactionDocument,
  FlowProgressDocument,
  FlowRefreshTransactionDocument,
} from '../generated/graphql.js';
import { withEveryOrder } from './every-order.js';
import { type FlowFailure, fromRejection } from './failure.js';
import type { FlowKind, TransactionInput } from './flow-kind.js';
import type { FlowStorage } from './flow-storage.js';
import { Follower, pause } from './follower.js';
import { type GatewaySdk, type SdkResult, type SdkToken, sdkFailure } from './gateway-sdk.js';
import { isOver } from './judge.js';
import type { FlowRecord } from './key-store.js';
import type { FlowEvent } from './reducer.js';
import type { FlowState, FlowTransaction, Observation } from './states.js';
import type { FlowClock, TradeClient } from './trade-client.js';

/** What a run needs. */
export interface RunParts<Found extends object> {
  readonly kind: FlowKind<Found>;
  readonly client: TradeClient;
  readonly sdk: GatewaySdk;
  readonly clock: FlowClock;
  readonly storage: FlowStorage;
  /** Whether the app has closed the flow: its steps go on, but it follows nothing. */
  readonly isClosed: () => boolean;
}

/** Applies an event and returns the state after it; `idle` once the flow was reset or replaced. */
export type Dispatch<Found> = (event: FlowEvent<Found>) => FlowState<Found>;

/** Waits between attempts to hand the SDK's result to Dwar; about ten minutes altogether. */
const HAND_OVER = { initialDelayMs: 1_000, maxDelayMs: 30_000 };
const HAND_OVER_ATTEMPTS = 25;
const NEVER = new AbortController().signal;

const NO_ANSWER: FlowFailure = {
  code: null,
  message: 'Dwar gave no answer',
  kind: null,
  isRetryable: true,
  retryAfterSeconds: null,
};

/** The steps of one flow, from its start to its end, also over a reload. */
export class FlowRun<Found extends object> {
  readonly #parts: RunParts<Found>;
  readonly #dispatch: Dispatch<Found>;
  #record: FlowRecord;
  #follower: Follower<Found> | null = null;

  constructor(
    parts: RunParts<Found>,
    record: FlowRecord,
    dispatch: (run: FlowRun<Found>) => Dispatch<Found>,
  ) {
    this.#parts = parts;
    this.#record = record;
    this.#dispatch = dispatch(this);
  }

  get key(): string {
    return this.#record.key;
  }

  /** What was asked for; the input is null after a reload if it holds personal data. */
  get asked(): Pick<FlowRecord, 'input' | 'brokers'> {
    return this.#record;
  }

  /** Whether it is for this input, as far as is known after a reload. */
  isFor(input: TransactionInput): boolean {
    return this.#record.input === null || textOf(this.#record.input) === textOf(input);
  }

  /** Stores the key; to be done before it is sent. Rejects with what the store rejects with. */
  async store(): Promise<void> {
    await this.#parts.storage.write(this.#record);
  }

  /** Continues after a reload. */
  async resume(): Promise<void> {
    const { phase } = this.#dispatch({
      type: 'resume',
      isTransactionKnown: this.#record.transactionId !== null,
    });
    if (phase === 'resuming') await this.follow(true);
    if (phase === 'creating') await this.create(true);
  }

  /** Asks for the transaction of the key, and opens the SDK for one that is new. */
  async create(isResumed = false): Promise<void> {
    const state = this.#dispatch(await this.#send(isResumed));
    if (state.phase === 'opening') await this.open(state.transaction);
    if (state.phase === 'resuming') await this.follow(true);
  }

  async #send(isResumed: boolean): Promise<FlowEvent<Found>> {
    const { key, input, transactionId } = this.#record;
    try {
      const { createTransaction: answer } = await this.#parts.client.mutate(FlowCreateTransactionDocument, {
        input: { ...(input as TransactionInput), idempotencyKey: key },
      });
      if (answer === null) return { type: 'not-created', failure: NO_ANSWER };
      if (answer.__typename === 'Transaction' && transactionId === null) await this.#keep(answer);
      return { type: 'created', answer, isResumed };
    } catch (reason) {
      return { type: 'not-created', failure: fromRejection(reason) };
    }
  }

  /** If this cannot be stored, the key still finds the transaction. */
  async #keep({ id }: FlowTransaction): Promise<void> {
    this.#record = { ...this.#record, transactionId: id };
    await this.store().catch(() => undefined);
  }

  /** Opens the SDK, and hands its result to Dwar. */
  async open(transaction: FlowTransaction): Promise<void> {
    // A webhook may be faster than the SDK.
    void this.follow(false);
    const token = await this.#requestToken(transaction);
    if (token === null || this.#dispatch({ type: 'opened' }).phase !== 'with-user') return;
    const result = await this.#trigger(transaction, token);
    this.#dispatch({ type: 'closed', result });
    if (result.ok || result.wasTriggered) await this.#handOver(transaction, result);
  }

  async #requestToken({ id }: FlowTransaction): Promise<SdkToken | null> {
    try {
      const { createAuthToken } = await this.#parts.client.mutate(FlowCreateAuthTokenDocument, {
        transactionId: id,
      });
      if (createAuthToken !== null) return createAuthToken;
      this.#dispatch({ type: 'not-opened', failure: NO_ANSWER });
    } catch (reason) {
      this.#dispatch({ type: 'not-opened', failure: fromRejection(reason) });
    }
    return null;
  }

  async #trigger({ gatewayTransactionId }: FlowTransaction, token: SdkToken): Promise<SdkResult> {
    const brokers = this.#record.brokers ?? undefined;
    try {
      return await this.#parts.sdk.trigger({ transactionId: gatewayTransactionId, token, brokers });
    } catch (error) {
      return sdkFailure({ message: String(error) }, true);
    }
  }

  /** Resolves after the first attempt; the others follow while the network is lost, also after a reset. */
  async #handOver(transaction: FlowTransaction, result: SdkResult, attempt = 0): Promise<void> {
    const { kind, client, clock } = this.#parts;
    try {
      const { failure, linkFailure } = await kind.handOver(client, transaction, result);
      this.#dispatch(failure === null ? { type: 'reported', linkFailure } : { type: 'refused', failure });
    } catch (reason) {
      const failure = fromRejection(reason);
      if (failure.isRetryable && attempt < HAND_OVER_ATTEMPTS) {
        void pause(clock, backoffDelayMs(attempt, HAND_OVER), NEVER).then(() =>
          this.#handOver(transaction, result, attempt + 1),
        );
        return;
      }
      // Dwar reads Gateway without this report; only what depends on the SDK's token has failed.
      const isLost = kind.purpose.needsSdkResult;
      this.#dispatch(isLost ? { type: 'refused', failure } : { type: 'reported', linkFailure: null });
    }
    await this.#follower?.look();
  }

  /** Follows the transaction until it has ended, unless the flow is closed. Resolves after the first read. */
  async follow(isFresh: boolean): Promise<void> {
    if (this.#parts.isClosed()) return;
    if (this.#follower !== null) return await this.#follower.look(isFresh);
    const { client, clock } = this.#parts;
    const read = (fresh: boolean) => this.#read(fresh);
    this.#follower = new Follower({ client, clock, read, observe: (found) => this.#observe(found) });
    await this.#follower.start(isFresh);
  }

  stop(): void {
    this.#follower?.stop();
    this.#follower = null;
  }

  async #read(isFresh: boolean): Promise<Observation<Found> | null> {
    const { client, kind } = this.#parts;
    const { transactionId, input } = this.#record;
    const id = transactionId ?? '';
    const isRead = isFresh && (await this.#refresh(id));
    const data = await client.query(FlowProgressDocument, { id, ...kind.select(input) });
    if (data.transaction === null) return null;
    const transaction = await withEveryOrder(client, data.transaction);
    return { transaction, found: kind.find(data, transaction), isFresh: isRead };
  }

  /**
   * Has Dwar read the transaction at Gateway. Returns false if it could not: its own plan of reads continues.
   */
  async #refresh(id: string): Promise<boolean> {
    try {
      const { refreshTransaction } = await this.#parts.client.mutate(FlowRefreshTransactionDocument, { id });
      return refreshTransaction?.__typename === 'Transaction';
    } catch {
      return false;
    }
  }

  #observe(observation: Observation<Found> | null): FlowState<Found> {
    const state = this.#dispatch(
      observation === null ? { type: 'unknown' } : { type: 'observed', observation },
    );
    if (isOver(state)) this.stop();
    return state;
  }
}

/** A confirmed duplicate is still what was asked for. */
function textOf({ allowDuplicate: _, ...input }: TransactionInput): string {
  return JSON.stringify(input);
}
