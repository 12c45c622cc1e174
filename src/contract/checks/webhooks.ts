import { z } from 'zod';
import { isRecord } from '../../core/json.js';
import { fieldOf } from '../../gateway/json.js';
import { recogniseWebhook, type WebhookKind } from '../../gateway/webhook-kind.js';
import { WEBHOOK_RETRY_AFTER_MS } from '../../gateway/wire.js';
import { type Check, checksOf } from '../check.js';
import { Refuted, Skipped } from '../refuted.js';
import { expectShape, expectThat } from '../expect.js';
import { connectedAccount, connectFlow } from '../flows/accounts.js';
import { deliveriesOf, type Evidence, isAbout, lastBody, playFlow } from '../flows/flow.js';
import { holdingsFlow, mutualFundFlow, orderFlow, smallcaseFlow } from '../flows/flows.js';
import { AUTH_ID, BATCH, HOLDINGS_V2, ISO_TIME, TRANSACTION_ID } from '../shapes.js';
import { inventedId, type Stage } from '../stage.js';
import { shown } from '../shown.js';
import type { Delivery } from '../target.js';

type Flow = (stage: Stage) => Promise<Evidence>;

const RECOGNISED = 'src/gateway/webhook-kind.ts#recogniseWebhook';

/** The delivery of a pending action, which only the emulator can be made to send. */
export function pendingAction(stage: Stage): Promise<Delivery> {
  return stage.once('17.5/pending-action', async (one) => {
    const { causePendingAction, webhooks, webhookTimeoutMs } = one.target;
    if (causePendingAction === null || webhooks === null)
      throw new Skipped(
        'no one can cause a pending action here; smallcase sends one when it publishes a change',
      );
    const iscid = inventedId();
    const smallcaseAuthId = await connectedAccount(one);
    await causePendingAction({
      smallcaseAuthId,
      scid: 'SCET_0010',
      iscid,
      name: 'Contract',
      action: 'REBALANCE',
    });
    const isIt = ({ body }: Delivery) => body !== null && fieldOf(body, 'iscid') === iscid;
    const [first] = await webhooks.waitFor(isIt, 1, webhookTimeoutMs);
    if (first === undefined) throw new Refuted('no webhook names the investment');
    return first;
  });
}

/** The kinds that a flow leads to. */
export const KINDS: readonly (readonly [id: string, what: string, flow: Flow, kind: WebhookKind])[] = [
  ['order', 'a securities order', orderFlow, 'ORDER'],
  ['holdings', 'a holdings import', holdingsFlow, 'HOLDINGS'],
  ['mutual-funds', 'a mutual-fund import', mutualFundFlow, 'MUTUAL_FUNDS'],
];

const POST_CHECKS: readonly Check[] = checksOf('17', 1, [
  {
    id: 'post',
    tag: 'doc',
    claim: 'a webhook is a POST of `application/json` with an object as its body',
    change: 'src/webhooks/stages.ts#parseDelivery',
    run: async (stage) => {
      const [{ method, contentType, body }] = deliveriesOf(stage, await orderFlow(stage));
      expectThat(method === 'POST', 'the method is another');
      expectThat(/^application\/json\b/i.test(contentType ?? ''), 'the content type is another');
      expectThat(body !== null, 'the body is no JSON object');
    },
  },
]);

const KIND_CHECKS: readonly Check[] = checksOf('17.1', 1, [
  ...KINDS.map(([id, what, flow, kind]) => ({
    id,
    tag: 'assumed' as const,
    claim: `the webhook of ${what} is recognised by its shape as ${kind}`,
    change: RECOGNISED,
    run: async (stage: Stage) => {
      const seen = recogniseWebhook(lastBody(stage, await flow(stage))).kind;
      expectThat(seen === kind, `it is recognised as ${seen}`);
    },
  })),
  {
    id: 'two',
    tag: 'doc',
    claim: 'a securities order is announced twice: placed, and completed',
    change: 'src/orders/order-hint.ts#applyOrderHint',
    run: async (stage) => {
      const { length } = deliveriesOf(stage, await orderFlow(stage));
      expectThat(length >= 2, `there is ${length}`);
    },
  },
  {
    id: 'none',
    tag: 'assumed',
    claim: 'CONNECT and smallcase orders send no webhook',
    change: 'src/reconcile/reconciler.ts#Reconciler',
    conflict: 10,
    run: async (stage) => {
      const flows = [await connectFlow(stage), await smallcaseFlow(stage)];
      const { webhooks } = stage.target;
      if (webhooks === null) throw new Skipped('no webhooks are received; run with --listen');
      // By now those of an order have had time to come.
      deliveriesOf(stage, await orderFlow(stage));
      const sent = webhooks.deliveries.filter((one) =>
        flows.some(({ transactionId }) => isAbout(one, transactionId)),
      );
      expectThat(sent.length === 0, `there are ${sent.length}`);
    },
  },
]);

