import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import type { Change } from '../data/change-stream.js';
import type { TransactionRowFragment } from '../data/generated/graphql.js';
import { transactionsQuery } from '../data/queries.js';
import type { Column } from '../grid/column.js';
import { LiveScreen } from '../grid/live-screen.js';
import { NoRows } from '../grid/no-rows.js';
import { useConsole } from '../shell/console-context.js';
import { stringifySearch } from '../shell/search-params.js';
import { TransactionPanel } from '../transactions/transaction-panel.js';
import { transactionFits } from '../transactions/transactions-search.js';
import '../transactions/transactions.css';
import { IntentFilters } from './holdings-filters.js';
import type { HoldingsViewProps } from './holdings-list.js';
import { intentFilterOf, NO_FILTERS, NOT_FILTERS } from './holdings-search.js';
import { HoldingsViewSwitch } from './holdings-view-switch.js';
import {
  useImportCells,
  useImportColumns,
  useSubscriptionCells,
  useSubscriptionColumns,
} from './intent-cells.js';

const CARD_HEIGHT = 76;
const IMPORTS = ['MF_HOLDINGS_IMPORT'] as const;
const SUBSCRIPTIONS = ['SIP_SETUP', 'SUBSCRIPTION'] as const;

const transactionOf = (change: Change) =>
  change.__typename === 'TransactionChanged' ? change.transaction : null;

/** The imports of mutual funds of all viewers. */
export function ImportsList(props: HoldingsViewProps) {
  const { t } = useConsole();
  return (
    <IntentList
      {...props}
      view="funds"
      intents={IMPORTS}
      columns={useImportColumns()}
      cells={useImportCells()}
      noFit={t('imports.noFit')}
      empty={t('imports.empty')}
      hint={{ development: t('imports.emptyHint'), production: t('imports.emptyProduction') }}
      command="npx dwar trigger mutual-funds"
    />
  );
}

/** The SIPs and subscriptions of all viewers, as the transactions left them that set them up. */
export function SubscriptionsList(props: HoldingsViewProps) {
  const { t } = useConsole();
  return (
    <IntentList
      {...props}
      view="subscriptions"
      intents={SUBSCRIPTIONS}
      columns={useSubscriptionColumns()}
      cells={useSubscriptionCells()}
      noFit={t('subscriptions.noFit')}
      empty={t('subscriptions.empty')}
      hint={{ development: t('subscriptions.emptyHint'), production: t('subscriptions.emptyProduction') }}
      command="npx dwar trigger sip"
    />
  );
}

interface IntentListProps extends HoldingsViewProps {
  readonly view: 'funds' | 'subscriptions';
  readonly intents: readonly string[];
  readonly columns: readonly Column[];
  readonly cells: (row: TransactionRowFragment) => readonly ReactNode[];
  readonly noFit: string;
  readonly empty: string;
  readonly hint: { readonly development: string; readonly production: string };
  readonly command: string;
}

/** The transactions of some intents, with columns of their own. */
function IntentList({ search, change, view, intents, columns, cells, ...texts }: IntentListProps) {
  const { t } = useConsole();
  const { viewer, since } = search;
  const filter = useMemo(() => intentFilterOf({ viewer, since }, intents), [viewer, since, intents]);
  const options = transactionsQuery(filter);
  return (
    <LiveScreen<TransactionRowFragment>
      title={t('nav.holdings')}
      announcement="list.announceRows"
      query={useInfiniteQuery(options)}
      queryKey={options.queryKey}
      rowOf={transactionOf}
      fits={(row) => transactionFits(row, filter)}
      columns={columns}
      cardHeight={CARD_HEIGHT}
      cells={cells}
      hrefOf={({ id }) => `/console/holdings${stringifySearch({ ...search, open: id })}`}
      labelOf={({ transactionId }) => t('transactions.open', { id: transactionId })}
      openId={search.open}
      onOpen={({ id }) => change({ open: id })}
      actions={<HoldingsViewSwitch view={view} change={change} />}
      filters={<IntentFilters search={search} change={change} />}
      empty={
        <NoRows
          search={search}
          notFilters={[...NOT_FILTERS, 'account', 'broker', 'symbol']}
          onClear={() => change(NO_FILTERS)}
          {...texts}
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
