import { SegmentedControl } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { OverviewPeriod, OverviewQuery } from '../data/generated/graphql.js';
import { useChanges } from '../data/live.js';
import { overviewQuery } from '../data/queries.js';
import { useDocumentTitle } from '../grid/live-screen.js';
import { Empty, Failure, LoadingRows } from '../parts/failure.js';
import { Time } from '../parts/time.js';
import { useConsole, useSession } from '../shell/console-context.js';
import { Counts } from './counts.js';
import { Delays } from './delays.js';
import { FirstRun } from './first-run.js';
import { Readiness } from './readiness.js';
import './overview.css';

const route = getRouteApi('/');
const PERIODS = ['HOUR', 'DAY', 'WEEK'] as const satisfies readonly OverviewPeriod[];

/** Whether the gateway is well, and what came in lately. */
export function OverviewPage() {
  const { t } = useConsole();
  const { period = 'HOUR' } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useOverview(period);
  useDocumentTitle(t('overview.title'));
  return (
    <>
      <div className="screen-head">
        <h1>{t('overview.title')}</h1>
        <span className="spread" />
        <SegmentedControl
          size="xs"
          aria-label={t('overview.period')}
          value={period}
          onChange={(next) => void navigate({ search: { period: next === 'HOUR' ? undefined : next } })}
          data={PERIODS.map((value) => ({ value, label: t(`overview.${value}`) }))}
        />
      </div>
      {error !== null ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <LoadingRows />
      ) : data === null ? (
        <Empty title={t('failure.title')} />
      ) : (
        <OverviewBody overview={data} period={period} />
      )}
    </>
  );
}

/** Reads the overview, and reads it again when the server says that it changed. */
function useOverview(period: OverviewPeriod) {
  const client = useQueryClient();
  const options = overviewQuery(period);
  const readAgain = () => {
    if (client.isFetching({ queryKey: options.queryKey }) === 0)
      void client.invalidateQueries({ queryKey: options.queryKey });
  };
  useChanges({
    onChange: ({ __typename }) => {
      if (__typename === 'OverviewChanged') readAgain();
    },
    onReturn: readAgain,
  });
  return useQuery(options);
}

interface OverviewBodyProps {
  readonly overview: NonNullable<OverviewQuery['overview']>;
  readonly period: OverviewPeriod;
}

function OverviewBody({ overview, period }: OverviewBodyProps) {
  const { t } = useConsole();
  const { isDevelopment } = useSession();
  const { orders, deliveries, openTransactions, unconfirmedOrders } = overview;
  const isUnused = orders.length + deliveries.length + openTransactions + unconfirmedOrders === 0;
  return (
    <div className="overview">
      {isDevelopment && isUnused && <FirstRun />}
      <Readiness overview={overview} />
      <Counts overview={overview} period={period} />
      <Delays overview={overview} />
      <p className="soft overview-foot">
        {t('overview.version', { version: overview.version })} · <Time at={overview.at} />
      </p>
    </div>
  );
}
