import { useMemo } from 'react';
import type { OverviewQuery } from '../data/generated/graphql.js';
import { Time } from '../parts/time.js';
import { useConsole } from '../shell/console-context.js';
import { DelayChart } from './delay-chart.js';

type Overview = NonNullable<OverviewQuery['overview']>;

/** How long confirmation takes after a webhook: the two figures, a chart, and the same as a table. */
export function Delays({ overview }: { readonly overview: Overview }) {
  const { t, formats } = useConsole();
  const { delays, delayP50Ms, delayP99Ms } = overview;
  const known = useMemo(() => delays.filter(({ count }) => count > 0), [delays]);
  const span = (value: number | null) => (value === null ? t('overview.unknown') : formats.span(value));
  return (
    <section className="card">
      <h2>{t('overview.delays')}</h2>
      {known.length === 0 ? (
        <p className="soft">{t('overview.noDelays')}</p>
      ) : (
        <>
          <p className="delay-figures">
            <span className="delay-median">
              {t('overview.p50')} <strong>{span(delayP50Ms)}</strong>
            </span>
            <span className="delay-high">
              {t('overview.p99')} <strong>{span(delayP99Ms)}</strong>
            </span>
          </p>
          <DelayChart points={delays} />
          <details>
            <summary>{t('overview.table')}</summary>
            <DelayTable points={known} span={span} />
          </details>
        </>
      )}
    </section>
  );
}

interface DelayTableProps {
  readonly points: Overview['delays'];
  readonly span: (value: number | null) => string;
}

function DelayTable({ points, span }: DelayTableProps) {
  const { t, formats } = useConsole();
  return (
    <table className="delay-table">
      <thead>
        <tr>
          <th scope="col">{t('overview.at')}</th>
          <th scope="col">{t('overview.p50')}</th>
          <th scope="col">{t('overview.p99')}</th>
          <th scope="col">{t('overview.confirmed')}</th>
        </tr>
      </thead>
      <tbody>
        {points.map(({ at, p50Ms, p99Ms, count }) => (
          <tr key={at}>
            <td>
              <Time at={at} />
            </td>
            <td>{span(p50Ms)}</td>
            <td>{span(p99Ms)}</td>
            <td>{formats.count(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
