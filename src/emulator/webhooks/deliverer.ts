import type { Clock } from '../../core/time/clock.js';
import type { Log } from '../../core/log.js';
import type { IdSource } from '../state/ids.js';
import type { DeliveryKind, DeliveryRecord, WebhookBehaviour } from '../state/records.js';
import type { Store } from '../state/store.js';
import type { Timers } from '../state/timers.js';
import { DeliveryQueue, type WebhookSubject } from './delivery-queue.js';
import { Misbehaviour } from './misbehaviour.js';

interface DelivererParts {
  /** Where webhooks go; null records each of them as lost. */
  readonly webhookUrl: string | null;
  readonly store: Store;
  readonly ids: IdSource;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
}

/** Stores signed webhooks and hands them to the delivery queue, as the mode in force demands. */
export class Deliverer {
  readonly #parts: DelivererParts;
  readonly #queue: DeliveryQueue;
  readonly #misbehaviour: Misbehaviour;

  constructor(parts: DelivererParts) {
    this.#parts = parts;
    this.#queue = new DeliveryQueue(parts);
    this.#misbehaviour = new Misbehaviour({ ...parts, schedule: (id) => this.#queue.schedule(id) });
  }

  /**
   * Stores a signed webhook and sends it as `behaviour` says. Returns its id. Callers store the state it
   * reports first, so that a read made on its arrival shows that state.
   */
  emit(
    kind: DeliveryKind,
    signed: Readonly<Record<string, unknown>>,
    subject: WebhookSubject,
    { mode, delayMs }: WebhookBehaviour,
  ): string {
    const { store, ids, clock, webhookUrl } = this.#parts;
    const { body, ...tampering } = this.#misbehaviour.bodyToSend(mode, kind, signed, subject);
    const isLost = mode === 'lost' || webhookUrl === null;
    const now = clock.now();
    const record = store.putDelivery({
      id: ids.deliveryId(),
      kind,
      ...subject,
      mode,
      ...tampering,
      body: JSON.stringify(body),
      createdAt: now,
      state: isLost ? 'lost' : 'pending',
      firstAttemptAt: null,
      dueAt: isLost ? null : now + delayMs,
      attempts: [],
    });
    if (!isLost) this.#dispatch(record);
    return record.id;
  }

  /**
   * Sends a webhook again at once, regardless of its mode. Returns its record after the attempt; null for an
   * unknown id.
   */
  async redeliver(id: string): Promise<DeliveryRecord | null> {
    const record = this.#parts.store.deliveries.get(id);
    if (record === undefined) return null;
    await this.#queue.sendNow(id);
    return this.#parts.store.deliveries.get(id) ?? record;
  }

  /** Schedules the deliveries that were pending when the emulator stopped. */
  resume(): void {
    for (const record of this.#parts.store.deliveries.values()) {
      if (record.state === 'pending') this.#queue.schedule(record.id);
    }
  }

  /** Resolves when no attempt is queued or in flight; retries that are not due yet do not count. */
  async idle(): Promise<void> {
    await this.#queue.idle();
  }

  /** Drops what the modes remember. Stored deliveries and timers are cleared by their owners. */
  reset(): void {
    this.#misbehaviour.reset();
  }

  /** Aborts attempts in flight and resolves when they have ended. */
  async close(): Promise<void> {
    await this.#queue.close();
  }

  #dispatch(record: DeliveryRecord): void {
    if (record.mode === 'reorder') {
      this.#misbehaviour.scheduleOutOfOrder(record);
      return;
    }
    this.#queue.schedule(record.id);
    if (record.mode !== 'duplicate') return;
    const twin = this.#parts.store.putDelivery({ ...record, id: this.#parts.ids.deliveryId() });
    this.#queue.schedule(twin.id);
  }
}
