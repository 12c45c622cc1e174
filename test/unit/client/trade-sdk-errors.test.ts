import { expect, test } from '@jest/globals';
import { isBeforeTrigger, sdkErrorKind } from '../../../packages/client/src/trade/sdk-errors.js';
import { codeOfKey, failureKind } from '../../../src/transactions/sdk-error.js';

test('every number has the class that Dwar gives it', () => {
  for (let code = 0; code <= 5_000; code += 1)
    expect([code, sdkErrorKind(code)]).toEqual([code, failureKind(code)]);
});

test.each([
  'user_mismatch',
  'user_cancelled',
  'USER_CANCELLED',
  'UserCancelled',
  'consent_denied',
  'insufficient_holdings',
  'transaction_expired',
  'TrxidExpired',
  'no_broker',
  'internal_error',
  'api_error',
  'holdings_import_error',
  'intent_not_enabled_for_broker',
  'invalid_transactionId',
  'transaction_in_process',
  'FLOW_IN_PROGRESS',
  'init_sdk',
  'INVALID_CONFIG',
  'NATIVE_API_UNAVAILABLE',
  'timed_out',
  'market_closed',
  'order_in_queue',
  'order_pending',
  'a_word_of_a_later_version',
])('the text %s has the class that Dwar gives it', (text) => {
  expect(sdkErrorKind(null, text)).toBe(failureKind(codeOfKey(text)));
});

test('a text next to a number says nothing', () => {
  expect(sdkErrorKind(4006, 'user_cancelled')).toBe('WAIT');
  expect(sdkErrorKind(7777, 'user_cancelled')).toBe('OTHER');
});

test('only what the SDK refused to start can be triggered again', () => {
  const refused = Array.from({ length: 5_000 }, (_, code) => code).filter((code) => isBeforeTrigger(code));
  expect(refused).toEqual([3003, 3004]);
  const initialisation = ['invalid_gateway', 'invalid_jwt', 'invalid_elementorselector', 'invalid_user_data'];
  expect(initialisation.every((text) => isBeforeTrigger(null, text))).toBe(true);
  expect(isBeforeTrigger(null, 'something_new')).toBe(false);
});
