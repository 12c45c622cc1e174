import { type ReactNode, useCallback, useMemo } from 'react';
import type { OrderRowFragment } from '../data/generated/graphql.js';
import type { Column } from '../grid/column.js';
import { FinalMark, ProvenanceChip, StatusChip } from '../parts/status.js';
import { Time } from '../parts/time.js';
import { type Console, useConsole } from '../shell/console-context.js';

/** The columns of the orders. */
export function useOrderColumns(): readonly Column[] {
  const { t } = useConsole();
  return useMemo(
    () => [
      { key: 'time', label: t('orders.time'), width: 'minmax(76px, 0.8fr)', level: 1 },
      { key: 'batch', label: t('orders.batch'), width: 'minmax(96px, 0.8fr)', level: 3 },
      { key: 'symbols', label: t('orders.symbols'), width: 'minmax(80px, 1.3fr)', level: 1 },
      { key: 'side', label: t('orders.side'), width: '76px', level: 2 },
      { key: 'filled', label: t('orders.filled'), width: '80px', level: 2, isNumber: true },
      { key: 'amount', label: t('orders.amount'), width: 'minmax(104px, 0.9fr)', level: 1, isNumber: true },
      { key: 'status', label: t('orders.status'), width: 'minmax(96px, 132px)', level: 1, isChip: true },
      {
        key: 'provenance',
        label: t('orders.provenance'),
        width: 'minmax(32px, 104px)',
        level: 1,
        isChip: true,
      },
      { key: 'final', label: t('orders.final'), width: '84px', level: 3, isChip: true },
      { key: 'viewer', label: t('orders.viewer'), width: 'minmax(80px, 0.7fr)', level: 3 },
    ],
    [t],
  );
}

/** Returns what makes the cells of an order. */
export function useOrderCells(): (order: OrderRowFragment) => readonly ReactNode[] {
  const console = useConsole();
  return useCallback((order) => cellsOf(order, console), [console]);
}

function cellsOf(order: OrderRowFragment, { t, formats }: Console): readonly ReactNode[] {
  const amount = order.buyAmount ?? order.sellAmount;
  return [
    <Time key="time" at={order.placedAt ?? order.updatedAt} />,
    <code key="batch">{order.batchId}</code>,
    securitiesOf(order, t),
    sideOf(order, t),
    filledOf(order, formats),
    amount ? formats.money(amount) : '–',
    <StatusChip key="status" status={order.status} rawStatus={order.rawStatus} />,
    <ProvenanceChip key="provenance" provenance={order.provenance} />,
    <FinalMark key="final" isFinal={order.isFinal} isRetracted={order.isRetracted} />,
    order.viewer,
  ];
}

/** Returns the security of an order, with how many more it has. */
export function securitiesOf(
  order: Pick<OrderRowFragment, 'legs' | 'unplacedLegs'>,
  t: Console['t'],
): string {
  const [first, ...rest] = [...order.legs, ...order.unplacedLegs];
  if (first === undefined) return '–';
  return rest.length === 0 ? first.symbol : t('orders.more', { symbol: first.symbol, count: rest.length });
}

function sideOf({ legs, unplacedLegs }: OrderRowFragment, t: Console['t']): string {
  const sides = new Set([...legs, ...unplacedLegs].map(({ side }) => side));
  return [...sides].map((side) => t(`side.${side}`)).join(' · ');
}

/** Filled and ordered quantity; what is unknown in one leg is unknown in the sum. */
function filledOf({ legs }: OrderRowFragment, formats: Console['formats']): string {
  const sum = (values: readonly (number | null)[]) =>
    values.length === 0 || values.includes(null)
      ? '–'
      : formats.count(values.reduce<number>((total, value) => total + (value ?? 0), 0));
  return `${sum(legs.map((leg) => leg.filledQuantity))} / ${sum(legs.map((leg) => leg.quantity))}`;
}
