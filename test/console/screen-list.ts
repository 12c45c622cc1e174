import type { Appearance } from '../support/accessibility.js';
import type { StageMode } from './stage.js';

/** Each screen and panel: the name of its pictures, its address, and what is there when it is complete. */
export const SCREENS = [
  ['overview', '/console/', '.chart canvas'],
  ['orders', '/console/orders', '.row-link'],
  ['order-panel', '/console/orders?open=order-1', 'aside .legs'],
  ['explain', '/console/orders/order-1', '.steps li'],
  ['explain-diff', '/console/orders/order-1?tab=diff', '.diff-table'],
  ['explain-diff-none', '/console/orders/order-5?tab=diff', '.state h2'],
  ['explain-reads', '/console/orders/order-3?tab=reads', '.reads'],
  ['explain-deliveries', '/console/orders/order-1?tab=deliveries', '.delivery-list a'],
  ['explain-raw', '/console/orders/order-1?tab=raw', '.json pre'],
  ['transactions', '/console/transactions', '.row-link'],
  ['transaction-panel', '/console/transactions?open=transaction-1', 'aside .steps li'],
  ['holdings', '/console/holdings', '.row-link'],
  ['holdings-panel', '/console/holdings?open=account-1', 'aside .share'],
  ['holdings-smallcases', '/console/holdings?open=account-1&tab=smallcases', 'aside .held-details'],
  ['holdings-funds', '/console/holdings?open=account-1&tab=funds', 'aside .held'],
  ['holdings-earlier', '/console/holdings?open=account-1&tab=earlier', 'aside .snapshots .held'],
  ['investments', '/console/holdings?view=investments', '.row-link'],
  ['investments-panel', '/console/holdings?view=investments&open=account-1', 'aside .held'],
  ['imports', '/console/holdings?view=funds', '.row-link'],
  ['import-panel', '/console/holdings?view=funds&open=transaction-4', 'aside .held'],
  ['subscriptions', '/console/holdings?view=subscriptions', '.row-link'],
  ['subscription-panel', '/console/holdings?view=subscriptions&open=transaction-5', 'aside .steps li'],
  ['accounts', '/console/accounts', '.row-link'],
  ['account-panel', '/console/accounts?open=account-2', 'aside .account-entries'],
  ['inbox', '/console/inbox', '.row-link'],
  ['inbox-excluded', '/console/inbox?verdictNot=APPLIED,IGNORED&kindNot=ORDER', '.row-link'],
  ['delivery-panel', '/console/inbox?open=3997', 'aside .facts'],
  ['delivery-body', '/console/inbox?open=3997&tab=body', 'aside .json'],
  ['delivery-checksum', '/console/inbox?open=3997&tab=checksum', 'aside ol'],
  ['rejected', '/console/inbox?view=rejected&open=rejected-1', 'aside .facts'],
  ['events-find', '/console/events', '.find-form'],
  ['events', '/console/events?viewer=viewer-1&cursor=TRIMMED', '.row-link'],
  ['event-panel', '/console/events?viewer=viewer-1&open=236', 'aside .json pre'],
  ['event-changes', '/console/events?viewer=viewer-1&open=236&tab=changes', 'aside .changes'],
  ['event-state', '/console/events?viewer=viewer-1&open=235&tab=state', 'aside .state-list'],
  ['connections', '/console/connections', '.connection-table'],
  ['operator-log', '/console/log', '.log'],
  ['doctor', '/console/doctor', '.settings'],
  ['doctor-set', '/console/doctor?set=yes&setting=url', '.settings'],
  ['play', '/console/play', '.counter'],
  ['play-guarantee', '/console/play?open=G5', 'aside .facts'],
  ['emulator', '/console/emulator', '.emulator-rows a'],
  ['emulator-call', '/console/emulator?open=1', 'aside .json'],
  ['emulator-webhooks', '/console/emulator?view=webhooks&open=dlv_1', 'aside .emulator-attempts'],
  ['doctor-none', '/console/doctor?setting=nothing-has-this', '.doctor .state'],
] as const;

/** The states of every screen: how the stage answers, and what is there when the state is complete. */
export const STATES = [
  { name: 'full', mode: 'ok', mark: null },
  { name: 'loading', mode: 'hang', mark: '.loading' },
  { name: 'failed', mode: 'fail', mark: '.state[role=alert]' },
  { name: 'empty', mode: 'ok', mark: '.state h2, .first-cards' },
  { name: 'stream-lost', mode: 'ok', mark: '.banner' },
] as const satisfies readonly { name: string; mode: StageMode; mark: string | null }[];

/**
 * States that a screen has not: the form that finds a log asks for nothing, settings and counters are never empty, and
 * what does not follow the stream of changes loses none.
 */
export const WITHOUT: Readonly<Record<string, readonly (typeof STATES)[number]['name'][]>> = {
  'events-find': ['loading', 'failed', 'empty'],
  doctor: ['empty'],
  'doctor-set': ['empty'],
  play: ['empty'],
  'play-guarantee': ['empty'],
};

/** What opens over a screen: its address, the key or button that opens it, and what is there then. */
export const OVERLAYS = [
  ['palette', '/console/orders', 'Control+k', 'input.mantine-Spotlight-search'],
  ['keys', '/console/orders', '?', 'dialog .key-groups'],
  ['replay', '/console/inbox', 'R', 'dialog .replay-counts'],
  ['selection', '/console/inbox', 'x', '.selection-bar'],
  ['filter', '/console/orders', 'f', '.filter-options'],
  ['display', '/console/orders', { button: 'Display' }, '.popover .soft'],
  ['session', '/console/orders', { button: 'Session' }, '.popover .roles'],
] as const;

/** Every width and colour scheme of the console. */
export const APPEARANCES: readonly Appearance[] = (
  [
    [320, 640],
    [768, 1024],
    [1280, 800],
  ] as const
).flatMap(([width, height]) =>
  (['light', 'dark'] as const).map((colorScheme) => ({
    name: `${width}-${colorScheme}`,
    width,
    height,
    colorScheme,
  })),
);
