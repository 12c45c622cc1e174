import { VirtualClock } from '../../../src/core/time/clock.js';
import { startEmulator } from '../../support/emulator.js';
import { partnerOf, startReceiver } from './partner.js';

type Json = Record<string, unknown>;
/** 10:30 Indian time, so that an hour more is the same trading day. */
const WEDNESDAY_MORNING = Date.parse('2025-01-08T05:00:00.000Z');

/**
 * Starts an emulator on a frozen clock, with a partner and a receiver of its webhooks. `close` ends all of
 * them.
 */
export async function startStage(
  more: Parameters<typeof startEmulator>[0] & {
    readonly startAt?: number;
    readonly answer?: () => number;
  } = {},
) {
  const { startAt = WEDNESDAY_MORNING, answer, ...overrides } = more;
  const receiver = await startReceiver(answer);
  const clock = new VirtualClock({ frozen: true, startAt });
  const emulator = await startEmulator({ webhookUrl: receiver.url, seed: 'stage', clock, ...overrides });
  const partner = partnerOf(emulator);
  const complete = (transactionId: string, token: string, broker = 'kite') =>
    emulator.control.complete(transactionId, { broker, token });
  return {
    receiver,
    emulator,
    partner,
    complete,
    /** Creates a transaction and plays the user's part. */
    async play(body: Json, token = 'lep-ok', auth?: string) {
      const transactionId = await partner.begin(body, auth);
      const sdk = await complete(transactionId, token);
      return { transactionId, sdk, details: await partner.details(transactionId) };
    },
    /** Returns the batch statuses of the webhooks received so far. */
    async arrived(): Promise<string[]> {
      await emulator.control.clock(0);
      return receiver.all.map(({ body }) => body.status);
    },
    async close() {
      await emulator.close();
      await receiver.close();
    },
  };
}
