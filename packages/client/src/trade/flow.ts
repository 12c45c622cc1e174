import { randomId } from '../core/random-id.js';
import { fromRejection } from './failure.js';
import type { FlowKind, TransactionInput } from './flow-kind.js';
import { FlowRun, type RunParts } from './flow-run.js';
import { type FlowOptions, FlowStorage } from './flow-storage.js';
import type { GatewaySdk } from './gateway-sdk.js';
import { isFollowed } from './judge.js';
import type { FlowRecord } from './key-store.js';
import { type FlowEvent, mayStart, reduce } from './reducer.js';
import type { FlowPhase, FlowState } from './states.js';
import { realClock, type TradeClient } from './trade-client.js';
import { inProgress } from './wrong-use.js';

const ORDERED: readonly FlowPhase[] = ['placed', 'done'];

/** A call of the app that is not finished. `input` is what it starts, as JSON; null for other calls. */
interface Call<Found> {
  readonly promise: Promise<FlowState<Found>>;
  readonly input: string | null;
  /** Whether it only looks up how the flow stands, which the user may see before it has finished. */
  readonly isLookUp: boolean;
}

/**
 * Drives one flow at a time by the state machine of `reducer.ts`. A call while another is not finished gets
 * the promise of that one: a double click is one flow.
 */
export class FlowDriver<Found extends object> {
  readonly #parts: RunParts<Found>;
  readonly #randomId: () => string;
  readonly #listeners = new Set<() => void>();
  #state: FlowState<Found> = { phase: 'idle' };
  #run: FlowRun<Found> | null = null;
  #call: Call<Found> | null = null;
  #isLookedUp = false;
  #isClosed = false;
  /** Counts resets: a call from before one does nothing more. */
  #resets = 0;

  constructor(kind: FlowKind<Found>, client: TradeClient, sdk: GatewaySdk, options: FlowOptions) {
    const clock = options.clock ?? realClock;
    const storage = new FlowStorage(kind.name, options, clock);
    this.#parts = { kind, client, sdk, clock, storage, isClosed: () => this.#isClosed };
    this.#randomId = options.randomId ?? client.randomId ?? randomId;
  }

  get state(): FlowState<Found> {
    return this.#state;
  }

  get idempotencyKey(): string | null {
    return this.#run?.key ?? null;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  resume(): Promise<FlowState<Found>> {
    const joined = this.#join();
    if (joined === null) return this.#work(null, () => this.#lookUp(), true);
    // The SDK may still be open from before `close`.
    void this.#followAgain();
    return joined;
  }

  start(input: TransactionInput, brokers: readonly string[] | null): Promise<FlowState<Found>> {
    const text = JSON.stringify(input);
    const call = this.#call;
    const isOther = call?.input == null ? this.#run?.isFor(input) === false : call.input !== text;
    if (call !== null && isOther) return Promise.reject(inProgress(this.#parts.kind.name, this.#state));
    if (call !== null && (call.input !== null || this.#run !== null)) return call.promise;
    return this.#work(text, async () => {
      await call?.promise.catch(() => undefined);
      await this.#startNow(input, brokers, call !== null);
    });
  }

  retry(): Promise<FlowState<Found>> {
    const call = this.#call;
    const joined = this.#join();
    if (joined !== null && call?.isLookUp === false) return joined;
    return this.#work(null, async () => {
      await call?.promise.catch(() => undefined);
      await this.#retryNow();
    });
  }

  confirmDuplicate(): Promise<FlowState<Found>> {
    return this.#join() ?? this.#work(null, () => this.#confirmNow());
  }

  reset(): void {
    this.#resets += 1;
    this.#call = null;
    this.#isLookedUp = true;
    this.#run?.stop();
    this.#run = null;
    this.#parts.storage.remove();
    this.#apply({ type: 'reset' });
  }

  close(): void {
    this.#isClosed = true;
    this.#run?.stop();
  }

