import { isRecord } from '../../core/json.js';
import type { DecimalString } from '../../core/money.js';
import { BOUNDS } from '../bounds.js';
import { DecodeError } from '../decode/decode-error.js';
import { fieldOf, withoutEnvelope } from '../json.js';
import { decodeEach, type Row } from '../row.js';
import type { Unreadable } from '../unreadable.js';
import type { Partly } from './catalogue-facts.js';
import { SUBSCRIPTION_STATUSES } from './wire.js';

/** State of a subscription (protocol section 15). */
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number] | 'UNKNOWN';
export type PlanRenewal = 'ONE_TIME' | 'AUTO' | 'UNKNOWN';

/** One subscription of an account. Times are epoch milliseconds; null means that upstream did not say. */
export interface SubscriptionFact {
  readonly subscriptionId: string;
  readonly status: SubscriptionStatus;
  readonly rawStatus: string | null;
  readonly publisher: string | null;
  readonly smallcases: readonly { readonly scid: string; readonly name: string | null }[];
  readonly isCancellable: boolean;
  readonly isRenewable: boolean | null;
  readonly amount: DecimalString | null;
  readonly pendingAmount: DecimalString | null;
  readonly startedAt: number | null;
  readonly endsAt: number | null;
  readonly planType: string | null;
  readonly renewal: PlanRenewal | null;
  readonly duration: string | null;
  /** Null unless the subscription is being cancelled. */
  readonly cancellation: { readonly scheduledAt: number | null; readonly reason: string | null } | null;
}

/** Decodes the subscriptions of an account. Throws DecodeError for what is no list of them. */
export function decodeSubscriptions(
  json: unknown,
  unreadable: Unreadable,
): Partly<readonly SubscriptionFact[]> {
  const data = withoutEnvelope(json);
  // [assumed] A list without a wrapper is read as well.
  const list = isRecord(data) ? fieldOf(data, 'subscriptions') : data;
  if (!Array.isArray(list)) throw new DecodeError('data.subscriptions', 'must be a list');
  const fact = decodeEach(list, 'data.subscriptions', BOUNDS.subscriptions, unreadable, decodeSubscription);
  return { fact, isWhole: unreadable.count === 0 };
}

function decodeSubscription(row: Row): SubscriptionFact {
  const subscriptionId = row.id('id');
  if (subscriptionId === null) throw new DecodeError(row.at('id'), 'is missing');
  const status = row.word('status', SUBSCRIPTION_STATUSES);
  const cancellation = row.row('cancellation');
  return {
    subscriptionId,
    status: status.name,
    rawStatus: status.raw,
    publisher: row.prose('publisherName', 'publisher'),
    smallcases: row.list('scids', BOUNDS.subscribedSmallcases, decodeSubscribed) ?? [],
    isCancellable: row.flag('isCancellable'),
    isRenewable: row.has('isRenewable') ? row.flag('isRenewable') : null,
    amount: row.decimal('amount'),
    pendingAmount: row.decimal('pendingAmount'),
    startedAt: row.instant('date'),
    endsAt: row.instant('endDate'),
    planType: row.text('planType'),
    renewal: row.has('planRenewal') ? renewalOf(row) : null,
    duration: row.text('duration'),
    cancellation: cancellation.flag('value')
      ? { scheduledAt: cancellation.instant('scheduledDate'), reason: cancellation.prose('reason') }
      : null,
  };
}

function decodeSubscribed(row: Row): SubscriptionFact['smallcases'][number] {
  const scid = row.text('scid');
  if (scid === null) throw new DecodeError(row.at('scid'), 'is missing');
  return { scid, name: row.prose('smallcaseName') };
}

function renewalOf(row: Row): PlanRenewal {
  const { name } = row.word('planRenewal', ['ONETIME', 'AUTO'] as const);
  return name === 'ONETIME' ? 'ONE_TIME' : name;
}
