import { describe, expect, test } from '@jest/globals';
import { fromMember } from '../../../packages/client/src/trade/failure.js';
import { sdkFailure, type SdkResult } from '../../../packages/client/src/trade/gateway-sdk.js';
import {
  type CreateAnswer,
  type FlowEvent,
  mayStart,
  reduce,
} from '../../../packages/client/src/trade/reducer.js';
import type { FlowState, FlowTransaction } from '../../../packages/client/src/trade/states.js';
import { TRADE, type TradeFound } from '../../../packages/client/src/trade/trade.js';
import { FAILURE_CATALOGUE } from '../../../src/graphql/failure.js';
import { errorOf, membersOf, observed, order, transaction, WITH_USER } from './trade-kit.js';

type State = FlowState<TradeFound>;

const step = (state: State, event: FlowEvent<TradeFound>) => reduce(TRADE.purpose, state, event);
const play = (state: State, ...events: FlowEvent<TradeFound>[]) => events.reduce(step, state);
const read = (own: FlowTransaction, isFresh = false): FlowEvent<TradeFound> => ({
  type: 'observed',
  observation: observed(own, isFresh),
});

/** A failure of the schema, as the server sends it. */
function member(typename: string): CreateAnswer {
  const entry = Object.entries(FAILURE_CATALOGUE).find(([, value]) => value.typename === typename);
  if (entry === undefined) throw new Error(`no failure ${typename}`);
  const [code, { message, isRetryable }] = entry;
  return { __typename: typename, code, message, isRetryable } as CreateAnswer;
}

const AFTER_CREATION: Readonly<Record<string, string>> = {
  Transaction: 'opening',
  PossibleDuplicate: 'duplicate',
  TransactionInProgress: 'unclear',
  OutcomeUnknown: 'unclear',
  GatewayUnavailable: 'unclear',
  GatewayRefused: 'failed',
  IdempotencyKeyReused: 'failed',
};

describe('the result of createTransaction', () => {
  test('has a phase for each member of the union', () => {
    expect(Object.keys(AFTER_CREATION).sort()).toEqual([...membersOf('CreateTransactionResult')].sort());
  });

  test.each(Object.entries(AFTER_CREATION))('%s leads to %s', (typename, phase) => {
    const answer =
      typename === 'Transaction'
        ? transaction()
        : ({ ...member(typename), transaction: transaction() } as CreateAnswer);
    const state = step({ phase: 'creating' }, { type: 'created', answer, isResumed: false });
    expect(state.phase).toBe(phase);
  });

  test.each([
    [true, 'unclear'],
    [false, 'failed'],
  ])('a member of a later version that is retryable: %s leads to %s', (isRetryable, phase) => {
    const answer = { __typename: 'New', code: 'NEW', message: 'new', isRetryable } as unknown as CreateAnswer;
    const state = step({ phase: 'creating' }, { type: 'created', answer, isResumed: false });
    expect(state).toMatchObject({ phase, failure: { code: 'NEW' } });
  });

  test.each<[string, Partial<FlowTransaction>, boolean]>([
    ['after a reload', {}, true],
    ['that was used', { status: 'USED' }, false],
    ['that has expired', { isExpired: true }, false],
    ['that failed', { error: errorOf(1010, 'INITIALIZED', 'REPORTED') }, false],
  ])('a transaction %s is read before the SDK is offered', (_what, own, isResumed) => {
    const answer = transaction(own);
    expect(step({ phase: 'creating' }, { type: 'created', answer, isResumed }).phase).toBe('resuming');
  });
});

const failing = (code: number | null, message = 'failed') => sdkFailure({ code, message }, true);
const reportedWith = (result: SdkResult) =>
  play(WITH_USER, { type: 'closed', result }, { type: 'reported', linkFailure: null });

/** Phase after the SDK's error was reported, and after a read has confirmed that no order was sent. */
const AFTER_ERROR: readonly (readonly [number, string, string])[] = [
  [1001, 'failed', 'failed'],
  [1002, 'left', 'left'],
  [1003, 'left', 'left'],
  [1004, 'confirming', 'failed'],
  [1005, 'confirming', 'failed'],
  [1006, 'left', 'left'],
  [1007, 'left', 'left'],
  [1008, 'left', 'left'],
  [1010, 'left', 'left'],
  [1011, 'left', 'left'],
  [1012, 'left', 'left'],
  [1013, 'left', 'left'],
  [1014, 'left', 'left'],
  [2000, 'confirming', 'failed'],
  [2001, 'confirming', 'failed'],
  [3000, 'failed', 'failed'],
  [3001, 'confirming', 'failed'],
  [3002, 'failed', 'failed'],
  [4000, 'confirming', 'failed'],
  [4001, 'confirming', 'failed'],
  [4003, 'confirming', 'failed'],
  [4004, 'confirming', 'failed'],
  [4005, 'confirming', 'failed'],
  [4006, 'confirming', 'failed'],
  [9999, 'confirming', 'failed'],
];

