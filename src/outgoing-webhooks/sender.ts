import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../core/time/clock.js';
import type { Log } from '../core/log.js';
import type { OccasionalLog } from '../core/output/occasional-log.js';
import type { StoredEvent } from '../ledger/event-record.js';
import type { Ledger } from '../ledger/ledger.js';
import {
  eventOfDelivery,
  failDelivery,
  nextDelivery,
  removeDelivery,
  type WebhookDelivery,
} from '../ledger/outgoing/deliveries.js';
import { type Endpoint, isWanted } from '../ledger/outgoing/endpoints.js';
import { type ClaimedLane, endLane, releaseLane } from '../ledger/outgoing/lanes.js';
import type { Unit } from '../ledger/unit.js';
import { nextAttemptAt, RETRY_FOR_MS } from './backoff.js';
import { OUTGOING_WRITE } from './fan-out.js';
import type { Attempt, Outcome } from './post.js';
import { messageIdOf, signedHeaders } from './signature.js';

/** How long a lane is left alone while another instance adds to it. */
const LOCKED_PAUSE_MS = 5;

/** What is sent about one event; `data` is JSON with the field names of the viewers' schema. */
export interface Message {
  /** The event's type in the schema. */
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Makes the message of an event; null for a kind that this version does not know. */
export type ToMessage = (event: StoredEvent) => Message | null;

/** A message as it is sent. */
export interface SignedMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SenderOptions {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
  readonly occasionalLog: OccasionalLog;
  readonly toMessage: ToMessage;
  readonly post: (endpoint: Endpoint, message: SignedMessage, closing: AbortSignal) => Promise<Attempt>;
  readonly firstWaitMs: number;
  /** Called with each attempt, and with each delivery that is given up. Must not throw. */
  readonly onAttempt: (outcome: Outcome, seconds: number) => void;
  readonly onDead: () => void;
  readonly random: () => number;
}

/** Sends what waits in a lane, one delivery after another. */
export class Sender {
  readonly #closing = new AbortController();

  constructor(private readonly options: SenderOptions) {
    // Each attempt in flight listens to it.
    setMaxListeners(0, this.#closing.signal);
  }

  /** Ends the attempts in flight: they are made again, and do not count as failures. */
  abort(): void {
    this.#closing.abort();
  }

  /**
   * Sends until nothing waits, a delivery has failed, or `mayContinue` returns false: it is asked before each
   * delivery, and is false when the lease could end before the attempt does. `endpoint` returns the endpoint
   * as it is now; null if nothing may be sent to it.
   */
  async run(lane: ClaimedLane, endpoint: () => Endpoint | null, mayContinue: () => boolean): Promise<void> {
    const { ledger, clock } = this.options;
    for (let current: ClaimedLane | null = lane; current !== null; ) {
      const held: ClaimedLane = current;
      const target = endpoint();
      if (target === null || !mayContinue()) return await this.#release(held, clock.now());
      const delivery = await nextDelivery(ledger.db, held);
      if (delivery === null) current = await this.#write((unit) => endLane(unit, held));
      else {
        const retryAt = await this.#deliver(target, delivery);
        if (retryAt !== null) return await this.#release(held, retryAt);
      }
    }
  }

  async #release(lane: ClaimedLane, nextAt: number): Promise<void> {
    while (!(await this.#write((unit) => releaseLane(unit, lane, nextAt)))) await pause(LOCKED_PAUSE_MS);
  }

  #write<T>(work: (unit: Unit) => Promise<T>): Promise<T> {
    return this.options.ledger.write(work, OUTGOING_WRITE);
  }

  /** Returns when the delivery is tried again; null if it is done with. */
  async #deliver(endpoint: Endpoint, delivery: WebhookDelivery): Promise<number | null> {
    const event = await eventOfDelivery(this.options.ledger.db, delivery);
    if (event === 'gone') return await this.#remove(delivery);
    if (event === 'trimmed') return await this.#giveUp(delivery, 'its event is no longer kept in the log');
    const message = this.options.toMessage(event);
    if (message === null)
      return await this.#giveUp(delivery, `this version of Dwar does not know events of kind ${event.type}`);
    if (!isWanted(endpoint, [message.type])) return await this.#remove(delivery);
    const attempt = await this.#attempt(endpoint, event, message);
    if (attempt.outcome === 'delivered') return await this.#remove(delivery);
    return await this.#failed(endpoint, delivery, attempt);
  }

  async #attempt(endpoint: Endpoint, event: StoredEvent, { type, data }: Message): Promise<Attempt> {
    const { ledger, post, onAttempt } = this.options;
    const timestamp = new Date(event.occurredAt).toISOString();
    const body = JSON.stringify({ type, timestamp, data });
    const id = messageIdOf(event, ledger.digestKey);
    // Receivers compare it with their own clock, so it is never that of a test or of Gateway.
    const headers = signedHeaders(endpoint.secrets, { id, body, now: Date.now() });
    const startedAt = performance.now();
    const attempt = await post(endpoint, { headers, body }, this.#closing.signal);
    onAttempt(attempt.outcome, (performance.now() - startedAt) / 1000);
    return attempt;
  }

  async #remove(delivery: WebhookDelivery): Promise<null> {
    await this.#write((unit) => removeDelivery(unit, delivery));
    return null;
  }

  async #failed(
    endpoint: Endpoint,
    delivery: WebhookDelivery,
    { outcome, problem, retryAfterMs }: Attempt,
  ): Promise<number | null> {
    const { clock, firstWaitMs, random, occasionalLog } = this.options;
    const { endpointId, seq, attempts, queuedAt } = delivery;
    const now = clock.now();
    if (this.#closing.signal.aborted) return now;
    const text = problem ?? outcome;
    const retryAt = nextAttemptAt({
      now,
      failures: attempts + 1,
      firstWaitMs,
      retryAfterMs,
      deadline: Math.max(queuedAt, endpoint.enabledAt) + RETRY_FOR_MS,
      random,
    });
    if (retryAt === null) return await this.#giveUp(delivery, text);
    const fields = { endpointId, seq, attempts: attempts + 1, outcome, problem: text };
    occasionalLog.write('warn', `outgoing ${endpointId}`, fields, 'a webhook could not be delivered');
    await this.#write((unit) => failDelivery(unit, delivery, { state: 'PENDING', at: now, problem: text }));
    return retryAt;
  }

  async #giveUp(delivery: WebhookDelivery, problem: string): Promise<null> {
    const { clock, log, onDead } = this.options;
    const at = clock.now();
    await this.#write((unit) => failDelivery(unit, delivery, { state: 'DEAD', at, problem }));
    onDead();
    const { endpointId, seq, attempts } = delivery;
    log.warn(
      { endpointId, seq, attempts: attempts + 1, problem },
      'a webhook was given up; see `dwar webhooks dead`',
    );
    return null;
  }
}