const COMMON = { timestamp: z.union([z.string().min(1), z.number()]), checksum: z.string().min(1) };
const ORDER_BODY = z.looseObject({
  ...COMMON,
  transactionId: TRANSACTION_ID,
  smallcaseAuthId: AUTH_ID,
  broker: z.string().min(1),
});

const ORDER_CHECKS: readonly Check[] = checksOf('17.2', 1, [
  {
    id: 'identification',
    tag: 'doc',
    claim: '`transactionId`, `smallcaseAuthId`, `broker`, `timestamp` and `checksum` stand at top level',
    change: RECOGNISED,
    conflict: 5,
    run: async (stage) => expectShape(lastBody(stage, await orderFlow(stage)), ORDER_BODY, 'the body'),
  },
  {
    id: 'timestamp',
    tag: 'assumed',
    claim: '`timestamp` is an ISO time with milliseconds',
    change: RECOGNISED,
    conflict: 6,
    run: async (stage) =>
      expectShape(fieldOf(lastBody(stage, await orderFlow(stage)), 'timestamp'), ISO_TIME, '`timestamp`'),
  },
  {
    id: 'batch',
    tag: 'doc',
    claim: 'the fields of the batch stand at top level',
    change: 'src/gateway/decode/decode-webhook.ts#decodeOrder',
    run: async (stage) => expectShape(lastBody(stage, await orderFlow(stage)), BATCH, 'the body'),
  },
  {
    id: 'placed',
    tag: 'assumed',
    claim: 'the first of the two has the same shape, and `status: PLACED`',
    change: 'src/gateway/decode/decode-webhook.ts#decodeOrder',
    conflict: 8,
    run: async (stage) => {
      const bodies = deliveriesOf(stage, await orderFlow(stage)).map(({ body }) => body ?? {});
      const placed = bodies.find((body) => fieldOf(body, 'status') === 'PLACED');
      expectThat(placed !== undefined, 'none has this status');
      expectShape(placed, BATCH, 'the body');
    },
  },
  {
    id: 'notes',
    tag: 'assumed',
    claim: 'the notes of the creation are repeated',
    change: 'src/emulator/webhooks/notifier.ts#Notifier',
    run: async (stage) => {
      const notes = fieldOf(lastBody(stage, await orderFlow(stage)), 'notes');
      expectThat(notes === stage.mark, `\`notes\` is ${shown(notes)}`);
    },
  },
]);

const HOLDINGS_BODY = HOLDINGS_V2.extend({ ...COMMON, transactionId: TRANSACTION_ID });

const HOLDINGS_CHECKS: readonly Check[] = checksOf('17.3', 1, [
  {
    id: 'body',
    tag: 'doc',
    claim: 'the holdings stand at top level, with `transactionId`, `timestamp` and `checksum`',
    change: 'src/gateway/decode/decode-webhook.ts#decodeImport',
    run: async (stage) => expectShape(lastBody(stage, await holdingsFlow(stage)), HOLDINGS_BODY, 'the body'),
  },
]);

const FUND_BODY = z.looseObject({
  ...COMMON,
  gateway: z.string(),
  data: z.looseObject({ transactionId: TRANSACTION_ID, payload: z.looseObject({}) }),
});

