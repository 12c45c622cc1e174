import { describe, expect, test } from '@jest/globals';
import { hidePrivate } from '../../../src/core/private-text.js';

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJndWVzdCI6dHJ1ZX0.c2lnbmF0dXJl-_x';

describe('private text', () => {
  test.each([
    [`token ${TOKEN}.`, 'token [token].'],
    ['PAN ABCDE1234F, pan_abcde1234f', 'PAN [pan], pan_[pan]'],
    ['Mail me@example.co.in.', 'Mail [email].'],
    ['OTP sent to 9876543210.', 'OTP sent to [phone].'],
    ['call +91-98765 43210 or "919876543210"', 'call [phone] or "[phone]"'],
  ])('is replaced: %s', (text, hidden) => expect(hidePrivate(text)).toBe(hidden));

  test.each([
    'INE009A01021 at 1575.0900000000001',
    'order 1100000012345678 of batch 5f0321b5f3743c31d95abd35',
    'TRX_47fbd57104814ddd9d57af8ae6556024',
    'Unknown directive "@include".',
    'need 9876543210.55 more',
    'input.securities[0].ticker: has not the right form',
  ])('is not seen in %s', (text) => expect(hidePrivate(text)).toBe(text));

  test('is replaced by what the caller says', () => {
    expect(hidePrivate('ABCDE1234F', () => '***')).toBe('***');
  });
});
