import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { parseExplainSearch } from '../explain/explain-search.js';
import { parseAccountsSearch } from '../accounts/accounts-search.js';
import { parseHoldingsSearch } from '../holdings/holdings-search.js';
import { parseConnectionsSearch } from '../connections/connections-search.js';
import { parseEventsSearch } from '../events/events-search.js';
import { parseEmulatorSearch } from '../emulator/emulator-search.js';
import { parseDeliveriesSearch } from '../inbox/deliveries-search.js';
import { parseDoctorSearch } from '../doctor/doctor-search.js';
import { parseOrdersSearch } from '../orders/orders-search.js';
import { OrdersPage } from '../orders/orders-page.js';
import { parsePlaySearch } from '../play/play-search.js';
import { parseTransactionsSearch } from '../transactions/transactions-search.js';
import { NotFound } from './not-found.js';
import { Pending } from './pending.js';
import { namesParam, parseSearch, type RawSearch, stringifySearch } from './search-params.js';
import { Shell } from './shell.js';

const PERIODS = ['HOUR', 'DAY', 'WEEK'] as const;

interface OverviewSearch {
  readonly period?: (typeof PERIODS)[number] | undefined;
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
  validateSearch: parseExplainSearch,
  component: lazyRouteComponent(() => import('../explain/explain-page.js'), 'ExplainPage'),
});

const transactions = createRoute({
  getParentRoute: () => root,
  path: '/transactions',
  validateSearch: parseTransactionsSearch,
  component: lazyRouteComponent(() => import('../transactions/transactions-page.js'), 'TransactionsPage'),
});

const holdings = createRoute({
  getParentRoute: () => root,
  path: '/holdings',
  validateSearch: parseHoldingsSearch,
  component: lazyRouteComponent(() => import('../holdings/holdings-page.js'), 'HoldingsPage'),
});

const accounts = createRoute({
  getParentRoute: () => root,
  path: '/accounts',
  validateSearch: parseAccountsSearch,
  component: lazyRouteComponent(() => import('../accounts/accounts-page.js'), 'AccountsPage'),
});

const inbox = createRoute({
  getParentRoute: () => root,
  path: '/inbox',
  validateSearch: parseDeliveriesSearch,
  component: lazyRouteComponent(() => import('../inbox/inbox-page.js'), 'InboxPage'),
});

const events = createRoute({
  getParentRoute: () => root,
  path: '/events',
  validateSearch: parseEventsSearch,
  component: lazyRouteComponent(() => import('../events/events-page.js'), 'EventsPage'),
});

const connections = createRoute({
  getParentRoute: () => root,
  path: '/connections',
  validateSearch: parseConnectionsSearch,
  component: lazyRouteComponent(() => import('../connections/connections-page.js'), 'ConnectionsPage'),
});

const log = createRoute({
  getParentRoute: () => root,
  path: '/log',
  component: lazyRouteComponent(() => import('../operator-log/operator-log-page.js'), 'OperatorLogPage'),
});

const doctor = createRoute({
  getParentRoute: () => root,
  path: '/doctor',
  validateSearch: parseDoctorSearch,
  component: lazyRouteComponent(() => import('../doctor/doctor-page.js'), 'DoctorPage'),
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
  routeTree: root.addChildren([
    overview,
    orders,
    explain,
    transactions,
    holdings,
    accounts,
    inbox,
    events,
    connections,
    log,
    doctor,
    play,
    emulator,
  ]),
  basepath: '/console',
  parseSearch,
  stringifySearch,
  defaultPendingComponent: Pending,
  defaultPreload: 'intent',
  defaultPreloadDelay: 60,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
