/**
 * Pending actions have no read (guarantee G4). One waits for the user until
 *
 *   RESOLVED    a settled order of the same investment has done it
 *   SUPERSEDED  a newer date of the same action was reported
 *   DISMISSED   the viewer has put it away
 *
 * or until it is removed by age. What has ended stays so when the same action is reported again, except that
 * one without a date may be needed once more after it was resolved.
 */
import { createHash } from 'node:crypto';
import type { Moment } from '../core/time/clock.js';
import type { BatchFact, Hint, PendingActionFact } from '../gateway/facts.js';
import type { WireSmallcaseOrderType } from '../gateway/wire.js';
import { findBrokerAccount } from '../ledger/broker-accounts.js';
import type { HintOutcome } from '../ledger/deliveries/deliveries.js';
import { appendEvent } from '../ledger/events.js';
import {
  ACTIONS_PER_ACCOUNT,
  actionsOfAccount,
  findPendingAction,
  savePendingAction,
  updatePendingAction,
} from '../ledger/pending-actions.js';
import type { PendingActionSnapshot, TransactionSnapshot } from '../ledger/snapshots.js';
import type { Unit } from '../ledger/unit.js';

type Ending = NonNullable<PendingActionSnapshot['end']>['status'];

/**
 * Reports the actions of a delivery to the viewer their account is linked to. Receiving one again only
 * prolongs it.
 */
export async function applyPendingActions(
  unit: Unit,
  hint: Hint<'PENDING_ACTION'>,
  { now }: Moment,
): Promise<HintOutcome> {
  const account = await findBrokerAccount(unit.db, hint.authId);
  if (account === null) return { state: 'UNMATCHED', problem: 'its account is not linked' };
  let isFull = false;
  for (const action of hint.actions) if (!(await receive(unit, account.viewerId, action, now))) isFull = true;
  return isFull
    ? { state: 'OVERSIZED', problem: `its account has ${ACTIONS_PER_ACCOUNT} pending actions already` }
    : { state: 'APPLIED', problem: null };
}

/** Returns false if there is no room for it. */
async function receive(unit: Unit, viewerId: string, fact: PendingActionFact, now: number): Promise<boolean> {
  const others = (await actionsOfAccount(unit.db, fact.authId)).filter((other) => isSameAction(other, fact));
  const isOld = others.some((other) => dateOf(other) > dateOf(fact));
  const action: PendingActionSnapshot = {
    ...fact,
    actionId: actionIdOf(fact),
    receivedAt: now,
    ...(isOld ? { end: { status: 'SUPERSEDED', at: now } } : {}),
  };
  const saved = await savePendingAction(unit, viewerId, action);
  if (saved === 'full') return false;
  if (saved === 'known') await reopen(unit, viewerId, action);
  else if (!isOld) await report(unit, viewerId, action, now);
  for (const other of others)
    if (dateOf(other) < dateOf(fact)) await end(unit, viewerId, other, 'SUPERSEDED', now);
  return true;
}

/** The same date of the same action is done once; without a date it may be needed again. */
async function reopen(unit: Unit, viewerId: string, action: PendingActionSnapshot): Promise<void> {
  const known = await findPendingAction(unit.db, viewerId, action.actionId);
  if (known?.end?.status !== 'RESOLVED' || known.date !== null || action.end !== undefined) return;
  await updatePendingAction(unit, viewerId, action);
  await report(unit, viewerId, action, action.receivedAt);
}

/** Takes an action from the user's list. Returns it as it is now; one that has ended stays as it was. */
export async function dismissAction(
  unit: Unit,
  viewerId: string,
  action: PendingActionSnapshot,
  now: number,
): Promise<PendingActionSnapshot> {
  return await end(unit, viewerId, action, 'DISMISSED', now);
}

