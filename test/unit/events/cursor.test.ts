import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CursorCodec } from '../../../src/events/cursor.js';

const codec = new CursorCodec('0123abcd');
const raw = (text: string) => Buffer.from(text).toString('base64url');
const parts = (cursor: string) => Buffer.from(cursor, 'base64url').toString().split('.');

describe('a cursor', () => {
  test('leads back to its place', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat({ max: 10 ** 12 }), (viewer, seq) => {
        expect(codec.decode(viewer, codec.encode(viewer, seq))).toBe(seq);
      }),
    );
  });

  test('belongs to no other viewer, for any names', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        fc.pre(one !== other && Buffer.from(one).compare(Buffer.from(other)) !== 0);
        expect(codec.decode(other, codec.encode(one, 5))).toBeNull();
      }),
    );
  });

  test('is of its own log alone', () => {
    expect(new CursorCodec('ffffffff').decode('alice', codec.encode('alice', 5))).toBeNull();
  });

  test('does not show whose it is', () => {
    expect(Buffer.from(codec.encode('alice', 5), 'base64url').toString()).not.toContain('alice');
  });

  test('has one spelling: anything else is refused', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
        const seq = codec.decode('alice', text);
        if (seq !== null) expect(codec.encode('alice', seq)).toBe(text);
      }),
    );
  });

  const own = codec.encode('alice', 5);
  const [epoch = '', , mark = ''] = parts(own);
  test.each([
    ['nothing', ''],
    ['a word', 'latest'],
    ['another number under the same mark, as text', raw(`${epoch}.05.${mark}`)],
    ['a sign', raw(`${epoch}.+5.${mark}`)],
    ['a negative number', raw(`${epoch}.-5.${mark}`)],
    ['a fraction', raw(`${epoch}.5.5.${mark}`)],
    ['an exponent', raw(`${epoch}.1e3.${mark}`)],
    ['a number too long', raw(`${epoch}.${'9'.repeat(16)}.${mark}`)],
    ['no mark', raw(`${epoch}.5.`)],
    ['another mark', raw(`${epoch}.5.AAAAAAAA`)],
    ['a list position', raw('at:5')],
    ['padding', `${own}==`],
    ['a space', ` ${own}`],
    ['a line end', `${own}\n`],
    ['half of itself', own.slice(0, 20)],
    ['itself twice', own + own],
    ['a megabyte', 'A'.repeat(1_000_000)],
  ])('is refused with %s', (_name, cursor) => {
    expect(codec.decode('alice', cursor)).toBeNull();
  });
});
