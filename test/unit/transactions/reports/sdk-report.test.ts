import { describe, expect, test } from '@jest/globals';
import { readReport } from '../../../../src/transactions/reports/sdk-report.js';

const TOKEN = 'header.payload.signature';
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
const reportOf = (sdkResult: string) => readReport({ transactionId: 'x', sdkResult });

describe('the value of an SDK', () => {
  test.each([
    ['an object', JSON.stringify({ smallcaseAuthToken: TOKEN, broker: 'kite' })],
    ['base64 of one', base64({ smallcaseAuthToken: TOKEN })],
    [
      'a native result with data in JSON',
      JSON.stringify({ success: true, data: JSON.stringify({ smallcaseAuthToken: TOKEN }) }),
    ],
    [
      'a native result with data in base64',
      JSON.stringify({ success: true, data: base64({ smallcaseAuthToken: TOKEN }) }),
    ],
    ['JSON in JSON', JSON.stringify(JSON.stringify({ smallcaseAuthToken: TOKEN }))],
  ])('gives its token when it is %s', (_name, text) => {
    expect(reportOf(text)).toEqual({ token: TOKEN, error: null, smallcase: null });
  });

  test.each([
    [{ errorCode: 1010, error: 'user_cancelled' }, 1010, null],
    [{ success: false, errorCode: '1011' }, 1011, null],
    [{ code: 'USER_CANCELLED', message: 'x' }, 1002, 'USER_CANCELLED'],
    [{ err: { userInfo: { code: 4003 } } }, 4003, null],
    [{ error: { code: 2000, message: 'api_error', smallcaseAuthToken: TOKEN } }, 2000, null],
    [{ success: false, error: 'timed_out' }, 4003, null],
    [{ success: false, errorCode: 'FLOW_IN_PROGRESS' }, 3003, 'FLOW_IN_PROGRESS'],
    [{ success: false, errorCode: 'NEW_WORD' }, null, 'NEW_WORD'],
    [{ success: false }, null, null],
  ])('%j is an error', (value, code, key) => {
    for (const text of [JSON.stringify(value), base64(value)])
      expect(reportOf(text).error).toMatchObject({ code, key });
  });

  test('gives the token that stands within its error', () => {
    const text = JSON.stringify({ error: { code: 2000, smallcaseAuthToken: TOKEN } });
    expect(reportOf(text)).toMatchObject({ token: TOKEN, error: { code: 2000 } });
  });

  test.each([
    '',
    'nonsense',
    '7',
    '[]',
    'null',
    '{"data":7}',
    '['.repeat(2_000),
    '{"code":{}}',
    '{"code":1.5}',
  ])('is no error of the report when it is %j', (text) => {
    expect(reportOf(text)).toEqual({ token: null, error: null, smallcase: null });
  });

  const ISCID = 'a'.repeat(24);
  const ordered = { iscid: ISCID, scid: 'SCET_0010', name: 'Top 10' };

  test.each([
    [ordered, ordered],
    [
      { success: true, data: JSON.stringify({ ...ordered, name: 'call\u0007 9876543210' }) },
      {
        ...ordered,
        name: 'call  [phone]',
      },
    ],
    [{ iscid: ISCID }, { iscid: ISCID, scid: null, name: null }],
    [{ ...ordered, iscid: 'x' }, null],
    [{ ...ordered, iscid: 7 }, null],
    [{ scid: 'SCET_0010', name: 'Top 10' }, null],
    [{ ...ordered, errorCode: 4006 }, null],
  ])('%j names the smallcase %j', (value, smallcase) => {
    for (const text of [JSON.stringify(value), base64(value)])
      expect(reportOf(text).smallcase).toEqual(smallcase);
  });

  test('comes after what is named explicitly', () => {
    const sdkResult = JSON.stringify({ errorCode: 1010, smallcaseAuthToken: 'other' });
    const report = readReport({ transactionId: 'x', sdkResult, errorCode: 4003, smallcaseAuthToken: TOKEN });
    expect(report).toMatchObject({ token: TOKEN, error: { code: 4003 } });
  });

  test('loses personal data and control characters of its message', () => {
    const text = JSON.stringify({ errorCode: 1010, error: 'call\u0007 9876543210 now' });
    expect(reportOf(text).error?.message).not.toMatch(/\p{Cc}|9876543210/u);
  });
});

describe('a textual code', () => {
  test.each([
    ['UserMismatch', 1001],
    ['user_cancelled', 1002],
    ['HoldingImportError', 2001],
    ['ORDER_PENDING', 4006],
    ['FLOW_IN_PROGRESS', 3003],
    ['NATIVE_API_UNAVAILABLE', 3004],
    ['INVALID_CONFIG', 3004],
    ['SOME_LATER_WORD', null],
    ['constructor', null],
    ['', null],
  ])('%s has the number %s', (errorKey, code) => {
    const { error } = readReport({ transactionId: 'x', errorKey });
    expect(error?.code ?? null).toBe(code);
  });
});

test.each([
  ['errorKey', { errorKey: 'x'.repeat(101) }],
  ['errorKey', { errorKey: 'a\u0000' }],
  ['errorMessage', { errorMessage: 'x'.repeat(301), errorCode: 1 }],
  ['errorMessage', { errorMessage: 'x' }],
  ['sdkResult', { sdkResult: 'x'.repeat(65_537) }],
])('refuses a bad %s', (name, input) => {
  expect(() => readReport({ transactionId: 'x', ...input })).toThrow(
    expect.objectContaining({ message: expect.stringContaining(`input.${name}: `) }),
  );
});
