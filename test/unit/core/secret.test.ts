import { format, inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import pino from 'pino';
import { Secret } from '../../../src/core/secret.js';

const VALUE = 'hunter2-0123456789';
const secret = new Secret(VALUE);

describe('a secret', () => {
  test.each<[string, () => string]>([
    ['as text', () => `${secret}`],
    ['joined to text', () => `key: ${String(secret)}`],
    ['as JSON', () => JSON.stringify({ secret, list: [secret] })],
    ['inspected', () => inspect({ secret }, { depth: null, showHidden: true })],
    ['formatted', () => format('%s %o %O %j', secret, secret, secret, secret)],
    ['spread', () => JSON.stringify({ ...secret })],
    ['in an error', () => inspect(new Error('failed', { cause: { secret } }))],
    ['in its keys', () => JSON.stringify(Object.getOwnPropertyNames(secret))],
  ])('shows nothing %s', (_name, show) => {
    expect(show()).not.toContain(VALUE);
  });

  test('shows nothing in a log line', () => {
    const lines: string[] = [];
    pino({}, { write: (line) => void lines.push(line) }).info(
      { secret, deep: { secret } },
      'start %s',
      secret,
    );
    expect(lines.join()).toContain('[secret]');
    expect(lines.join()).not.toContain(VALUE);
  });

  test('is had only by asking for it', () => {
    expect(secret.reveal()).toBe(VALUE);
  });

  test.each([
    [VALUE, true],
    [`${VALUE} `, false],
    [VALUE.slice(1), false],
    ['', false],
    ['[secret]', false],
  ])('compared with %j is %j', (other, isEqual) => {
    expect(secret.equals(other)).toBe(isEqual);
  });
});
