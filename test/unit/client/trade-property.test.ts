import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  createTrade,
  memoryKeyStore,
  type Trade,
  type TradeInput,
} from '../../../packages/client/src/trade/index.js';
import { mayStart } from '../../../packages/client/src/trade/reducer.js';
import { JumpClock } from '../../support/jump-clock.js';
import { EXPIRES_AT } from './trade-kit.js';
import { ENDINGS, type Ending, type Fate, Model } from './trade-model.js';

const BUY: TradeInput = { intent: 'TRANSACTION', securities: [{ ticker: 'INFY', quantity: 1, side: 'BUY' }] };

/** One thing that happens to a trade. */
type Action =
  | { readonly do: 'press' | 'double press' | 'retry' | 'reload' | 'reset' }
  | { readonly do: 'finish'; readonly ending: Ending }
  | { readonly do: 'deliver' | 'hint' | 'settle' | 'expire' | 'wait' }
  | { readonly do: 'cut' | 'restore' | 'gateway down' | 'gateway up' }
  | { readonly do: 'fate'; readonly fate: Fate };

const simple = <Name extends string>(...names: Name[]) =>
  fc.constantFrom(...names).map((name) => ({ do: name }));

const actions: fc.Arbitrary<Action> = fc.oneof(
  { weight: 5, arbitrary: simple('press', 'double press', 'retry') },
  { weight: 2, arbitrary: simple('reload') },
  { weight: 1, arbitrary: simple('reset', 'expire') },
  {
    weight: 5,
    arbitrary: fc
      .constantFrom(...(Object.keys(ENDINGS) as Ending[]))
      .map((ending) => ({ do: 'finish' as const, ending })),
  },
  { weight: 6, arbitrary: simple('deliver', 'hint', 'settle', 'wait') },
  { weight: 4, arbitrary: simple('cut', 'restore', 'restore', 'gateway down', 'gateway up') },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom<Fate>('request lost', 'answer lost')
      .map((fate) => ({ do: 'fate' as const, fate })),
  },
);

/** An app that uses a trade as it should, over reloads, and checks what the trade says after each step. */
class App {
  readonly model = new Model();
  readonly clock = new JumpClock(EXPIRES_AT - 300_000);
  readonly #keyStore = memoryKeyStore();
  #trade = this.#open();
  #presses = 0;

  get trade(): Trade {
    return this.#trade;
  }

  #open(): Trade {
    const options = { keyStore: this.#keyStore, clock: this.clock };
    return createTrade(this.model, this.model.sdk, options);
  }

  async act(action: Action): Promise<void> {
    const before = this.#trade.state;
    const isLeaving = await this.#do(action);
    await turns();
    if (before.phase === 'done' && !isLeaving) expect(this.#trade.state.phase).toBe('done');
    this.check();
  }

  /** Returns whether the app has left the present flow. */
  async #do(action: Action): Promise<boolean> {
    const { model } = this;
    switch (action.do) {
      case 'press':
      case 'double press':
        return this.#press(action.do === 'press' ? 1 : 2);
      case 'retry':
        void this.#trade.retry();
        return false;
      case 'reload':
        this.#trade.close();
        this.#trade = this.#open();
        void this.#trade.resume();
        return true;
      case 'reset': {
        const isAllowed = mayStart(this.#trade.state) || this.#trade.state.phase === 'unclear';
        if (isAllowed) this.#trade.reset();
        return isAllowed;
      }
      case 'finish':
        model.finish(action.ending);
        return false;
      case 'deliver':
        model.deliver();
        return false;
      case 'hint':
        model.hint();
        return false;
      case 'settle':
        model.settle();
        return false;
      case 'expire':
        model.expire();
        return false;
      case 'wait':
        await this.clock.advance(90_000);
        return false;
      case 'cut':
        model.cut();
        return false;
      case 'restore':
        model.isCut = false;
        return false;
      case 'gateway down':
      case 'gateway up':
        model.isGatewayDown = action.do === 'gateway down';
        return false;
      case 'fate':
        model.fate = action.fate;
        return false;
    }
  }

  #press(clicks: number): boolean {
    const { state } = this.#trade;
    const isNew = mayStart(state);
    if (isNew) this.#presses += 1;
    const promises = Array.from({ length: clicks }, () => this.#trade.start(BUY));
    for (const promise of promises) promise.catch(() => undefined);
    expect(new Set(promises).size).toBe(1);
    return isNew;
  }

  check(): void {
    const { model } = this;
    const { state } = this.#trade;
    expect(model.held.size).toBeLessThanOrEqual(this.#presses);
    expect(new Set(model.triggered).size).toBe(model.triggered.length);
    if ('orders' in state) for (const { id } of state.orders) expect(model.ordersSeen).toContain(id);
    const key = this.#trade.idempotencyKey;
    // Where a new press is offered, the last one has no order that is not shown.
    const isDenied =
      ['left', 'failed'].includes(state.phase) || (state.phase === 'expired' && mayStart(state));
    if (isDenied) expect(model.hasOrder(key)).toBe(false);
  }

  /** Everything is back, every user has finished, and all is delivered. */
  async settle(): Promise<void> {
    const { model } = this;
    model.isCut = false;
    model.isGatewayDown = false;
    model.fate = 'answered';
    for (let round = 0; round < 6; round += 1) {
      model.finish('filled');
      model.settle();
      model.deliver();
      if (round > 1) model.expire();
      await this.clock.advance(200_000);
      await turns();
      this.check();
    }
  }
}

/** Lets everything happen that waits for nothing outside. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

test('one press is one transaction, done is never left, no order is claimed or denied', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(actions, { minLength: 5, maxLength: 40 }), async (happening) => {
      const app = new App();
      for (const action of happening) await app.act(action);
      await app.settle();
      const { state, idempotencyKey } = app.trade;
      app.trade.close();
      expect(['idle', 'done', 'left', 'failed', 'expired', 'unclear']).toContain(state.phase);
      if (app.model.hasOrder(idempotencyKey)) expect(state.phase).toBe('done');
    }),
    { numRuns: 300 },
  );
});