const FUND_CHECKS: readonly Check[] = checksOf('17.4', 1, [
  {
    id: 'body',
    tag: 'seen',
    claim: 'the body is `{gateway, data: {transactionId, payload}, timestamp, checksum}`',
    change: 'src/gateway/decode/decode-webhook.ts#decodeMutualFunds',
    run: async (stage) => expectShape(lastBody(stage, await mutualFundFlow(stage)), FUND_BODY, 'the body'),
  },
  {
    id: 'payload',
    tag: 'seen',
    claim: '`payload` has `dtSummary` or `summary`, and rows where detail was asked for',
    change: 'src/gateway/decode/decode-mutual-funds.ts#decodeMutualFundPayload',
    run: async (stage) => {
      const data = fieldOf(lastBody(stage, await mutualFundFlow(stage)), 'data');
      const payload = isRecord(data) ? fieldOf(data, 'payload') : undefined;
      const names = isRecord(payload) ? Object.keys(payload) : [];
      expectThat(names.includes('dtSummary') || names.includes('summary'), 'there is no summary');
      expectThat(names.includes('dtTransaction') || names.includes('transactions'), 'there are no rows');
    },
  },
]);

const ACTION_BODY = z.looseObject({
  ...COMMON,
  smallcaseAuthId: AUTH_ID,
  scid: z.string(),
  iscid: AUTH_ID,
  name: z.string(),
  action: z.enum(['REBALANCE', 'SIP', 'FIX', 'CUSTOMIZE']),
  date: ISO_TIME,
});

const ACTION_CHECKS: readonly Check[] = checksOf('17.5', 1, [
  {
    id: 'body',
    tag: 'assumed',
    claim: 'a pending action has both ids, name, action and date at top level',
    change: 'src/gateway/decode/decode-pending-actions.ts#decodePendingActions',
    conflict: 9,
    run: async (stage) => expectShape((await pendingAction(stage)).body, ACTION_BODY, 'the body'),
  },
]);

const DELIVERY_CHECKS: readonly Check[] = checksOf('17.7', 1, [
  {
    id: 'acknowledged',
    tag: 'assumed',
    claim: 'a webhook that was answered 200 does not come again',
    change: 'src/gateway/wire.ts#WEBHOOK_RETRY_AFTER_MS',
    conflict: 23,
    run: async (stage) => {
      const bodies = deliveriesOf(stage, await orderFlow(stage)).map(({ raw }) => raw);
      expectThat(new Set(bodies).size === bodies.length, 'one has come twice');
    },
  },
  {
    id: 'retry',
    tag: 'seen',
    claim: 'a webhook that was answered 503 comes again after 15 minutes',
    change: 'src/gateway/wire.ts#WEBHOOK_RETRY_AFTER_MS',
    run: async (stage) => {
      const { pass, webhooks, webhookTimeoutMs } = stage.target;
      if (pass === null || webhooks === null) throw new Skipped('it takes 15 minutes; run with --wait');
      const flow = await stage.once('flow/refused-import', refusedImport);
      const [retryAfterMs = 0] = WEBHOOK_RETRY_AFTER_MS;
      await pass(retryAfterMs + 5_000, 'a refused webhook comes again');
      const isIt = (one: Delivery) => isAbout(one, flow.transactionId);
      const { length } = await webhooks.waitFor(isIt, 2, webhookTimeoutMs);
      expectThat(length === 2, `it has come ${length} times`);
    },
  },
]);

/** An import whose first webhook is answered 503. */
async function refusedImport(stage: Stage): Promise<Evidence> {
  const { webhooks } = stage.target;
  const refusing = webhooks?.refuse(() => true, 503);
  try {
    const flow = await playFlow(stage, {
      title: 'Import holdings again',
      steps: 'Log in with your first leprechaun token and agree. Its webhook is refused on purpose.',
      body: { intent: 'HOLDINGS_IMPORT', version: 'v2' },
      authId: await connectedAccount(stage),
      account: 'first',
      leavesChooser: false,
      webhooks: 1,
    });
    deliveriesOf(stage, flow);
    return flow;
  } finally {
    refusing?.stop();
  }
}

/** Section 17, without checksums. */
export const WEBHOOK_CHECKS: readonly Check[] = [
  ...POST_CHECKS,
  ...KIND_CHECKS,
  ...ORDER_CHECKS,
  ...HOLDINGS_CHECKS,
  ...FUND_CHECKS,
  ...ACTION_CHECKS,
  ...DELIVERY_CHECKS,
];
