import {
  IconArrowsExchange,
  IconClipboardList,
  IconCode,
  IconGauge,
  IconInbox,
  IconReceipt,
  IconStethoscope,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { MessageKey } from '../messages/english.js';
import { useConsole } from './console-context.js';

/** The screens in the order of the navigation, with the keys that open them. */
export const SCREENS = [
  { to: '/', name: 'nav.overview', keys: 'g h', icon: IconGauge },
  { to: '/orders', name: 'nav.orders', keys: 'g o', icon: IconReceipt },
  { to: '/transactions', name: 'nav.transactions', keys: 'g t', icon: IconArrowsExchange },
  { to: '/inbox', name: 'nav.inbox', keys: 'g i', icon: IconInbox },
  { to: '/log', name: 'nav.log', keys: 'g l', icon: IconClipboardList },
  { to: '/doctor', name: 'nav.doctor', keys: 'g d', icon: IconStethoscope },
] as const satisfies readonly { to: string; name: MessageKey; keys: string; icon: unknown }[];

/** The navigation at the left of wide windows. */
export function Navigation() {
  const { t } = useConsole();
  return (
    <nav className="nav" aria-label={t('nav.label')}>
      <ScreenLinks />
      <a className="nav-link" href="/graphql" title="g q">
        <IconCode size={18} aria-hidden="true" />
        <span>{t('nav.graphiql')}</span>
      </a>
    </nav>
  );
}

/** The navigation at the bottom of phones. */
export function BottomBar() {
  const { t } = useConsole();
  return (
    <nav className="bottom-bar" aria-label={t('nav.label')}>
      <ScreenLinks />
    </nav>
  );
}

function ScreenLinks() {
  const { t } = useConsole();
  return SCREENS.map(({ to, name, keys, icon: Icon }) => (
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
