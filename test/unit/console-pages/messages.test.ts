import { describe, expect, test } from '@jest/globals';
import type { MessageKey } from '../../../src/console-pages/messages/english.js';
import { hi } from '../../../src/console-pages/messages/hindi/hindi.js';
import { fillMessage, placeholdersOf } from '../../../src/console-pages/messages/message.js';
import { english } from '../../support/every-text.js';

const keys = Object.keys(english) as MessageKey[];

describe('the texts of the console', () => {
  test('have the same keys in each language', () => {
    expect(Object.keys(hi).sort()).toEqual([...keys].sort());
  });

  test('need the same values in each language', () => {
    const different = keys.filter(
      (key) => String(placeholdersOf(hi[key])) !== String(placeholdersOf(english[key])),
    );
    expect(different).toEqual([]);
  });

  test('are nowhere empty', () => {
    expect(keys.filter((key) => hi[key] === '' || (english[key] as unknown) === '')).toEqual([]);
  });
});

describe('a message', () => {
  test('takes the form of its count, and writes it as the language does', () => {
    const message = { one: '{count} row', other: '{count} rows' };
    expect(fillMessage(message, { count: 1 }, 'en-IN')).toBe('1 row');
    expect(fillMessage(message, { count: 123_456 }, 'en-IN')).toBe('1,23,456 rows');
  });

  test('leaves a placeholder without a value as it is', () => {
    expect(fillMessage('at {time} in {zone}', { time: '12:00' }, 'en-IN')).toBe('at 12:00 in {zone}');
  });

  test('does not read placeholders in a value', () => {
    expect(fillMessage('{id}', { id: '{count}', count: 3 }, 'en-IN')).toBe('{count}');
  });
});
