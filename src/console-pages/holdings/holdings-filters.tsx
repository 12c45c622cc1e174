import { useRef } from 'react';
import { FilterBar, SinceFilter, TextFilter } from '../grid/filter-bar.js';
import { useConsole } from '../shell/console-context.js';
import { useKeys } from '../shell/use-keys.js';
import { type ChangeHoldingsSearch, type HoldingsSearch, NO_FILTERS } from './holdings-search.js';

interface HoldingsFiltersProps {
  readonly search: HoldingsSearch;
  readonly change: ChangeHoldingsSearch;
}

/** The filters of holdings and investments. `/` goes to the symbol, `f` to the viewer. */
export function HoldingsFilters({ search, change }: HoldingsFiltersProps) {
  const { t } = useConsole();
  const viewer = useRef<HTMLInputElement>(null);
  const symbol = useRef<HTMLInputElement>(null);
  useKeys({ f: () => viewer.current?.focus(), '/': () => symbol.current?.focus() });
  return (
    <FilterBar onClear={isSet(search) ? () => change(NO_FILTERS) : undefined}>
      <TextFilter
        label={t('filters.symbol')}
        input={symbol}
        value={search.symbol}
        onChange={(next) => change({ symbol: next?.toUpperCase() })}
      />
      <TextFilter
        label={t('filters.viewer')}
        input={viewer}
        value={search.viewer}
        onChange={(next) => change({ viewer: next })}
      />
      <TextFilter
        label={t('filters.broker')}
        value={search.broker}
        onChange={(broker) => change({ broker })}
      />
      <TextFilter
        label={t('holdings.account')}
        value={search.account}
        onChange={(account) => change({ account })}
      />
    </FilterBar>
  );
}

/** The filters of imports and of what was subscribed. `/` goes to the viewer. */
export function IntentFilters({ search, change }: HoldingsFiltersProps) {
  const { t } = useConsole();
  const viewer = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => viewer.current?.focus(), f: () => viewer.current?.focus() });
  return (
    <FilterBar onClear={isSet(search) ? () => change(NO_FILTERS) : undefined}>
      <SinceFilter value={search.since} onChange={(since) => change({ since })} />
      <TextFilter
        label={t('filters.viewer')}
        input={viewer}
        value={search.viewer}
        onChange={(next) => change({ viewer: next })}
      />
    </FilterBar>
  );
}

function isSet(search: HoldingsSearch): boolean {
  return Object.keys(NO_FILTERS).some((name) => search[name as keyof HoldingsSearch] !== undefined);
}
