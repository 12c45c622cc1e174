import type { Clock } from '../../core/time/clock.js';
import type { Log } from '../../core/log.js';
import { WEBHOOK_RETRY_AFTER_MS } from '../../gateway/wire.js';
import { BoundedMap } from '../state/bounded-map.js';
import type { IdSource } from '../state/ids.js';
import { misbehave } from './misbehaviour.js';
import { postWebhook } from './post-webhook.js';
import { Slots } from '../../core/slots.js';
import type { DeliveryKind, DeliveryRecord, TransactionRecord, WebhookBehaviour } from '../state/state.js';
import type { Store } from '../state/store.js';
import type { Timers } from '../state/timers.js';

/** In mode `reorder`: how long a webhook that no other follows is held back, in milliseconds of the virtual clock. */
const REORDER_HOLD_MS = 1_000;
const MAX_ATTEMPTS_KEPT = 50;
/** Most attempts in flight at once. */
const MAX_ATTEMPTS_AT_ONCE = 64;
/** Most transactions whose turn of tampering is remembered. */
const MAX_TURNS = 1_000;

/** Whose webhook it is. */
interface About {
  readonly transactionId: string | null;
  readonly smallcaseAuthId: string | null;
}

interface DelivererParts {
  /** Where webhooks go; null: nowhere, each is noted as lost. */
  readonly webhookUrl: string | null;
  readonly store: Store;
  readonly ids: IdSource;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
}

/**
 * Sends webhooks (section 17.7): any 2xx is an acknowledgement, 10 s for each attempt, redirects are failures, three retries
 * counted from the first attempt. Webhooks of one transaction are sent one after the other, unless they are set to misbehave.
 */
export class Deliverer {
  readonly #parts: DelivererParts;
  readonly #lanes = new Map<string, Promise<unknown>>();
  readonly #held = new Map<string, string>();
  readonly #slots = new Slots(MAX_ATTEMPTS_AT_ONCE);
  readonly #turns = new BoundedMap<number>(MAX_TURNS);
  #nextTurn = 0;
  readonly #abort = new AbortController();

  constructor(parts: DelivererParts) {
    this.#parts = parts;
  }

  /** Records a signed webhook and sends it as `behaviour` says; returns its id. The state it reports is already stored. */
  emit(
    kind: DeliveryKind,
    signed: Readonly<Record<string, unknown>>,
    about: About,
    { mode, delayMs }: WebhookBehaviour,
  ): string {
    const { store, ids, clock, webhookUrl } = this.#parts;
    const { body, ...tampering } = misbehave(mode, kind, signed, {
      turn: mode === 'tamper' ? this.#turnOf(laneOf(about)) : 0,
      foreignTransactionId: () => this.#foreignTransactionId(about),
    });
    const isLost = mode === 'lost' || webhookUrl === null;
    const now = clock.now();
    const record: DeliveryRecord = {
      id: ids.deliveryId(),
      kind,
      ...about,
      mode,
      ...tampering,
      body: JSON.stringify(body),
      createdAt: now,
      state: isLost ? 'lost' : 'pending',
      firstAttemptAt: null,
      dueAt: isLost ? null : now + delayMs,
      attempts: [],
    };
    store.putDelivery(record);
    if (!isLost) this.#dispatch(record);
    return record.id;
  }

