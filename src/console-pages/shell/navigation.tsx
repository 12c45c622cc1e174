import {
  IconArrowsExchange,
  IconClipboardList,
  IconCode,
  IconGauge,
  IconInbox,
  IconPlayerPlay,
  IconReceipt,
  IconServer,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { MessageKey } from '../messages/english.js';
import { useConsole, useSession } from './console-context.js';

/** The screens in the order of the navigation, with the keys that open them. */
const SCREENS = [
  { to: '/', name: 'nav.overview', keys: 'g h', icon: IconGauge },
  { to: '/orders', name: 'nav.orders', keys: 'g o', icon: IconReceipt },
  { to: '/transactions', name: 'nav.transactions', keys: 'g t', icon: IconArrowsExchange },
  { to: '/inbox', name: 'nav.inbox', keys: 'g i', icon: IconInbox },
  { to: '/log', name: 'nav.log', keys: 'g l', icon: IconClipboardList },
] as const satisfies readonly { to: string; name: MessageKey; keys: string; icon: unknown }[];

/** The screens that steer the emulator, under `dwar dev` only. */
const EMULATOR_SCREENS = [
  { to: '/play', name: 'nav.play', keys: 'g p', icon: IconPlayerPlay },
  { to: '/emulator', name: 'nav.emulator', keys: 'g m', icon: IconServer },
] as const satisfies readonly { to: string; name: MessageKey; keys: string; icon: unknown }[];

/** The screens that this session can open. */
export function useScreens() {
  const { isDevelopment, roles } = useSession();
  return isDevelopment && roles.includes('OPERATOR') ? [...SCREENS, ...EMULATOR_SCREENS] : SCREENS;
}

/** The navigation at the left of wide windows. */
export function Navigation() {
  const { t } = useConsole();
  return (
    <nav className="nav" aria-label={t('nav.label')}>
      <ScreenLinks screens={useScreens()} />
      <a className="nav-link" href="/graphql" title="g q">
        <IconCode size={18} aria-hidden="true" />
        <span>{t('nav.graphiql')}</span>
      </a>
    </nav>
  );
}

/** The navigation at the bottom of phones. Those of the emulator have no room there; the palette has them. */
export function BottomBar() {
  const { t } = useConsole();
  return (
    <nav className="bottom-bar" aria-label={t('nav.label')}>
      <ScreenLinks screens={SCREENS} />
    </nav>
  );
}

function ScreenLinks({ screens }: { readonly screens: ReturnType<typeof useScreens> }) {
  const { t } = useConsole();
  return screens.map(({ to, name, keys, icon: Icon }) => (
    <Link
      key={to}
      to={to}
      className="nav-link"
      title={keys}
      activeOptions={{ exact: to === '/', includeSearch: false }}
      activeProps={{ 'data-active': true, 'aria-current': 'page' }}
    >
      <Icon size={18} aria-hidden="true" />
      <span>{t(name)}</span>
    </Link>
  ));
}
