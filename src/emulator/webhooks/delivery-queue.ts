/*
 * Sends stored webhooks and retries them (section 17.7): any 2xx acknowledges, every other answer is a
 * failure, and up to three retries follow at fixed delays after the first attempt.
 *
 * States of a delivery (`DeliveryRecord.state` in brackets), and what moves it on:
 *
 *   stored [pending]     schedule() → waiting; until then mode `reorder` holds it back
 *   waiting [pending]    `dueAt` is reached → queued
 *   queued [pending]     earlier attempts of its lane have ended and a slot is free → sending
 *   sending [pending]    2xx → delivered
 *                        failure, retries left → waiting, `dueAt` = first attempt + next delay
 *                        failure, no retries left → failed
 *   delivered, failed    sendNow() makes one more attempt: 2xx → delivered, a failure changes no state
 *   lost                 is never scheduled; sendNow() works as above
 *
 * Attempts of one lane run one at a time, in the order in which they became due, so the webhooks of one
 * transaction keep their order. Closing the queue aborts attempts in flight without recording them: a
 * restarted emulator schedules those deliveries again.
 */
import type { Clock } from '../../core/time/clock.js';
import type { Log } from '../../core/log.js';
import { Slots } from '../../core/slots.js';
import { WEBHOOK_RETRY_AFTER_MS } from '../../gateway/wire.js';
import type { Attempt, DeliveryRecord } from '../state/records.js';
import type { Store } from '../state/store.js';
import type { Timers } from '../state/timers.js';
import { postWebhook } from './post-webhook.js';

const MAX_ATTEMPTS_KEPT = 50;
/** Attempts in flight at once, over all lanes. */
const MAX_ATTEMPTS_IN_FLIGHT = 64;

/** What a webhook is about: a transaction, or an account alone. */
export interface WebhookSubject {
  readonly transactionId: string | null;
  readonly smallcaseAuthId: string | null;
}

interface QueueParts {
  /** Null sends nothing: each attempt fails with "no webhook URL". */
  readonly webhookUrl: string | null;
  readonly store: Store;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
}

/** Delivers stored webhooks by id; see the header of this file. */
export class DeliveryQueue {
  readonly #parts: QueueParts;
  /** The last attempt of each lane: settles when the lane is empty. */
  readonly #lanes = new Map<string, Promise<void>>();
  readonly #slots = new Slots(MAX_ATTEMPTS_IN_FLIGHT);
  readonly #abort = new AbortController();

  constructor(parts: QueueParts) {
    this.#parts = parts;
  }

  /** Attempts a delivery when it is due, unless it is no longer pending by then; retries failures. */
  schedule(id: string): void {
    const record = this.#parts.store.deliveries.get(id);
    if (record === undefined) return;
    this.#parts.timers.at(record.dueAt ?? this.#parts.clock.now(), () => {
      const isPending = this.#parts.store.deliveries.get(id)?.state === 'pending';
      if (isPending) void this.#enqueue(id, true);
    });
  }

  /**
   * Makes one attempt regardless of the delivery's state, without retries. Resolves when the attempt has
   * ended.
   */
  async sendNow(id: string): Promise<void> {
    await this.#enqueue(id, false);
  }

  /** Resolves when no attempt is queued or in flight; retries that are not due yet do not count. */
  async idle(): Promise<void> {
    while (this.#lanes.size > 0) await Promise.all(this.#lanes.values());
  }

  /** Aborts attempts in flight and resolves when they have ended. */
  async close(): Promise<void> {
    this.#abort.abort();
    await this.idle();
  }

  /** Appends an attempt to the lane of a delivery. Never rejects. */
  #enqueue(id: string, canRetry: boolean): Promise<void> {
    const lane = laneOf(this.#parts.store.deliveries.get(id));
    const previous = this.#lanes.get(lane) ?? Promise.resolve();
    const attempt = previous.then(() => this.#slots.run(() => this.#attempt(id, canRetry)));
    const settled = attempt
      .catch((error: unknown) => this.#parts.log.error({ err: error }, 'webhook attempt failed unexpectedly'))
      .finally(() => {
        if (this.#lanes.get(lane) === settled) this.#lanes.delete(lane);
      });
    this.#lanes.set(lane, settled);
    return settled;
  }

  async #attempt(id: string, canRetry: boolean): Promise<void> {
    const { store, clock, webhookUrl } = this.#parts;
    const body = store.deliveries.get(id)?.body;
    if (body === undefined || this.#abort.signal.aborted) return;
    const startedAt = clock.now();
    const attempt = await postWebhook(webhookUrl, body, startedAt, this.#abort.signal);
    // Read again: a reset may have removed the delivery while the request was in flight.
    const record = store.deliveries.get(id);
    if (record === undefined || this.#abort.signal.aborted) return;
    const attempted = {
      ...record,
      firstAttemptAt: record.firstAttemptAt ?? startedAt,
      attempts: [...record.attempts, attempt].slice(-MAX_ATTEMPTS_KEPT),
    };
    if (isAcknowledged(attempt)) store.putDelivery({ ...attempted, state: 'delivered', dueAt: null });
    else if (canRetry) this.#scheduleRetry(attempted);
    else store.putDelivery(attempted);
  }

  #scheduleRetry(record: DeliveryRecord): void {
    const { store } = this.#parts;
    const delayMs = WEBHOOK_RETRY_AFTER_MS[retriesMade(record)];
    if (delayMs === undefined || record.firstAttemptAt === null) {
      store.putDelivery({ ...record, state: 'failed', dueAt: null });
      return;
    }
    store.putDelivery({ ...record, dueAt: record.firstAttemptAt + delayMs });
    this.schedule(record.id);
  }
}

/** Returns the lane of a webhook: its transaction, or else its account. */
export function laneOf(subject: WebhookSubject | undefined): string {
  return subject?.transactionId ?? subject?.smallcaseAuthId ?? '';
}

function isAcknowledged({ status }: Attempt): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** Counts by time, not by attempts: those made by hand use up no retry. */
function retriesMade({ firstAttemptAt, dueAt }: DeliveryRecord): number {
  if (firstAttemptAt === null || dueAt === null) return 0;
  return WEBHOOK_RETRY_AFTER_MS.filter((delayMs) => firstAttemptAt + delayMs <= dueAt).length;
}
