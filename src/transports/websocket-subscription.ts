import type { ExecutionArgs, ExecutionResult } from 'graphql';
import type { Engine } from '../execution/engine.js';
import type { Push } from '../execution/instrumentation.js';
import { givenUpTo, type LogReader } from '../graphql/log-reader.js';

const DONE: IteratorResult<ExecutionResult, void> = { done: true, value: undefined };

/** Opens a subscription: its results, or why it could not be opened. */
export async function openSubscription(
  engine: Engine,
  args: ExecutionArgs,
): Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult> {
  const opened = await engine.open(args);
  return Symbol.asyncIterator in opened
    ? new SubscriptionResults(engine, args, opened[Symbol.asyncIterator]())
    : opened;
}

/**
 * The results of one subscription, counted as active until its source is done or fails or the library ends
 * it. A plain iterator, because `return` of a generator would not reach a source that is waiting.
 */
class SubscriptionResults implements AsyncGenerator<ExecutionResult, void, void>, LogReader {
  #isActive = true;
  /** The push that the library is sending. */
  #inFlight: Push | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly args: ExecutionArgs,
    private readonly source: AsyncIterator<unknown>,
  ) {
    engine.instrumentation.observer.subscriptionStarted('websocket');
  }

  get givenUpTo(): number | null {
    return givenUpTo(this.source);
  }

  async next(): Promise<IteratorResult<ExecutionResult, void>> {
    // The library asks for the next result once the socket has accepted the last one.
    this.#confirmSent();
    try {
      const step = await this.source.next();
      if (step.done === true) {
        this.#end();
        return DONE;
      }
      return { done: false, value: await this.#push(step.value) };
    } catch (error) {
      this.#end();
      await this.source.return?.().catch(() => {});
      throw error;
    }
  }

  async return(): Promise<IteratorResult<ExecutionResult, void>> {
    this.#end();
    await this.source.return?.();
    return DONE;
  }

  async throw(error: unknown): Promise<IteratorResult<ExecutionResult, void>> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  async #push(event: unknown): Promise<ExecutionResult> {
    const push = await this.engine.push(this.args, event, 'websocket');
    if (this.#isActive) this.#inFlight = push;
    else push.sent();
    this.engine.instrumentation.observer.eventPushed('websocket');
    return push.result;
  }

  #confirmSent(): void {
    this.#inFlight?.sent();
    this.#inFlight = undefined;
  }

  #end(): void {
    if (this.#isActive) this.engine.instrumentation.observer.subscriptionEnded('websocket');
    this.#isActive = false;
    this.#confirmSent();
  }
}
