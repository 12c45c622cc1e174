import type { Lane } from '../data/generated/graphql.js';
import { wordsOf } from '../parts/status.js';
import { useConsole } from '../shell/console-context.js';
import type { LaneLayout, PlacedFact } from './lane-layout.js';
import './lanes.css';

const LANES = ['APP', 'WEBHOOK', 'READ', 'STATE'] as const satisfies readonly Lane[];
const LANE_HEIGHT = 46;
const TOP = 26;
const HEIGHT = TOP + LANES.length * LANE_HEIGHT + 6;
/** Characters of a state's name for each pixel of its stretch; a longer name is cut. */
const CHARACTERS_PER_PIXEL = 1 / 7.2;

const yOf = (lane: Lane) => TOP + LANES.indexOf(lane) * LANE_HEIGHT + LANE_HEIGHT / 2;

interface LanesProps {
  readonly layout: LaneLayout;
  /** Index of the selected step, or null. */
  readonly current: number | null;
  readonly onPick: (index: number) => void;
}

/** The facts as dots in lanes by time. The list of steps below says the same in words. */
export function Lanes({ layout, current, onPick }: LanesProps) {
  const { t } = useConsole();
  return (
    <div className="lanes">
      <div className="lane-names" aria-hidden="true">
        {LANES.map((lane) => (
          <span key={lane}>{t(`explain.lane.${lane}`)}</span>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by the keyboard */}
      <section className="lanes-scroll" tabIndex={0} aria-label={t('explain.lanesLabel')}>
        <svg width={layout.width} height={HEIGHT} aria-hidden="true">
          <LaneLines width={layout.width} />
          <IdleStretches idle={layout.idle} />
          <Settlements settlements={layout.settlements} />
          <Beliefs beliefs={layout.beliefs} />
          {layout.facts.map((placed) => (
            <Dot key={placed.index} placed={placed} isCurrent={placed.index === current} onPick={onPick} />
          ))}
        </svg>
      </section>
    </div>
  );
}

function LaneLines({ width }: { readonly width: number }) {
  return LANES.map((lane) => (
    <line key={lane} className="lane-line" x1={0} x2={width} y1={yOf(lane)} y2={yOf(lane)} />
  ));
}

function IdleStretches({ idle }: Pick<LaneLayout, 'idle'>) {
  const { t, formats } = useConsole();
  return idle.map(({ x, width, spanMs }) => (
    <g key={x} className="idle">
      <rect x={x + 16} y={TOP - 4} width={width - 32} height={HEIGHT - TOP} rx={4} />
      <text x={x + width / 2} y={TOP - 10} textAnchor="middle">
        {t('explain.idle', { span: formats.span(spanMs) })}
      </text>
    </g>
  ));
}

function Settlements({ settlements }: Pick<LaneLayout, 'settlements'>) {
  const { formats } = useConsole();
  return settlements.map(({ from, to, delayMs }, index) => {
    const next = settlements[index + 1];
    // A read that settles an order and its transaction is two facts with one delay.
    const isRepeated = next?.from.index === from.index && next.delayMs === delayMs;
    const [y1, y2] = [yOf(from.fact.lane), yOf(to.fact.lane)];
    const middle = (from.x + to.x) / 2;
    return (
      <g key={to.index} className="settlement">
        <path d={`M${from.x},${y1} C${middle},${y1} ${middle},${y2} ${to.x},${y2}`} />
        {!isRepeated && (
          <text x={to.x + 9} y={y2 - 8}>
            {formats.span(delayMs)}
          </text>
        )}
      </g>
    );
  });
}

function Beliefs({ beliefs }: Pick<LaneLayout, 'beliefs'>) {
  const y = yOf('STATE');
  return beliefs.map(({ x, width, state, belief }) => {
    const words = wordsOf(state);
    const room = Math.floor((width - (belief === 'final' ? 36 : 22)) * CHARACTERS_PER_PIXEL);
    return (
      <g key={x} className="belief" data-belief={belief}>
        <rect x={x} y={y - 11} width={Math.max(8, width - 4)} height={22} rx={4} />
        {room > 2 && (
          <text x={x + (belief === 'final' ? 24 : 10)} y={y + 4}>
            {words.length > room ? `${words.slice(0, room - 1)}…` : words}
          </text>
        )}
        {belief === 'final' && room > 2 && (
          <path className="lock" d={`M${x + 9},${y - 1} h8 v6 h-8 z m1.5,0 v-2 a2.5,2.5 0 0 1 5,0 v2`} />
        )}
        {belief === 'retracted' && <line x1={x} x2={x + width - 4} y1={y} y2={y} />}
        <title>{words}</title>
      </g>
    );
  });
}

interface DotProps {
  readonly placed: PlacedFact;
  readonly isCurrent: boolean;
  readonly onPick: (index: number) => void;
}

/** A dot may be clicked; the keyboard picks the same step in the list. */
function Dot({ placed, isCurrent, onPick }: DotProps) {
  const { formats } = useConsole();
  const { fact, index, x } = placed;
  const y = fact.lane === 'STATE' ? yOf('STATE') - 11 : yOf(fact.lane);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the list of steps is the same for the keyboard
    <g
      className="dot"
      data-lane={fact.lane}
      data-anomaly={fact.anomaly !== null}
      data-current={isCurrent}
      onClick={() => onPick(index)}
    >
      <circle cx={x} cy={y} r={fact.lane === 'STATE' ? 4 : 6} />
      {fact.anomaly !== null && <path d={`M${x - 3},${y - 3} l6,6 m0,-6 l-6,6`} />}
      <title>{`${formats.timeMs(fact.at)} ${fact.sentence}`}</title>
    </g>
  );
}
