import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fromGlobalId, keyFromArgument, newId, type NodeType, toGlobalId } from '../../../src/core/ids.js';

const TYPES: readonly NodeType[] = ['Viewer', 'BrokerAccount', 'Transaction', 'Order', 'PendingAction'];
const BATCH = /^[0-9a-f]{24}$/;
const KEY = '65f1c0a2b7e4d90012ab34cd';

describe('a global id', () => {
  test('comes apart into what it was made of', () => {
    const key = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' });
    fc.assert(
      fc.property(fc.constantFrom(...TYPES), key, (type, own) => {
        expect(fromGlobalId(toGlobalId(type, own))).toEqual({ type, key: own });
      }),
    );
  });

  test('is another for another kind of object with the same key', () => {
    expect(new Set(TYPES.map((type) => toGlobalId(type, KEY))).size).toBe(TYPES.length);
  });

  test('fits into a URL as it is', () => {
    fc.assert(fc.property(fc.string(), (key) => expect(toGlobalId('Order', key)).toMatch(/^[\w-]+$/)));
  });

  test('is refused in any other spelling', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
        const node = fromGlobalId(text);
        if (node !== null) expect(toGlobalId(node.type, node.key)).toBe(text);
      }),
    );
  });

  test.each([
    ['nothing', ''],
    ['an unknown kind', Buffer.from(`Secret:${KEY}`).toString('base64url')],
    ['a kind in other letters', Buffer.from(`order:${KEY}`).toString('base64url')],
    ['no key', Buffer.from('Order:').toString('base64url')],
    ['no colon', Buffer.from('Order').toString('base64url')],
    ['padding', `${toGlobalId('Order', '1')}=`],
    ['a space at the end', `${toGlobalId('Order', KEY)} `],
    ['the other base64 alphabet', Buffer.from('Order:>>>???').toString('base64')],
    ['too much', toGlobalId('Order', 'x'.repeat(400))],
  ])('is refused with %s', (_name, id) => {
    expect(fromGlobalId(id)).toBeNull();
  });
});

describe('an argument for one kind of object', () => {
  test('may be the global id or the id of Gateway', () => {
    expect(keyFromArgument('Order', toGlobalId('Order', KEY), BATCH)).toBe(KEY);
    expect(keyFromArgument('Order', KEY, BATCH)).toBe(KEY);
  });

  test.each([
    ['the global id of another kind', toGlobalId('BrokerAccount', KEY)],
    ['a global id whose key has another shape', toGlobalId('Order', 'TRX_1')],
    ['the other letter case', KEY.toUpperCase()],
    ['one digit more', `${KEY}0`],
    ['a line end', `${KEY}\n`],
    ['nothing', ''],
  ])('may not be %s', (_name, argument) => {
    expect(keyFromArgument('Order', argument, BATCH)).toBeNull();
  });
});

describe('a new id', () => {
  test('has the shape of Gateway’s own ids and sorts by second', () => {
    const [early, late] = [newId(1_700_000_000_999), newId(1_700_000_001_000)];
    expect([early, late].every((id) => BATCH.test(id))).toBe(true);
    expect(early < late).toBe(true);
  });

  test('is never given twice', () => {
    expect(new Set(Array.from({ length: 1_000 }, () => newId(0))).size).toBe(1_000);
  });
});