  /** All webhooks of one transaction are tampered with in the same way, those of the next in the next way. */
  #turnOf(lane: string): number {
    const known = this.#turns.get(lane);
    if (known !== undefined) return known;
    this.#turns.set(lane, this.#nextTurn);
    this.#nextTurn += 1;
    return this.#nextTurn - 1;
  }

  #foreignTransactionId({ smallcaseAuthId }: About): string | null {
    const isForeign = ({ authId }: TransactionRecord) => authId !== null && authId !== smallcaseAuthId;
    return this.#parts.store.transactions.values().findLast(isForeign)?.transactionId ?? null;
  }

  #dispatch(record: DeliveryRecord): void {
    if (record.mode === 'reorder') {
      this.#sendOutOfOrder(record);
      return;
    }
    this.#schedule(record.id);
    if (record.mode !== 'duplicate') return;
    const twin = { ...record, id: this.#parts.ids.deliveryId() };
    this.#parts.store.putDelivery(twin);
    this.#schedule(twin.id);
  }

  /** Holds a webhook back until the next one of its lane has been tried. */
  #sendOutOfOrder(record: DeliveryRecord): void {
    const lane = laneOf(record);
    const earlier = this.#held.get(lane);
    if (earlier === undefined) {
      this.#held.set(lane, record.id);
      const isFollowed = record.kind === 'order.placed';
      const giveUpAt = this.#parts.clock.now() + REORDER_HOLD_MS;
      if (!isFollowed) this.#parts.timers.at(giveUpAt, () => this.#release(lane, record.id));
      return;
    }
    this.#schedule(record.id);
    this.#release(lane, earlier);
  }

  #release(lane: string, id: string): void {
    if (this.#held.get(lane) !== id) return;
    this.#held.delete(lane);
    this.#schedule(id);
  }

  /** Sends a webhook once more, now, in any mode; resolves with its record when the answer is there. */
  async redeliver(id: string): Promise<DeliveryRecord | null> {
    const record = this.#parts.store.deliveries.get(id);
    if (record === undefined) return null;
    await this.#run(id, { isRetryWanted: false });
    return this.#parts.store.deliveries.get(id) ?? record;
  }

  /** Takes up what a stopped emulator still had to send. */
  resume(): void {
    for (const record of this.#parts.store.deliveries.values()) {
      if (record.state === 'pending') this.#schedule(record.id);
    }
  }

  /** Resolves when nothing is being sent; retries that are not due do not count. */
  async idle(): Promise<void> {
    while (this.#lanes.size > 0) await Promise.all(this.#lanes.values());
  }

  /** Forgets what is held back, for a fresh start. */
  reset(): void {
    this.#held.clear();
    this.#turns.clear();
    this.#nextTurn = 0;
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await this.idle();
  }

  #schedule(id: string): void {
    const record = this.#parts.store.deliveries.get(id);
    if (record === undefined) return;
    this.#parts.timers.at(record.dueAt ?? this.#parts.clock.now(), () => {
      const isStillOpen = this.#parts.store.deliveries.get(id)?.state === 'pending';
      if (isStillOpen) void this.#run(id, { isRetryWanted: true });
    });
  }

  /** Queues one attempt behind those of the same transaction. */
  #run(id: string, options: { readonly isRetryWanted: boolean }): Promise<void> {
    const lane = laneOf(this.#parts.store.deliveries.get(id));
    const turn = (this.#lanes.get(lane) ?? Promise.resolve()).then(() =>
      this.#slots.run(() => this.#attempt(id, options.isRetryWanted)),
    );
    const settled = turn
      .catch((error: unknown) => this.#parts.log.error({ err: error }, 'webhook attempt broke'))
      .finally(() => {
        if (this.#lanes.get(lane) === settled) this.#lanes.delete(lane);
      });
    this.#lanes.set(lane, settled);
    return settled;
  }

  async #attempt(id: string, isRetryWanted: boolean): Promise<void> {
    const before = this.#parts.store.deliveries.get(id);
    if (before === undefined || this.#abort.signal.aborted) return;
    const startedAt = this.#parts.clock.now();
    const attempt = await postWebhook(this.#parts.webhookUrl, before.body, startedAt, this.#abort.signal);
    const record = this.#parts.store.deliveries.get(id);
    if (record === undefined || this.#abort.signal.aborted) return;
    const tried = {
      ...record,
      firstAttemptAt: record.firstAttemptAt ?? startedAt,
      attempts: [...record.attempts, attempt].slice(-MAX_ATTEMPTS_KEPT),
    };
    if (attempt.status !== null && attempt.status >= 200 && attempt.status < 300) {
      this.#parts.store.putDelivery({ ...tried, state: 'delivered', dueAt: null });
    } else if (isRetryWanted) this.#planRetry(tried);
    else this.#parts.store.putDelivery(tried);
  }

  /** Section 17.7: the delays count from the first attempt; after the last one the webhook has failed. */
  #planRetry(record: DeliveryRecord): void {
    const wait = WEBHOOK_RETRY_AFTER_MS[this.#retriesOf(record)];
    if (wait === undefined || record.firstAttemptAt === null) {
      this.#parts.store.putDelivery({ ...record, state: 'failed', dueAt: null });
      return;
    }
    this.#parts.store.putDelivery({ ...record, dueAt: record.firstAttemptAt + wait });
    this.#schedule(record.id);
  }

  #retriesOf(record: DeliveryRecord): number {
    const { firstAttemptAt, dueAt } = record;
    if (firstAttemptAt === null || dueAt === null) return 0;
    return WEBHOOK_RETRY_AFTER_MS.filter((wait) => firstAttemptAt + wait <= dueAt).length;
  }
}

/** Webhooks in one lane keep their order: those of one transaction, else those of one account. */
function laneOf(record: About | undefined): string {
  return record?.transactionId ?? record?.smallcaseAuthId ?? '';
}
