import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { FactFragment } from '../data/generated/graphql.js';
import { Time } from '../parts/time.js';
import { useConsole } from '../shell/console-context.js';
import './steps.css';

interface StepsProps {
  readonly facts: readonly FactFragment[];
  /** Index of the selected step, or null. */
  readonly current: number | null;
  readonly isShown?: (fact: FactFragment) => boolean;
  /** Sealed id of the viewer, in whose log the events of the facts are. Default: events are no links. */
  readonly viewer?: string;
}

/** One sentence for each fact, with its time and where it comes from. */
export function Steps({ facts, current, isShown = () => true, viewer }: StepsProps) {
  return (
    <ol className="steps">
      {facts.map((fact, index) =>
        isShown(fact) ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a fact has no id, and the list grows at its end
          <Step key={index} fact={fact} isCurrent={index === current} viewer={viewer} />
        ) : null,
      )}
    </ol>
  );
}

interface StepProps {
  readonly fact: FactFragment;
  readonly isCurrent: boolean;
  readonly viewer: string | undefined;
}

function Step({ fact, isCurrent, viewer }: StepProps) {
  const { t, formats } = useConsole();
  const element = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!isCurrent) return;
    element.current?.focus({ preventScroll: true });
    element.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  return (
    <li ref={element} tabIndex={-1} data-current={isCurrent} aria-current={isCurrent ? 'step' : undefined}>
      <Time at={fact.at} as="timeMs" />
      <span className="step-lane" data-lane={fact.lane}>
        {t(`explain.lane.${fact.lane}`)}
      </span>
      <div className="step-text">
        <span>{fact.sentence}</span>
        {fact.anomaly !== null && (
          <span className="step-anomaly">
            <IconAlertTriangle size={14} aria-hidden="true" />
            {t('explain.anomaly', { reason: fact.anomaly })}
          </span>
        )}
        <span className="step-links">
          {fact.isAboutTransaction && <span>{t('explain.aboutTransaction')}</span>}
          {fact.delayMs !== null && (
            <span>{t('explain.settledAfter', { span: formats.span(fact.delayMs) })}</span>
          )}
          {fact.deliveryId !== null && (
            <Link to="/inbox" search={{ open: fact.deliveryId }}>
              {t('explain.delivery')}
            </Link>
          )}
          {fact.eventSeq !== null && <EventLink viewer={viewer} seq={fact.eventSeq} />}
          {fact.traceId !== null && <code>{t('explain.trace', { id: fact.traceId })}</code>}
        </span>
      </div>
    </li>
  );
}

function EventLink({ viewer, seq }: { readonly viewer: string | undefined; readonly seq: number }) {
  const { t } = useConsole();
  const text = t('explain.event', { seq });
  if (viewer === undefined) return <span>{text}</span>;
  return (
    <Link to="/events" search={{ viewer, open: String(seq) }}>
      {text}
    </Link>
  );
}
