import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { OverviewPeriod, OverviewQuery } from '../data/generated/graphql.js';
import type { Span } from '../data/since.js';
import { VerdictChip } from '../inbox/verdict-chip.js';
import { StatusChip } from '../parts/status.js';
import { useConsole } from '../shell/console-context.js';
import { DeliveriesChart, OrdersChart } from './activity.js';

interface CountsProps {
  readonly overview: NonNullable<OverviewQuery['overview']>;
  readonly period: OverviewPeriod;
}

const SPAN_OF = { HOUR: '1h', DAY: '24h', WEEK: '7d' } as const satisfies Record<OverviewPeriod, Span>;
const PROBLEMS = ['UNMATCHED', 'DEAD'] as const;

/** Counts, each a link to the list it counts. */
export function Counts({ overview, period }: CountsProps) {
  const { t } = useConsole();
  const since = SPAN_OF[period];
  const problems = overview.deliveries.filter(({ verdict }) => PROBLEMS.some((one) => one === verdict));
  return (
    <>
      <div className="tiles">
        <Tile
          name={t('overview.unconfirmed')}
          count={overview.unconfirmedOrders}
          link={{ to: '/orders', search: { provenance: ['REPORTED', 'WEBHOOK'] } }}
        />
        <Tile
          name={t('overview.openTransactions')}
          count={overview.openTransactions}
          link={{ to: '/transactions', search: { status: OPEN_STATUSES } }}
        />
        <Tile
          name={t('overview.stale')}
          count={overview.staleTransactions}
          isProblem
          link={{ to: '/transactions', search: { stale: true } }}
        />
        <Tile
          name={t('overview.problems')}
          count={sumOf(problems)}
          isProblem
          link={{ to: '/inbox', search: { verdict: [...PROBLEMS], since } }}
        />
        <Tile
          name={t('overview.rejected')}
          count={overview.rejectedDeliveries}
          isProblem
          link={{ to: '/inbox', search: { view: 'rejected' } }}
        />
      </div>
      <div className="halves">
        <Breakdown
          title={t('overview.orders')}
          total={overview.orders.length}
          chart={<OrdersChart period={period} />}
        >
          {overview.orders.map(({ status, count }) => (
            <Line key={status} count={count} link={{ to: '/orders', search: { status: [status], since } }}>
              <StatusChip status={status} rawStatus={null} />
            </Line>
          ))}
        </Breakdown>
        <Breakdown
          title={t('overview.deliveries')}
          total={overview.deliveries.length}
          chart={<DeliveriesChart period={period} />}
        >
          {overview.deliveries.map(({ verdict, count }) => (
            <Line key={verdict} count={count} link={{ to: '/inbox', search: { verdict: [verdict], since } }}>
              <VerdictChip verdict={verdict} />
            </Line>
          ))}
        </Breakdown>
      </div>
    </>
  );
}

const OPEN_STATUSES = ['INITIALIZED', 'USED', 'PROCESSING', 'ACTION_REQUIRED'];

function sumOf(counts: readonly { readonly count: number }[]): number {
  return counts.reduce((total, { count }) => total + count, 0);
}

interface TileProps {
  readonly name: string;
  readonly count: number;
  readonly isProblem?: boolean;
  readonly link: LinkProps;
}

function Tile({ name, count, isProblem = false, link }: TileProps) {
  const { formats } = useConsole();
  return (
    <Link {...link} className="tile" data-problem={isProblem && count > 0}>
      <span className="tile-count">{formats.count(count)}</span>
      <span>{name}</span>
    </Link>
  );
}

interface BreakdownProps {
  readonly title: string;
  readonly total: number;
  /** The same over time. */
  readonly chart: ReactNode;
  readonly children: ReactNode;
}

function Breakdown({ title, total, chart, children }: BreakdownProps) {
  const { t } = useConsole();
  return (
    <section className="card">
      <h2>{title}</h2>
      {total === 0 ? <p className="soft">{t('overview.nothing')}</p> : <ul className="lines">{children}</ul>}
      {chart}
    </section>
  );
}

interface LineProps {
  readonly count: number;
  readonly link: LinkProps;
  readonly children: ReactNode;
}

function Line({ count, link, children }: LineProps) {
  const { formats } = useConsole();
  return (
    <li>
      <Link {...link}>
        {children}
        <span className="number">{formats.count(count)}</span>
      </Link>
    </li>
  );
}
