import {
  IconArrowsExchange,
  IconBuildingBank,
  IconChartPie,
  IconClipboardList,
  IconCode,
  IconGauge,
  IconHistory,
  IconInbox,
  IconPlayerPlay,
  IconPlugConnected,
  IconReceipt,
  IconServer,
  IconStethoscope,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../data/queries.js';
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
  /** Whether only the role `operator` has it. */
  readonly isForOperators: boolean;
  /** Whether phones show it at the bottom, next to the sheet that has all the others. Four have room. */
  readonly isInBar: boolean;
  /** Whether it is a page outside the console. */
  readonly isOutside: boolean;
}

const usual = {
  isDevelopmentOnly: false,
  isForOperators: false,
  isInBar: false,
  isOutside: false,
} as const;
const development = { ...usual, group: 'development', isDevelopmentOnly: true } as const;

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
  { ...usual, to: '/holdings', name: 'nav.holdings', keys: 'g s', icon: IconChartPie, group: 'trading' },
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
    ...development,
    to: '/play',
    name: 'nav.play',
    keys: 'g p',
    icon: IconPlayerPlay,
    isForOperators: true,
  },
  {
    ...development,
    to: '/emulator',
    name: 'nav.emulator',
    keys: 'g m',
    icon: IconServer,
    isForOperators: true,
  },
  {
    ...development,
    to: '/graphql',
    name: 'nav.graphiql',
    keys: 'g q',
    icon: IconCode,
    isOutside: true,
  },
] as const satisfies readonly ScreenLine[];

export type Screen = (typeof SCREENS)[number];

/** The screens that the session has; until it is known, those that every session has. */
export function useScreens(): readonly Screen[] {
  const { isDevelopment = false, roles = [] } = useQuery(sessionQuery()).data ?? {};
  return SCREENS.filter(
    (screen) =>
      (isDevelopment || !screen.isDevelopmentOnly) && (roles.includes('OPERATOR') || !screen.isForOperators),
  );
}
