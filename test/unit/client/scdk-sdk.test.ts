import { describe, expect, test } from '@jest/globals';
import { type ScDK, type ScDKConstructor, scdkSdk } from '../../../packages/client/src/scdk/index.js';

const TOKEN = { token: 'token-1', gateway: 'gatewaydemo', isLeprechaun: true };
const TRIGGER = { transactionId: 'TRX_1', token: TOKEN };

type Calls = readonly [name: string, ...values: unknown[]][];

/** A class as Gateway's: the first instance is the only one. `trigger` is what `triggerTransaction` does. */
function fakeClass(trigger: () => unknown, init: () => unknown = () => undefined) {
  const calls: [name: string, ...values: unknown[]][] = [];
  let only: ScDK | null = null;
  class Fake {
    constructor(options: unknown) {
      calls.push(['new', options]);
      only ??= this as unknown as ScDK;
      // biome-ignore lint/correctness/noConstructorReturn: so the real class is a singleton
      return only as unknown as Fake;
    }
    async init(options: unknown) {
      calls.push(['init', options]);
      return init();
    }
    async triggerTransaction(options: unknown) {
      calls.push(['triggerTransaction', options]);
      return trigger();
    }
    async brokerLogout() {
      calls.push(['brokerLogout']);
    }
  }
  return { ScDKClass: Fake as unknown as ScDKConstructor, calls: calls as Calls };
}

const failing =
  (fields: object, message = 'failed') =>
  () => {
    throw Object.assign(new Error(message), fields);
  };

describe('the SDK for browsers', () => {
  test('is initialised for the user of each token, since the class is a singleton', async () => {
    const { ScDKClass, calls } = fakeClass(() => ({ smallcaseAuthToken: 'proof' }));
    const sdk = scdkSdk(ScDKClass);
    await sdk.trigger({ ...TRIGGER, brokers: ['kite'] });
    await sdk.trigger({ transactionId: 'TRX_2', token: { ...TOKEN, token: 'token-2' } });
    expect(calls.filter(([name]) => name !== 'new')).toEqual([
      ['init', { smallcaseAuthToken: 'token-1' }],
      ['triggerTransaction', { transactionId: 'TRX_1', brokers: ['kite'] }],
      ['init', { smallcaseAuthToken: 'token-2' }],
      ['triggerTransaction', { transactionId: 'TRX_2', brokers: [] }],
    ]);
    expect(calls[0]).toEqual([
      'new',
      {
        gateway: 'gatewaydemo',
        smallcaseAuthToken: 'token-1',
        config: { amo: true, isLeprechaun: true },
      },
    ]);
  });

  test.each([
    [{ smallcaseAuthToken: 'proof' }, 'proof'],
    [{ data: { smallcaseAuthToken: 'proof' } }, 'proof'],
    [{ transactionId: 'TRX_1' }, null],
    [undefined, null],
  ])('resolves with the token in %j', async (value, smallcaseAuthToken) => {
    const { ScDKClass } = fakeClass(() => value);
    expect(await scdkSdk(ScDKClass).trigger(TRIGGER)).toEqual({ ok: true, smallcaseAuthToken, raw: value });
  });

  test.each<[string, () => unknown, object]>([
    ['a number', failing({ code: 1012 }, 'user_cancelled'), { code: 1012, kind: 'USER_CHOICE' }],
    ['a number as text', failing({ code: '4006' }), { code: 4006, kind: 'WAIT' }],
    ['a number that is not listed', failing({ code: 8123 }), { code: 8123, kind: 'OTHER' }],
    ['a text alone', failing({}, 'market_closed'), { code: null, message: 'market_closed', kind: 'WAIT' }],
    ['a word as code', failing({ code: 'USER_CANCELLED' }), { key: 'USER_CANCELLED', kind: 'USER_CHOICE' }],
    [
      'the token of a user who had logged in',
      failing({ code: 1012, data: { smallcaseAuthToken: 'proof', broker: 'kite' } }),
      { smallcaseAuthToken: 'proof' },
    ],
    ['success: false', () => ({ success: false, code: 2000, error: 'internal_error' }), { code: 2000 }],
  ])('turns %s into a result', async (_what, trigger, result) => {
    const { ScDKClass } = fakeClass(trigger);
    expect(await scdkSdk(ScDKClass).trigger(TRIGGER)).toMatchObject({
      ok: false,
      wasTriggered: true,
      ...result,
    });
  });

  test.each([3003, 3004])('%d says that nothing was triggered', async (code) => {
    const { ScDKClass } = fakeClass(failing({ code }));
    const result = await scdkSdk(ScDKClass).trigger(TRIGGER);
    expect(result).toMatchObject({ ok: false, code, wasTriggered: false, kind: 'FIX_INTEGRATION' });
  });

  test('a class that cannot be loaded or initialised has triggered nothing', async () => {
    const load = () => Promise.reject(new Error('the script is blocked'));
    const notLoaded = await scdkSdk({ load }).trigger(TRIGGER);
    expect(notLoaded).toMatchObject({ wasTriggered: false, message: 'the script is blocked' });
    const { ScDKClass, calls } = fakeClass(() => ({}), failing({}, 'invalid_jwt'));
    const notInitialised = await scdkSdk(ScDKClass).trigger(TRIGGER);
    expect(notInitialised).toMatchObject({ wasTriggered: false, kind: 'FIX_INTEGRATION' });
    expect(calls.map(([name]) => name)).not.toContain('triggerTransaction');
  });

  test('logs out with the instance of the page, or with a token', async () => {
    const { ScDKClass, calls } = fakeClass(() => ({}));
    const sdk = scdkSdk(ScDKClass);
    await expect(sdk.logout()).rejects.toThrow(/pass the token of createAuthToken/);
    await sdk.logout(TOKEN);
    await sdk.logout();
    expect(calls.filter(([name]) => name === 'brokerLogout')).toHaveLength(2);
  });
});
