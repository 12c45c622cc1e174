import { type FlowFailure, fromTransaction } from './failure.js';
import type { FlowState, FlowTransaction, Observation, Purpose } from './states.js';

/**
 * What an observation says of a flow whose SDK has closed. The rules, the first that holds decides:
 *
 *   the purpose is reached                                      done
 *   an order exists that is not final                           placed
 *   the purpose has failed in its own way                       failed
 *   the transaction ended with an error, read from Gateway      left (the user's choice) or failed
 *   an error was reported with which no order can exist         left or failed
 *   its time is over                                            expired
 *   otherwise                                                   confirming
 */
export function judge<Found extends object>(
  purpose: Purpose<Found>,
  observation: Observation<Found>,
): FlowState<Found> {
  const { transaction, found } = observation;
  if (purpose.isDone(observation)) return { phase: 'done', transaction, ...found };
  if (purpose.isPlaced(observation)) return { phase: 'placed', transaction, ...found };
  const failure = purpose.failureOf(observation) ?? failureOf(transaction);
  if (failure !== null) return ended(transaction, failure);
  if (!transaction.isExpired) return { phase: 'confirming', transaction, ...found };
  return { phase: 'expired', transaction, orderMayExist: mayHaveOrder(observation), ...found };
}

function ended<Found>(transaction: FlowTransaction, failure: FlowFailure): FlowState<Found> {
  const phase = failure.kind === 'USER_CHOICE' ? 'left' : 'failed';
  return { phase, transaction, failure };
}

/**
 * The failure of a transaction without an order. What a client reported counts only if Dwar allows a new try
 * after it, or if the SDK never showed the transaction to the user; everything else waits for a read.
 */
function failureOf(transaction: FlowTransaction): FlowFailure | null {
  const { status, error } = transaction;
  if (status === 'ERRORED' || status === 'ACTION_REQUIRED') return fromTransaction(transaction);
  if (error === null || !isWithoutOrder(status)) return null;
  return error.isRetryable || error.kind === 'FIX_INTEGRATION' ? fromTransaction(transaction) : null;
}

function isWithoutOrder(status: FlowTransaction['status']): boolean {
  return status === 'INITIALIZED' || status === 'USED';
}

/** Only if the user never logged in, as Gateway itself said after the end, is no order possible. */
function mayHaveOrder({ transaction: { intent, status }, isFresh }: Observation<object>): boolean {
  return intent === 'TRANSACTION' && !(isFresh && status === 'INITIALIZED');
}

/** Whether the transaction can still be triggered, as far as was read. */
export function isTriggerable({ status, isExpired, error }: FlowTransaction): boolean {
  return status === 'INITIALIZED' && !isExpired && error === null;
}

/** Whether Gateway will change the transaction no more. */
export function isSettled({ status }: FlowTransaction): boolean {
  return status === 'COMPLETED' || status === 'ERRORED' || status === 'ACTION_REQUIRED';
}

/** Whether reads may still change the state. */
export function isFollowed(state: FlowState<object>): boolean {
  switch (state.phase) {
    case 'resuming':
    case 'ready':
    case 'with-user':
    case 'reporting':
    case 'confirming':
    case 'placed':
      return true;
    case 'left':
      return !isSettled(state.transaction) && !state.transaction.isExpired;
    case 'expired':
      return state.orderMayExist;
    default:
      return false;
  }
}

/** Whether nothing more can change the state but a start or a reset. */
export function isOver(state: FlowState<object>): boolean {
  const isEnd = ['idle', 'done', 'failed', 'left', 'expired'].includes(state.phase);
  return isEnd && !isFollowed(state);
}
