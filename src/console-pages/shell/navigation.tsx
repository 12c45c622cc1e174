import { IconDots } from '@tabler/icons-react';
import { Link, useRouterState } from '@tanstack/react-router';
import { useConsole } from './console-context.js';
import { SCREEN_GROUPS, type Screen, useScreens } from './screens.js';

/** The navigation at the left of wide windows, in groups. */
export function Navigation() {
  const { t } = useConsole();
  return (
    <nav className="nav" aria-label={t('nav.label')}>
      <ScreenGroups screens={useScreens()} />
    </nav>
  );
}

interface BottomBarProps {
  readonly isMoreOpen: boolean;
  readonly onMore: () => void;
}

/** The navigation at the bottom of phones: four screens, and the button that shows the others. */
export function BottomBar({ isMoreOpen, onMore }: BottomBarProps) {
  const { t } = useConsole();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const screens = useScreens();
  const isElsewhere = screens.some(({ to, isInBar }) => !isInBar && path.startsWith(to));
  return (
    <nav className="bottom-bar" aria-label={t('nav.label')}>
      {screens
        .filter(({ isInBar }) => isInBar)
        .map((screen) => (
          <ScreenLink key={screen.to} screen={screen} />
        ))}
      <button
        type="button"
        className="nav-link"
        data-active={isElsewhere || undefined}
        aria-haspopup="dialog"
        aria-expanded={isMoreOpen}
        onClick={onMore}
      >
        <IconDots size={18} aria-hidden="true" />
        <span>{t('nav.more')}</span>
      </button>
    </nav>
  );
}

/** Links to screens under the titles of their groups. Groups without a screen are left out. */
export function ScreenGroups({ screens }: { readonly screens: readonly Screen[] }) {
  const { t } = useConsole();
  return SCREEN_GROUPS.map((group) => {
    const inside = screens.filter((screen) => screen.group === group);
    if (inside.length === 0) return null;
    return (
      <div key={group} className="nav-group">
        {group !== 'home' && <h2 className="nav-title">{t(`nav.group.${group}`)}</h2>}
        {inside.map((screen) => (
          <ScreenLink key={screen.to} screen={screen} />
        ))}
      </div>
    );
  });
}

function ScreenLink({ screen: { to, name, keys, icon: Icon, isOutside } }: { readonly screen: Screen }) {
  const { t } = useConsole();
  const content = (
    <>
      <Icon size={18} aria-hidden="true" />
      <span>{t(name)}</span>
    </>
  );
  if (isOutside)
    return (
      <a className="nav-link" href={to} title={keys}>
        {content}
      </a>
    );
  return (
    <Link
      to={to}
      className="nav-link"
      title={keys}
      activeOptions={{ exact: to === '/', includeSearch: false }}
      activeProps={{ 'data-active': true, 'aria-current': 'page' }}
    >
      {content}
    </Link>
  );
}
