import { describe, expect, test } from '@jest/globals';
import { hidePrivate } from '../../../src/core/private-text.js';

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJndWVzdCI6dHJ1ZX0.c2lnbmF0dXJl-_x';
/** A token whose header is not written as usual. */
const LONG_PARTS = [TOKEN.split('.')[1], TOKEN.split('.')[1], 'c2ln'].join('.').replaceAll('eyJ', 'ewo');

describe('private text', () => {
  test.each([
    [`token ${TOKEN}.`, 'token [token].'],
    ['PAN ABCDE1234F, pan_abcde1234f', 'PAN [pan], pan_[pan]'],
    ['Mail me@example.co.in.', 'Mail [email].'],
    ['OTP sent to 9876543210.', 'OTP sent to [phone].'],
    [
      'Mail priya+gw@bücher.example, प्रिया.शर्मा@उदाहरण.भारत or 用户@例子.公司',
      'Mail [email], [email] or [email]',
    ],
    ['paid by priya.s@okbank, 9876543210@upi or p@1st.example', 'paid by [email], [email] or [email]'],
    [`token_${TOKEN} ${LONG_PARTS}`, '[token] [token]'],
  ])('is replaced: %s', (text, hidden) => expect(hidePrivate(text)).toBe(hidden));

  test.each([
    '9876543210',
    '+919876543210',
    '919876543210',
    '09876543210',
    '+91 09876543210',
    '00919876543210',
    '+91-98765 43210',
    '0 98765-43210',
    '9876-543-210',
    '+91 987 654 3210',
    '(+91) 987-6543-210',
    '9876 543210',
    '987654-3210',
  ])('of a mobile number is replaced as people write it: %s', (number) => {
    expect(hidePrivate(`call ${number}, or "${number}".`)).toBe('call [phone], or "[phone]".');
    expect(hidePrivate(`tel_${number}`)).toBe('tel_[phone]');
  });

  test.each([
    'INE009A01021 at 1575.0900000000001',
    'order 1100000012345678 of batch 5f0321b5f3743c31d95abd35',
    'TRX_47fbd57104814ddd9d57af8ae6556024',
    'Unknown directive "@include".',
    'need 9876543210.55 more',
    '₹98,76,543.21 of 9,876,543,210',
    'quote 98765.43210 and 0.9876543210',
    '60e0fd86f3743c9876543210',
    'at 1750000000000, or 1750000000',
    'order 240702400123456 and 9876543210987654',
    '2026-07-01T09:15:00.000+05:30 until 2026-08-31',
    '7f9c24e8-3b12-4f8a-9d6e-987654321012',
    'FOLIO12345678 of scheme 120503',
    '10 RELIANCE@2500.5',
    'input.securities[0].ticker: has not the right form',
  ])('is not seen in %s', (text) => expect(hidePrivate(text)).toBe(text));

  test('is looked for in time that grows with the text alone', () => {
    const startedAt = performance.now();
    for (const part of ['a', 'eyJ', '9', '9 ', 'a.', '@', 'अ', 'A1']) hidePrivate(part.repeat(100_000));
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  test('is replaced by what the caller says', () => {
    expect(hidePrivate('ABCDE1234F', () => '***')).toBe('***');
  });
});
