import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo } from 'react';
import type { Change } from '../data/change-stream.js';
import type { OrderRowFragment } from '../data/generated/graphql.js';
import { ordersQuery } from '../data/queries.js';
import { LiveScreen } from '../grid/live-screen.js';
import { NoRows } from '../grid/no-rows.js';
import { useConsole } from '../shell/console-context.js';
import { stringifySearch } from '../shell/search-params.js';
import { useOrderCells, useOrderColumns } from './order-cells.js';
import { NO_FILTERS, OrdersFilters } from './orders-filters.js';
import { orderFilterOf, orderFits, type OrdersSearch } from './orders-search.js';
import './orders.css';

// The list is shown before the panel is loaded.
const OrderPanel = lazy(() => import('./order-panel.js').then((file) => ({ default: file.OrderPanel })));

const route = getRouteApi('/orders');
const CARD_HEIGHT = 96;

const orderOf = (change: Change) => (change.__typename === 'OrderChanged' ? change.order : null);

/** Orders of all viewers: live, filtered by the address, with one of them in a panel. */
export function OrdersPage() {
  const { t } = useConsole();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (part: Partial<OrdersSearch>) => void navigate({ search: (before) => ({ ...before, ...part }) }),
    [navigate],
  );
  const filter = useOrderFilter(search);
  const options = ordersQuery(filter);
  return (
    <LiveScreen<OrderRowFragment>
      title={t('orders.title')}
      announcement="list.announceOrders"
      query={useInfiniteQuery(options)}
      queryKey={options.queryKey}
      rowOf={orderOf}
      fits={(order) => orderFits(order, filter)}
      columns={useOrderColumns()}
      cardHeight={CARD_HEIGHT}
      cells={useOrderCells()}
      hrefOf={({ id }) => `/console/orders${stringifySearch({ ...search, open: id })}`}
      labelOf={({ batchId }) => t('orders.open', { batch: batchId })}
      openId={search.open}
      onOpen={({ id }) => change({ open: id })}
      filters={<OrdersFilters search={search} change={change} />}
      empty={
        <NoRows
          search={search}
          notFilters={['open']}
          onClear={() => change(NO_FILTERS)}
          noFit={t('orders.noFit')}
          empty={t('orders.empty')}
          hint={{ development: t('orders.emptyHint'), production: t('orders.emptyProduction') }}
        />
      }
      panel={
        <Suspense>
          {search.open !== undefined && (
            <OrderPanel id={search.open} onClose={() => change({ open: undefined })} />
          )}
        </Suspense>
      }
    />
  );
}

/** The filter of an address, which stays the same object while it says the same. */
function useOrderFilter(search: OrdersSearch): ReturnType<typeof orderFilterOf> {
  const text = JSON.stringify(orderFilterOf(search));
  return useMemo(() => JSON.parse(text) as ReturnType<typeof orderFilterOf>, [text]);
}
