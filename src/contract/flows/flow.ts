import { isRecord, type JsonObject } from '../../core/json.js';
import { fieldOf } from '../../gateway/json.js';
import { anywhere } from '../../gateway/webhook-kind.js';
import { Refuted, Skipped } from '../refuted.js';
import { transactionIn } from '../transaction-object.js';
import { dataOf } from '../expect.js';
import { createdId, type Stage } from '../stage.js';
import type { Delivery, SdkAnswer, Task } from '../target.js';

/** A flow that a person finishes. */
export interface FlowPlan extends Pick<Task, 'title' | 'steps' | 'account' | 'leavesChooser'> {
  readonly body: JsonObject;
  /** Who the flow is for; null for a guest. */
  readonly authId: string | null;
  /** How many webhooks the protocol promises for it. */
  readonly webhooks: number;
}

/** What a finished flow has left behind. */
export interface Evidence {
  readonly transactionId: string;
  readonly sdk: SdkAnswer;
  /** The transaction as it is read afterwards. */
  readonly details: JsonObject;
  readonly deliveries: readonly Delivery[];
}

/** Has a person finish a flow, and collects what it has led to. */
export async function playFlow(stage: Stage, plan: FlowPlan): Promise<Evidence> {
  const { person } = stage.target;
  if (person === null) throw new Skipped('it needs a person; run with --level 1');
  const authToken = plan.authId === null ? await stage.guest() : await stage.connected(plan.authId);
  const transactionId = createdId(await stage.create(plan.body, authToken));
  const { title, steps, account, leavesChooser } = plan;
  const sdk = await person.finish({ transactionId, authToken, title, steps, account, leavesChooser });
  const deliveries = await awaitDeliveries(stage, transactionId, plan.webhooks);
  const answer = await stage.details(transactionId, { isPersonal: true });
  return { transactionId, sdk, details: transactionIn(dataOf(answer)), deliveries };
}

async function awaitDeliveries(stage: Stage, transactionId: string, count: number): Promise<Delivery[]> {
  const { webhooks, webhookTimeoutMs } = stage.target;
  if (webhooks === null || count === 0) return [];
  return await webhooks.waitFor((one) => isAbout(one, transactionId), count, webhookTimeoutMs);
}

/** Whether a delivery names a transaction, at any of the places where the protocol has it. */
export function isAbout({ body }: Delivery, transactionId: string): boolean {
  return body !== null && anywhere(body, 'transactionId') === transactionId;
}

/** The value that the SDK resolved with. */
export function resolved({ sdk }: Evidence): JsonObject {
  if (sdk.ok) return sdk.result;
  const { code } = sdk.error;
  throw new Refuted(`the SDK rejects with ${typeof code === 'number' ? `code ${code}` : 'no code'}`);
}

/** The error that the SDK rejected with. */
export function rejection({ sdk }: Evidence): JsonObject {
  if (!sdk.ok) return sdk.error;
  throw new Refuted('the SDK resolves');
}

/** The webhooks of a flow. Throws an error if none has come, since that may have other reasons. */
export function deliveriesOf(stage: Stage, { deliveries }: Evidence): readonly [Delivery, ...Delivery[]] {
  const [first, ...rest] = deliveries;
  if (first !== undefined) return [first, ...rest];
  const { webhooks } = stage.target;
  if (webhooks === null) throw new Skipped('no webhooks are received; run with --listen');
  if (webhooks.deliveries.length === 0)
    throw new Error('no webhook has come during this run: does the address that Gateway posts to lead here?');
  throw new Refuted('webhooks of other transactions have come, and none that names this one');
}

/** The body of the last webhook of a flow. */
export function lastBody(stage: Stage, evidence: Evidence): JsonObject {
  const last = deliveriesOf(stage, evidence).at(-1);
  if (last?.body == null) throw new Refuted('the body is no JSON object');
  return last.body;
}

/** The object in a field; empty where there is none. */
export function objectIn(object: JsonObject, name: string): JsonObject {
  const value = fieldOf(object, name);
  return isRecord(value) ? value : {};
}
