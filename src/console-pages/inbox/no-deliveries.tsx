import { useQuery } from '@tanstack/react-query';
import { overviewQuery } from '../data/queries.js';
import { NoRows } from '../grid/no-rows.js';
import { useConsole } from '../shell/console-context.js';
import type { DeliveriesSearch } from './deliveries-search.js';
import { NO_FILTERS } from './inbox-filters.js';

interface NoDeliveriesProps {
  readonly search: DeliveriesSearch;
  readonly change: (part: Partial<DeliveriesSearch>) => void;
}

/** Says why the inbox is empty, and where Gateway must send to. */
export function NoDeliveries({ search, change }: NoDeliveriesProps) {
  const { t } = useConsole();
  const overview = useQuery(overviewQuery('HOUR'));
  const path = overview.data?.webhookPath ?? '/webhooks/gateway';
  return (
    <NoRows
      search={search}
      notFilters={['open', 'tab', 'view']}
      onClear={() => change(NO_FILTERS)}
      noFit={t('inbox.noFit')}
      empty={t('inbox.empty')}
      hint={{
        development: t('inbox.emptyHint', { path }),
        production: t('inbox.emptyProduction', { path }),
      }}
    />
  );
}
