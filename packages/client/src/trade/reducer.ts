/**
 * The state machine of a flow: of a purchase, of linking an account, of an import. Pure; `flow.ts` does what
 * the states ask for. The states are described in `states.ts`.
 *
 * Transitions:
 *
 *   idle, done, left, failed, placed,
 *   expired without a doubt        -> creating    start
 *   idle                           -> resuming    resumed, a transaction is known
 *   idle                           -> creating    resumed, only the key is known
 *   unclear, duplicate             -> creating    retry with the same key; confirmed, with a new key
 *   creating                       -> opening     Transaction
 *                                  -> resuming    Transaction, but the flow is from before a reload, or the
 *                                                 transaction of the key is no longer new
 *                                  -> unclear     TransactionInProgress, GatewayUnavailable, OutcomeUnknown,
 *                                                 a later version's retryable member, no answer
 *                                  -> duplicate   PossibleDuplicate
 *                                  -> failed      GatewayRefused, IdempotencyKeyReused, refused by Dwar
 *   ready                          -> opening     retry
 *   opening                        -> with-user   the token has arrived, the SDK opens
 *                                  -> ready       no token
 *   with-user                      -> reporting   the SDK has closed
 *                                  -> ready       the SDK refused to start
 *   reporting                      -> confirming  Dwar has the SDK's result
 *                                  -> failed      Dwar refused it, and the flow cannot end without it
 *   with-user, reporting           -> done, left, failed, expired   by a read, before the SDK has closed
 *   resuming, ready, confirming    -> ready, confirming, placed, done, left, failed, expired   by a read
 *   placed, left, expired          -> placed, confirming, done, left, failed, expired   by a later read
 *   resuming                       -> idle        the viewer has no such transaction: another signed in
 *   any                            -> idle        reset
 *
 * A link failure that the report brings stays until the next flow.
 *
 * Only reads of Dwar lead to `placed` and `done`. Nothing but a start or a reset leaves `done`, `failed` and
 * a `left` that Gateway has confirmed. Any other event in any other state changes nothing.
 */
import type { FlowCreateTransactionMutation } from '../generated/graphql.js';
import { type FailureMember, type FlowFailure, fromMember, fromSdk } from './failure.js';
import type { SdkResult } from './gateway-sdk.js';
import { isFollowed, isTriggerable, judge } from './judge.js';
import type { FlowPhase, FlowState, FlowTransaction, Observation, Purpose, StateIn } from './states.js';

/** What `createTransaction` answers. */
export type CreateAnswer = NonNullable<FlowCreateTransactionMutation['createTransaction']>;

export type FlowEvent<Found> =
  | { readonly type: 'start' }
  | { readonly type: 'resume'; readonly isTransactionKnown: boolean }
  | { readonly type: 'retry' }
  | { readonly type: 'confirm-duplicate' }
  | { readonly type: 'reset' }
  /** `isResumed`: the flow is from before a reload, so the SDK is not opened without the user. */
  | { readonly type: 'created'; readonly answer: CreateAnswer; readonly isResumed: boolean }
  | { readonly type: 'not-created'; readonly failure: FlowFailure }
  | { readonly type: 'opened' }
  | { readonly type: 'not-opened'; readonly failure: FlowFailure }
  | { readonly type: 'closed'; readonly result: SdkResult }
  /** `linkFailure` says why the account of the SDK's token was not linked; null if it was, or had none. */
  | { readonly type: 'reported'; readonly linkFailure: FlowFailure | null }
  | { readonly type: 'refused'; readonly failure: FlowFailure }
  | { readonly type: 'observed'; readonly observation: Observation<Found> }
  /** The viewer has no such transaction. */
  | { readonly type: 'unknown' };

/** Whether a new flow may start, with a key of its own. */
export function mayStart(state: FlowState<object>): boolean {
  return STARTABLE.includes(state.phase) || (state.phase === 'expired' && !state.orderMayExist);
}

const STARTABLE: readonly FlowPhase[] = ['idle', 'done', 'left', 'failed', 'placed'];

/** The state after an event; the same object if it changes nothing. */
export function reduce<Found extends object>(
  purpose: Purpose<Found>,
  state: FlowState<Found>,
  event: FlowEvent<Found>,
): FlowState<Found> {
  const next = phaseAfter(purpose, state, event);
  // A read may have ended the flow before Dwar has the report.
  const known = event.type === 'reported' ? event.linkFailure : state.linkFailure;
  const isNew = next.phase === 'idle' || next.phase === 'creating';
  return isNew || known == null || known === next.linkFailure ? next : { ...next, linkFailure: known };
}

