import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { holdingsQuery } from '../data/account-queries.js';
import type { Change } from '../data/change-stream.js';
import type { HoldingsFilter, HoldingsRowFragment } from '../data/generated/graphql.js';
import { LiveScreen } from '../grid/live-screen.js';
import { NoRows } from '../grid/no-rows.js';
import { useConsole } from '../shell/console-context.js';
import { stringifySearch } from '../shell/search-params.js';
import { useHoldingsCells, useHoldingsColumns } from './account-cells.js';
import { isWithinRead } from './account-places.js';
import { HoldingsFilters } from './holdings-filters.js';
import { HoldingsPanel } from './holdings-panel.js';
import {
  type ChangeHoldingsSearch,
  holdingsFilterOf,
  type HoldingsSearch,
  NO_FILTERS,
  NOT_FILTERS,
} from './holdings-search.js';
import { HoldingsViewSwitch } from './holdings-view-switch.js';

const CARD_HEIGHT = 96;

/** What a view of the screen gets. */
export interface HoldingsViewProps {
  readonly search: HoldingsSearch;
  readonly change: ChangeHoldingsSearch;
}

const holdingsOf = (change: Change) => (change.__typename === 'HoldingsChanged' ? change.holdings : null);

/** The holdings of all viewers, one row for each account. */
export function HoldingsList({ search, change }: HoldingsViewProps) {
  const { t } = useConsole();
  const filter = useHoldingsFilter(search);
  const options = holdingsQuery(filter);
  const query = useInfiniteQuery(options);
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <LiveScreen<HoldingsRowFragment>
      title={t('nav.holdings')}
      announcement="list.announceRows"
      query={query}
      queryKey={options.queryKey}
      rowOf={holdingsOf}
      fits={(row) => isWithinRead(row, query.data, isFiltered)}
      isPlacedByServer
      columns={useHoldingsColumns()}
      cardHeight={CARD_HEIGHT}
      cells={useHoldingsCells()}
      hrefOf={({ id }) => `/console/holdings${stringifySearch({ ...search, open: id, tab: undefined })}`}
      labelOf={({ authId }) => t('holdings.open', { account: authId })}
      openId={search.open}
      onOpen={({ id }) => change({ open: id })}
      actions={<HoldingsViewSwitch view="holdings" change={change} />}
      filters={<HoldingsFilters search={search} change={change} />}
      empty={
        <NoRows
          search={search}
          notFilters={NOT_FILTERS}
          onClear={() => change(NO_FILTERS)}
          noFit={t('holdings.noFit')}
          empty={t('holdings.empty')}
          hint={{ development: t('holdings.emptyHint'), production: t('holdings.emptyProduction') }}
          command="npx dwar trigger holdings"
        />
      }
      panel={search.open !== undefined && <HoldingsPanel id={search.open} tab={search.tab} change={change} />}
    />
  );
}

/** The filter of an address, the same object as long as it says the same. */
export function useHoldingsFilter(search: HoldingsSearch): HoldingsFilter {
  const text = JSON.stringify(holdingsFilterOf(search));
  return useMemo(() => JSON.parse(text) as HoldingsFilter, [text]);
}
