import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import { BodyBudget } from '../../../src/http/body-budget.js';
import { type BodyRules, withBody } from '../../../src/http/read-body.js';

const MAX_BYTES = 800;
const HALF = 'x'.repeat(400);
/** For one body in two pieces, with what pieces take. */
const ROOM = 4 * 1_400;
const text = (body: Buffer) => body.toString();

function rules(given: Partial<BodyRules> = {}): BodyRules {
  return {
    budget: new BodyBudget(MAX_BYTES, ROOM),
    address: 'one',
    maxBytes: MAX_BYTES,
    refuse: (fault) => new Error(fault),
    ...given,
  };
}

test('a body is handed over whole, and its bytes are given back afterwards', async () => {
  const given = rules();
  for (let times = 0; times < 5; times += 1) {
    const stream = new PassThrough();
    const read = withBody(stream, given, text);
    stream.write(HALF);
    stream.end(HALF);
    expect(await read).toBe(HALF + HALF);
  }
});

test('a body that is too large, too slow or broken off is refused with what it is', async () => {
  const [large, slow, broken] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const read = [withBody(large, rules(), text), withBody(slow, rules({ timeoutMs: 5 }), text)];
  read.push(withBody(broken, rules(), text));
  for (const stream of [large, slow, broken]) stream.write(HALF + HALF);
  large.write('x');
  broken.destroy();
  const outcomes = await Promise.all(read.map((one) => one.catch((error: Error) => error.message)));
  expect(outcomes).toEqual(['too-large', 'too-slow', 'broken-off']);
});

test('an unfinished body makes room for the next one', async () => {
  const given = rules();
  const [slow, quick] = [new PassThrough(), new PassThrough()];
  const cut = withBody(slow, given, text).catch((error: Error) => error.message);
  slow.write(HALF + HALF);
  quick.end(HALF);
  expect(await Promise.all([cut, withBody(quick, given, text)])).toEqual(['no-room', HALF]);
});

test('a body of many small pieces counts as what it holds', async () => {
  const stream = new PassThrough();
  const read = withBody(stream, rules(), text);
  for (const piece of 'in so many pieces') stream.write(piece);
  await expect(read).rejects.toThrow('no-room');
});
