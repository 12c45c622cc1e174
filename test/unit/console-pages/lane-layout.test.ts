import { describe, expect, test } from '@jest/globals';
import type { FactFragment } from '../../../src/console-pages/data/generated/graphql.js';
import { layoutLanes } from '../../../src/console-pages/explain/lane-layout.js';

const START = Date.parse('2026-11-30T06:30:00Z');
const OPEN = { isFinal: false, isRetracted: false };

function fact(afterMs: number, fields: Partial<FactFragment>): FactFragment {
  return {
    at: new Date(START + afterMs).toISOString(),
    lane: 'APP',
    source: 'CALL',
    from: null,
    to: null,
    anomaly: null,
    isAboutTransaction: false,
    deliveryId: null,
    eventSeq: null,
    traceId: null,
    delayMs: null,
    isFailure: false,
    isRepeat: false,
    sentence: '',
    ...fields,
  };
}

const hint = (afterMs: number, to: string) => fact(afterMs, { lane: 'WEBHOOK', source: 'WEBHOOK', to });
const read = (afterMs: number, to: string, delayMs: number | null) =>
  fact(afterMs, { lane: 'READ', source: 'POLL', to, delayMs });

describe('the lanes of an explanation', () => {
  test('are empty without facts', () => {
    expect(layoutLanes([], OPEN)).toMatchObject({ facts: [], idle: [], settlements: [], beliefs: [] });
  });

  test('run from left to right, and give an idle hour and an idle day the same width', () => {
    const { facts, idle } = layoutLanes([fact(0, {}), fact(3_600_000, {}), fact(90_000_000, {})], OPEN);
    const xs = facts.map(({ x }) => x);
    expect([...xs].sort((left, right) => left - right)).toEqual(xs);
    expect(idle.map(({ spanMs }) => spanMs)).toEqual([3_600_000, 86_400_000]);
    expect(idle[0]?.width).toBe(idle[1]?.width);
  });

  test('call a gap of some milliseconds not idle', () => {
    expect(layoutLanes([hint(0, 'PLACED'), read(59, 'PLACED', 59)], OPEN).idle).toEqual([]);
  });

  test('draw facts of one moment and lane next to each other, and of other lanes above each other', () => {
    const { facts } = layoutLanes([hint(0, 'PLACED'), read(0, 'PLACED', null), hint(0, 'PLACED')], OPEN);
    expect(facts[0]?.x).toBe(facts[1]?.x);
    expect(facts[2]?.x).toBeGreaterThan(facts[1]?.x ?? Number.POSITIVE_INFINITY);
  });

  test('join a read to the hint that lies its delay before it', () => {
    const facts = [hint(0, 'PLACED'), hint(4_000, 'COMPLETED'), read(4_059, 'COMPLETED', 59)];
    const [settlement, ...others] = layoutLanes(facts, OPEN).settlements;
    expect(others).toEqual([]);
    expect([settlement?.from.index, settlement?.to.index, settlement?.delayMs]).toEqual([1, 2, 59]);
  });

  test('join no read that has no delay, or that no hint came before', () => {
    expect(layoutLanes([read(0, 'PLACED', 59), hint(5, 'PLACED')], OPEN).settlements).toEqual([]);
    expect(layoutLanes([hint(0, 'PLACED'), read(5, 'PLACED', null)], OPEN).settlements).toEqual([]);
  });

  test('show what a hint says as a hint until a read agrees', () => {
    const facts = [hint(0, 'COMPLETED'), read(59, 'COMPLETED', 59)];
    const beliefs = layoutLanes(facts, OPEN).beliefs.map(({ belief }) => belief);
    expect(beliefs).toEqual(['hint', 'confirmed']);
  });

  test.each([
    [{ isFinal: true, isRetracted: false }, 'final'],
    [{ isFinal: false, isRetracted: true }, 'retracted'],
    [{ isFinal: true, isRetracted: true }, 'retracted'],
  ])('of an order with %j end in %s', (outcome, belief) => {
    const { beliefs } = layoutLanes([hint(0, 'COMPLETED'), read(59, 'COMPLETED', 59)], outcome);
    expect(beliefs.at(-1)?.belief).toBe(belief);
    expect(beliefs[0]?.belief).toBe('hint');
  });

  test('leave out an anomaly, which changed nothing, and states of the transaction', () => {
    const facts = [
      fact(0, { to: 'INITIALIZED', isAboutTransaction: true }),
      read(10, 'COMPLETED', null),
      fact(20, { lane: 'WEBHOOK', source: 'WEBHOOK', to: 'PLACED', anomaly: 'late' }),
    ];
    expect(layoutLanes(facts, OPEN).beliefs.map(({ state }) => state)).toEqual(['COMPLETED']);
  });
});
