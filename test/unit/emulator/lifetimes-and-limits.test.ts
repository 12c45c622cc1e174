import { afterEach, describe, expect, test } from '@jest/globals';
import { basket, buy } from './partner.js';
import { startStage } from './stage.js';

type Json = Record<string, unknown>;
const MINUTE = 60_000;
let stage: Awaited<ReturnType<typeof startStage>>;
afterEach(() => stage.close());

const ORDER = basket(buy('INFY', 1));
const SMALLCASE = { intent: 'TRANSACTION', orderConfig: { type: 'BUY', scid: 'SCET_0010' } };
const SUBSCRIPTION = { intent: 'SUBSCRIPTION', subscriptionConfig: { scid: 'SCET_0010' } };

describe('the lifetime of a transaction', () => {
  test.each<[string, Json, 'uniform' | 'by-intent' | undefined, number]>([
    ['a securities order', ORDER, undefined, 5],
    ['a securities order', ORDER, 'uniform', 5],
    ['a subscription', SUBSCRIPTION, 'uniform', 5],
    ['a securities order', ORDER, 'by-intent', 15],
    ['a smallcase order', SMALLCASE, 'by-intent', 15],
    ['a subscription', SUBSCRIPTION, 'by-intent', 45],
    ['a connection', { intent: 'CONNECT' }, 'by-intent', 5],
    ['an import', { intent: 'HOLDINGS_IMPORT' }, 'by-intent', 5],
  ])('for %s, %j with profile %s, is %i minutes', async (_name, body, lifetimeProfile, minutes) => {
    stage = await startStage({ lifetimeProfile });
    const created = await stage.partner.create(body);
    const { transactionId, expireAt } = created.body.data;
    expect(Date.parse(expireAt) - stage.emulator.clock.now()).toBe(minutes * MINUTE);
    await stage.emulator.control.clock(minutes * MINUTE - 1);
    expect((await stage.partner.details(transactionId)).expired).toBe(false);
    await stage.emulator.control.clock(1);
    expect((await stage.partner.details(transactionId)).expired).toBe(true);
  });
});

describe('a rate limit', () => {
  const call = () => stage.partner.create({ intent: 'CONNECT' });
  const statuses = async (count: number) => {
    const answers: number[] = [];
    for (let index = 0; index < count; index += 1) answers.push((await call()).status);
    return answers;
  };

  test('admits a burst, then its rate per second of the virtual clock', async () => {
    stage = await startStage({ rateLimit: { perSecond: 2, burst: 3 } });
    expect(await statuses(4)).toEqual([200, 200, 200, 429]);
    await stage.emulator.control.clock(500);
    expect(await statuses(2)).toEqual([200, 429]);
    await stage.emulator.control.clock(60_000);
    expect(await statuses(4)).toEqual([200, 200, 200, 429]);
  });

  test('says when to retry, in the words of the protocol, and does no work', async () => {
    stage = await startStage({ rateLimit: { perSecond: 0.1, burst: 1 } });
    await call();
    const refused = await call();
    expect(refused.headers.get('retry-after')).toBe('10');
    expect(refused).toMatchObject({
      status: 429,
      body: { success: false, errors: ['Too many requests'], data: null },
    });
    await stage.emulator.control.clock(9_000);
    expect((await call()).headers.get('retry-after')).toBe('1');
    await stage.emulator.control.clock(1_000);
    expect((await call()).status).toBe(200);
    expect((await stage.emulator.control.requests()).map(({ status }) => status)).toEqual([
      200, 429, 429, 200,
    ]);
  });

  test('ignores control calls, consumes no fault, and is full again after a reset', async () => {
    stage = await startStage({ rateLimit: { perSecond: 1, burst: 1 } });
    for (let index = 0; index < 5; index += 1) await stage.emulator.control.requests();
    expect(await statuses(1)).toEqual([200]);
    await stage.emulator.control.faults([{ path: '/transaction', status: 503, times: 1 }]);
    expect(await statuses(1)).toEqual([429]);
    await stage.emulator.control.clock(1_000);
    expect(await statuses(1)).toEqual([503]);
    await stage.emulator.control.reset();
    expect(await statuses(2)).toEqual([200, 429]);
  });

  test('is off by default', async () => {
    stage = await startStage();
    expect(new Set(await statuses(60))).toEqual(new Set([200]));
  });
});
