import {
  IconArrowsExchange,
  IconBuildingBank,
  IconChartPie,
  IconClipboardList,
  IconCode,
  IconGauge,
  IconHistory,
  IconInbox,
  IconPlugConnected,
  IconReceipt,
  IconStethoscope,
} from '@tabler/icons-react';
import type { MessageKey } from '../messages/english.js';

/** The parts of the navigation, in its order. The first one has no title. */
export const SCREEN_GROUPS = ['home', 'trading', 'traffic', 'operation', 'development'] as const;

/** What navigation, palette and the sheet of shortcuts say of a screen. */
interface ScreenLine {
  /** Its address below `/console`, or that of a page of its own. */
  readonly to: string;
  readonly name: MessageKey;
  /** The two keys that open it. */
  readonly keys: `g ${string}`;
  readonly icon: typeof IconGauge;
  readonly group: (typeof SCREEN_GROUPS)[number];
  /** Whether only a session of `dwar dev` has it. */
  readonly isDevelopmentOnly: boolean;
  /** Whether phones show it at the bottom, next to the sheet that has all the others. Four have room. */
  readonly isInBar: boolean;
  /** Whether it is a page outside the console. */
  readonly isOutside: boolean;
}

const usual = { isDevelopmentOnly: false, isInBar: false, isOutside: false } as const;

/** Every screen, in the order of the navigation within its group. One line adds a screen to all of them. */
export const SCREENS = [
  { ...usual, to: '/', name: 'nav.overview', keys: 'g h', icon: IconGauge, group: 'home', isInBar: true },
  {
    ...usual,
    to: '/orders',
    name: 'nav.orders',
    keys: 'g o',
    icon: IconReceipt,
    group: 'trading',
    isInBar: true,
  },
  {
    ...usual,
    to: '/transactions',
    name: 'nav.transactions',
    keys: 'g t',
    icon: IconArrowsExchange,
    group: 'trading',
    isInBar: true,
  },
  { ...usual, to: '/holdings', name: 'nav.holdings', keys: 'g p', icon: IconChartPie, group: 'trading' },
  { ...usual, to: '/accounts', name: 'nav.accounts', keys: 'g a', icon: IconBuildingBank, group: 'trading' },
  {
    ...usual,
    to: '/inbox',
    name: 'nav.inbox',
    keys: 'g i',
    icon: IconInbox,
    group: 'traffic',
    isInBar: true,
  },
  { ...usual, to: '/events', name: 'nav.events', keys: 'g e', icon: IconHistory, group: 'traffic' },
  {
    ...usual,
    to: '/connections',
    name: 'nav.connections',
    keys: 'g c',
    icon: IconPlugConnected,
    group: 'traffic',
  },
  { ...usual, to: '/log', name: 'nav.log', keys: 'g l', icon: IconClipboardList, group: 'operation' },
  { ...usual, to: '/doctor', name: 'nav.doctor', keys: 'g d', icon: IconStethoscope, group: 'operation' },
  {
    ...usual,
    to: '/graphql',
    name: 'nav.graphiql',
    keys: 'g q',
    icon: IconCode,
    group: 'development',
    isDevelopmentOnly: true,
    isOutside: true,
  },
] as const satisfies readonly ScreenLine[];

export type Screen = (typeof SCREENS)[number];

/** The screens that a session has. */
export function screensFor({ isDevelopment }: { readonly isDevelopment: boolean }): readonly Screen[] {
  return SCREENS.filter(({ isDevelopmentOnly }) => isDevelopment || !isDevelopmentOnly);
}
