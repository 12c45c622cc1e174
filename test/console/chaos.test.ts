import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Line, type PlayConsole, startPlayConsole } from '../support/play-console.js';
import { until } from '../support/until.js';

const DAY_MS = 24 * 3_600_000;
const NONE_BROKEN = { G1: 0, G2: 0, G3: 0, G4: 0, G5: 0, G6: 0 };

/** What misbehaves, and what a purchase ends by meanwhile; null if it cannot end. */
const CHAOS = [
  ['webhooks that are lost', 'webhooks', { mode: 'lost' }, 'a planned read'],
  ['webhooks that come twice', 'webhooks', { mode: 'duplicate' }, 'a webhook'],
  ['webhooks that are reordered', 'webhooks', { mode: 'reorder' }, 'a webhook'],
  ['webhooks that were tampered with', 'webhooks', { mode: 'tamper' }, 'a webhook'],
  ['webhooks with a wrong checksum', 'webhooks', { mode: 'bad-checksum' }, 'a planned read'],
  ['a Gateway that answers 503', 'faults', { rules: [{ path: '/', status: 503 }] }, null],
  ['a Gateway that is slow', 'faults', { rules: [{ path: '/', delayMs: 200 }] }, 'a webhook'],
  [
    'a Gateway whose first answer never comes',
    'faults',
    { rules: [{ path: '/', hang: true, times: 1 }] },
    null,
  ],
  ['a market that is shut', 'market', { broker: 'kite', open: false }, null],
] as const;

describe('while something misbehaves', () => {
  let app: PlayConsole;
  beforeAll(async () => {
    // A purchase with a Gateway that never answers ends when Dwar gives up.
    app = await startPlayConsole({
      env: { GATEWAY_TOTAL_TIMEOUT_MS: '2000', GATEWAY_RESPONSE_TIMEOUT_MS: '1000' },
    });
    await app.counters();
  });
  afterAll(() => app.close());

  const set = async (path: string, body: object) =>
    expect((await app.call('POST', `/console/emulator/${path}`, body)).status).toBe(200);
  const counts = async () =>
    Object.fromEntries(
      Object.values(await app.counters()).map(({ guarantee, broken }) => [guarantee, broken]),
    );

  test.each(CHAOS)('%s: no counter rises during a purchase', async (_name, path, body, end) => {
    await set(path, body);
    const lines = await (end === 'a planned read' ? app.playWithoutWebhooks('buy') : app.play('buy'));
    if (end !== null) expect(lines.at(-1)).toEqual({ kind: 'end', isOk: true });
    expect(await counts()).toEqual(NONE_BROKEN);
    await set('webhooks', { mode: 'normal' });
    await set('faults', { rules: [] });
    await set('market', { broker: 'kite', open: true });
    await app.clock.advance(16_000);
    await until('what was late to be read', async () => (await app.counters()).G4?.broken === 0);
    expect(await counts()).toEqual(NONE_BROKEN);
  });

  test('the counters have looked at something', async () => {
    const looked = Object.values(await app.counters()).filter(({ guarantee }) => guarantee !== 'G4');
    expect(looked.filter((one) => one.looked === 0)).toEqual([]);
  });
});

test('no counter rises when a day of Gateway passes at once', async () => {
  const app = await startPlayConsole({ hasOwnClock: true });
  try {
    const steer = (path: string, body: object) => app.call('POST', `/console/emulator/${path}`, body);
    await steer('webhooks', { mode: 'lost' });
    await app.playWithoutWebhooks('amo');
    await app.playWithoutWebhooks('slow', async () => {
      expect((await app.counters()).G1?.looked).toBe(2);
      const moved = await steer('clock', { advanceMs: DAY_MS });
      expect(moved.status).toBe(200);
    });
    await steer('webhooks', { mode: 'normal' });
    await until('what was due to be read', async () => (await app.counters()).G4?.looked === 0);
    const counters = Object.values(await app.counters());
    expect(counters.filter(({ broken }) => broken > 0)).toEqual([]);
  } finally {
    await app.close();
  }
});

describe('a run', () => {
  const made = (lines: readonly Line[]) => lines.findLast(({ kind }) => kind === 'made');
  const gatewayIds = (lines: readonly Line[]) => {
    const { transaction, orders } = made(lines) as unknown as {
      transaction: { gatewayId: string };
      orders: { gatewayId: string }[];
    };
    return [transaction.gatewayId, ...orders.map(({ gatewayId }) => gatewayId)];
  };

  test('is repeated by its seed on a fresh instance', async () => {
    const [one, other] = [await startPlayConsole(), await startPlayConsole()];
    try {
      await one.play('connect');
      const lines = await one.play('smallcase');
      const { seed, command } = lines[0] as unknown as { seed: string; command: string };
      expect(command).toContain(`dwar trigger smallcase --seed ${seed}`);
      // As `dwar trigger` does: the account of the other viewer is linked first there.
      const again: Pick<Line, 'kind'>[] = [];
      for await (const line of other.player.play('smallcase', seed)) again.push(line);
      const ids = again.findLast(({ kind }) => kind === 'ids');
      expect(ids).toMatchObject({ transactionId: gatewayIds(lines)[0] });
      await expect(other.emulator.control.seed(seed)).rejects.toThrow('409');
    } finally {
      await one.close();
      await other.close();
    }
  });
});
