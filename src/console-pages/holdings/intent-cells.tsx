import { type ReactNode, useCallback, useMemo } from 'react';
import type { TransactionRowFragment } from '../data/generated/graphql.js';
import type { Column } from '../grid/column.js';
import { Chip, type Tone } from '../parts/chip.js';
import { ProvenanceChip, StatusChip, wordsOf } from '../parts/status.js';
import { Time } from '../parts/time.js';
import { Count } from './account-cells.js';
import { useConsole } from '../shell/console-context.js';

/** The columns of the imports of mutual funds. */
export function useImportColumns(): readonly Column[] {
  const { t } = useConsole();
  return useMemo(
    () => [
      { key: 'asked', label: t('transactions.created'), width: 'minmax(124px, 0.8fr)', level: 1 },
      { key: 'request', label: t('transactions.id'), width: 'minmax(124px, 1fr)', level: 3 },
      { key: 'owner', label: t('filters.viewer'), width: 'minmax(96px, 0.8fr)', level: 1 },
      { key: 'progress', label: t('transactions.status'), width: 'minmax(160px, 1fr)', level: 1 },
      { key: 'belief', label: t('orders.provenance'), width: '104px', level: 2 },
      { key: 'asof', label: t('inbox.received'), width: 'minmax(124px, 0.8fr)', level: 2 },
      { key: 'held', label: t('imports.folios'), width: '74px', isNumber: true, level: 1 },
      { key: 'baskets', label: t('imports.rows'), width: '120px', isNumber: true, level: 3 },
    ],
    [t],
  );
}

/** Returns what makes the cells of an import. */
export function useImportCells(): (row: TransactionRowFragment) => readonly ReactNode[] {
  const { t, formats } = useConsole();
  return useCallback(
    (row) => {
      const { mutualFundImport: found } = row;
      return [
        <Time key="asked" at={row.createdAt} />,
        <code key="request">{row.transactionId}</code>,
        row.viewer,
        found && <ImportStateChip key="progress" state={found.state} />,
        found?.receivedAt && <ProvenanceChip key="belief" provenance={found.provenance} />,
        found?.receivedAt && <Time key="asof" at={found.receivedAt} />,
        found?.receivedAt && (
          <Count key="held" text={t('imports.foliosCount', { count: found.foliosCount })}>
            {formats.count(found.foliosCount)}
          </Count>
        ),
        found?.receivedAt && formats.count(found.statementRowsCount),
      ];
    },
    [t, formats],
  );
}

const IMPORT_TONES = {
  AWAITING_OTP: 'busy',
  AWAITING_DATA: 'busy',
  RECEIVED: 'good',
  FAILED: 'bad',
} as const satisfies Readonly<Record<string, Tone>>;

/** Where an import stands. */
export function ImportStateChip({ state }: { readonly state: string }) {
  const { t } = useConsole();
  const known = Object.keys(IMPORT_TONES).find((one) => one === state) as
    | keyof typeof IMPORT_TONES
    | undefined;
  if (known === undefined) return <Chip tone="plain">{wordsOf(state)}</Chip>;
  return <Chip tone={IMPORT_TONES[known]}>{t(`imports.state.${known}`)}</Chip>;
}

/** The columns of SIPs and subscriptions. */
export function useSubscriptionColumns(): readonly Column[] {
  const { t } = useConsole();
  return useMemo(
    () => [
      { key: 'asked', label: t('transactions.created'), width: 'minmax(124px, 0.8fr)', level: 1 },
      { key: 'purpose', label: t('subscriptions.what'), width: 'minmax(104px, 0.7fr)', level: 1 },
      { key: 'basket', label: t('order.smallcase'), width: 'minmax(96px, 1fr)', level: 2 },
      { key: 'owner', label: t('filters.viewer'), width: 'minmax(96px, 0.8fr)', level: 2 },
      { key: 'progress', label: t('transactions.status'), width: '132px', level: 1 },
      {
        key: 'instalment',
        label: t('subscriptions.amount'),
        width: 'minmax(104px, 0.7fr)',
        isNumber: true,
        level: 1,
      },
      { key: 'rhythm', label: t('subscriptions.frequency'), width: '92px', level: 3 },
      { key: 'asof', label: t('subscriptions.nextAt'), width: 'minmax(124px, 0.8fr)', level: 3 },
    ],
    [t],
  );
}

/** Returns what makes the cells of a SIP or a subscription. */
export function useSubscriptionCells(): (row: TransactionRowFragment) => readonly ReactNode[] {
  const { formats } = useConsole();
  return useCallback(
    (row) => {
      const { sip } = row;
      return [
        <Time key="asked" at={row.createdAt} />,
        wordsOf(row.intent),
        row.smallcase,
        row.viewer,
        <StatusChip key="progress" status={row.status} rawStatus={row.rawStatus} />,
        sip?.amount && formats.money(sip.amount),
        sip?.frequency,
        sip?.nextAt && <Time key="asof" at={sip.nextAt} />,
      ];
    },
    [formats],
  );
}
