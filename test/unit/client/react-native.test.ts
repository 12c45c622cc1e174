import { describe, expect, test } from '@jest/globals';
import {
  type NativeSmallcaseGateway,
  nativeSdk,
  reactNative,
} from '../../../packages/client/src/react-native/index.js';

const TOKEN = { token: 'token-1', gateway: 'gatewaydemo', isLeprechaun: true };
const TRIGGER = { transactionId: 'TRX_1', token: TOKEN };
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** The native package; `trigger` is what `triggerTransaction` does. */
function nativeGateway(trigger: () => unknown = () => ({}), init: () => unknown = () => true) {
  const calls: [name: string, ...values: unknown[]][] = [];
  const record =
    (name: string, act: () => unknown) =>
    (...values: unknown[]) => {
      calls.push([name, ...values]);
      return Promise.resolve().then(act);
    };
  const gateway: NativeSmallcaseGateway = {
    setConfigEnvironment: record('setConfigEnvironment', () => true),
    init: record('init', init),
    triggerTransaction: record('triggerTransaction', trigger),
    logoutUser: record('logoutUser', () => true),
  };
  return { gateway, calls };
}

/** As React Native rejects: the number is in `userInfo`, `code` is a word of the bridge. */
const rejecting =
  (userInfo: object, code = 'triggerTransaction') =>
  () => {
    throw Object.assign(new Error('Error during transaction'), { code, userInfo });
  };

describe('the native SDK', () => {
  test('is configured and initialised by the token before each trigger', async () => {
    const { gateway, calls } = nativeGateway();
    await nativeSdk(gateway, { environmentName: 'staging', amo: false }).trigger({
      ...TRIGGER,
      brokers: ['kite'],
    });
    expect(calls).toEqual([
      [
        'setConfigEnvironment',
        {
          gatewayName: 'gatewaydemo',
          environmentName: 'staging',
          isLeprechaun: true,
          isAmoEnabled: false,
          brokerList: [],
        },
      ],
      ['init', 'token-1'],
      ['triggerTransaction', 'TRX_1', {}, ['kite']],
    ]);
  });

  const fields = { smallcaseAuthToken: 'proof', broker: 'kite', name: 'Zürich ₹ 🚪' };
  test.each([
    ['JSON', JSON.stringify(fields)],
    ['base64 of JSON', base64(JSON.stringify(fields))],
    ['an object', fields],
    ['a bare token of an older version', 'eyJh.eyJz.c2ln'],
  ])('reads the token of data in %s', async (_what, data) => {
    const { gateway } = nativeGateway(() => ({ success: true, transaction: 'HOLDING_IMPORT', data }));
    const smallcaseAuthToken = data === 'eyJh.eyJz.c2ln' ? data : 'proof';
    expect(await nativeSdk(gateway).trigger(TRIGGER)).toMatchObject({ ok: true, smallcaseAuthToken });
  });

  test.each(['', 'not JSON', base64('not JSON'), '{"broken', 'null', '4', null, undefined, 7])(
    'takes data %j as none',
    async (data) => {
      const { gateway } = nativeGateway(() => ({ success: true, transaction: 'CONNECT', data }));
      expect(await nativeSdk(gateway).trigger(TRIGGER)).toMatchObject({ ok: true, smallcaseAuthToken: null });
    },
  );

  test.each<[string, () => unknown, object]>([
    [
      'iOS',
      rejecting({ errorCode: 1012, errorMessage: 'user_cancelled' }),
      { code: 1012, message: 'user_cancelled', kind: 'USER_CHOICE' },
    ],
    [
      'Android, with the token of a user who had logged in',
      rejecting({ errorCode: 4003, errorMessage: 'timed_out', data: JSON.stringify(fields) }, 'error'),
      { code: 4003, kind: 'RETRY', smallcaseAuthToken: 'proof' },
    ],
    [
      'a result with success: false',
      () => ({ success: false, transaction: 'ERROR', errorCode: 2000, error: 'internal_error' }),
      { code: 2000, message: 'internal_error' },
    ],
    ['a number that is not listed', rejecting({ errorCode: 8123 }), { code: 8123, kind: 'OTHER' }],
    [
      'a textual code',
      rejecting({ errorCode: 'USER_CANCELLED' }),
      { key: 'USER_CANCELLED', kind: 'USER_CHOICE' },
    ],
    [
      'an error without details',
      rejecting({}),
      { code: null, message: 'Error during transaction', kind: 'OTHER' },
    ],
  ])('turns the error of %s into a result', async (_what, trigger, result) => {
    const { gateway } = nativeGateway(trigger);
    expect(await nativeSdk(gateway).trigger(TRIGGER)).toMatchObject({
      ok: false,
      wasTriggered: true,
      ...result,
    });
  });

  test.each<[string, ReturnType<typeof nativeGateway>]>([
    ['init', nativeGateway(undefined, rejecting({ errorCode: 0, errorMessage: 'invalid_jwt' }, 'init'))],
    ['FLOW_IN_PROGRESS', nativeGateway(rejecting({ errorCode: 'FLOW_IN_PROGRESS' }))],
    [
      'no activity',
      nativeGateway(() => {
        throw new Error('no activity');
      }),
    ],
  ])('%s says that nothing was triggered', async (_what, { gateway }) => {
    const result = await nativeSdk(gateway).trigger(TRIGGER);
    expect(result).toMatchObject({ ok: false, wasTriggered: false, kind: 'FIX_INTEGRATION' });
  });

  test('logs out', async () => {
    const { gateway, calls } = nativeGateway();
    await nativeSdk(gateway).logout();
    expect(calls).toEqual([['logoutUser']]);
  });

  test('refuses another object, and says which import is needed', () => {
    expect(() => nativeSdk(undefined as never)).toThrow(/default export of react-native-smallcase-gateway/);
    expect(() => nativeSdk({} as never)).toThrow(/build the app again/);
  });
});