describe('an error of the SDK', () => {
  test.each(AFTER_ERROR)(
    '%d: %s once it is reported, %s once it is confirmed',
    (code, reported, confirmed) => {
      const reporting = step(WITH_USER, { type: 'closed', result: failing(code) });
      expect(reporting.phase).toBe('reporting');
      const waiting = step(reporting, { type: 'reported', linkFailure: null });
      expect(waiting.phase).toBe('confirming');
      const known = step(waiting, read(transaction({ error: errorOf(code, 'INITIALIZED', 'REPORTED') })));
      expect(known.phase).toBe(reported);
      const error = errorOf(code, 'ERRORED', 'CONFIRMED');
      const end = step(waiting, read(transaction({ status: 'ERRORED', error })));
      expect(end).toMatchObject({ phase: confirmed, failure: { code } });
    },
  );

  test.each(AFTER_ERROR)('%d: an order that exists all the same is shown', (code) => {
    const error = errorOf(code, 'USED', 'REPORTED');
    const waiting = reportedWith(failing(code));
    const placed = transaction({ status: 'PROCESSING', error, orders: [order({ isFinal: false })] });
    expect(step(waiting, read(placed))).toMatchObject({ phase: 'placed', orders: [{ id: 'order-1' }] });
    const settled = transaction({ status: 'COMPLETED', orders: [order()] });
    expect(step(waiting, read(settled))).toMatchObject({ phase: 'done', orders: [{ id: 'order-1' }] });
  });

  test.each([3003, 3004])('%d leaves the transaction ready: it was not triggered', (code) => {
    const state = step(WITH_USER, { type: 'closed', result: failing(code) });
    expect(state).toMatchObject({ phase: 'ready', failure: { code, kind: 'FIX_INTEGRATION' } });
  });

  test.each([4003, 4005, 4006, 9999])('%d: no new flow while an order may exist', (code) => {
    const waiting = reportedWith(failing(code));
    const used = transaction({ status: 'USED', error: errorOf(code, 'USED', 'REPORTED') });
    const state = step(waiting, read(used, true));
    expect(mayStart(state)).toBe(false);
    const expired = step(state, read({ ...used, isExpired: true }, true));
    expect(expired).toMatchObject({ phase: 'expired', orderMayExist: true });
    expect(mayStart(expired)).toBe(false);
  });

  test('without a number keeps its text', () => {
    const error = { ...errorOf(null, 'ERRORED', 'CONFIRMED'), key: 'SOME_NEW_WORD', message: null };
    const waiting = reportedWith(failing(null, 'SOME_NEW_WORD'));
    const state = step(waiting, read(transaction({ status: 'ERRORED', error })));
    expect(state).toMatchObject({ phase: 'failed', failure: { code: 'SOME_NEW_WORD', kind: 'OTHER' } });
  });
});

describe('a link failure', () => {
  const linkFailure = fromMember({ code: 'LINKED_ELSEWHERE', message: 'elsewhere', isRetryable: false });
  const closed: FlowEvent<TradeFound> = {
    type: 'closed',
    result: { ok: true, smallcaseAuthToken: 't', raw: {} },
  };
  const reported: FlowEvent<TradeFound> = { type: 'reported', linkFailure };
  const done = read(transaction({ status: 'COMPLETED', orders: [order()] }), true);

  test('is shown from the report on, with every later phase', () => {
    const confirming = play(WITH_USER, closed, reported);
    expect(confirming).toMatchObject({ phase: 'confirming', linkFailure });
    const placed = step(confirming, read(transaction({ orders: [order({ isFinal: false })] })));
    expect(placed).toMatchObject({ phase: 'placed', linkFailure });
    expect(step(placed, done)).toMatchObject({ phase: 'done', linkFailure });
  });

  test('is shown if a read has ended the flow before the report is answered', () => {
    const ended = play(WITH_USER, closed, done);
    expect(ended).toMatchObject({ phase: 'done' });
    expect(ended).not.toHaveProperty('linkFailure');
    expect(step(ended, reported)).toEqual({ ...ended, linkFailure });
  });

  test('is forgotten by the next flow and by a reset', () => {
    const ended = play(WITH_USER, closed, reported, done);
    expect(step(ended, { type: 'start' })).toEqual({ phase: 'creating' });
    expect(step(ended, { type: 'reset' })).toEqual({ phase: 'idle' });
  });

  test('is absent if the account was linked', () => {
    const ended = play(WITH_USER, closed, { type: 'reported', linkFailure: null }, done);
    expect(ended).not.toHaveProperty('linkFailure');
  });
});

