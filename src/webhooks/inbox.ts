import type { Clock, Moment } from '../core/time/clock.js';
import { newId } from '../core/ids.js';
import type { Hint, WebhookFact } from '../gateway/facts.js';
import type { WebhookKind } from '../gateway/webhook-kind.js';
import { byQueries, type Decision, decide, type Steps } from '../ledger/commits/decision.js';
import type { Keys, Picture } from '../ledger/commits/picture.js';
import {
  type Delivery,
  findDelivery,
  type HintOutcome,
  markUnmatchedForPlay,
  setDeliveryState,
  unmatchedDeliveries,
  type WaitingFor,
} from '../ledger/deliveries/deliveries.js';
import type { Unit } from '../ledger/unit.js';
import { deleteDelivery } from '../ledger/erasure/loose-deliveries.js';
import type { Tombstones } from '../ledger/erasure/tombstones.js';
import { ErasureCheck } from './erasure-check.js';
import { SMALL_BYTES, type ReadWebhook } from './reader.js';
import { type Reading, readBody } from './stages.js';

type HintKind = Exclude<WebhookFact['kind'], 'UNKNOWN'>;

/** How one kind of hint changes the ledger. */
export interface HintHandler<Kind extends HintKind> {
  /** The rows that its first step reads. */
  keys(hint: Hint<Kind>): Keys;
  apply(picture: Picture, hint: Hint<Kind>, moment: Moment): Steps<HintOutcome>;
}

/** How each kind of hint changes the ledger; provided by the features that own that state. */
export type HintHandlers = { readonly [Kind in HintKind]: HintHandler<Kind> };

/** The handler of a kind that reads and writes by queries of its own. */
export function withQueries<Kind extends HintKind>(
  apply: (unit: Unit, hint: Hint<Kind>, moment: Moment) => Promise<HintOutcome>,
): HintHandler<Kind> {
  return {
    keys: () => ({}),
    apply: (_picture, hint, moment) => byQueries((unit) => apply(unit, hint, moment)),
  };
}

/**
 * What became of a verified delivery. Repeated bytes, one body too many, and what is about a viewer who was
 * erased change nothing.
 */
export type Intake = StoredDelivery | 'repeated' | 'too-many-bodies' | 'erased';

/** The outcome of a delivery that was stored, and its id. */
export interface StoredDelivery extends HintOutcome {
  readonly deliveryId: string;
}

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
  readonly tombstones: Tombstones;
}

/** The inbox: a delivery's bytes and their effect become durable in one commit (guarantee G2). */
export class Inbox {
  constructor(private readonly deps: Collaborators) {}

  /** Stores a verified delivery and applies it. */
  take(webhook: ReadWebhook): Decision<Intake> {
    const moment = this.#moment();
    const applying = this.#apply(webhook.transactionId, webhook.reading, moment);
    const plan = { state: 'APPLIED', failures: 0, playAt: null, problem: null } as const;
    const delivery = newDelivery(webhook, moment.now, plan);
    const { deliveryId } = delivery;
    const erasure = new ErasureCheck(this.deps.tombstones, webhook);
    return {
      keys: { ...applying.keys, ...erasure.keys, deliveries: [delivery] },
      ...scopeOf(webhook),
      deliveryId: delivery.deliveryId,
      *decide(picture) {
        if (yield* erasure.isErased(picture, applying.keys)) return 'erased';
        const refusal = addDelivery(picture, delivery);
        if (refusal !== null) return refusal;
        const outcome = yield* applying.decide(picture);
        if (outcome.state !== 'APPLIED') picture.setDeliveryState(deliveryId, outcome);
        return { ...outcome, deliveryId };
      },
    };
  }

  /** Stores a verified delivery that could not be applied; it is replayed shortly. */
  keep(webhook: ReadWebhook): Decision<Intake> {
    const { now } = this.#moment();
    const problem = 'it could not be applied; the log has the reason';
    const plan = { state: 'PENDING', failures: 1, playAt: now + retryDelayMs(1), problem: null } as const;
    const delivery = newDelivery(webhook, now, plan);
    const { deliveryId } = delivery;
    const keys = { deliveries: [delivery] };
    const erasure = new ErasureCheck(this.deps.tombstones, webhook);
    return {
      keys: { ...keys, ...erasure.keys },
      ...scopeOf(webhook),
      *decide(picture) {
        if (yield* erasure.isErased(picture, keys)) return 'erased';
        return addDelivery(picture, delivery) ?? { state: 'PENDING', problem, deliveryId };
      },
    };
  }

