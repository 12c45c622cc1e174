import { useInfiniteQuery } from '@tanstack/react-query';
import { investmentsQuery } from '../data/account-queries.js';
import type { Change } from '../data/change-stream.js';
import type { InvestmentsRowFragment } from '../data/generated/graphql.js';
import { LiveScreen } from '../grid/live-screen.js';
import { NoRows } from '../grid/no-rows.js';
import { useConsole } from '../shell/console-context.js';
import { stringifySearch } from '../shell/search-params.js';
import { useInvestmentsCells, useInvestmentsColumns } from './account-cells.js';
import { isWithinRead } from './account-places.js';
import { HoldingsFilters } from './holdings-filters.js';
import { type HoldingsViewProps, useHoldingsFilter } from './holdings-list.js';
import { NO_FILTERS, NOT_FILTERS } from './holdings-search.js';
import { HoldingsViewSwitch } from './holdings-view-switch.js';
import { InvestmentsPanel } from './investments-panel.js';

const CARD_HEIGHT = 96;

const investmentsOf = (change: Change) =>
  change.__typename === 'InvestmentsChanged' ? change.investments : null;

/** The investments of all viewers, one row for each account. */
export function InvestmentsList({ search, change }: HoldingsViewProps) {
  const { t } = useConsole();
  const filter = useHoldingsFilter(search);
  const options = investmentsQuery(filter);
  const query = useInfiniteQuery(options);
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <LiveScreen<InvestmentsRowFragment>
      title={t('nav.holdings')}
      announcement="list.announceRows"
      query={query}
      queryKey={options.queryKey}
      rowOf={investmentsOf}
      fits={(row) => isWithinRead(row, query.data, isFiltered)}
      isPlacedByServer
      columns={useInvestmentsColumns()}
      cardHeight={CARD_HEIGHT}
      cells={useInvestmentsCells()}
      hrefOf={({ id }) => `/console/holdings${stringifySearch({ ...search, open: id })}`}
      labelOf={({ authId }) => t('investments.open', { account: authId })}
      openId={search.open}
      onOpen={({ id }) => change({ open: id })}
      actions={<HoldingsViewSwitch view="investments" change={change} />}
      filters={<HoldingsFilters search={search} change={change} />}
      empty={
        <NoRows
          search={search}
          notFilters={NOT_FILTERS}
          onClear={() => change(NO_FILTERS)}
          noFit={t('investments.noFit')}
          empty={t('investments.empty')}
          hint={{ development: t('investments.emptyHint'), production: t('investments.emptyProduction') }}
          command="npx dwar trigger smallcase"
        />
      }
      panel={
        search.open !== undefined && (
          <InvestmentsPanel id={search.open} onClose={() => change({ open: undefined })} />
        )
      }
    />
  );
}
