import { describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'lossless-json';
import { maskId, maskJson, maskText } from '../../../src/core/output/mask.js';

describe('masking', () => {
  test.each([
    ['ABCDE1234F', 'PAN'],
    ['a.b+c@mail.example.co.in', 'e-mail'],
    ['9876543210', 'phone'],
    ['+91 98765 43210', 'phone with country'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJndWVzdCI6dHJ1ZX0.c2lnbmF0dXJl', 'token'],
  ])('hides %s (%s) in the middle of a text', (value) => {
    expect(maskText(`before ${value} after`)).toBe('before *** after');
  });

  test.each([
    '1575.0900000000001',
    'RELIANCE',
    '2021-08-16T08:27:34.213Z',
    '1629102454213',
    '1100000012345678',
  ])('does not change %s', (value) => expect(maskText(value)).toBe(value));

  test.each([
    ['5f0321b5f3743c31d95abd35', '5f03…bd35'],
    ['TRX_47fbd57104814ddd9d57af8ae6556024', 'TRX_47fb…6024'],
    ['short', '***'],
  ])('shortens the id %s to %s', (id, masked) => {
    expect(maskId(id)).toBe(masked);
  });

  test('hides fields by name at any depth', () => {
    const masked = maskJson({
      pan: 'x',
      data: {
        payload: {
          investorName: 'A Person',
          dtSummary: [{ folio: '1234567890123', email_id: 'x', mobileNo: 1 }],
        },
      },
      checksum: 'abc',
      smallcaseAuthToken: 'abc',
    });
    expect(masked).toEqual({
      pan: '***',
      data: {
        payload: {
          investorName: '***',
          dtSummary: [{ folio: '1234…0123', email_id: '***', mobileNo: '***' }],
        },
      },
      checksum: '***',
      smallcaseAuthToken: '***',
    });
  });

  test('hides a phone number that is a JSON number', () => {
    expect(maskJson({ contact: 9876543210 })).toEqual({ contact: '***' });
  });

  test('hides personal data in a field name', () => {
    expect(maskJson({ 'a@b.example': 1 })).toEqual({ '***': 1 });
  });

  test('keeps every digit of unmasked amounts and ids', () => {
    const text =
      '{"averagePrice":1575.0900000000001,"orderId":12345678901234567890,"isFinal":true,"none":null}';
    expect(stringify(maskJson(parse(text)))).toBe(text);
  });
});