  /** Applies a stored delivery once more; `reading` is its decoded body. */
  play(delivery: Delivery, reading: Reading): Decision<HintOutcome> {
    const { deliveryId, transactionId } = delivery;
    const { keys, decide } = this.#apply(transactionId, reading, this.#moment());
    const erasure = new ErasureCheck(this.deps.tombstones, { ...delivery, rawBody: delivery.body, reading });
    return {
      keys: { ...keys, ...erasure.keys },
      ...scopeOf(delivery),
      deliveryId,
      *decide(picture) {
        if (yield* erasure.isErased(picture, keys)) {
          yield async (unit) => void (await deleteDelivery(unit, deliveryId));
          return { state: 'IGNORED', problem: 'it was about a viewer who was erased' };
        }
        const outcome = yield* decide(picture);
        picture.setDeliveryState(deliveryId, outcome);
        return outcome;
      },
    };
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
    await decide(unit, this.play(delivery, reading));
  }

  #apply(transactionId: string | null, hint: Reading, moment: Moment): Decision<HintOutcome> {
    if ('problem' in hint) return leaveUnapplied(transactionId, hint, moment);
    if (hint.kind === 'UNKNOWN')
      return leaveUnapplied(null, { state: 'IGNORED', problem: 'its kind is not known' }, moment);
    return applyHint(this.deps.handlers, hint, moment);
  }

  #moment(): Moment {
    const now = this.deps.clock.now();
    return { now, upstreamNow: now + this.deps.clockOffsetMs() };
  }
}

function newDelivery(
  { sha256, kind, proof, transactionId, authId, rawBody }: ReadWebhook,
  now: number,
  plan: Pick<Delivery, 'state' | 'failures' | 'playAt' | 'problem'>,
): Delivery {
  const base = { deliveryId: newId(now), sha256, receivedAt: now, kind, proof, transactionId, authId };
  return { ...base, ...plan, body: rawBody };
}

type Named = Pick<Delivery, 'kind' | 'transactionId' | 'authId'>;

/** An order may leave its transaction out, which is then looked for. */
function scopeOf({ kind, transactionId, authId }: Named): Pick<Decision<unknown>, 'scope'> {
  if (transactionId === null && (kind === 'ORDER' || authId === null)) return {};
  const only = (id: string | null) => (id === null ? [] : [id]);
  return { scope: { transactions: only(transactionId), accounts: only(authId) } };
}

/** Null if it was added. */
function addDelivery(picture: Picture, delivery: Delivery): 'repeated' | 'too-many-bodies' | null {
  if (picture.hasDelivery(delivery)) return 'repeated';
  if (picture.countByProof(delivery.proof) >= BODIES_PER_PROOF) return 'too-many-bodies';
  picture.addDelivery(delivery);
  return null;
}

function applyHint<Kind extends HintKind>(
  handlers: HintHandlers,
  hint: Hint<Kind>,
  moment: Moment,
): Decision<HintOutcome> {
  const handler: HintHandler<Kind> = handlers[hint.kind];
  return { keys: handler.keys(hint), decide: (picture) => handler.apply(picture, hint, moment) };
}

/** A body that cannot be read still shows that something changed: a read finds out what (guarantee G4). */
function leaveUnapplied(
  transactionId: string | null,
  outcome: HintOutcome,
  { upstreamNow }: Moment,
): Decision<HintOutcome> {
  return {
    keys: { transactions: transactionId === null ? [] : [transactionId] },
    // biome-ignore lint/correctness/useYield: it needs no more rows
    *decide(picture) {
      if (transactionId !== null) picture.bringReadForward(transactionId, upstreamNow);
      return outcome;
    },
  };
}

/** 1, 4, 16 … seconds. */
function retryDelayMs(failures: number): number {
  return 1000 * 4 ** (failures - 1);
}
