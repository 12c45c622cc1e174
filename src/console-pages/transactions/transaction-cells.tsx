import { type ReactNode, useCallback, useMemo } from 'react';
import type { TransactionRowFragment } from '../data/generated/graphql.js';
import type { Column } from '../grid/column.js';
import { Chip } from '../parts/chip.js';
import { ProvenanceChip, StatusChip, wordsOf } from '../parts/status.js';
import { RelativeTime, Time, useNow } from '../parts/time.js';
import { type Console, useConsole } from '../shell/console-context.js';

/** Times relative to now are written again this often. */
const COUNTDOWN_MS = 1_000;

/** The columns of the transactions. */
export function useTransactionColumns(): readonly Column[] {
  const { t } = useConsole();
  return useMemo(
    () => [
      { key: 'created', label: t('transactions.created'), width: 'minmax(76px, 0.8fr)', level: 1 },
      { key: 'transaction', label: t('transactions.id'), width: 'minmax(124px, 1fr)', level: 3 },
      { key: 'intent', label: t('transactions.intent'), width: 'minmax(116px, 1fr)', level: 1 },
      {
        key: 'state',
        label: t('transactions.status'),
        width: 'minmax(110px, 190px)',
        level: 1,
        isChip: true,
      },
      { key: 'source', label: t('orders.provenance'), width: '104px', level: 3, isChip: true },
      { key: 'expiry', label: t('transactions.expiry'), width: '104px', level: 1 },
      { key: 'viewer', label: t('transactions.viewer'), width: 'minmax(80px, 0.7fr)', level: 2 },
      { key: 'error', label: t('transactions.error'), width: 'minmax(96px, 1.2fr)', level: 2 },
    ],
    [t],
  );
}

/** Returns what makes the cells of a transaction. */
export function useTransactionCells(): (row: TransactionRowFragment) => readonly ReactNode[] {
  const { t } = useConsole();
  return useCallback((row) => cellsOf(row, t), [t]);
}

function cellsOf(row: TransactionRowFragment, t: Console['t']): readonly ReactNode[] {
  return [
    <Time key="created" at={row.createdAt} />,
    <code key="transaction">{row.transactionId}</code>,
    wordsOf(row.intent),
    <span key="state" className="chips">
      <StatusChip status={row.status} rawStatus={row.rawStatus} />
      {row.isStale && <Chip tone="warn">{t('state.stale')}</Chip>}
    </span>,
    <ProvenanceChip key="source" provenance={row.provenance} />,
    <Expiry key="expiry" at={row.expiresAt} />,
    row.viewer,
    errorOf(row),
  ];
}

/** Returns the error of a transaction with Gateway's code, or null. */
export function errorOf({ errorCode, errorMessage }: TransactionRowFragment): string | null {
  if (errorCode === null && errorMessage === null) return null;
  return [errorCode, errorMessage].filter((part) => part !== null).join(' ');
}

/** Counts down to the end of a transaction. */
export function Expiry({ at }: { readonly at: string }) {
  const { t } = useConsole();
  const now = useNow(COUNTDOWN_MS);
  if (Date.parse(at) <= now) return <span className="soft">{t('transactions.expired')}</span>;
  return <RelativeTime at={at} now={now} />;
}
