import { ActionIcon, Kbd } from '@mantine/core';
import { IconAdjustments, IconKeyboard, IconSearch, IconUser } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { useStreamState } from '../data/live.js';
import { Popover } from '../parts/popover.js';
import { useConsole } from './console-context.js';

const DisplaySettings = lazy(() =>
  import('./header-menus.js').then((file) => ({ default: file.DisplaySettings })),
);
const SessionCard = lazy(() => import('./header-menus.js').then((file) => ({ default: file.SessionCard })));

interface HeaderProps {
  readonly onSearch: () => void;
  readonly onKeys: () => void;
}

const COMMAND_KEY = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘K' : 'Ctrl K';

/** The bar at the top: name, search, live state, display and session. */
export function Header({ onSearch, onKeys }: HeaderProps) {
  const { t } = useConsole();
  return (
    <header className="header">
      <Link to="/" className="brand">
        <img src="/console/icon.svg" alt="" width={22} height={22} />
        <span>{t('app.name')}</span>
      </Link>
      <button type="button" className="search-button" onClick={onSearch} title={t('header.searchHint')}>
        <IconSearch size={16} aria-hidden="true" />
        <span>{t('header.search')}</span>
        <Kbd size="xs">{COMMAND_KEY}</Kbd>
      </button>
      <LiveMark />
      <ActionIcon
        className="wide-only"
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('header.shortcuts')}
        title={`${t('header.shortcuts')} (?)`}
        onClick={onKeys}
      >
        <IconKeyboard size={18} />
      </ActionIcon>
      <HeaderPopover label={t('header.settings')} icon={<IconAdjustments size={18} />}>
        <DisplaySettings />
      </HeaderPopover>
      <HeaderPopover label={t('header.session')} icon={<IconUser size={18} />}>
        <SessionCard />
      </HeaderPopover>
    </header>
  );
}

function LiveMark() {
  const { t } = useConsole();
  const { kind } = useStreamState();
  if (kind !== 'live') return <span className="live" data-kind={kind} />;
  return (
    <span className="live" data-kind={kind}>
      {t('stream.live')}
    </span>
  );
}

interface HeaderPopoverProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly children: ReactNode;
}

function HeaderPopover({ label, icon, children }: HeaderPopoverProps) {
  return (
    <Popover
      label={label}
      isAtEnd
      renderButton={(props) => (
        <ActionIcon {...props} variant="subtle" color="gray" size="lg" aria-label={label} title={label}>
          {icon}
        </ActionIcon>
      )}
    >
      <Suspense>{children}</Suspense>
    </Popover>
  );
}
