import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo, useRef } from 'react';
import type { Change } from '../data/change-stream.js';
import type { TransactionRowFragment } from '../data/generated/graphql.js';
import { transactionsQuery } from '../data/queries.js';
import { FilterBar, FlagFilter, ManyFilter, SinceFilter, TextFilter } from '../grid/filter-bar.js';
import { LiveScreen } from '../grid/live-screen.js';
import { NoRows } from '../grid/no-rows.js';
import { wordsOf } from '../parts/status.js';
import { useConsole } from '../shell/console-context.js';
import { stringifySearch } from '../shell/search-params.js';
import { useKeys } from '../shell/use-keys.js';
import { useTransactionCells, useTransactionColumns } from './transaction-cells.js';
import { TransactionPanel } from './transaction-panel.js';
import { transactionFilterOf, transactionFits, type TransactionsSearch } from './transactions-search.js';
import './transactions.css';

const route = getRouteApi('/transactions');
const CARD_HEIGHT = 76;

const transactionOf = (change: Change) =>
  change.__typename === 'TransactionChanged' ? change.transaction : null;

/** Transactions of all viewers: live, filtered by the address, with one of them in a panel. */
export function TransactionsPage() {
  const { t } = useConsole();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (part: Partial<TransactionsSearch>) => void navigate({ search: (before) => ({ ...before, ...part }) }),
    [navigate],
  );
  const filter = useTransactionFilter(search);
  const options = transactionsQuery(filter);
  return (
    <LiveScreen<TransactionRowFragment>
      title={t('transactions.title')}
      announcement="list.announceRows"
      query={useInfiniteQuery(options)}
      queryKey={options.queryKey}
      rowOf={transactionOf}
      fits={(row) => transactionFits(row, filter)}
      columns={useTransactionColumns()}
      cardHeight={CARD_HEIGHT}
      cells={useTransactionCells()}
      hrefOf={({ id }) => `/console/transactions${stringifySearch({ ...search, open: id })}`}
      labelOf={({ transactionId }) => t('transactions.open', { id: transactionId })}
      openId={search.open}
      onOpen={({ id }) => change({ open: id })}
      filters={<TransactionsFilters search={search} change={change} />}
      empty={
        <NoRows
          search={search}
          notFilters={['open']}
          onClear={() => change(NO_FILTERS)}
          noFit={t('transactions.noFit')}
          empty={t('transactions.empty')}
          hint={{ development: t('transactions.emptyHint'), production: t('transactions.emptyProduction') }}
        />
      }
      panel={
        search.open !== undefined && (
          <TransactionPanel id={search.open} onClose={() => change({ open: undefined })} />
        )
      }
    />
  );
}

function useTransactionFilter(search: TransactionsSearch): ReturnType<typeof transactionFilterOf> {
  const text = JSON.stringify(transactionFilterOf(search));
  return useMemo(() => JSON.parse(text) as ReturnType<typeof transactionFilterOf>, [text]);
}

/** The states and intents that Gateway documents. */
const STATUSES = ['INITIALIZED', 'USED', 'PROCESSING', 'ACTION_REQUIRED', 'COMPLETED', 'ERRORED', 'UNKNOWN'];
const INTENTS = [
  'CONNECT',
  'TRANSACTION',
  'HOLDINGS_IMPORT',
  'MF_HOLDINGS_IMPORT',
  'AUTHORISE_HOLDINGS',
  'FETCH_FUNDS',
  'SIP_SETUP',
  'IMR_SETUP',
  'CANCEL_AMO',
  'CANCEL_ORDER',
  'SUBSCRIPTION',
  'ONBOARDING',
];

interface TransactionsFiltersProps {
  readonly search: TransactionsSearch;
  readonly change: (part: Partial<TransactionsSearch>) => void;
}

function TransactionsFilters({ search, change }: TransactionsFiltersProps) {
  const { t } = useConsole();
  const status = useRef<HTMLButtonElement>(null);
  const viewer = useRef<HTMLInputElement>(null);
  useKeys({ f: () => status.current?.click(), '/': () => viewer.current?.focus() });
  const { open: _open, ...filters } = search;
  const isSet = Object.values(filters).some((value) => value !== undefined);
  return (
    <FilterBar onClear={isSet ? () => change(NO_FILTERS) : undefined}>
      <ManyFilter
        label={t('filters.status')}
        options={STATUSES}
        wordOf={wordsOf}
        button={status}
        value={search.status}
        onChange={(next) => change({ status: next })}
      />
      <ManyFilter
        label={t('filters.intent')}
        options={INTENTS}
        wordOf={wordsOf}
        value={search.intent}
        onChange={(intent) => change({ intent })}
      />
      <FlagFilter label={t('filters.stale')} value={search.stale} onChange={(stale) => change({ stale })} />
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

const NO_FILTERS = {
  status: undefined,
  intent: undefined,
  viewer: undefined,
  stale: undefined,
  since: undefined,
} as const satisfies Partial<TransactionsSearch>;