  #join(): Promise<FlowState<Found>> | null {
    this.#isClosed = false;
    return this.#call?.promise ?? null;
  }

  #work(input: string | null, step: () => Promise<unknown>, isLookUp = false): Promise<FlowState<Found>> {
    this.#isClosed = false;
    const promise: Promise<FlowState<Found>> = step()
      .then(() => this.#state)
      .finally(() => {
        if (this.#call?.promise === promise) this.#call = null;
      });
    this.#call = { promise, input, isLookUp };
    return promise;
  }

  /**
   * Finds a flow from before a reload, once; later calls follow the present one again after `close`. Returns
   * whether this call has found one.
   */
  async #lookUp(): Promise<boolean> {
    if (this.#isLookedUp) {
      await this.#followAgain();
      return false;
    }
    const resets = this.#resets;
    const record = await this.#parts.storage.read();
    if (resets !== this.#resets) return false;
    this.#isLookedUp = true;
    if (record === null) return false;
    await this.#newRun(record).resume();
    return true;
  }

  /** Follows the flow after `close`. One that was closed before its first read needs it still. */
  async #followAgain(): Promise<void> {
    if (isFollowed(this.#state)) await this.#run?.follow(this.#state.phase === 'resuming');
  }

  /** `isFirst`: the app was looking for a flow from before a reload when the user pressed. */
  async #startNow(
    input: TransactionInput,
    brokers: readonly string[] | null,
    isFirst: boolean,
  ): Promise<void> {
    const resets = this.#resets;
    const isFound = this.#isLookedUp ? isFirst : await this.#lookUp();
    if (resets !== this.#resets) return;
    const run = this.#run;
    // The user has not seen yet that it was done before the reload.
    if (isFound && run?.isFor(input) && ORDERED.includes(this.#state.phase)) return;
    if (run === null || mayStart(this.#state)) return await this.#begin({ type: 'start' }, input, brokers);
    if (!run.isFor(input)) throw inProgress(this.#parts.kind.name, this.#state);
    await this.#retryNow();
  }

  /** A run with a key of its own. Nothing is sent before the key is stored. */
  async #begin(
    event: FlowEvent<Found> & { readonly type: 'start' | 'confirm-duplicate' },
    input: TransactionInput,
    brokers: readonly string[] | null,
  ): Promise<void> {
    this.#run?.stop();
    const startedAt = this.#parts.clock.now();
    const key = this.#randomId();
    const run = this.#newRun({ key, startedAt, input, brokers, transactionId: null });
    this.#apply(event);
    try {
      await run.store();
    } catch (reason) {
      const failure = { ...fromRejection(reason), isRetryable: false };
      this.#applyOf(run, { type: 'not-created', failure });
      return;
    }
    if (run === this.#run) await run.create();
  }

  async #retryNow(): Promise<void> {
    const { phase } = this.#state;
    if (phase !== 'unclear' && phase !== 'ready') return;
    this.#apply({ type: 'retry' });
    const { state } = this;
    if (state.phase === 'creating') await this.#run?.create();
    if (state.phase === 'opening') await this.#run?.open(state.transaction);
  }

  async #confirmNow(): Promise<void> {
    const asked = this.#run?.asked;
    if (this.#state.phase !== 'duplicate' || asked === undefined || asked.input === null) return;
    const input = { ...asked.input, allowDuplicate: true };
    await this.#begin({ type: 'confirm-duplicate' }, input, asked.brokers);
  }

  #newRun(record: FlowRecord): FlowRun<Found> {
    const run = new FlowRun(this.#parts, record, (own) => (event) => this.#applyOf(own, event));
    this.#run = run;
    return run;
  }

  #applyOf(run: FlowRun<Found>, event: FlowEvent<Found>): FlowState<Found> {
    if (run !== this.#run) return { phase: 'idle' };
    this.#apply(event);
    return this.#state;
  }

  #apply(event: FlowEvent<Found>): void {
    const next = reduce(this.#parts.kind.purpose, this.#state, event);
    // Most reads show nothing new: the state then stays the same object.
    if (JSON.stringify(next) === JSON.stringify(this.#state)) return;
    this.#state = next;
    if (['idle', 'done', 'left', 'failed'].includes(next.phase)) this.#parts.storage.remove();
    for (const listener of this.#listeners) call(listener);
  }
}

/** An error of a listener is the app's: it is thrown outside of the flow. */
function call(listener: () => void): void {
  try {
    listener();
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
}
