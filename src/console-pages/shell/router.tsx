import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { parseEmulatorSearch } from '../emulator/emulator-search.js';
import { parseDeliveriesSearch } from '../inbox/deliveries-search.js';
import { parseOrdersSearch } from '../orders/orders-search.js';
import { OrdersPage } from '../orders/orders-page.js';
import { parsePlaySearch } from '../play/play-search.js';
import { parseTransactionsSearch } from '../transactions/transactions-search.js';
import { NotFound } from './not-found.js';
import { namesParam, parseSearch, type RawSearch, stringifySearch } from './search-params.js';
import { Shell } from './shell.js';

const PERIODS = ['HOUR', 'DAY', 'WEEK'] as const;
const TABS = ['timeline', 'deliveries', 'raw'] as const;

interface OverviewSearch {
  readonly period?: (typeof PERIODS)[number] | undefined;
}

interface ExplainSearch {
  readonly tab?: (typeof TABS)[number] | undefined;
}

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const overview = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: (search: RawSearch): OverviewSearch => ({
    period: namesParam(search.period, PERIODS)?.[0],
  }),
  component: lazyRouteComponent(() => import('../overview/overview-page.js'), 'OverviewPage'),
});

const orders = createRoute({
  getParentRoute: () => root,
  path: '/orders',
  validateSearch: parseOrdersSearch,
  component: OrdersPage,
});

const explain = createRoute({
  getParentRoute: () => root,
  path: '/orders/$id',
  validateSearch: (search: RawSearch): ExplainSearch => ({ tab: namesParam(search.tab, TABS)?.[0] }),
  component: lazyRouteComponent(() => import('../explain/explain-page.js'), 'ExplainPage'),
});

const transactions = createRoute({
  getParentRoute: () => root,
  path: '/transactions',
  validateSearch: parseTransactionsSearch,
  component: lazyRouteComponent(() => import('../transactions/transactions-page.js'), 'TransactionsPage'),
});

const inbox = createRoute({
  getParentRoute: () => root,
  path: '/inbox',
  validateSearch: parseDeliveriesSearch,
  component: lazyRouteComponent(() => import('../inbox/inbox-page.js'), 'InboxPage'),
});

const log = createRoute({
  getParentRoute: () => root,
  path: '/log',
  component: lazyRouteComponent(() => import('../operator-log/operator-log-page.js'), 'OperatorLogPage'),
});

const play = createRoute({
  getParentRoute: () => root,
  path: '/play',
  validateSearch: parsePlaySearch,
  component: lazyRouteComponent(() => import('../play/play-page.js'), 'PlayPage'),
});

const emulator = createRoute({
  getParentRoute: () => root,
  path: '/emulator',
  validateSearch: parseEmulatorSearch,
  component: lazyRouteComponent(() => import('../emulator/emulator-page.js'), 'EmulatorPage'),
});

/** The screens by their addresses below `/console`. */
export const router = createRouter({
  routeTree: root.addChildren([overview, orders, explain, transactions, inbox, log, play, emulator]),
  basepath: '/console',
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPreloadDelay: 60,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
