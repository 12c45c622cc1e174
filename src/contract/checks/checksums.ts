import type { JsonObject } from '../../core/json.js';
import { checksumOf, verifyWebhookProof } from '../../gateway/checksum.js';
import { fieldOf } from '../../gateway/json.js';
import { recogniseWebhook, type WebhookKind } from '../../gateway/webhook-kind.js';
import { type Check, checksOf } from '../check.js';
import { deliveriesOf } from '../flows/flow.js';
import { Refuted } from '../refuted.js';
import type { Stage } from '../stage.js';
import type { Delivery } from '../target.js';
import { KINDS, pendingAction } from './webhooks.js';

/** Verifies a delivery as Dwar's own route does. */
function expectProof(stage: Stage, { raw, body }: Delivery): void {
  const claimed = recogniseWebhook(body ?? {}, raw);
  const verdict = verifyWebhookProof(claimed, [stage.target.apiSecret]);
  if (verdict === 'valid') return;
  throw new Refuted(`the checksum is ${verdict}${guess(stage, body ?? {})}`);
}

/** Which other message or encoding the checksum fits, since that is what would have to be changed. */
function guess({ target }: Stage, body: JsonObject): string {
  const [stamp, authId, id] = ['timestamp', 'smallcaseAuthId', 'transactionId'].map((name) =>
    String(fieldOf(body, name) ?? ''),
  );
  const sent = String(fieldOf(body, 'checksum') ?? '');
  const messages = {
    [`${stamp}${authId}`]: '',
    [`${authId}${stamp}`]: 'id + timestamp',
    [`${stamp}${id}`]: 'timestamp + transactionId',
    [stamp ?? '']: 'the timestamp alone',
  };
  for (const [message, name] of Object.entries(messages)) {
    const hex = checksumOf(message, target.apiSecret);
    const base64 = Buffer.from(hex, 'hex').toString('base64');
    if (sent.toLowerCase() === hex) return `; it fits ${name || 'the message in upper-case hex'}`;
    if (sent === base64) return `; it fits ${name || 'the message'} in base64`;
  }
  return '; it fits no other message that is known';
}

const PROOF = 'src/gateway/checksum.ts#verifyWebhookProof';

/** Which id is signed (section 17.6). */
function signedId(kind: WebhookKind): string {
  return kind === 'MUTUAL_FUNDS' ? 'transactionId' : 'smallcaseAuthId';
}

/** Section 17.6. */
export const CHECKSUM_CHECKS: readonly Check[] = checksOf('17.6', 1, [
  ...KINDS.map(([id, what, flow, kind]) => ({
    id,
    tag: 'doc' as const,
    claim: `the webhook of ${what} is signed over timestamp + ${signedId(kind)}, in lower-case hex`,
    change: PROOF,
    conflict: 7,
    run: async (stage: Stage) => {
      for (const delivery of deliveriesOf(stage, await flow(stage))) expectProof(stage, delivery);
    },
  })),
  {
    id: 'pending-action',
    tag: 'assumed',
    claim: 'a pending action is signed over timestamp + smallcaseAuthId',
    change: PROOF,
    conflict: 9,
    run: async (stage) => expectProof(stage, await pendingAction(stage)),
  },
]);