/** The action that an order of a type has done (protocol section 7.3); an exit leaves nothing to be done. */
const DONE_BY: Readonly<Partial<Record<WireSmallcaseOrderType, readonly string[] | 'EVERY'>>> = {
  REBALANCE: ['REBALANCE'],
  SIP: ['SIP'],
  FIX: ['FIX'],
  MANAGE: ['CUSTOMIZE'],
  INVESTMORE: ['BUY'],
  PARTIALEXIT: ['SELL'],
  EXIT: 'EVERY',
};

/** Whether the order of a transaction may have done a pending action. */
export function mayResolveActions(transaction: TransactionSnapshot, batches: readonly BatchFact[]): boolean {
  return settledAt(batches, Number.MAX_SAFE_INTEGER) !== null && investmentOf(transaction) !== null;
}

/**
 * Ends what the confirmed, settled order of a transaction has done: actions of the same investment that were
 * reported before the order ended.
 */
export async function resolveActions(
  unit: Unit,
  transaction: TransactionSnapshot,
  batches: readonly BatchFact[],
  { now }: Moment,
): Promise<void> {
  const { authId, viewerId } = transaction;
  const investment = investmentOf(transaction);
  const until = settledAt(batches, now);
  if (authId === null || investment === null || until === null) return;
  if ((await findBrokerAccount(unit.db, authId))?.viewerId !== viewerId) return;
  for (const action of await actionsOfAccount(unit.db, authId)) {
    const isDone = investment.done === 'EVERY' || investment.done.includes(action.action);
    if (isDone && action.iscid === investment.iscid && action.receivedAt <= until)
      await end(unit, viewerId, action, 'RESOLVED', now);
  }
}

function investmentOf({ request, smallcase }: TransactionSnapshot) {
  const { iscid: asked = null, type = null } = request?.smallcaseOrder ?? {};
  // A follow-up may name its smallcase alone.
  const iscid = asked ?? smallcase?.iscid ?? null;
  const done = type === null ? undefined : DONE_BY[type];
  return iscid === null || done === undefined ? null : { iscid, done };
}

const FILLED: readonly BatchFact['status'][] = ['COMPLETED', 'PARTIALLYFILLED', 'MARKEDCOMPLETE'];

/** When the newest filled batch ended, `now` where upstream does not say; null if none is filled. */
function settledAt(batches: readonly BatchFact[], now: number): number | null {
  const times = batches
    .filter(({ status }) => FILLED.includes(status))
    .map(({ completedAt }) => completedAt ?? now);
  return times.length === 0 ? null : Math.max(...times);
}

async function end(
  unit: Unit,
  viewerId: string,
  action: PendingActionSnapshot,
  status: Ending,
  now: number,
): Promise<PendingActionSnapshot> {
  if (action.end !== undefined) return action;
  const ended = { ...action, end: { status, at: now } };
  await updatePendingAction(unit, viewerId, ended);
  await report(unit, viewerId, ended, now);
  return ended;
}

/**
 * One kind of event for an action and its end: a version before the one that knows ends shows the action
 * again.
 */
async function report(
  unit: Unit,
  viewerId: string,
  snapshot: PendingActionSnapshot,
  occurredAt: number,
): Promise<void> {
  const { actionId: subject, authId } = snapshot;
  await appendEvent(unit, { viewerId, type: 'PENDING_ACTION', subject, authId, occurredAt, snapshot });
}

/** Actions that are named differently are different; what has no name is like no other. */
function isSameAction(one: PendingActionFact, other: PendingActionFact): boolean {
  return one.iscid === other.iscid && nameOf(one) !== null && nameOf(one) === nameOf(other);
}

function nameOf({ action, rawAction }: PendingActionFact): string | null {
  return action === 'UNKNOWN' ? rawAction : action;
}

/** One without a date is older than any with a date. */
function dateOf({ date }: PendingActionFact): number {
  return date ?? Number.NEGATIVE_INFINITY;
}

function actionIdOf({ authId, iscid, rawAction, date }: PendingActionFact): string {
  const identity = JSON.stringify([authId, iscid, rawAction, date]);
  return createHash('sha256').update(identity).digest('hex').slice(0, 24);
}
