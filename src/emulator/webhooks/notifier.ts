import type { SecretKeys } from '../../core/secret.js';
import type { WireBatch, WireHoldings } from '../../gateway/wire.js';
import { signWebhook } from './checksum.js';
import type { Deliverer } from './deliverer.js';
import type { WebhookSubject } from './delivery-queue.js';
import type { DeliveryKind, TransactionRecord, WebhookBehaviour } from '../state/records.js';
import type { Store } from '../state/store.js';

/** A pending action of an investment (section 17.5). */
export interface PendingAction {
  readonly smallcaseAuthId: string;
  readonly scid: string;
  readonly iscid: string;
  readonly name: string;
  readonly action: string;
}

interface NotifierParts {
  readonly gatewayName: string;
  readonly apiSecret: SecretKeys;
  readonly store: Store;
  readonly deliverer: Deliverer;
  /** Time of the virtual clock, which webhook timestamps follow. */
  readonly nowMs: () => number;
}

/**
 * Builds the bodies of webhooks (sections 17.2 to 17.5), adds timestamp and checksum, and gives them to the
 * deliverer.
 */
export class Notifier {
  readonly #parts: NotifierParts;

  constructor(parts: NotifierParts) {
    this.#parts = parts;
  }

  /** Both kinds have one shape (section 17.2); the status of the batch distinguishes them. */
  order(kind: 'order.placed' | 'order.completed', record: TransactionRecord, batch: WireBatch): void {
    const { transactionId, authId, broker, notes } = record;
    const payload = {
      ...batch,
      transactionId,
      smallcaseAuthId: authId,
      broker,
      ...(notes === null ? {} : { notes }),
    };
    this.#send(kind, payload, { transactionId, smallcaseAuthId: authId }, record.webhooks);
  }

  /** The holdings body is at the top level (section 17.3). */
  holdings(record: TransactionRecord, body: WireHoldings): void {
    const { transactionId, notes } = record;
    const payload = { ...body, transactionId, ...(notes === null ? {} : { notes }) };
    const subject = { transactionId, smallcaseAuthId: body.smallcaseAuthId };
    this.#send('holdings', payload, subject, record.webhooks);
  }

  /** Signed with the transaction's id, as it names no broker account (section 17.4). */
  mutualFunds(record: TransactionRecord, payload: unknown): void {
    const { transactionId } = record;
    const body = { gateway: this.#parts.gatewayName, data: { transactionId, payload } };
    this.#send('mutual-funds', body, { transactionId, smallcaseAuthId: null }, record.webhooks);
  }

  /** Returns the delivery's id. The shape is assumed (section 17.5). */
  pendingAction(action: PendingAction): string {
    const date = new Date(this.#parts.nowMs()).toISOString();
    const { smallcaseAuthId } = action;
    const subject = { transactionId: null, smallcaseAuthId };
    const behaviour = this.#parts.store.accounts.get(smallcaseAuthId)?.webhooks;
    return this.#send('pending-action', { ...action, date }, subject, behaviour);
  }

  #send(
    kind: DeliveryKind,
    payload: Readonly<Record<string, unknown>>,
    subject: WebhookSubject,
    behaviour: WebhookBehaviour = this.#parts.store.webhooks,
  ): string {
    const timestamp = new Date(this.#parts.store.takeStamp(this.#parts.nowMs())).toISOString();
    const signedId = subject.smallcaseAuthId ?? subject.transactionId ?? '';
    const checksum = signWebhook(this.#parts.apiSecret.current, timestamp, signedId);
    return this.#parts.deliverer.emit(kind, { ...payload, timestamp, checksum }, subject, behaviour);
  }
}
