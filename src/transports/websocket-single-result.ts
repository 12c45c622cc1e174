import type { ExecutionArgs, ExecutionResult } from 'graphql';
import type { Engine } from '../execution/engine.js';

/**
 * Runs a query or mutation as a stream of one result. The library ends a stream when its client completes it
 * or disconnects, but has no such notification for a single result: as a stream, the context's `signal` is
 * aborted. A plain iterator, because `return` of a generator would not reach a run that is waiting.
 */
export function runOnce(engine: Engine, args: ExecutionArgs): AsyncGenerator<ExecutionResult, void, void> {
  const hangUp = new AbortController();
  Object.assign(args.contextValue as object, { signal: hangUp.signal });
  const done: IteratorResult<ExecutionResult, void> = { done: true, value: undefined };
  const left = new Promise<typeof done>((resolve) => {
    hangUp.signal.addEventListener('abort', () => resolve(done), { once: true });
  });
  let isAsked = false;
  const result = {
    async next() {
      if (isAsked) return done;
      isAsked = true;
      const running = engine.run(args).then((value) => ({ done: false as const, value }));
      return await Promise.race([running, left]);
    },
    async return() {
      hangUp.abort();
      return done;
    },
    async throw(error: unknown) {
      hangUp.abort();
      throw error;
    },
    [Symbol.asyncIterator]: () => result,
    [Symbol.asyncDispose]: async () => hangUp.abort(),
  };
  return result as AsyncGenerator<ExecutionResult, void, void>;
}