describe('what a read shows', () => {
  const CONFIRMING = reportedWith({ ok: true, smallcaseAuthToken: null, raw: null });

  test.each<[string, Partial<FlowTransaction>, boolean, string]>([
    ['nothing yet', {}, true, 'confirming'],
    ['the login', { status: 'USED' }, true, 'confirming'],
    ['an order that no read has shown yet', { status: 'PROCESSING' }, true, 'confirming'],
    ['a hinted order', { status: 'USED', orders: [order({ isFinal: false })] }, false, 'placed'],
    [
      'completed, with an open order',
      { status: 'COMPLETED', orders: [order({ isFinal: false })] },
      true,
      'placed',
    ],
    ['completed, with final orders', { status: 'COMPLETED', orders: [order(), order()] }, false, 'done'],
    ['completed, its orders not read yet', { status: 'COMPLETED' }, false, 'confirming'],
    ['completed, and Gateway has no order of it', { status: 'COMPLETED' }, true, 'done'],
    [
      'completed, an intent that orders nothing',
      { status: 'COMPLETED', intent: 'FETCH_FUNDS' },
      false,
      'done',
    ],
    ['failed, with an order that was filled', { status: 'ERRORED', orders: [order()] }, false, 'done'],
    ['failed without a reason', { status: 'ERRORED' }, false, 'failed'],
    ['a repair that has to come first', { status: 'ACTION_REQUIRED' }, false, 'failed'],
    ['a status of a later version', { status: 'UNKNOWN' }, true, 'confirming'],
    ['the end of its time', { isExpired: true }, false, 'expired'],
  ])('%s', (_what, own, isFresh, phase) => {
    expect(step(CONFIRMING, read(transaction(own), isFresh)).phase).toBe(phase);
  });

  test('an order that is retracted is placed no longer', () => {
    const placed = step(
      CONFIRMING,
      read(transaction({ status: 'USED', orders: [order({ isFinal: false })] })),
    );
    expect(step(placed, read(transaction({ status: 'USED' })))).toMatchObject({
      phase: 'confirming',
      orders: [],
    });
  });

  test('an order that is found late is shown after left and after expired', () => {
    const left = step(CONFIRMING, read(transaction({ error: errorOf(1012, 'USED', 'REPORTED') })));
    const expired = step(CONFIRMING, read(transaction({ isExpired: true })));
    const late = read(transaction({ status: 'COMPLETED', orders: [order()] }));
    expect([left.phase, expired.phase]).toEqual(['left', 'expired']);
    expect([step(left, late).phase, step(expired, late).phase]).toEqual(['done', 'done']);
  });

  test('done, failed and a confirmed left stay what they are', () => {
    const ends = [
      read(transaction({ status: 'COMPLETED', orders: [order()] })),
      read(transaction({ status: 'ERRORED', error: errorOf(2000, 'ERRORED', 'CONFIRMED') })),
      read(transaction({ status: 'ERRORED', error: errorOf(1010, 'ERRORED', 'CONFIRMED') })),
    ].map((event) => step(CONFIRMING, event));
    expect(ends.map(({ phase }) => phase)).toEqual(['done', 'failed', 'left']);
    for (const end of ends)
      for (const event of [read(transaction()), read(transaction({ isExpired: true }))])
        expect(step(end, event)).toBe(end);
  });

  test('the SDK stays open while nothing has ended, and is overtaken by what has', () => {
    const placed = transaction({ status: 'PROCESSING', orders: [order({ isFinal: false })] });
    expect(step(WITH_USER, read(placed))).toMatchObject({ phase: 'with-user', orders: [{ id: 'order-1' }] });
    const done = transaction({ status: 'COMPLETED', orders: [order()] });
    expect(step(WITH_USER, read(done)).phase).toBe('done');
  });

  test('after a reload the SDK is offered only if Gateway says that it was not triggered', () => {
    const resuming: State = { phase: 'resuming' };
    expect(step(resuming, read(transaction(), false)).phase).toBe('resuming');
    expect(step(resuming, read(transaction(), true)).phase).toBe('ready');
    expect(step(resuming, read(transaction({ status: 'USED' }), true)).phase).toBe('confirming');
    expect(step(resuming, { type: 'unknown' }).phase).toBe('idle');
  });

  test('an unused transaction that expired leaves no doubt if Gateway was asked after its end', () => {
    const expired = transaction({ isExpired: true });
    expect(step(CONFIRMING, read(expired, false))).toMatchObject({ orderMayExist: true });
    expect(step(CONFIRMING, read(expired, true))).toMatchObject({ orderMayExist: false });
    expect(step(CONFIRMING, read({ ...expired, intent: 'CONNECT' }, false))).toMatchObject({
      orderMayExist: false,
    });
  });
});
