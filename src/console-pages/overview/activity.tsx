import { Button } from '@mantine/core';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ActivityQuery, DeliveryVerdict, OverviewPeriod } from '../data/generated/graphql.js';
import { activityQuery } from '../data/queries.js';
import { VERDICTS } from '../inbox/deliveries-search.js';
import type { MessageKey } from '../messages/english.js';
import { LoadingRows } from '../parts/failure.js';
import { wordsOf } from '../parts/status.js';
import { Time } from '../parts/time.js';
import { useConsole } from '../shell/console-context.js';
import { type Series, StackedChart } from './stacked-chart.js';

type Activity = NonNullable<ActivityQuery['activity']>;

const VERDICT_COLOURS: Readonly<Record<DeliveryVerdict, string>> = {
  APPLIED: 'chart-1',
  IGNORED: 'chart-2',
  PENDING: 'chart-3',
  UNMATCHED: 'chart-4',
  ANOMALY: 'chart-5',
  OVERSIZED: 'chart-6',
  UNREADABLE: 'chart-7',
  DEAD: 'chart-8',
};
/** Statuses with a colour of their own; the others share the last one. */
const STATUS_COLOURS: Readonly<Record<string, string>> = {
  COMPLETED: 'chart-1',
  MARKEDCOMPLETE: 'chart-2',
  PLACED: 'chart-3',
  PARTIALLYFILLED: 'chart-4',
  UNPLACED: 'chart-5',
  UNFILLED: 'chart-8',
};

interface ActivityProps {
  readonly period: OverviewPeriod;
}

/** Deliveries by verdict over the period. */
export function DeliveriesChart({ period }: ActivityProps) {
  const activity = useQuery(activityQuery(period));
  const series = useDeliverySeries(activity.data ?? null);
  return (
    <ActivityView
      activity={activity}
      series={series}
      title="overview.deliveries"
      hint="activity.deliveriesBound"
    />
  );
}

/** Orders by status over the period. */
export function OrdersChart({ period }: ActivityProps) {
  const activity = useQuery(activityQuery(period));
  const series = useOrderSeries(activity.data ?? null);
  return (
    <ActivityView activity={activity} series={series} title="overview.orders" hint="activity.ordersBound" />
  );
}

function useDeliverySeries(activity: Activity | null): readonly Series[] {
  const { t } = useConsole();
  return useMemo(
    () =>
      (activity?.deliveries ?? [])
        .toSorted((one, other) => VERDICTS.indexOf(one.verdict) - VERDICTS.indexOf(other.verdict))
        .map(({ verdict, counts }) => ({
          name: t(`verdict.${verdict}`),
          colour: VERDICT_COLOURS[verdict],
          counts,
        })),
    [activity, t],
  );
}

function useOrderSeries(activity: Activity | null): readonly Series[] {
  return useMemo(
    () =>
      (activity?.orders ?? []).map(({ status, counts }) => ({
        name: wordsOf(status),
        colour: STATUS_COLOURS[status] ?? 'chart-6',
        counts,
      })),
    [activity],
  );
}

interface ActivityViewProps {
  readonly activity: UseQueryResult<Activity | null>;
  readonly title: MessageKey;
  /** How far it is counted. */
  readonly hint: MessageKey;
  readonly series: readonly Series[];
}

/** A chart with its table. */
function ActivityView({ activity: { data, error, refetch }, title, hint, series }: ActivityViewProps) {
  const { t } = useConsole();
  if (error !== null || data === null)
    return (
      <p role="alert">
        {t('activity.failed')}{' '}
        <Button size="compact-xs" variant="default" onClick={() => void refetch()}>
          {t('failure.retry')}
        </Button>
      </p>
    );
  if (data === undefined) return <LoadingRows rows={4} />;
  if (series.length === 0) return null;
  return (
    <div className="activity">
      <ul className="chart-legend" aria-hidden="true">
        {series.map(({ name, colour }) => (
          <li key={name} className="chart-key">
            <span className="chart-swatch" data-colour={colour} />
            {name}
          </li>
        ))}
      </ul>
      <StackedChart starts={data.starts} series={series} />
      <p className="soft chart-hint">{t(hint)}</p>
      <details>
        <summary>{t('overview.table')}</summary>
        <ActivityTable title={t(title)} starts={data.starts} series={series} />
      </details>
    </div>
  );
}

interface ActivityTableProps {
  readonly title: string;
  readonly starts: readonly string[];
  readonly series: readonly Series[];
}

/** The counts of each part in which there was anything. */
function ActivityTable({ title, starts, series }: ActivityTableProps) {
  const { t, formats } = useConsole();
  const rows = starts.flatMap((at, index) => {
    const counts = series.map((one) => one.counts[index] ?? 0);
    return counts.some((count) => count > 0) ? [{ at, counts }] : [];
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by the keyboard
    <section className="table-scroll" tabIndex={0} aria-label={title}>
      <table className="delay-table">
        <thead>
          <tr>
            <th scope="col">{t('overview.at')}</th>
            {series.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ at, counts }) => (
            <tr key={at}>
              <td>
                <Time at={at} />
              </td>
              {counts.map((count, index) => (
                <td key={series[index]?.name}>{formats.count(count)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
