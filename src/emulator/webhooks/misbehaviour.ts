import type { Clock } from '../../core/time/clock.js';
import { BoundedMap } from '../state/bounded-map.js';
import type { DeliveryKind, DeliveryRecord, TransactionRecord, WebhookMode } from '../state/records.js';
import type { Store } from '../state/store.js';
import type { Timers } from '../state/timers.js';
import { laneOf, type WebhookSubject } from './delivery-queue.js';
import { type Body, corruptChecksum, type SentBody, tamper } from './tampering.js';

/**
 * In mode `reorder`: how long a webhook that no other follows is held, in milliseconds of the virtual clock.
 */
const REORDER_HOLD_MS = 1_000;
/** Number of transactions whose tampering turn is remembered. */
const MAX_TURNS = 1_000;

interface MisbehaviourParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Puts a stored delivery into the queue. */
  readonly schedule: (deliveryId: string) => void;
}

/**
 * The modes in which webhooks misbehave on purpose (design section 6), as far as they need memory: whose turn
 * it is for which tampering, and which webhooks mode `reorder` holds back.
 */
export class Misbehaviour {
  readonly #parts: MisbehaviourParts;
  /** Turns of tampering by lane. */
  readonly #turns = new BoundedMap<number>(MAX_TURNS);
  #nextTurn = 0;
  /** In mode `reorder`: the held delivery of each lane. */
  readonly #held = new Map<string, string>();

  constructor(parts: MisbehaviourParts) {
    this.#parts = parts;
  }

  /** Returns the body to send in a mode: tampered with, with a wrong checksum, or unchanged. */
  bodyToSend(mode: WebhookMode, kind: DeliveryKind, signed: Body, subject: WebhookSubject): SentBody {
    if (mode === 'bad-checksum') return { body: corruptChecksum(signed) };
    if (mode !== 'tamper') return { body: signed };
    return tamper(kind, signed, {
      turn: this.#turnOf(laneOf(subject)),
      foreignTransactionId: () => this.#foreignTransactionId(subject),
    });
  }

  /**
   * Swaps two webhooks of a lane: holds the first back until the second has been scheduled. Only
   * `order.placed` is certain to be followed by another; anything else is released after {@link
   * REORDER_HOLD_MS}.
   */
  scheduleOutOfOrder(record: DeliveryRecord): void {
    const lane = laneOf(record);
    const earlier = this.#held.get(lane);
    if (earlier !== undefined) {
      this.#parts.schedule(record.id);
      this.#release(lane, earlier);
      return;
    }
    this.#held.set(lane, record.id);
    if (record.kind === 'order.placed') return;
    const releaseAt = this.#parts.clock.now() + REORDER_HOLD_MS;
    this.#parts.timers.at(releaseAt, () => this.#release(lane, record.id));
  }

  /** Drops held webhooks and restarts the turns. */
  reset(): void {
    this.#held.clear();
    this.#turns.clear();
    this.#nextTurn = 0;
  }

  #release(lane: string, id: string): void {
    if (this.#held.get(lane) !== id) return;
    this.#held.delete(lane);
    this.#parts.schedule(id);
  }

  /** Gives all webhooks of one transaction the same turn, and the next transaction the next turn. */
  #turnOf(lane: string): number {
    const known = this.#turns.get(lane);
    if (known !== undefined) return known;
    const turn = this.#nextTurn;
    this.#turns.set(lane, turn);
    this.#nextTurn += 1;
    return turn;
  }

  #foreignTransactionId({ smallcaseAuthId }: WebhookSubject): string | null {
    const isForeign = ({ authId }: TransactionRecord) => authId !== null && authId !== smallcaseAuthId;
    return this.#parts.store.transactions.values().findLast(isForeign)?.transactionId ?? null;
  }
}
