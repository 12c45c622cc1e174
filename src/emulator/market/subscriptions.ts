import { GRACE_MS, type WireSubscription } from '../../gateway/catalogue/wire.js';
import type { SubscriptionRecord } from '../state/records.js';
import { isoTime } from '../world.js';
import { plansOf } from './catalogue.js';
import { catalogueRow } from './catalogue-rows.js';
import { smallcaseOf } from './stocks.js';

const DAY_MS = 24 * 3_600_000;
/** How long a publisher takes to agree. */
const APPROVAL_MS = DAY_MS;
const TERM_DAYS: Readonly<Record<string, number>> = { '1m': 30, '3m': 91, '6m': 182, '1y': 365 };

/** Where a subscription stands at a moment. */
interface Standing {
  readonly status: 'REQUESTED_ACCESS' | 'SUBSCRIBED' | 'UNSUBSCRIBED';
  readonly isInGrace: boolean;
  /** End of the term that is paid for. */
  readonly endsAt: number;
}

/**
 * Subscribes to a smallcase. The user takes its most popular plan, which renews itself; that of a smallcase
 * below 300 rupees a month, or without plans, is a month that is paid once.
 */
export function subscribeTo(scid: string, id: string, nowMs: number): SubscriptionRecord {
  const row = catalogueRow(scid);
  const plans = (row === undefined ? null : plansOf(row)) ?? [];
  const isRenewed = (row?.monthlyFee ?? 0) >= 300;
  const plan = plans.find(({ flags, duration }) => (isRenewed ? flags.mostPopular : duration === '1m'));
  const duration = plan?.duration ?? '1m';
  return {
    id,
    scid,
    startedAt: row?.needsApproval === true ? nowMs + APPROVAL_MS : nowMs,
    termDays: TERM_DAYS[duration] ?? 30,
    duration,
    renewal: isRenewed ? 'auto' : 'oneTime',
    amount: plan?.amount ?? 0,
  };
}

/** Section 15: whether a SUBSCRIPTION transaction is refused as `already_subscribed`. */
export function isSubscribed(record: SubscriptionRecord, nowMs: number): boolean {
  const { status, isInGrace } = standingOf(record, nowMs);
  return status !== 'UNSUBSCRIBED' && !isInGrace;
}

/** The subscription as Gateway shows it at a moment. */
export function subscriptionBody(record: SubscriptionRecord, nowMs: number): WireSubscription {
  const { status, isInGrace, endsAt } = standingOf(record, nowMs);
  const { id, scid, startedAt, amount, duration, renewal } = record;
  const publisherName = catalogueRow(scid)?.publisher ?? 'Demo';
  const base = {
    id,
    status,
    publisher: publisherName.toLowerCase().replaceAll(' ', '-'),
    publisherName,
    isCancellable: status === 'SUBSCRIBED' && !isInGrace,
    pendingAmount: status === 'REQUESTED_ACCESS' ? amount : 0,
    pricingType: 'SMALLCASE',
    scids: [{ scid, smallcaseName: smallcaseOf(scid).name }],
  };
  if (status === 'REQUESTED_ACCESS') return base;
  const times = { date: isoTime(startedAt), endDate: isoTime(endsAt) };
  if (status === 'UNSUBSCRIBED') return { ...base, ...times };
  const cancellation = isInGrace
    ? { value: true, scheduledDate: isoTime(endsAt + GRACE_MS), reason: 'not renewed' }
    : { value: false };
  const plan = { planType: 'flatFee', planRenewal: renewal, duration, amount };
  return { ...base, ...times, ...plan, isRenewable: true, cancellation };
}

function standingOf({ startedAt, termDays, renewal }: SubscriptionRecord, nowMs: number): Standing {
  const termMs = termDays * DAY_MS;
  const terms = renewal === 'auto' ? Math.max(1, Math.floor((nowMs - startedAt) / termMs) + 1) : 1;
  const endsAt = startedAt + terms * termMs;
  if (nowMs < startedAt) return { status: 'REQUESTED_ACCESS', isInGrace: false, endsAt };
  if (nowMs < endsAt) return { status: 'SUBSCRIBED', isInGrace: false, endsAt };
  const isInGrace = nowMs < endsAt + GRACE_MS;
  return { status: isInGrace ? 'SUBSCRIBED' : 'UNSUBSCRIBED', isInGrace, endsAt };
}
