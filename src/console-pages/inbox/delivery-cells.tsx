import { type ReactNode, useCallback, useMemo } from 'react';
import type { DeliveryRowFragment } from '../data/generated/graphql.js';
import type { Column } from '../grid/column.js';
import { wordsOf } from '../parts/status.js';
import { Time } from '../parts/time.js';
import { type Console, useConsole } from '../shell/console-context.js';
import { VerdictChip } from './verdict-chip.js';

/** The columns of the inbox. */
export function useDeliveryColumns(): readonly Column[] {
  const { t } = useConsole();
  return useMemo(
    () => [
      { key: 'received', label: t('inbox.received'), width: 'minmax(76px, 0.8fr)', level: 1 },
      { key: 'verdict', label: t('inbox.verdict'), width: '112px', level: 1, isChip: true },
      { key: 'kind', label: t('inbox.kind'), width: 'minmax(104px, 0.8fr)', level: 1 },
      { key: 'size', label: t('inbox.size'), width: '88px', level: 2, isNumber: true },
      { key: 'subject', label: t('inbox.transaction'), width: 'minmax(132px, 1fr)', level: 3 },
      { key: 'problem', label: t('inbox.problem'), width: 'minmax(110px, 2fr)', level: 1 },
    ],
    [t],
  );
}

/** Returns what makes the cells of a delivery. */
export function useDeliveryCells(): (delivery: DeliveryRowFragment) => readonly ReactNode[] {
  const console = useConsole();
  return useCallback((delivery) => cellsOf(delivery, console), [console]);
}

function cellsOf(delivery: DeliveryRowFragment, { formats, t }: Console): readonly ReactNode[] {
  return [
    <Time key="received" at={delivery.receivedAt} />,
    <VerdictChip key="verdict" verdict={delivery.verdict} />,
    wordsOf(delivery.kind),
    formats.bytes(delivery.sizeBytes),
    delivery.transactionId !== null && <code key="subject">{delivery.transactionId}</code>,
    problemOf(delivery, { formats, t }),
  ];
}

function problemOf(
  { problem, nextAttemptAt, failures }: DeliveryRowFragment,
  { formats, t }: Pick<Console, 'formats' | 't'>,
): string {
  const next =
    nextAttemptAt === null
      ? null
      : t('inbox.nextAttempt', { time: formats.moment(nextAttemptAt), count: failures });
  return [problem, next].filter((part) => part !== null).join(' · ');
}
