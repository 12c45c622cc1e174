import type { Clock, Moment } from '../core/clock.js';
import { newId } from '../core/ids.js';
import { DecodeError } from '../gateway/decode-error.js';
import { decodeWebhook } from '../gateway/decode-webhook.js';
import type { WebhookFact } from '../gateway/facts.js';
import type { WebhookKind } from '../gateway/webhook-kind.js';
import { countByProof, type DeliveryState, insertDelivery, setDeliveryState, unmatchedDeliveries } from '../ledger/deliveries.js';
import type { Unit } from '../ledger/ledger.js';
import type { VerifiedWebhook } from './stages.js';

/** What became of a delivery's content. */
export interface HintOutcome {
  readonly state: DeliveryState;
  readonly problem: string | null;
}

type Hint<Kind extends WebhookFact['kind']> = Extract<WebhookFact, { kind: Kind }>;

/** What each kind of hint does to the ledger; handed in by the features that own it. */
export type HintHandlers = {
  readonly [Kind in Exclude<WebhookFact['kind'], 'UNKNOWN'>]: (
    unit: Unit,
    hint: Hint<Kind>,
    moment: Moment,
  ) => Promise<HintOutcome>;
};

/** How a delivery was taken in. */
export type Intake = 'stored' | 'repeated';

/** One proof may come with this many different bodies; more is somebody playing with a captured one. */
const BODIES_PER_PROOF = 16;
/** Kept deliveries applied in one commit when their transaction or account becomes known. */
const KEPT_AT_ONCE = 100;

interface Collaborators {
  readonly handlers: HintHandlers;
  readonly clock: Clock;
  /** How far Gateway's clock is ahead, in milliseconds. */
  readonly clockOffsetMs: () => number;
}

/** The inbox: a delivery's bytes and their effect become durable in one commit (guarantee G2). */
export class Inbox {
  constructor(private readonly deps: Collaborators) {}

  /** Stores a verified delivery and applies it. The same bytes again change nothing. */
  async take(unit: Unit, webhook: VerifiedWebhook): Promise<Intake> {
    const moment = this.#moment();
    const deliveryId = newId(moment.now);
    const isNew = await insertDelivery(unit, {
      deliveryId,
      sha256: webhook.sha256,
      receivedAt: moment.now,
      kind: webhook.kind,
      state: 'APPLIED',
      proof: webhook.proof,
      transactionId: webhook.transactionId,
      authId: webhook.authId,
      problem: null,
      body: webhook.rawBody,
    });
    if (!isNew) return 'repeated';
    if ((await countByProof(unit.db, webhook.proof)) > BODIES_PER_PROOF) throw new TooManyBodies();
    const outcome = await this.#apply(unit, webhook.kind, webhook.text, moment);
    if (outcome.state !== 'APPLIED') await setDeliveryState(unit, deliveryId, outcome);
    return 'stored';
  }

  /** Applies the kept deliveries that waited for this transaction or account, in the commit that makes it known. */
  async applyKept(unit: Unit, known: { readonly transactionId: string } | { readonly authId: string }): Promise<void> {
    const moment = this.#moment();
    for (const { deliveryId, kind, body } of await unmatchedDeliveries(unit.db, known, KEPT_AT_ONCE)) {
      const outcome = await this.#apply(unit, kind as WebhookKind, body.toString(), moment);
      await setDeliveryState(unit, deliveryId, outcome);
    }
  }

  async #apply(unit: Unit, kind: WebhookKind, text: string, moment: Moment): Promise<HintOutcome> {
    const hint = decode(kind, text);
    if ('problem' in hint) return hint;
    const { handlers } = this.deps;
    switch (hint.kind) {
      case 'ORDER':
        return await handlers.ORDER(unit, hint, moment);
      case 'HOLDINGS':
        return await handlers.HOLDINGS(unit, hint, moment);
      case 'MUTUAL_FUNDS':
        return await handlers.MUTUAL_FUNDS(unit, hint, moment);
      case 'PENDING_ACTION':
        return await handlers.PENDING_ACTION(unit, hint, moment);
      case 'UNKNOWN':
        return { state: 'IGNORED', problem: 'its kind is not known' };
    }
  }

  #moment(): Moment {
    const now = this.deps.clock.now();
    return { now, upstreamNow: now + this.deps.clockOffsetMs() };
  }
}

/** Undoes the intake of a delivery whose proof came with too many different bodies. */
export class TooManyBodies extends Error {}

/** A verified delivery that cannot be decoded is kept as it is: nothing is lost, and it can be played again later. */
function decode(kind: WebhookKind, text: string): WebhookFact | HintOutcome {
  try {
    return decodeWebhook(kind, text);
  } catch (error) {
    if (error instanceof DecodeError) return { state: 'UNREADABLE', problem: error.message };
    throw error;
  }
}
