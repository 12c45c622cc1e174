import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Cache } from '../../../src/cache/cache.js';
import { createMemoryCache } from '../../../src/cache/memory.js';
import { type Lives, SharedReads } from '../../../src/cache/shared-reads.js';

const LIVES: Lives = { wholeMs: 300_000, partialMs: 30_000, staleMs: 3_600_000 };
const OUTAGE = new Error('upstream fails');
const throwing = {
  hits: () => {},
  misses: () => {},
  error: (error: unknown) => {
    throw error;
  },
};

let now: number;
let fetches: number;
let store: Cache;
let reads: SharedReads;

/** One instance; all of a test share a store. */
const instance = () =>
  new SharedReads({
    store,
    moment: () => ({ now, upstreamNow: now }),
    maxBytes: 1_000_000,
    isOutage: (error) => error === OUTAGE,
  });

const fetchWhole = async () => ({ value: { number: ++fetches }, isWhole: true });
const fetchPart = async () => ({ value: { number: ++fetches }, isWhole: false });
const fails = (error: Error) => async () => {
  fetches += 1;
  throw error;
};
const ask = async (fetch: () => Promise<{ value: object; isWhole: boolean }> = fetchWhole, on = reads) =>
  (await on.read('key', LIVES, fetch)).value;

beforeEach(() => {
  now = Date.UTC(2025, 0, 10);
  fetches = 0;
  store = createMemoryCache(throwing, 1_000_000);
  reads = instance();
});

describe('a shared answer', () => {
  test('is fetched once by all who ask at the same moment, and by those who ask while it lives', async () => {
    const all = await Promise.all(Array.from({ length: 1_000 }, () => ask()));
    now += LIVES.wholeMs - 1;
    expect([...all, await ask()].every((value) => value === all[0])).toBe(true);
    expect(fetches).toBe(1);
  });

  test('is fetched again when its life has ended', async () => {
    await ask();
    now += LIVES.wholeMs;
    expect(await ask()).toEqual({ number: 2 });
  });

  test('lives shortly when something of it could not be read', async () => {
    expect(await ask(fetchPart)).toEqual({ number: 1 });
    now += LIVES.partialMs - 1;
    expect(await ask()).toEqual({ number: 1 });
    now += 1;
    expect(await ask()).toEqual({ number: 2 });
  });

  test('is taken from another instance', async () => {
    await ask();
    await new Promise((resolve) => setImmediate(resolve));
    const other = instance();
    expect(await ask(fetchWhole, other)).toEqual({ number: 1 });
    now += LIVES.wholeMs;
    expect(await ask(fetchWhole, other)).toEqual({ number: 2 });
  });

  test('may be null', async () => {
    const fetchNull = async () => {
      fetches += 1;
      return { value: null, isWhole: true };
    };
    const askNull = async () => (await reads.read('none', LIVES, fetchNull)).value;
    expect([await askNull(), await askNull(), fetches]).toEqual([null, null, 1]);
  });

  test('is fetched again after the clock was set back by more than its life', async () => {
    await ask();
    now -= 86_400_000;
    expect(await ask()).toEqual({ number: 2 });
  });
});

describe('while upstream fails', () => {
  test('an old answer is given for an hour, with the time of its fetch', async () => {
    const { fetchedAt } = await reads.read('key', LIVES, fetchWhole);
    now += LIVES.staleMs - 1;
    expect(await reads.read('key', LIVES, fails(OUTAGE))).toMatchObject({ value: { number: 1 }, fetchedAt });
    now += 1;
    await expect(ask(fails(OUTAGE))).rejects.toBe(OUTAGE);
  });

  test('upstream is left alone for half a minute when there is an old answer', async () => {
    await ask();
    now += LIVES.wholeMs;
    await ask(fails(OUTAGE));
    const { until } = await reads.read('key', LIVES, fails(OUTAGE));
    expect([fetches, until - now]).toEqual([2, 30_000]);
    now = until;
    await ask(fails(OUTAGE));
    expect(fetches).toBe(3);
  });

  test('an instance that has just started uses the old answer of another', async () => {
    await ask();
    await new Promise((resolve) => setImmediate(resolve));
    now += LIVES.wholeMs;
    expect(await ask(fails(OUTAGE), instance())).toEqual({ number: 1 });
  });

  test('a failure is not kept when there is no answer', async () => {
    await expect(ask(fails(OUTAGE))).rejects.toBe(OUTAGE);
    expect(await ask()).toEqual({ number: 2 });
  });
});

test('a defect is thrown, even if there is an old answer', async () => {
  await ask();
  now += LIVES.wholeMs;
  const defect = new TypeError('a defect');
  await expect(ask(fails(defect))).rejects.toBe(defect);
});

test('a caller who leaves gets the reason, and the fetch is aborted with the last of them', async () => {
  await ask();
  now += LIVES.wholeMs;
  const abort = new AbortController();
  let wasAborted = false;
  const hanging = (signal: AbortSignal) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => {
        wasAborted = true;
        reject(OUTAGE);
      });
    });
  const asked = reads.read('key', LIVES, hanging, abort.signal);
  await new Promise((resolve) => setImmediate(resolve));
  abort.abort();
  await expect(asked).rejects.toBe(abort.signal.reason);
  expect(wasAborted).toBe(true);
  // The old answer has not become a current one.
  expect(await ask()).toEqual({ number: 2 });
});
