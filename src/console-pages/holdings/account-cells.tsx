import { type ReactNode, useCallback, useMemo } from 'react';
import type { HoldingsRowFragment, InvestmentsRowFragment } from '../data/generated/graphql.js';
import type { Column } from '../grid/column.js';
import { Chip } from '../parts/chip.js';
import { ProvenanceChip } from '../parts/status.js';
import { Time } from '../parts/time.js';
import { type Console, useConsole } from '../shell/console-context.js';

/** The columns of the holdings. */
export function useHoldingsColumns(): readonly Column[] {
  const { t } = useConsole();
  return useMemo(
    () => [
      { key: 'account', label: t('holdings.account'), width: 'minmax(104px, 0.8fr)', level: 1 },
      { key: 'owner', label: t('filters.viewer'), width: 'minmax(96px, 0.8fr)', level: 2 },
      { key: 'house', label: t('filters.broker'), width: 'minmax(72px, 0.6fr)', level: 2 },
      { key: 'asof', label: t('holdings.snapshotAt'), width: 'minmax(124px, 0.8fr)', level: 1 },
      { key: 'held', label: t('holdings.positions'), width: '86px', isNumber: true, level: 1 },
      { key: 'baskets', label: t('holdings.smallcases'), width: '86px', isNumber: true, level: 3 },
      { key: 'worth', label: t('holdings.cost'), width: 'minmax(116px, 0.9fr)', isNumber: true, level: 1 },
      { key: 'belief', label: t('orders.provenance'), width: 'minmax(204px, 1.2fr)', level: 2 },
    ],
    [t],
  );
}

/** Returns what makes the cells of holdings. */
export function useHoldingsCells(): (row: HoldingsRowFragment) => readonly ReactNode[] {
  const { t, formats } = useConsole();
  return useCallback(
    (row) => [
      <code key="account">{row.authId}</code>,
      row.viewer,
      row.broker ?? <Unknown key="house" t={t} />,
      <SnapshotTime key="asof" at={row.snapshotAt} />,
      <Count key="held" text={t('smallcase.constituents', { count: row.positionsCount })}>
        {formats.count(row.positionsCount)}
      </Count>,
      formats.count(row.smallcasesCount),
      row.knownCost === null ? <Unknown key="worth" t={t} /> : formats.money(row.knownCost),
      <span key="belief" className="chips">
        <ProvenanceChip provenance={row.provenance} />
        <HoldingsMarks row={row} />
      </span>,
    ],
    [t, formats],
  );
}

interface CountProps {
  /** The number with what it counts: a card has no head that says so. */
  readonly text: string;
  readonly children: string;
}

/** A number in a column, with its unit on a card. */
export function Count({ text, children }: CountProps) {
  return (
    <>
      <span className="in-column">{children}</span>
      <span className="on-card">{text}</span>
    </>
  );
}

/** When a snapshot was taken, or that upstream did not say. */
export function SnapshotTime({ at }: { readonly at: string | null }) {
  const { t } = useConsole();
  return at === null ? <span className="soft">{t('holdings.noSnapshotTime')}</span> : <Time at={at} />;
}

/** Whether holdings are being fetched, or have been given up. */
export function HoldingsMarks({ row }: { readonly row: HoldingsRowFragment }) {
  const { t } = useConsole();
  if (row.isStale)
    return (
      <Chip tone="warn" title={t('holdings.staleHint')}>
        {t('holdings.stale')}
      </Chip>
    );
  if (!row.isUpdating) return null;
  return (
    <Chip tone="busy" title={t('holdings.updatingHint')}>
      {t('holdings.updating')}
    </Chip>
  );
}

/** Stands for what upstream did not say: never 0. */
function Unknown({ t }: Pick<Console, 't'>) {
  return <span className="soft">{t('overview.unknown')}</span>;
}

/** The columns of the investments. */
export function useInvestmentsColumns(): readonly Column[] {
  const { t } = useConsole();
  return useMemo(
    () => [
      { key: 'account', label: t('holdings.account'), width: 'minmax(104px, 0.8fr)', level: 1 },
      { key: 'owner', label: t('filters.viewer'), width: 'minmax(96px, 0.8fr)', level: 2 },
      { key: 'house', label: t('filters.broker'), width: 'minmax(72px, 0.6fr)', level: 2 },
      { key: 'asof', label: t('investments.fetchedAt'), width: 'minmax(124px, 0.8fr)', level: 1 },
      { key: 'held', label: t('holdings.smallcases'), width: '86px', isNumber: true, level: 1 },
      { key: 'baskets', label: t('investments.exited'), width: '74px', isNumber: true, level: 3 },
      {
        key: 'paid',
        label: t('investments.invested'),
        width: 'minmax(116px, 0.8fr)',
        isNumber: true,
        level: 2,
      },
      {
        key: 'worth',
        label: t('investments.value'),
        width: 'minmax(116px, 0.8fr)',
        isNumber: true,
        level: 1,
      },
    ],
    [t],
  );
}

/** Returns what makes the cells of investments. */
export function useInvestmentsCells(): (row: InvestmentsRowFragment) => readonly ReactNode[] {
  const { t, formats } = useConsole();
  return useCallback(
    (row) => {
      const { currentInvestment = null, currentValue = null } = row.totals ?? {};
      const unknown = (key: string) => <Unknown key={key} t={t} />;
      return [
        <code key="account">{row.authId}</code>,
        row.viewer,
        row.broker ?? unknown('house'),
        <Time key="asof" at={row.fetchedAt} />,
        <Count key="held" text={t('unlink.investments', { count: row.smallcasesCount })}>
          {formats.count(row.smallcasesCount)}
        </Count>,
        row.exitedCount === null ? unknown('baskets') : formats.count(row.exitedCount),
        currentInvestment === null ? unknown('paid') : formats.money(currentInvestment),
        currentValue === null ? unknown('worth') : formats.money(currentValue),
      ];
    },
    [t, formats],
  );
}
