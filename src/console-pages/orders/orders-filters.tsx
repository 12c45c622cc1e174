import { memo, useRef } from 'react';
import { FilterBar, FlagFilter, ManyFilter, SinceFilter, TextFilter } from '../grid/filter-bar.js';
import { wordsOf } from '../parts/status.js';
import { useConsole } from '../shell/console-context.js';
import { useKeys } from '../shell/use-keys.js';
import { type OrdersSearch, PROVENANCES } from './orders-search.js';

/** The states of an order that Gateway documents. */
const STATUSES = [
  'PLACED',
  'PARTIALLYFILLED',
  'COMPLETED',
  'MARKEDCOMPLETE',
  'UNFILLED',
  'UNPLACED',
  'UNKNOWN',
];

interface OrdersFiltersProps {
  readonly search: OrdersSearch;
  readonly change: (part: Partial<OrdersSearch>) => void;
}

/** The filters of the orders. `/` goes to the id, `f` to the states. */
export const OrdersFilters = memo(({ search, change }: OrdersFiltersProps) => {
  const { t } = useConsole();
  const id = useRef<HTMLInputElement>(null);
  const status = useRef<HTMLButtonElement>(null);
  useKeys({ '/': () => id.current?.focus(), f: () => status.current?.click() });
  const { open: _open, ...filters } = search;
  const isSet = Object.values(filters).some((value) => value !== undefined);
  return (
    <FilterBar onClear={isSet ? () => change(NO_FILTERS) : undefined}>
      <TextFilter
        label={t('filters.id')}
        hint={t('filters.idHint')}
        isWide
        input={id}
        value={search.text}
        onChange={(text) => change({ text })}
      />
      <ManyFilter
        label={t('filters.status')}
        options={STATUSES}
        wordOf={wordsOf}
        button={status}
        value={search.status}
        onChange={(next) => change({ status: next })}
      />
      <ManyFilter
        label={t('filters.provenance')}
        options={PROVENANCES}
        wordOf={(one) => t(`provenance.short.${one}`)}
        value={search.provenance}
        onChange={(provenance) => change({ provenance })}
      />
      <FlagFilter label={t('filters.final')} value={search.final} onChange={(final) => change({ final })} />
      <SinceFilter value={search.since} onChange={(since) => change({ since })} />
      <NameFilters search={search} change={change} />
    </FilterBar>
  );
});

function NameFilters({ search, change }: OrdersFiltersProps) {
  const { t } = useConsole();
  return (
    <>
      <TextFilter
        label={t('filters.viewer')}
        value={search.viewer}
        onChange={(viewer) => change({ viewer })}
      />
      <TextFilter
        label={t('filters.symbol')}
        value={search.symbol}
        onChange={(symbol) => change({ symbol: symbol?.toUpperCase() })}
      />
      <TextFilter
        label={t('filters.broker')}
        value={search.broker}
        onChange={(broker) => change({ broker })}
      />
    </>
  );
}

/** Search params that remove every filter of the orders. */
export const NO_FILTERS = {
  status: undefined,
  provenance: undefined,
  final: undefined,
  viewer: undefined,
  symbol: undefined,
  broker: undefined,
  since: undefined,
  text: undefined,
} as const satisfies Partial<OrdersSearch>;
