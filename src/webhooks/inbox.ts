import type { Clock, Moment } from '../core/time/clock.js';
import { newId } from '../core/ids.js';
import type { Hint, WebhookFact } from '../gateway/facts.js';
import type { WebhookKind } from '../gateway/webhook-kind.js';
import {
  countByProof,
  type Delivery,
  findDelivery,
  type HintOutcome,
  insertDelivery,
  markUnmatchedForPlay,
  setDeliveryState,
  unmatchedDeliveries,
  type WaitingFor,
} from '../ledger/deliveries.js';
import type { Unit } from '../ledger/ledger.js';
import { bringReadForward } from '../ledger/planned-reads.js';
import { SMALL_BYTES, type ReadWebhook } from './reader.js';
import { type Reading, readBody } from './stages.js';

type HintKind = Exclude<WebhookFact['kind'], 'UNKNOWN'>;

/** How each kind of hint changes the ledger; provided by the features that own that state. */
export type HintHandlers = {
  readonly [Kind in HintKind]: (unit: Unit, hint: Hint<Kind>, moment: Moment) => Promise<HintOutcome>;
};

/** What became of a delivery that was accepted: repeated bytes change nothing. */
export type Intake = HintOutcome | 'repeated';

/** One proof may come with this many different bodies; more means that a captured proof is in use. */
const BODIES_PER_PROOF = 16;
/** Attempts to apply one delivery before it is given up. */
const FAILURES_MAX = 5;
/**
 * Kept deliveries applied in one commit when their transaction or account becomes known, of {@link
 * SMALL_BYTES} together.
 */
const KEPT_AT_ONCE = 20;

interface Collaborators {
  readonly handlers: HintHandlers;
  readonly clock: Clock;
  /** How far Gateway's clock is ahead of ours, in milliseconds. */
  readonly clockOffsetMs: () => number;
}

/** The inbox: a delivery's bytes and their effect become durable in one commit (guarantee G2). */
export class Inbox {
  constructor(private readonly deps: Collaborators) {}

  /** Stores a verified delivery and applies it. Repeated bytes change nothing. */
  async take(unit: Unit, webhook: ReadWebhook): Promise<Intake> {
    const moment = this.#moment();
    const delivery = await this.#insert(unit, webhook, moment.now, {
      state: 'APPLIED',
      failures: 0,
      playAt: null,
    });
    if (delivery === null) return 'repeated';
    const outcome = await this.#apply(unit, webhook, webhook.reading, moment);
    if (outcome.state !== 'APPLIED') await setDeliveryState(unit, delivery.deliveryId, outcome);
    return outcome;
  }

  /** Stores a verified delivery that could not be applied; it is replayed shortly. */
  async keep(unit: Unit, webhook: ReadWebhook): Promise<Intake> {
    const { now } = this.#moment();
    const failed = { state: 'PENDING', failures: 1, playAt: now + retryDelayMs(1) } as const;
    if ((await this.#insert(unit, webhook, now, failed)) === null) return 'repeated';
    return { state: 'PENDING', problem: 'it could not be applied; the log has the reason' };
  }

  /** Applies a stored delivery once more; `reading` is its decoded body. */
  async play(unit: Unit, delivery: Delivery, reading: Reading): Promise<HintOutcome> {
    const outcome = await this.#apply(unit, delivery, reading, this.#moment());
    await setDeliveryState(unit, delivery.deliveryId, outcome);
    return outcome;
  }

  /**
   * Records that playing a delivery failed: it is tried again later, and given up as DEAD after five times.
   */
  async fail(unit: Unit, { deliveryId, failures: before }: Delivery): Promise<void> {
    const failures = before + 1;
    const problem = 'it could not be applied; the log has the reason';
    const isDead = failures >= FAILURES_MAX;
    await setDeliveryState(
      unit,
      deliveryId,
      isDead
        ? { state: 'DEAD', problem, failures }
        : { state: 'PENDING', problem, failures, playAt: this.#moment().now + retryDelayMs(failures) },
    );
  }

  /**
   * Applies the kept deliveries that waited for this, in the commit that makes it known. One that cannot be
   * applied must not undo that commit, and too many must not hold it up: the player has those.
   */
  async applyKept(unit: Unit, known: WaitingFor): Promise<void> {
    const { now } = this.#moment();
    const kept = await unmatchedDeliveries(unit.db, known, KEPT_AT_ONCE, SMALL_BYTES);
    for (const deliveryId of kept) {
      if (await unit.attempt((part) => this.#playStored(part, deliveryId))) continue;
      await setDeliveryState(unit, deliveryId, { state: 'PENDING', problem: null, playAt: now });
    }
    await markUnmatchedForPlay(unit, known, now, kept);
  }

  async #playStored(unit: Unit, deliveryId: string): Promise<void> {
    const delivery = await findDelivery(unit.db, deliveryId);
    if (delivery === null) return;
    const reading = readBody(delivery.kind as WebhookKind, delivery.body.toString());
    await this.play(unit, delivery, reading);
  }

  /** Null if the same bytes are already stored. Throws {@link TooManyBodies}. */
  async #insert(
    unit: Unit,
    webhook: ReadWebhook,
    now: number,
    plan: Pick<Delivery, 'state' | 'failures' | 'playAt'>,
  ): Promise<Delivery | null> {
    const { sha256, kind, proof, transactionId, authId, rawBody } = webhook;
    const base = { deliveryId: newId(now), sha256, receivedAt: now, kind, proof, transactionId, authId };
    const delivery = { ...base, ...plan, problem: null, body: rawBody };
    if (!(await insertDelivery(unit, delivery))) return null;
    if ((await countByProof(unit.db, proof)) > BODIES_PER_PROOF) throw new TooManyBodies();
    return delivery;
  }

  async #apply(
    unit: Unit,
    { transactionId }: Pick<Delivery, 'transactionId'>,
    hint: Reading,
    moment: Moment,
  ): Promise<HintOutcome> {
    if ('problem' in hint) {
      // It still shows that something changed; a confirming read finds out what (guarantee G4).
      if (transactionId !== null) await bringReadForward(unit, transactionId, moment.upstreamNow);
      return hint;
    }
    if (hint.kind === 'UNKNOWN') return { state: 'IGNORED', problem: 'its kind is not known' };
    return await applyHint(this.deps.handlers, unit, hint, moment);
  }

  #moment(): Moment {
    const now = this.deps.clock.now();
    return { now, upstreamNow: now + this.deps.clockOffsetMs() };
  }
}

function applyHint<Kind extends HintKind>(
  handlers: HintHandlers,
  unit: Unit,
  hint: Hint<Kind>,
  moment: Moment,
): Promise<HintOutcome> {
  return handlers[hint.kind](unit, hint, moment);
}

/** 1, 4, 16 … seconds. */
function retryDelayMs(failures: number): number {
  return 1000 * 4 ** (failures - 1);
}

/** Rolls back the intake of a delivery whose proof arrived with too many different bodies. */
export class TooManyBodies extends Error {}
