import type { Secret } from '../../core/secret.js';
import type { WireBatch, WireHoldings } from '../../gateway/wire.js';
import { signWebhook } from './checksum.js';
import type { Deliverer } from './deliverer.js';
import { numberFrom } from '../state/ids.js';
import type { DeliveryKind, TransactionRecord, WebhookBehaviour } from '../state/state.js';
import type { Store } from '../state/store.js';

/** What a pending action says about an invested smallcase (section 17.5). */
export interface PendingAction {
  readonly smallcaseAuthId: string;
  readonly scid: string;
  readonly iscid: string;
  readonly name: string;
  readonly action: string;
}

interface NotifierParts {
  readonly gatewayName: string;
  readonly apiSecret: Secret;
  readonly store: Store;
  readonly deliverer: Deliverer;
  /** The virtual clock: timestamps of webhooks follow it. */
  readonly nowMs: () => number;
}

/** Words webhooks (sections 17.2 to 17.5), stamps and signs them, and hands them to the deliverer. */
export class Notifier {
  readonly #parts: NotifierParts;

  constructor(parts: NotifierParts) {
    this.#parts = parts;
  }

  /** Section 17.2: one shape for both; the batch says whether it is placed or completed. */
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

  /** Section 17.3: the holdings body at top level. */
  holdings(record: TransactionRecord, body: WireHoldings): void {
    const { transactionId, notes } = record;
    const payload = { ...body, transactionId, ...(notes === null ? {} : { notes }) };
    const about = { transactionId, smallcaseAuthId: body.smallcaseAuthId };
    this.#send('holdings', payload, about, record.webhooks);
  }

  /** Section 17.4: signed with the transaction's id, as there is no broker account in it. */
  mutualFunds(record: TransactionRecord, payload: unknown): void {
    const { transactionId } = record;
    const body = { gateway: this.#parts.gatewayName, data: { transactionId, payload } };
    this.#send('mutual-funds', body, { transactionId, smallcaseAuthId: null }, record.webhooks);
  }

  /** Section 17.5 [assumed]. */
  pendingAction(action: PendingAction): string {
    const date = new Date(this.#parts.nowMs()).toISOString();
    const { smallcaseAuthId } = action;
    const about = { transactionId: null, smallcaseAuthId };
    const behaviour = this.#parts.store.accounts.get(smallcaseAuthId)?.webhooks;
    return this.#send('pending-action', { ...action, date }, about, behaviour);
  }

  #send(
    kind: DeliveryKind,
    payload: Readonly<Record<string, unknown>>,
    about: { readonly transactionId: string | null; readonly smallcaseAuthId: string | null },
    behaviour: WebhookBehaviour = this.#parts.store.webhooks,
  ): string {
    const timestamp = new Date(this.#parts.store.takeStamp(this.#parts.nowMs())).toISOString();
    const signedId = about.smallcaseAuthId ?? about.transactionId ?? '';
    const checksum = signWebhook(this.#parts.apiSecret, timestamp, signedId);
    return this.#parts.deliverer.emit(kind, { ...payload, timestamp, checksum }, about, behaviour);
  }
}

/**
 * Rows of a mutual-fund import (section 17.4): repeatable per transaction; which lists are there follows
 * `responseConfig`.
 */
export function mutualFundPayload(
  transactionId: string,
  wanted: { readonly casDetail?: boolean | undefined; readonly casSummary?: boolean | undefined } | undefined,
  nowMs: number,
): Record<string, unknown> {
  const folio = `${10_000_000 + numberFrom(`folio\n${transactionId}`, 80_000_000)}`;
  const units = (10_000 + numberFrom(`units\n${transactionId}`, 900_000)) / 1_000;
  const common = {
    folio,
    scheme: 'Example Flexi Cap Fund - Direct Growth',
    isin: 'INF000A01AA1',
    amcName: 'Example Mutual Fund',
  };
  const date = new Date(nowMs).toISOString().slice(0, 10);
  const summary = {
    ...common,
    closingBalance: units,
    nav: 78.4213,
    marketValue: units * 78.4213,
    costValue: units * 70.5,
    lastNavDate: date,
    assetType: 'EQUITY',
  };
  const detail = {
    ...common,
    trxnDate: date,
    trxnDesc: 'Purchase',
    trxnUnits: units,
    trxnAmount: units * 70.5,
  };
  return {
    ...(wanted?.casSummary === false ? {} : { dtSummary: [summary] }),
    ...(wanted?.casDetail === true ? { dtTransaction: [detail] } : {}),
  };
}