function phaseAfter<Found extends object>(
  purpose: Purpose<Found>,
  state: FlowState<Found>,
  event: FlowEvent<Found>,
): FlowState<Found> {
  switch (event.type) {
    case 'start':
      return mayStart(state) ? { phase: 'creating' } : state;
    case 'resume':
      if (state.phase !== 'idle') return state;
      return { phase: event.isTransactionKnown ? 'resuming' : 'creating' };
    case 'retry':
      return afterRetry(state);
    case 'confirm-duplicate':
      return state.phase === 'duplicate' ? { phase: 'creating' } : state;
    case 'reset':
      return { phase: 'idle' };
    case 'unknown':
      return state.phase === 'resuming' ? { phase: 'idle' } : state;
    case 'created':
      return state.phase === 'creating' ? afterCreation(event.answer, event.isResumed) : state;
    case 'not-created':
      return state.phase === 'creating' ? withoutTransaction(event.failure) : state;
    case 'opened':
    case 'not-opened':
    case 'closed':
    case 'reported':
    case 'refused':
      return afterSdk(purpose, state, event);
    case 'observed':
      return afterRead(purpose, state, event.observation);
  }
}

function afterRetry<Found>(state: FlowState<Found>): FlowState<Found> {
  if (state.phase === 'unclear') return { phase: 'creating' };
  return state.phase === 'ready' ? { phase: 'opening', transaction: state.transaction } : state;
}

function afterCreation<Found>(answer: CreateAnswer, isResumed: boolean): FlowState<Found> {
  switch (answer.__typename) {
    case 'Transaction':
      if (isResumed || !isTriggerable(answer)) return { phase: 'resuming' };
      return { phase: 'opening', transaction: answer };
    case 'PossibleDuplicate':
      return { phase: 'duplicate', of: answer.transaction };
    default:
      return withoutTransaction(fromMember(answer satisfies FailureMember));
  }
}

function withoutTransaction<Found>(failure: FlowFailure): FlowState<Found> {
  return failure.isRetryable
    ? { phase: 'unclear', failure }
    : { phase: 'failed', failure, transaction: null };
}

type SdkEvent<Found> = Extract<
  FlowEvent<Found>,
  { type: 'opened' | 'not-opened' | 'closed' | 'reported' | 'refused' }
>;

function afterSdk<Found extends object>(
  purpose: Purpose<Found>,
  state: FlowState<Found>,
  event: SdkEvent<Found>,
): FlowState<Found> {
  if (state.phase === 'opening') return afterOpening(purpose, state.transaction, event) ?? state;
  if (state.phase === 'with-user' && event.type === 'closed') {
    const { result } = event;
    if (result.ok || result.wasTriggered) return { ...state, phase: 'reporting' };
    return { phase: 'ready', transaction: state.transaction, failure: fromSdk(result) };
  }
  if (state.phase !== 'reporting') return state;
  if (event.type === 'reported') return { ...state, phase: 'confirming' };
  if (event.type !== 'refused') return state;
  return { phase: 'failed', failure: event.failure, transaction: state.transaction };
}

function afterOpening<Found extends object>(
  { nothing }: Purpose<Found>,
  transaction: FlowTransaction,
  event: SdkEvent<Found>,
): FlowState<Found> | null {
  if (event.type === 'opened') return { phase: 'with-user', transaction, ...nothing };
  return event.type === 'not-opened' ? { phase: 'ready', transaction, failure: event.failure } : null;
}

function afterRead<Found extends object>(
  purpose: Purpose<Found>,
  state: FlowState<Found>,
  observation: Observation<Found>,
): FlowState<Found> {
  if (!isFollowed(state)) return state;
  const { transaction, found, isFresh } = observation;
  if (state.phase === 'ready' && isTriggerable(transaction)) return { ...state, transaction };
  if (state.phase === 'resuming' && isTriggerable(transaction))
    return isFresh ? { phase: 'ready', transaction, failure: null } : state;
  const judged: FlowState<Found> = judge(purpose, observation);
  if (state.phase !== 'with-user' && state.phase !== 'reporting') return judged;
  const isWaiting = judged.phase === 'confirming' || judged.phase === 'placed';
  const isEarly = judged.phase === 'done' && purpose.needsSdkResult;
  return isWaiting || isEarly
    ? ({ ...state, transaction, ...found } as StateIn<typeof state.phase, Found>)
    : judged;
}
