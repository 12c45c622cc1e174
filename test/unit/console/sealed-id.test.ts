import { describe, expect, test } from '@jest/globals';
import { SealedIds } from '../../../src/console/sealed-id.js';

const KEY = 'a digest key of a ledger';
const ids = new SealedIds(KEY);
const BATCH = '65f1c0a2b7e4d90012ab34cd';

describe('a sealed id', () => {
  test('is opened by any instance of the same ledger, and equal ids have equal seals', () => {
    const sealed = ids.seal('order', BATCH);
    expect(new SealedIds(KEY).seal('order', BATCH)).toBe(sealed);
    expect(new SealedIds(KEY).open('order', sealed)).toBe(BATCH);
    for (const text of ['x', 'ü ₹', JSON.stringify({ at: 1, id: BATCH })])
      expect(ids.open('orders', ids.seal('orders', text))).toBe(text);
  });

  test('shows nothing of its text, and seals of two texts have nothing in common', () => {
    const [one, other] = [`${BATCH}1`, `${BATCH}2`].map((text) =>
      Buffer.from(ids.seal('order', text), 'base64url'),
    ) as [Buffer, Buffer];
    expect(one.toString('latin1')).not.toContain(BATCH.slice(0, 8));
    const same = one.filter((byte, at) => byte === other[at]);
    expect(same.length).toBeLessThan(8);
  });

  test('is null for every change of one bit, another kind, another ledger and any other text', () => {
    const sealed = ids.seal('order', BATCH);
    const bytes = Buffer.from(sealed, 'base64url');
    for (let bit = 0; bit < 8 * bytes.length; bit += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(ids.open('order', changed.toString('base64url'))).toBeNull();
    }
    expect(ids.open('transaction', sealed)).toBeNull();
    expect(new SealedIds('another key').open('order', sealed)).toBeNull();
    for (const text of ['', 'x', `${sealed} `, `${sealed}=`, sealed.slice(0, 20), 'a'.repeat(1_000), BATCH])
      expect(ids.open('order', text)).toBeNull();
  });
});
