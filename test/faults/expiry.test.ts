import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { HOLDINGS_OF } from '../support/documents.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { figure, inFull, seed } from '../support/faults.js';
import { JumpClock } from '../support/jump-clock.js';
import { Player } from '../support/player.js';
import { until } from '../support/until.js';
import { deliver, signed } from '../support/webhook.js';
import { MONDAY } from './planned-reads.js';

const HOUR_MS = 3_600_000;
/** More than one delivery and its read look at the clock. */
const LOOKS = 160;
/** The short run plays every third look; which third depends on its seed. */
const STRIDE = inFull(1, 3);
const FIRST = 1 + (seed % STRIDE);

/** Jumps ahead right after a chosen look at it. */
class ExpiringClock extends JumpClock {
  #looksLeft = 0;

  /** Jumps an hour ahead after so many looks. */
  expireAfter(looks: number): void {
    this.#looksLeft = looks;
  }

  override now(): number {
    const now = super.now();
    this.#looksLeft -= 1;
    if (this.#looksLeft === 0) queueMicrotask(() => void this.advance(HOUR_MS));
    return now;
  }
}

const clock = new ExpiringClock(MONDAY);
let emulator: TestEmulator;
let app: TestApp;

beforeAll(async () => {
  emulator = await startEmulator({ clock });
  app = await startApp({ emulator });
});

afterAll(async () => {
  await app.close();
  await emulator.close();
});

test('a hint is corrected at each moment of its read at which the transaction may expire', async () => {
  let played = 0;
  for (let look = FIRST; look <= LOOKS; look += STRIDE) {
    played += 1;
    const viewer = await Player.of(app, `viewer ${look}`);
    const { authId } = await viewer.connect(`lep-ok-${100 + look}`);
    const transactionId = await viewer.create({ intent: 'HOLDINGS_IMPORT' });
    const held = async () => (await viewer.client.ask(HOLDINGS_OF, { id: null })).holdings;
    const security = { isin: 'INE009A01021', name: 'Infosys', holdings: { quantity: 9, averagePrice: 1 } };
    const dates = { snapshotDate: '2026-01-05T05:00:00.000Z', lastUpdate: '2026-01-05T05:00:00.000Z' };
    const body = { securities: [security], smallcases: {}, ...dates, transactionId, smallcaseAuthId: authId };
    clock.expireAfter(look);
    expect(await deliver(app.url, JSON.stringify(signed(body)))).toMatchObject({ status: 200 });
    await until(`the hint is corrected that expired at look ${look}`, async () => {
      await clock.advance(120_000);
      return (await held())?.provenance === 'CONFIRMED';
    });
    expect(await held()).toMatchObject({ provenance: 'CONFIRMED', securities: [] });
  }
  figure('moments of a read at which its transaction expired', played);
});
