import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useRef } from 'react';
import { accountsQuery } from '../data/account-queries.js';
import type { AccountRowFragment } from '../data/generated/graphql.js';
import { FilterBar, TextFilter } from '../grid/filter-bar.js';
import { LiveScreen } from '../grid/live-screen.js';
import { NoRows } from '../grid/no-rows.js';
import '../holdings/holdings.css';
import { Notices } from '../parts/notices.js';
import { useConsole } from '../shell/console-context.js';
import { stringifySearch } from '../shell/search-params.js';
import { useKeys } from '../shell/use-keys.js';
import { useAccountCells, useAccountColumns } from './account-columns.js';
import { AccountPanel } from './account-panel.js';
import { accountFilterOf, type AccountsSearch, NO_FILTERS } from './accounts-search.js';
import '../messages/add-holdings.js';

const route = getRouteApi('/accounts');
const CARD_HEIGHT = 96;

type ChangeSearch = (part: Partial<AccountsSearch>) => void;

/** The linked accounts of all viewers, with one of them in a panel. */
export function AccountsPage() {
  const { t } = useConsole();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change: ChangeSearch = useCallback(
    (part) => void navigate({ search: (before) => ({ ...before, ...part }) }),
    [navigate],
  );
  const options = accountsQuery(accountFilterOf(search));
  return (
    <>
      <LiveScreen<AccountRowFragment>
        title={t('nav.accounts')}
        announcement="list.announceRows"
        query={useInfiniteQuery(options)}
        queryKey={options.queryKey}
        columns={useAccountColumns()}
        cardHeight={CARD_HEIGHT}
        cells={useAccountCells()}
        hrefOf={({ id }) => `/console/accounts${stringifySearch({ ...search, open: id })}`}
        labelOf={({ authId }) => t('accounts.open', { account: authId })}
        openId={search.open}
        onOpen={({ id }) => change({ open: id })}
        filters={<AccountsFilters search={search} change={change} />}
        empty={
          <NoRows
            search={search}
            notFilters={['open']}
            onClear={() => change(NO_FILTERS)}
            noFit={t('accounts.noFit')}
            empty={t('accounts.empty')}
            hint={{ development: t('accounts.emptyHint'), production: t('accounts.emptyProduction') }}
            command="npx dwar trigger connect"
          />
        }
        panel={
          search.open !== undefined && (
            <AccountPanel id={search.open} onClose={() => change({ open: undefined })} />
          )
        }
      />
      <Notices />
    </>
  );
}

interface AccountsFiltersProps {
  readonly search: AccountsSearch;
  readonly change: ChangeSearch;
}

/** `/` goes to the viewer, `f` to the broker. */
function AccountsFilters({ search, change }: AccountsFiltersProps) {
  const { t } = useConsole();
  const viewer = useRef<HTMLInputElement>(null);
  const broker = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => viewer.current?.focus(), f: () => broker.current?.focus() });
  const isSet = search.viewer !== undefined || search.broker !== undefined;
  return (
    <FilterBar onClear={isSet ? () => change(NO_FILTERS) : undefined}>
      <TextFilter
        label={t('filters.viewer')}
        input={viewer}
        value={search.viewer}
        onChange={(next) => change({ viewer: next })}
      />
      <TextFilter
        label={t('filters.broker')}
        input={broker}
        value={search.broker}
        onChange={(next) => change({ broker: next })}
      />
    </FilterBar>
  );
}