describe('the environment', () => {
  type Network = { readonly isConnected: boolean | null };

  function device() {
    const states = new Set<(state: string) => void>();
    const networks = new Set<(state: Network) => void>();
    const appState = {
      addEventListener: (_type: 'change', listener: (state: string) => void) => {
        states.add(listener);
        return { remove: () => void states.delete(listener) };
      },
    };
    const netInfo = {
      addEventListener: (listener: (state: Network) => void) => {
        networks.add(listener);
        return () => void networks.delete(listener);
      },
    };
    return {
      appState,
      netInfo,
      listeners: () => states.size + networks.size,
      become: (state: string) => states.forEach((listener) => void listener(state)),
      connect: (isConnected: boolean | null) =>
        networks.forEach((listener) => void listener({ isConnected })),
    };
  }

  test('resumes in the foreground and when the network is back', () => {
    const own = device();
    const environment = reactNative(own.appState, own.netInfo);
    const heard: string[] = [];
    const stop = environment.listen((change) => heard.push(change));
    for (const state of ['inactive', 'background', 'active']) own.become(state);
    expect(heard).toEqual(['resume']);
    for (const isConnected of [true, false, false]) own.connect(isConnected);
    expect(environment.isOnline()).toBe(false);
    own.connect(null);
    expect(heard).toEqual(['resume', 'offline', 'resume']);
    expect(environment.isOnline()).toBe(true);
    stop();
    expect(own.listeners()).toBe(0);
  });

  test('informs each listener of the network', () => {
    const own = device();
    const environment = reactNative(own.appState, own.netInfo);
    const heard: string[] = [];
    environment.listen((change) => heard.push(`one ${change}`));
    environment.listen((change) => heard.push(`two ${change}`));
    own.connect(false);
    expect(heard).toEqual(['one offline', 'two offline']);
  });

  test('without NetInfo the network counts as present', () => {
    const own = device();
    const environment = reactNative(own.appState);
    const heard: string[] = [];
    environment.listen((change) => heard.push(change));
    own.become('active');
    expect([environment.isOnline(), heard]).toEqual([true, ['resume']]);
  });

  test('refuses another object, and says which import is needed', () => {
    expect(() => reactNative(undefined as never)).toThrow(/import \{ AppState \} from 'react-native'/);
  });
});
