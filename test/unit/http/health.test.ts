import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fastify, { type FastifyInstance } from 'fastify';
import { silentLog } from '../../../src/core/log.js';
import { registerHealth } from '../../../src/http/health.js';

const EVERY_MS = 300;

let app: FastifyInstance;
let checks: number;
let check: () => Promise<void>;
let isDraining: boolean;

beforeEach(() => {
  app = fastify();
  checks = 0;
  check = async () => {};
  isDraining = false;
  registerHealth(app, {
    checks: {
      ledger: () => {
        checks += 1;
        return check();
      },
    },
    isDraining: () => isDraining,
    log: silentLog,
    checkTimeoutMs: 1_000,
    checkEveryMs: EVERY_MS,
  });
});

afterEach(() => app.close());

const ready = async () => {
  const { statusCode, body } = await app.inject('/health/ready');
  return [statusCode, JSON.parse(body) as unknown];
};
const OK = [200, { status: 'ok' }];
const FAILED = [503, { status: 'unavailable', reasons: ['ledger'] }];
const passed = () => new Promise((resolve) => setTimeout(resolve, EVERY_MS + 5));

describe('readiness', () => {
  test('is checked once for all who ask while the check runs', async () => {
    let end = () => {};
    check = () => new Promise((resolve) => (end = resolve));
    const asked = Promise.all(Array.from({ length: 200 }, ready));
    while (checks === 0) await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setTimeout(resolve, 1.2 * EVERY_MS));
    end();
    expect(new Set((await asked).map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify(OK)]),
    );
    expect(checks).toBe(1);
  });

  test('is not checked again until the time has passed, and then it is', async () => {
    for (let n = 0; n < 50; n += 1) expect(await ready()).toEqual(OK);
    expect(checks).toBeLessThanOrEqual(2);
    const before = checks;
    await passed();
    expect(await ready()).toEqual(OK);
    expect(checks).toBe(before + 1);
  });

  test('that failed is remembered as long, and recovers', async () => {
    check = async () => {
      throw new Error('the disk is full');
    };
    expect(await ready()).toEqual(FAILED);
    check = async () => {};
    const failedChecks = checks;
    expect(await ready()).toEqual(FAILED);
    expect(checks).toBe(failedChecks);
    await passed();
    expect(await ready()).toEqual(OK);
  });

  test('says draining at once, even just after a check', async () => {
    expect(await ready()).toEqual(OK);
    isDraining = true;
    expect(await ready()).toEqual([503, { status: 'unavailable', reasons: ['draining'] }]);
    expect(checks).toBe(1);
  });

  test('does not wait longer than its deadline for a check that hangs', async () => {
    check = () => new Promise(() => {});
    expect(await ready()).toEqual(FAILED);
    expect(checks).toBe(1);
  });
});
