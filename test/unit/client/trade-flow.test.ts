import { afterEach, describe, expect, test } from '@jest/globals';
import {
  createConnect,
  createTrade,
  type KeyStore,
  memoryKeyStore,
  type Trade,
  type TradeInput,
} from '../../../packages/client/src/trade/index.js';
import { JumpClock } from '../../support/jump-clock.js';
import { EXPIRES_AT } from './trade-kit.js';
import { Model } from './trade-model.js';

const BUY: TradeInput = { intent: 'TRANSACTION', securities: [{ ticker: 'INFY', quantity: 1, side: 'BUY' }] };
const HOUR_MS = 3_600_000;

const open: Trade[] = [];
afterEach(() => {
  for (const trade of open.splice(0)) trade.close();
});

function setUp(keyStore: KeyStore = memoryKeyStore()) {
  const model = new Model();
  const clock = new JumpClock(EXPIRES_AT - 300_000);
  const trade = createTrade(model, model.sdk, { keyStore, clock });
  open.push(trade);
  return { model, clock, trade };
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('a trade', () => {
  test('is not polled while its order waits for days and events arrive', async () => {
    const { model, clock, trade } = setUp();
    void trade.start(BUY);
    await turns();
    model.finish('pending');
    model.deliver();
    await turns();
    expect(trade.state.phase).toBe('placed');
    const { reads } = model;
    for (let hour = 0; hour < 48; hour += 1) await clock.advance(HOUR_MS);
    await turns();
    expect(model.reads - reads).toBeLessThanOrEqual(1);
    model.settle();
    model.deliver();
    await turns();
    expect(trade.state.phase).toBe('done');
  });

  test('ends its subscription when it has ended, and when it is closed', async () => {
    const { model, trade } = setUp();
    void trade.start(BUY);
    await turns();
    expect(model.subscriptions).toBe(1);
    trade.close();
    expect(model.subscriptions).toBe(0);
    void trade.resume();
    await turns();
    expect(model.subscriptions).toBe(1);
    model.finish('filled');
    model.deliver();
    await turns();
    expect([trade.state.phase, model.subscriptions]).toEqual(['done', 0]);
  });

  test('that is closed while it looks for an earlier flow follows nothing, and resumes later', async () => {
    const keyStore = memoryKeyStore();
    const first = setUp(keyStore);
    void first.trade.start(BUY);
    await turns();
    first.trade.close();
    const { model } = first;
    const again = createTrade(model, model.sdk, { keyStore, clock: first.clock });
    open.push(again);
    const looking = again.resume();
    again.close();
    await looking;
    await turns();
    expect(model.subscriptions).toBe(0);
    await again.resume();
    expect([again.state.phase, model.subscriptions]).toEqual(['ready', 1]);
  });

  test('that is closed while it creates follows nothing while the SDK is open, and resumes later', async () => {
    const { model, trade } = setUp();
    void trade.start(BUY);
    trade.close();
    await turns();
    expect([trade.state.phase, model.subscriptions]).toEqual(['with-user', 0]);
    void trade.resume();
    await turns();
    expect(model.subscriptions).toBe(1);
    trade.close();
    expect(model.subscriptions).toBe(0);
  });

  test('creates nothing if its key cannot be stored', async () => {
    const full = { ...memoryKeyStore(), setItem: () => Promise.reject(new Error('the quota is exceeded')) };
    const { model, trade } = setUp(full);
    const state = await trade.start(BUY);
    expect(state).toMatchObject({ phase: 'failed', failure: { message: 'the quota is exceeded' } });
    expect(model.held.size).toBe(0);
  });

  test('takes a stored text that is no record as none', async () => {
    for (const text of ['', 'null', '{', '[]', '{"key":5}', '{"key":"k"}']) {
      const keyStore = memoryKeyStore();
      keyStore.setItem('dwar:trade:default', text);
      const { trade } = setUp(keyStore);
      expect((await trade.resume()).phase).toBe('idle');
    }
  });

  test('forgets a key that Dwar may have forgotten, if its transaction is unknown', async () => {
    const keyStore = memoryKeyStore();
    const startedAt = EXPIRES_AT - 300_000 - 24 * HOUR_MS;
    const record = { key: 'old', startedAt, input: BUY, brokers: null, transactionId: null };
    keyStore.setItem('dwar:trade:default', JSON.stringify(record));
    const { model, trade } = setUp(keyStore);
    expect((await trade.resume()).phase).toBe('idle');
    expect(model.held.size).toBe(0);
  });

  test('hands the result of the SDK to Dwar also after a reset', async () => {
    const { model, clock, trade } = setUp();
    void trade.start(BUY);
    await turns();
    model.cut();
    model.finish('timed out, ordered');
    await turns();
    trade.reset();
    expect(trade.state.phase).toBe('idle');
    model.isCut = false;
    await clock.advance(60_000);
    await turns();
    expect([...model.held.values()][0]?.known.error).toMatchObject({ code: 4003, provenance: 'REPORTED' });
    expect(trade.state.phase).toBe('idle');
  });

  test('is judged by all of its orders, also by those of later pages', async () => {
    const { model, trade } = setUp();
    void trade.start(BUY);
    await turns();
    model.finish('filled');
    model.split(34, 1);
    model.deliver();
    await turns();
    expect(trade.state).toMatchObject({ phase: 'placed', orders: { length: 34 } });
    model.split(34, 0);
    model.deliver();
    await turns();
    expect(trade.state).toMatchObject({ phase: 'done', orders: { length: 34 } });
    const ids = trade.state.phase === 'done' ? trade.state.orders.map(({ id }) => id) : [];
    expect(ids).toEqual(Array.from({ length: 34 }, (_, index) => `order-${index}`));
  });

  test('reads again if its orders change between two pages', async () => {
    const { model, trade } = setUp();
    void trade.start(BUY);
    await turns();
    model.finish('filled');
    const offsets: number[] = [];
    model.onPage = (offset) => {
      offsets.push(offset);
      // One order is retracted: the later ones move up by one place.
      if (offsets.length === 1) {
        model.split(19, 0);
        model.deliver();
      }
    };
    const lengths = new Set<number>();
    trade.subscribe(() => lengths.add('orders' in trade.state ? trade.state.orders.length : 0));
    model.split(20, 0);
    model.deliver();
    await turns();
    expect([...lengths].filter((length) => length > 0)).toEqual([19]);
    expect(trade.state).toMatchObject({ phase: 'done', orders: { length: 19 } });
    expect(offsets).toEqual([10, 10]);
  });

  test('calls its listeners at each change until they stop', async () => {
    const { trade } = setUp();
    const phases: string[] = [];
    const stop = trade.subscribe(() => phases.push(trade.state.phase));
    void trade.start(BUY);
    await turns();
    stop();
    expect(phases).toEqual(['creating', 'opening', 'with-user']);
  });

  test('has functions that need no object', async () => {
    const { trade } = setUp();
    const { start, reset } = trade;
    void start(BUY);
    await turns();
    expect(trade.state.phase).toBe('with-user');
    reset();
    expect(trade.state.phase).toBe('idle');
  });
});

describe('wrong use', () => {
  const { model } = setUp();

  test.each([
    ['no client', () => createTrade(undefined as never, model.sdk), /pass createDwarClient/],
    ['no SDK', () => createTrade(model, undefined as never), /scdkSdk\(\{ load: loadScDK \}\)/],
    [
      'a class in place of an SDK',
      () => createConnect(model, class {} as never),
      /createConnect: the second/,
    ],
  ])('%s is refused with what to pass', (_what, call, message) => {
    expect(call).toThrow(message);
  });

  test.each([
    ['unclear', /call retry\(\), or reset\(\)/],
    ['with-user', /wait until its phase is done/],
  ])('another input while it is %s is refused with what to call', async (phase, message) => {
    const own = setUp();
    if (phase === 'unclear') own.model.fate = 'request lost';
    void own.trade.start(BUY);
    await turns();
    expect(own.trade.state.phase).toBe(phase);
    await expect(own.trade.start({ intent: 'FETCH_FUNDS' })).rejects.toThrow(message);
  });
});
