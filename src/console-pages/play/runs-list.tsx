import { IconCheck, IconClock, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Chip } from '../parts/chip.js';
import { CommandLine } from '../parts/command-line.js';
import { useConsole } from '../shell/console-context.js';
import type { Made, Run, StepLine } from './runs.js';

/** What was played in this tab, newest first. */
export function Runs({ runs }: { readonly runs: readonly Run[] }) {
  const { t } = useConsole();
  const [newest, ...earlier] = runs;
  return (
    <section className="runs" aria-label={t('play.runs')}>
      <h2 className="play-title">{t('play.runs')}</h2>
      {newest === undefined ? (
        <p className="soft">{t('play.noRuns')}</p>
      ) : (
        <div className="card" aria-live="polite">
          <RunHead run={newest} />
          <RunBody run={newest} />
        </div>
      )}
      {earlier.map((run) => (
        <details key={run.number} className="card">
          <summary>
            <RunHead run={run} />
          </summary>
          <RunBody run={run} />
        </details>
      ))}
    </section>
  );
}

const TONES = { running: 'busy', ok: 'good', failed: 'bad' } as const;

function RunHead({ run }: { readonly run: Run }) {
  const { t } = useConsole();
  return (
    <span className="run-head">
      <strong>{run.scenario}</strong>
      <Chip tone={TONES[run.state]}>{t(`play.run.${run.state}`)}</Chip>
      {run.seed !== null && <span className="soft">{t('play.seed', { seed: run.seed })}</span>}
    </span>
  );
}

function RunBody({ run }: { readonly run: Run }) {
  const { t } = useConsole();
  return (
    <>
      {run.problem !== null && <p className="run-problem">{run.problem}</p>}
      <ol className="run-steps">
        {run.steps.map((step) => (
          <StepRow key={`${step.title} ${step.startedAtMs}`} step={step} />
        ))}
      </ol>
      <MadeLinks run={run} />
      {run.command !== null && (
        <div className="run-again">
          <span className="soft">{t('play.again')}</span>
          <CommandLine command={run.command} />
        </div>
      )}
    </>
  );
}

const ICONS = { running: IconClock, done: IconCheck, failed: IconX } as const;

function StepRow({ step }: { readonly step: StepLine }) {
  const { t, formats } = useConsole();
  const { kind, title, startedAtMs, durationMs, detail, message, hint } = step;
  const Icon = ICONS[kind];
  return (
    <li data-kind={kind}>
      <Icon size={15} aria-label={t(`play.step.${kind}`)} />
      <span className="run-times number">
        +{formats.span(startedAtMs)}
        {durationMs !== undefined && ` · ${formats.span(durationMs)}`}
      </span>
      <span>
        <strong>{title}</strong>
        {detail !== undefined && detail !== '' && `: ${detail}`}
        {message !== undefined && `: ${message}`}
        {hint !== undefined && hint !== null && <span className="soft"> {hint}</span>}
      </span>
    </li>
  );
}

/** Where the objects of a run are shown. */
function MadeLinks({ run: { transaction, orders } }: { readonly run: Run }) {
  const { t } = useConsole();
  if (transaction === null) return null;
  return (
    <ul className="run-made">
      {orders.map(({ id, gatewayId }) => (
        <li key={id}>
          <Link to="/orders/$id" params={{ id }}>
            {t('play.explain', { batch: gatewayId })}
          </Link>
        </li>
      ))}
      <TransactionLinks {...transaction} />
    </ul>
  );
}

function TransactionLinks({ id, gatewayId }: Made) {
  const { t } = useConsole();
  return (
    <>
      <li>
        <Link to="/transactions" search={{ open: id }}>
          {t('play.transaction', { id: gatewayId })}
        </Link>
      </li>
      <li>
        <Link to="/inbox" search={{ transaction: id }}>
          {t('play.inbox')}
        </Link>
      </li>
    </>
  );
}
