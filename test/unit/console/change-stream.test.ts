import { describe, expect, test } from '@jest/globals';
import type { Change } from '../../../src/console/live/change.js';
import { CHANGES_PER_SECOND, ChangeStream } from '../../../src/console/live/change-stream.js';
import { VirtualClock } from '../../../src/core/time/clock.js';

const order = (id: string | number): Change => ({ kind: 'ORDER', id: `${id}` });

function opened() {
  const clock = new VirtualClock({ frozen: true });
  const closed: ChangeStream[] = [];
  const stream = new ChangeStream(clock, (one) => closed.push(one));
  const next = async () => ((await stream.next()).value as Change | undefined)?.kind;
  return { clock, closed, stream, next };
}

/** What waits, in order; reads at most `most`. */
async function drain(stream: ChangeStream, clock: VirtualClock, most: number): Promise<Change[]> {
  const found: Change[] = [];
  const end: Change = { kind: 'DELIVERY', id: 'end' };
  await clock.advance(2_000);
  stream.add(end);
  for (let n = 0; n < most; n += 1) {
    const { value } = await stream.next();
    if (value.kind === 'DELIVERY') break;
    found.push(value);
  }
  return found;
}

describe('a stream of changes', () => {
  test('gives changes in their order, one for several of the same thing', async () => {
    const { stream, clock } = opened();
    for (const id of ['a', 'b', 'a']) stream.add(order(id));
    stream.add({ kind: 'TRANSACTION', id: 'a' });
    expect(await drain(stream, clock, 10)).toEqual([
      order('a'),
      order('b'),
      { kind: 'TRANSACTION', id: 'a' },
      { kind: 'OVERVIEW' },
    ]);
  });

  test('hands a change to a reader that waits', async () => {
    const { stream } = opened();
    const waiting = stream.next();
    stream.add(order('a'));
    expect(await waiting).toEqual({ done: false, value: order('a') });
  });

  test('gives 50 changes in a second, and one that stands for the others', async () => {
    const { stream, clock } = opened();
    for (let n = 0; n < 10 * CHANGES_PER_SECOND; n += 1) stream.add(order(n));
    const found = await drain(stream, clock, 1_000);
    expect(found).toHaveLength(CHANGES_PER_SECOND + 1);
    expect(found.at(-1)).toEqual({ kind: 'OVERVIEW' });
    await clock.advance(1_000);
    stream.add(order('next'));
    expect(await drain(stream, clock, 9)).toContainEqual(order('next'));
  });

  test('replaces what waits for a slow reader by one that stands for all', async () => {
    const { stream, clock } = opened();
    for (let second = 0; second < 5; second += 1) {
      for (let n = 0; n < 40; n += 1) stream.add(order(`${second} ${n}`));
      await clock.advance(1_000);
    }
    const found = await drain(stream, clock, 1_000);
    expect(found.length).toBeLessThanOrEqual(101);
    expect(found).toContainEqual({ kind: 'OVERVIEW' });
    expect(found).not.toContainEqual(order('0 0'));
  });

  test('says at most once a second that the overview has changed', async () => {
    const { stream, clock, next } = opened();
    stream.add(order('a'));
    expect(await next()).toBe('ORDER');
    await clock.advance(0);
    expect(await next()).toBe('OVERVIEW');
    stream.add(order('b'));
    expect(await next()).toBe('ORDER');
    let isSaid = false;
    const waiting = stream.next().then(({ value }) => {
      isSaid = true;
      return value as Change;
    });
    await clock.advance(990);
    expect(isSaid).toBe(false);
    await clock.advance(10);
    expect(await waiting).toEqual({ kind: 'OVERVIEW' });
  });

  test('ends for a reader that waits, says so once, and gives nothing after that', async () => {
    const { stream, clock, closed } = opened();
    const waiting = stream.next();
    await stream.return();
    await stream.return();
    stream.add(order('late'));
    await clock.advance(5_000);
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect(closed).toEqual([stream]);
  });
});
