import type { FactFragment, Lane } from '../data/generated/graphql.js';

/** How far a state is believed: by a hint, by a read, for good, or no longer. */
export type Belief = 'hint' | 'confirmed' | 'final' | 'retracted';

export interface PlacedFact {
  readonly fact: FactFragment;
  /** Place in the list of facts. */
  readonly index: number;
  readonly x: number;
}

/** A line from a hint to the read that settled it. */
export interface Settlement {
  readonly from: PlacedFact;
  readonly to: PlacedFact;
  readonly delayMs: number;
}

export interface LaneLayout {
  readonly width: number;
  readonly facts: readonly PlacedFact[];
  /** Stretches in which nothing happened, drawn shorter than they were. */
  readonly idle: readonly { readonly x: number; readonly width: number; readonly spanMs: number }[];
  readonly settlements: readonly Settlement[];
  readonly beliefs: readonly {
    readonly x: number;
    readonly width: number;
    readonly state: string;
    readonly belief: Belief;
  }[];
}

export interface Outcome {
  readonly isFinal: boolean;
  readonly isRetracted: boolean;
}

const MARGIN = 24;
const STEP_MIN = 34;
const STEP_PER_DECADE = 16;
const SAME_TIME_STEP = 18;
/** From this span on a gap is idle time, which gets one width however long it was. */
const IDLE_MS = 5_000;
const IDLE_WIDTH = 108;
/** The last state stretches this far after its fact. */
const TAIL = 132;

/** Lays facts out from left to right by time, with idle stretches compressed to one width. */
export function layoutLanes(facts: readonly FactFragment[], outcome: Outcome): LaneLayout {
  const placed: PlacedFact[] = [];
  const idle: LaneLayout['idle'][number][] = [];
  let x = MARGIN;
  let before: number | null = null;
  let lanesHere = new Set<Lane>();
  for (const [index, fact] of facts.entries()) {
    const at = Date.parse(fact.at);
    const spanMs = before === null ? 0 : Math.max(0, at - before);
    if (spanMs > 0) {
      const step = widthOf(spanMs);
      if (spanMs >= IDLE_MS) idle.push({ x, width: step, spanMs });
      x += step;
      lanesHere = new Set();
    } else if (lanesHere.has(fact.lane)) {
      x += SAME_TIME_STEP;
      lanesHere = new Set();
    }
    lanesHere.add(fact.lane);
    before = at;
    placed.push({ fact, index, x });
  }
  const width = x + TAIL;
  return {
    width,
    facts: placed,
    idle,
    settlements: placed.flatMap((read) => settlementOf(read, placed)),
    beliefs: beliefsOf(placed, outcome, width),
  };
}

function widthOf(spanMs: number): number {
  if (spanMs >= IDLE_MS) return IDLE_WIDTH;
  return STEP_MIN + STEP_PER_DECADE * Math.log10(1 + spanMs / 10);
}

/** The hint that a read settled is the one whose time lies nearest to the read's time less its delay. */
function settlementOf(read: PlacedFact, placed: readonly PlacedFact[]): readonly Settlement[] {
  const { delayMs, lane } = read.fact;
  if (lane !== 'READ' || delayMs === null) return [];
  const hintAt = Date.parse(read.fact.at) - delayMs;
  const distance = ({ fact }: PlacedFact) => Math.abs(Date.parse(fact.at) - hintAt);
  const hints = placed.filter(
    ({ fact, index }) => index < read.index && (fact.lane === 'WEBHOOK' || fact.lane === 'APP'),
  );
  const [nearest] = hints.sort((left, right) => distance(left) - distance(right));
  return nearest === undefined ? [] : [{ from: nearest, to: read, delayMs }];
}

function beliefsOf(placed: readonly PlacedFact[], outcome: Outcome, width: number): LaneLayout['beliefs'] {
  const ofOrder = placed.filter(({ fact }) => !fact.isAboutTransaction);
  const turns = (ofOrder.length > 0 ? ofOrder : placed).flatMap(({ fact, x }) =>
    fact.to === null || fact.anomaly !== null ? [] : [{ x, state: fact.to, belief: beliefOf(fact) }],
  );
  const kept = turns.filter(({ state, belief }, index) => {
    const last = turns[index - 1];
    return last?.state !== state || last.belief !== belief;
  });
  return kept.map((turn, index) => {
    const next = kept[index + 1];
    const belief = next === undefined ? lastBelief(turn.belief, outcome) : turn.belief;
    return { ...turn, belief, width: (next?.x ?? width - MARGIN) - turn.x };
  });
}

function beliefOf({ source }: FactFragment): Belief {
  return source === 'POLL' ? 'confirmed' : 'hint';
}

function lastBelief(belief: Belief, { isFinal, isRetracted }: Outcome): Belief {
  if (isRetracted) return 'retracted';
  return isFinal ? 'final' : belief;
}
