import { type ReactNode, useCallback, useMemo } from 'react';
import type { EventRowFragment } from '../data/generated/graphql.js';
import type { Column } from '../grid/column.js';
import { ProvenanceChip, StatusChip } from '../parts/status.js';
import { Time } from '../parts/time.js';
import { type Console, useConsole } from '../shell/console-context.js';

/** The columns of a log. */
export function useEventColumns(): readonly Column[] {
  const { t } = useConsole();
  return useMemo(
    () => [
      { key: 'number', label: t('events.seq'), width: '84px', level: 1, isNumber: true },
      { key: 'at', label: t('events.at'), width: 'minmax(92px, 0.8fr)', level: 1 },
      { key: 'event', label: t('events.type'), width: 'minmax(132px, 1fr)', level: 1 },
      { key: 'subject', label: t('events.subject'), width: 'minmax(124px, 1fr)', level: 2 },
      { key: 'eventState', label: t('events.status'), width: '150px', level: 1 },
      { key: 'eventSource', label: t('events.source'), width: '112px', level: 2 },
    ],
    [t],
  );
}

/** Returns what makes the cells of an event. */
export function useEventCells(): (row: EventRowFragment) => readonly ReactNode[] {
  const { t } = useConsole();
  return useCallback((row) => cellsOf(row, t), [t]);
}

function cellsOf(row: EventRowFragment, t: Console['t']): readonly ReactNode[] {
  return [
    row.seq,
    <Time key="at" at={row.at} as="timeMs" />,
    t(`eventType.${row.type}`),
    <code key="subject">{row.subject}</code>,
    row.status !== null && <StatusChip key="state" status={row.status} rawStatus={null} />,
    row.provenance !== null && <ProvenanceChip key="source" provenance={row.provenance} />,
  ];
}
