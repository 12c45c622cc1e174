import { useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useConsole } from './console-context.js';
import { Dialog } from './dialog.js';
import { ScreenGroups } from './navigation.js';
import { useScreens } from './screens.js';

/** The sheet of phones with the screens for which the bar at the bottom has no room. */
export function MoreScreens({ onClose }: { readonly onClose: () => void }) {
  const { t } = useConsole();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const opened = useRef(path);
  useEffect(() => {
    if (path !== opened.current) onClose();
  }, [path, onClose]);
  return (
    <Dialog title={t('nav.more')} onClose={onClose} className="sheet">
      <nav className="sheet-links" aria-label={t('nav.more')}>
        <ScreenGroups screens={useScreens().filter(({ isInBar }) => !isInBar)} />
      </nav>
    </Dialog>
  );
}
