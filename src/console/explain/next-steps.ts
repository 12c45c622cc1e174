import { maskText } from '../../core/output/mask.js';
import type { Moment } from '../../core/time/clock.js';
import type { DeliveryOutline, Story } from '../../ledger/operator/story.js';
import type { ExplainedFact, NextStep } from './explanation.js';
import { counted } from './words.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** When Gateway retries a webhook, from its first attempt on (protocol section 17.7). */
const RETRIES_MS = [15 * MINUTE_MS, 24 * HOUR_MS, 48 * HOUR_MS];
/** How long a delivery waits for its transaction or account; see `reconcile/clean-up.ts`. */
const UNMATCHED_MS = 7 * 24 * HOUR_MS;
/** Attempts to apply one delivery; see `webhooks/inbox.ts`. */
const ATTEMPTS = 5;
const SETTLED: readonly string[] = ['COMPLETED', 'ERRORED', 'ACTION_REQUIRED'];

/**
 * What happens next to a transaction and its orders, the earliest first. Where nothing is planned, one step
 * without a time says why.
 */
export function nextSteps(story: Story, facts: readonly ExplainedFact[], moment: Moment): NextStep[] {
  const planned = [
    ...plannedRead(story, moment),
    ...holdingsRead(story, moment),
    ...expiry(story, moment),
    ...story.deliveries.flatMap((delivery) => ofDelivery(delivery)),
    ...owedRetries(story, facts, moment.now),
  ].sort((one, other) => (one.at ?? Infinity) - (other.at ?? Infinity));
  const isRead = story.transaction.readAt !== null || story.holdingsReadAt !== null;
  if (isRead) return planned;
  const nothing = planned.length === 0 ? 'Nothing more happens' : 'Gateway is not read again';
  return [...planned, { at: null, sentence: `${nothing}: ${whyNoRead(story, moment)}.` }];
}

/** A time of Gateway's clock by Dwar's own. */
function ownTime(upstreamAt: number, { now, upstreamNow }: Moment): number {
  return upstreamAt - (upstreamNow - now);
}

function plannedRead(story: Story, moment: Moment): NextStep[] {
  const { readAt, failures } = story.transaction;
  if (readAt === null) return [];
  // A reader that has begun leaves the time at which another would begin if it were lost.
  const when = readAt <= moment.upstreamNow ? 'Gateway is read now' : 'Gateway is read by then';
  const after = failures === 0 ? '' : ` (after ${counted(failures, 'failed read')})`;
  return [{ at: ownTime(readAt, moment), sentence: `${when}${after}: ${reasonOfRead(story, moment)}.` }];
}

function reasonOfRead({ transaction, orders }: Story, { upstreamNow }: Moment): string {
  const { status, expireAt } = transaction.snapshot;
  if (orders.some(({ snapshot, isRetracted }) => !isRetracted && snapshot.provenance === 'WEBHOOK'))
    return 'what a webhook has reported is not confirmed yet';
  if (SETTLED.includes(status) && orders.length > 0 && openOrders(orders).length === 0)
    return 'a webhook or a report of the app asked for it';
  if (SETTLED.includes(status)) return 'an order of the transaction is not final, or is not known yet';
  if (status === 'PROCESSING') return 'the order is in progress';
  if (upstreamNow > expireAt) return 'the transaction has expired, and a late outcome would still count';
  return status === 'INITIALIZED'
    ? 'the user may have used the transaction without a webhook that says so'
    : 'the user has begun, and the outcome is not known';
}

function openOrders(orders: Story['orders']): Story['orders'] {
  return orders.filter(({ snapshot, isRetracted }) => !isRetracted && !snapshot.isFinal);
}

function holdingsRead({ holdingsReadAt }: Story, moment: Moment): NextStep[] {
  if (holdingsReadAt === null) return [];
  const sentence = 'The holdings of the account are read again: Gateway has not finished them.';
  return [{ at: ownTime(holdingsReadAt, moment), sentence }];
}

function expiry({ transaction }: Story, moment: Moment): NextStep[] {
  const { status, expireAt } = transaction.snapshot;
  const isOpen = !SETTLED.includes(status) && status !== 'PROCESSING';
  if (!isOpen || moment.upstreamNow > expireAt) return [];
  const sentence = "The transaction expires on Gateway's clock: after that the user cannot complete it.";
  return [{ at: ownTime(expireAt, moment), sentence }];
}

function ofDelivery({ state, playAt, failures, receivedAt, problem }: DeliveryOutline): NextStep[] {
  if (playAt !== null) {
    const attempt = failures === 0 ? '' : ` (attempt ${failures + 1} of ${ATTEMPTS})`;
    return [{ at: playAt, sentence: `A stored webhook is applied again${attempt}.` }];
  }
  if (state !== 'UNMATCHED') return [];
  const reason = problem === null ? '' : `: ${maskText(problem)}`;
  return [
    { at: receivedAt + UNMATCHED_MS, sentence: `A stored webhook is removed if it still waits${reason}.` },
  ];
}

/**
 * The retry that Gateway still owes for a webhook that has not arrived. When it sent the webhook first is not
 * known: it was about when a read found the outcome, or before.
 */
function owedRetries({ transaction }: Story, facts: readonly ExplainedFact[], now: number): NextStep[] {
  const expected = expectedWebhook(transaction.snapshot.intent, transaction.snapshot.orderKind);
  const found = facts.findLast(({ lane, to, batchId }) => {
    const isSubject = expected === 'order' ? batchId !== null : batchId === null && to === 'COMPLETED';
    return lane === 'READ' && to !== null && isSubject;
  });
  if (expected === null || found === undefined) return [];
  const hasArrived = facts.some(({ lane, anomaly, batchId, to, at }) => {
    if (lane !== 'WEBHOOK' || anomaly !== null) return false;
    // One that reported nothing new has no entry, and came after what a read has found.
    const isLater = batchId === null && at >= found.at;
    return expected !== 'order' || isLater || (batchId === found.batchId && to === found.to);
  });
  const retry = RETRIES_MS.map((delayMs) => found.at + delayMs).find((at) => at > now);
  if (hasArrived || retry === undefined) return [];
  const effect =
    expected === 'mutual-fund'
      ? 'its rows can come in no other way'
      : 'it would change nothing, since a read has found the outcome';
  const sentence =
    `No ${expected} webhook has reported this. If Gateway's attempt failed, it retries about now, ` +
    `for 48 hours in all; ${effect}.`;
  return [{ at: retry, sentence }];
}

function expectedWebhook(
  intent: string,
  orderKind: string | null,
): 'order' | 'holdings' | 'mutual-fund' | null {
  if (intent === 'HOLDINGS_IMPORT') return 'holdings';
  if (intent === 'MF_HOLDINGS_IMPORT') return 'mutual-fund';
  return orderKind === null ? null : 'order';
}

/** Why Gateway is not read any more. */
function whyNoRead({ transaction, orders }: Story, { upstreamNow }: Moment): string {
  const { status, isStale, expireAt } = transaction.snapshot;
  if (isStale) return `the order did not end within seven trading days. ${READ_AGAIN}`;
  if (SETTLED.includes(status))
    return openOrders(orders).length === 0 ? 'it is final' : `an order never became final. ${READ_AGAIN}`;
  if (upstreamNow > expireAt) return 'the transaction expired, and no read has found an outcome';
  return `no read is planned. ${READ_AGAIN}`;
}

const READ_AGAIN = 'A webhook, a report of the app or `refreshTransaction` has it read again';
