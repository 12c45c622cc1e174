import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { OrderQuery } from '../data/generated/graphql.js';
import { Time } from '../parts/time.js';
import { useConsole } from '../shell/console-context.js';
import { useKeys } from '../shell/use-keys.js';
import { type ExplainSearch, isStepShown, nextShown } from './explain-search.js';
import { layoutLanes, type Outcome } from './lane-layout.js';
import { Lanes } from './lanes.js';
import { Steps } from './steps.js';
import './story.css';

export type Explanation = NonNullable<NonNullable<OrderQuery['order']>['explanation']>;

interface StoryProps {
  readonly explanation: Explanation;
  readonly outcome: Outcome;
  /** Sealed id of the viewer. */
  readonly viewer: string;
  readonly search: ExplainSearch;
  readonly change: (part: Partial<ExplainSearch>) => void;
}

/** What happened in lanes and in sentences, and what happens next. `[` and `]` step through it. */
export function Story({ explanation, outcome, viewer, search, change }: StoryProps) {
  const { t } = useConsole();
  const { facts, isTruncated } = explanation;
  const { isFinal, isRetracted } = outcome;
  const [current, setCurrent] = useState<number | null>(null);
  const layout = useMemo(() => layoutLanes(facts, { isFinal, isRetracted }), [facts, isFinal, isRetracted]);
  const shown = facts.flatMap((fact, index) => (isStepShown(fact, search) ? [index] : []));
  const step = (by: 1 | -1) => setCurrent((before) => nextShown(shown, before, by));
  useKeys({ '[': () => step(-1), ']': () => step(1) });
  if (facts.length === 0) return <p className="soft">{t('explain.noFacts')}</p>;
  return (
    <>
      <Lanes layout={layout} current={current} onPick={setCurrent} />
      <Legend />
      <div className="story-head">
        <h2>{t('explain.steps')}</h2>
        <span className="spread" />
        <StepFilters search={search} change={change} />
        <StepButtons step={step} />
      </div>
      {isTruncated && <p className="soft">{t('explain.truncated')}</p>}
      {shown.length === 0 ? (
        <p className="soft" role="status">
          {t('explain.noFit')}
        </p>
      ) : (
        <Steps
          facts={facts}
          current={current}
          viewer={viewer}
          isShown={(fact) => isStepShown(fact, search)}
        />
      )}
    </>
  );
}

function StepFilters({ search, change }: Pick<StoryProps, 'search' | 'change'>) {
  const { t } = useConsole();
  return (
    <>
      <Check
        label={t('explain.onlyAnomalies')}
        isOn={search.anomalies === true}
        onChange={(isOn) => change({ anomalies: isOn || undefined })}
      />
      <Check
        label={t('explain.onlyFailed')}
        isOn={search.failed === true}
        onChange={(isOn) => change({ failed: isOn || undefined })}
      />
      <Check
        label={t('explain.hideRepeats')}
        isOn={search.repeats === false}
        onChange={(isOn) => change({ repeats: isOn ? false : undefined })}
      />
    </>
  );
}

interface CheckProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

function Check({ label, isOn, onChange }: CheckProps) {
  return (
    <label className="check">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  );
}

function StepButtons({ step }: { readonly step: (by: 1 | -1) => void }) {
  const { t } = useConsole();
  return (
    <>
      <ActionIcon variant="default" title="[" aria-label={t('explain.previous')} onClick={() => step(-1)}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <ActionIcon variant="default" title="]" aria-label={t('explain.nextStep')} onClick={() => step(1)}>
        <IconChevronRight size={16} />
      </ActionIcon>
    </>
  );
}

const BELIEFS = ['hint', 'confirmed', 'final', 'retracted'] as const;

function Legend() {
  const { t } = useConsole();
  return (
    <ul className="legend" aria-hidden="true">
      {BELIEFS.map((belief) => (
        <li key={belief}>
          <svg width={26} height={14} aria-hidden="true">
            <g className="belief" data-belief={belief}>
              <rect x={1} y={1} width={24} height={12} rx={3} />
              {belief === 'retracted' && <line x1={1} x2={25} y1={7} y2={7} />}
            </g>
          </svg>
          {t(`explain.legend.${belief}`)}
        </li>
      ))}
    </ul>
  );
}

/** When and why the order or transaction will move on its own. */
export function WhatNext({ next }: Pick<Explanation, 'next'>) {
  const { t } = useConsole();
  return (
    <section className="next" aria-label={t('explain.next')}>
      <h2>{t('explain.next')}</h2>
      {next.length === 0 ? (
        <p className="soft">{t('explain.nextNone')}</p>
      ) : (
        <ul>
          {next.map(({ at, sentence }) => (
            <li key={`${at} ${sentence}`}>
              {at !== null && <Time at={at} />} {sentence}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
