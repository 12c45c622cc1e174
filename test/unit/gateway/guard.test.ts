import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { GatewayError } from '../../../src/gateway/gateway-error.js';
import { createGuard, type Guard } from '../../../src/gateway/guard.js';

const FAILURES_TO_OPEN = 20;
const OPEN_MS = 2_000;
const START = 1_000_000;

let changes: boolean[];
let guard: Guard;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'], now: START });
  changes = [];
  guard = createGuard((isOpen) => changes.push(isOpen));
});

afterEach(() => {
  jest.useRealTimers();
});

/** What a call comes to: `ok`, `failed` after an attempt, or `refused` without one. */
async function call(upstream: 'answers' | 'fails', { hangsUp = false } = {}): Promise<string> {
  const attempt = async () => {
    if (upstream === 'answers' && !hangsUp) return 'ok';
    throw new GatewayError('unavailable', hangsUp ? 'cancelled' : 'no answer');
  };
  return await guard
    .run('holdings', attempt, () => !hangsUp)
    .catch((error: unknown) => {
      if (!(error instanceof GatewayError)) throw error;
      return error.isRefusedHere ? 'refused' : 'failed';
    });
}

async function calls(count: number, ...given: Parameters<typeof call>): Promise<string[]> {
  const outcomes: string[] = [];
  for (let made = 0; made < count; made += 1) outcomes.push(await call(...given));
  return outcomes;
}

const hangUp = () => call('fails', { hangsUp: true });

describe('failures in a row', () => {
  test('open the breaker, and one success among them does not let them', async () => {
    await calls(FAILURES_TO_OPEN - 1, 'fails');
    await call('answers');
    await calls(FAILURES_TO_OPEN - 1, 'fails');
    expect(changes).toEqual([]);
    expect(await calls(2, 'fails')).toEqual(['failed', 'refused']);
    expect(changes).toEqual([true]);
  });

  test('open it even if callers hang up between them', async () => {
    for (let failures = 0; failures < FAILURES_TO_OPEN; failures += 1) {
      expect(await hangUp()).toBe('failed');
      expect(await call('fails')).toBe('failed');
    }
    expect(await call('answers')).toBe('refused');
  });

  test('are not those of callers who hung up', async () => {
    for (let made = 0; made < FAILURES_TO_OPEN * 3; made += 1) await hangUp();
    expect(changes).toEqual([]);
    expect(await call('answers')).toBe('ok');
  });
});

describe('the one attempt after a while', () => {
  beforeEach(async () => {
    await calls(FAILURES_TO_OPEN, 'fails');
    jest.setSystemTime(START + OPEN_MS);
    changes.length = 0;
  });

  test('closes the breaker when it succeeds', async () => {
    expect(await calls(2, 'answers')).toEqual(['ok', 'ok']);
    expect(changes).toEqual([false]);
  });

  test('leaves it open for another while when it fails', async () => {
    expect(await call('fails')).toBe('failed');
    jest.setSystemTime(START + 2 * OPEN_MS - 1);
    expect(await call('answers')).toBe('refused');
    jest.setSystemTime(START + 2 * OPEN_MS);
    expect(await call('answers')).toBe('ok');
  });

  test('does not close it when its caller hangs up, and the next call is the one', async () => {
    expect(await hangUp()).toBe('failed');
    expect(changes).not.toContain(false);
    expect(await calls(2, 'fails')).toEqual(['failed', 'refused']);
    jest.setSystemTime(START + 2 * OPEN_MS);
    expect(await hangUp()).toBe('failed');
    expect(await call('answers')).toBe('ok');
    expect(changes.at(-1)).toBe(false);
  });

  test('is not ended by a caller of before who hangs up meanwhile', async () => {
    jest.setSystemTime(START);
    guard = createGuard((isOpen) => changes.push(isOpen));
    const before = slow();
    await calls(FAILURES_TO_OPEN, 'fails');
    jest.setSystemTime(START + OPEN_MS);
    const probe = slow();
    before.end(false);
    await expect(before.outcome).rejects.toThrow('cancelled');
    expect(await call('answers')).toBe('refused');
    probe.end(true);
    expect(await probe.outcome).toBe('ok');
    expect(await call('answers')).toBe('ok');
  });
});

/** A call in flight until `end` says whether it was answered, or its caller hung up. */
function slow() {
  let end: (isAnswered: boolean) => void = () => {};
  let hasHungUp = false;
  const ended = new Promise<string>((resolve, reject) => {
    end = (isAnswered) => {
      hasHungUp = !isAnswered;
      if (isAnswered) resolve('ok');
      else reject(new GatewayError('unavailable', 'cancelled'));
    };
  });
  const outcome = guard.run(
    'holdings',
    () => ended,
    () => !hasHungUp,
  );
  return { outcome, end: (isAnswered: boolean) => end(isAnswered) };
}
