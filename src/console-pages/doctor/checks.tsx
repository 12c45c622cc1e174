import { Button, Loader } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconMinus,
} from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { doctorQuery } from '../data/doctor-queries.js';
import type { DoctorCheck, DoctorQuery } from '../data/generated/graphql.js';
import { Time } from '../parts/time.js';
import { useConsole } from '../shell/console-context.js';
import { useKeys } from '../shell/use-keys.js';

const CHECKS = [
  'NODE',
  'SECRETS',
  'DOCUMENTS',
  'STORAGE',
  'REDIS',
  'PROXY',
  'UPSTREAM',
  'KEY_SET',
  'CONSOLE',
] as const satisfies readonly DoctorCheck[];

type CheckUp = NonNullable<DoctorQuery['doctor']>;
type Outcome = 'waiting' | 'running' | 'unused' | 'ok' | 'warning' | 'failure';

interface Check {
  readonly name: DoctorCheck;
  readonly outcome: Outcome;
  readonly checkUp: CheckUp | null;
  readonly error: Error | null;
}

/** The checks of `dwar doctor`, run when asked, each with its outcome and what to do. */
export function Checks() {
  const { t } = useConsole();
  const results = useQueries({ queries: CHECKS.map(doctorQuery) });
  const checks = CHECKS.map((name, index): Check => {
    const { data = null, error = null, isFetching = false } = results[index] ?? {};
    return { name, checkUp: data, error, outcome: isFetching ? 'running' : outcomeOf(data, error) };
  });
  const isRunning = checks.some(({ outcome }) => outcome === 'running');
  const run = () => {
    if (!isRunning) for (const { refetch } of results) void refetch();
  };
  useKeys({ r: run });
  return (
    <section className="card" aria-labelledby="doctor-checks">
      <div className="doctor-head">
        <h2 id="doctor-checks">{t('doctor.checks')}</h2>
        <Summary checks={checks} />
        <span className="spread" />
        <Button size="xs" variant="default" loading={isRunning} onClick={run} title="r">
          {t('doctor.run')}
        </Button>
      </div>
      <ul className="doctor-checks">
        {checks.map((check) => (
          <CheckLine key={check.name} check={check} />
        ))}
      </ul>
    </section>
  );
}

function outcomeOf(checkUp: CheckUp | null, error: Error | null): Outcome {
  if (error !== null) return 'failure';
  if (checkUp === null) return 'waiting';
  const levels = checkUp.findings.map(({ level }) => level);
  if (levels.includes('FAILURE')) return 'failure';
  if (levels.includes('WARNING')) return 'warning';
  return levels.length === 0 ? 'unused' : 'ok';
}

/** How far the checks have come, and what they found. It is announced as it changes. */
function Summary({ checks }: { readonly checks: readonly Check[] }) {
  const { t } = useConsole();
  const count = (...wanted: readonly Outcome[]) =>
    checks.filter(({ outcome }) => wanted.includes(outcome)).length;
  const isUntouched = count('waiting') === checks.length;
  const running = count('running');
  const text = isUntouched
    ? t('doctor.notRun')
    : running > 0
      ? t('doctor.progress', { done: checks.length - running, all: checks.length })
      : t('doctor.summary', {
          good: count('ok', 'unused'),
          warnings: count('warning'),
          failures: count('failure'),
        });
  const ended = checks.flatMap(({ checkUp }) => (checkUp === null ? [] : [checkUp.ranAt])).sort();
  const last = ended.at(-1);
  return (
    <>
      <span className="soft" role="status">
        {text}
      </span>
      {running === 0 && last !== undefined && (
        <span className="soft">
          <Time at={last} />
        </span>
      )}
    </>
  );
}

function CheckLine({ check: { name, outcome, checkUp, error } }: { readonly check: Check }) {
  const { t, formats } = useConsole();
  return (
    <li data-outcome={outcome} data-check={name}>
      <OutcomeIcon outcome={outcome} />
      <div className="doctor-check">
        <p>
          <strong>{t(`doctor.check.${name}`)}</strong>{' '}
          <span className="doctor-outcome">{t(`doctor.outcome.${outcome}`)}</span>
          {outcome !== 'running' && outcome !== 'unused' && checkUp !== null && (
            <span className="soft number">{formats.span(checkUp.tookMs)}</span>
          )}
        </p>
        {error !== null && <p>{error.message}</p>}
        {error === null &&
          checkUp?.findings.map(({ subject, text, hint }) => (
            <div key={`${subject} ${text}`} className="doctor-finding" lang="en">
              <p>{text}</p>
              {hint !== null && <p className="doctor-hint">{hint}</p>}
            </div>
          ))}
      </div>
    </li>
  );
}

const ICONS = {
  waiting: IconCircleDashed,
  unused: IconMinus,
  ok: IconCircleCheck,
  warning: IconAlertTriangle,
  failure: IconCircleX,
} as const;

function OutcomeIcon({ outcome }: { readonly outcome: Outcome }) {
  if (outcome === 'running') return <Loader size={18} aria-hidden="true" />;
  const Icon = ICONS[outcome];
  return <Icon size={18} aria-hidden="true" />;
}
