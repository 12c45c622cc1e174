import type { DeliveryState } from '../../ledger/deliveries/deliveries.js';
import { deliveriesByDigest } from '../../ledger/operator/checks.js';
import type { Queries } from '../../ledger/unit.js';
import type { EmulatorControl, SentWebhook } from './emulator-control.js';

/** Webhooks that the page shows. */
const WEBHOOKS_SHOWN = 200;

/** A webhook of the emulator next to what became of it here. */
export interface JudgedWebhook extends SentWebhook {
  /** Its delivery in the inbox; null if its bytes are not there. */
  readonly delivery: { readonly id: string; readonly verdict: DeliveryState } | null;
}

/** The newest webhooks of the emulator, newest first, with our verdicts. Throws EMULATOR_UNAVAILABLE. */
export async function judgeWebhooks(
  control: Pick<EmulatorControl, 'sentWebhooks'>,
  db: Queries,
): Promise<readonly JudgedWebhook[]> {
  const sent = await control.sentWebhooks(WEBHOOKS_SHOWN);
  const stored = await deliveriesByDigest(
    db,
    sent.map(({ sha256 }) => sha256),
  );
  return sent.toReversed().map((webhook) => {
    const found = stored.get(webhook.sha256);
    const delivery = found === undefined ? null : { id: found.deliveryId, verdict: found.state };
    return { ...webhook, delivery };
  });
}
