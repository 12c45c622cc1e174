import { describe, expect, test } from '@jest/globals';
import {
  DwarError,
  errorOfResponse,
  type ServerErrorCode,
} from '../../../packages/client/src/core/errors.js';
import { isFailure, isNewer } from '../../../packages/client/src/core/failure.js';
import { ERROR_CATALOGUE } from '../../../src/core/errors.js';

/** Of paths that the client does not call, of calls that it never makes, and of documents it refuses itself. */
const NOT_MET: readonly string[] = [
  'METHOD_NOT_ALLOWED',
  'UNSUPPORTED_MEDIA_TYPE',
  'NOT_ACCEPTABLE',
  'ROUTE_NOT_FOUND',
  'OPERATION_RESOLUTION_FAILURE',
];
const catalogue = Object.entries(ERROR_CATALOGUE).filter(
  ([code]) => !code.startsWith('WEBHOOK_') && !NOT_MET.includes(code),
);

describe('an error of a response', () => {
  test.each(catalogue)('with code %s is as worth a retry as the catalogue says', (code, { retry }) => {
    const known: string = code satisfies string as ServerErrorCode;
    expect(new DwarError(known, '').isRetryable).toBe(retry);
  });

  test('keeps what the server says of it', () => {
    const errors = [
      { message: 'slow down', extensions: { code: 'RATE_LIMITED', requestId: 'r1', retryAfterSeconds: 2 } },
      { message: 'another' },
    ];
    const error = errorOfResponse({ data: { orders: null }, errors });
    expect(error).toMatchObject({
      name: 'DwarError',
      message: 'slow down',
      code: 'RATE_LIMITED',
      requestId: 'r1',
      retryAfterMs: 2_000,
      data: { orders: null },
      errors,
    });
    expect(error.docs).toContain('RATE_LIMITED');
  });

  test('without a code, or without any error, says that it is no response of Dwar', () => {
    expect(errorOfResponse({ errors: [{ message: 'x' }] })).toMatchObject({ code: 'INVALID_RESPONSE' });
    expect(errorOfResponse({})).toMatchObject({
      code: 'INVALID_RESPONSE',
      requestId: null,
      isRetryable: false,
    });
  });
});

test('a failure has isRetryable, and another result has not', () => {
  expect(isFailure({ __typename: 'PossibleDuplicate', isRetryable: false })).toBe(true);
  expect(isFailure({ __typename: 'Transaction', error: { isRetryable: true } })).toBe(false);
});

test.each([
  [undefined, 0, true],
  [null, 3, true],
  [2, 3, true],
  [3, 3, false],
  [4, 3, false],
])('with revision %p known, revision %p is newer: %p', (known, next, expected) => {
  const state = typeof known === 'number' ? { revision: known } : known;
  expect(isNewer(state, { revision: next })).toBe(expected);
});
