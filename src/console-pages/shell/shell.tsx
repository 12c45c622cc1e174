import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useConsole } from './console-context.js';
import { Header } from './header.js';
import { BottomBar, Navigation } from './navigation.js';
import { useOpenScreen } from './open-screen.js';
import { useScreens } from './screens.js';
import { StreamBanner } from './stream-banner.js';
import { useKeys } from './use-keys.js';
import './shell.css';

const Palette = lazy(() => import('./palette.js').then(({ Palette: component }) => ({ default: component })));
const KeySheet = lazy(() =>
  import('./key-sheet.js').then(({ KeySheet: component }) => ({ default: component })),
);

const MoreScreens = lazy(() =>
  import('./more-screens.js').then(({ MoreScreens: component }) => ({ default: component })),
);

type Overlay = 'palette' | 'keys' | 'more' | null;

/** What surrounds every screen: header, navigation, banner, palette and the sheet of shortcuts. */
export function Shell() {
  const { t } = useConsole();
  const [overlay, setOverlay] = useState<Overlay>(null);
  const openScreen = useOpenScreen();
  const screens = useScreens();
  const close = useCallback(() => setOverlay(null), []);
  useKeys({
    'mod+k': () => setOverlay('palette'),
    '?': () => setOverlay('keys'),
    ...Object.fromEntries(screens.map((screen) => [screen.keys, () => openScreen(screen)])),
  });
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t('app.skip')}
      </a>
      <Header onSearch={() => setOverlay('palette')} onKeys={() => setOverlay('keys')} />
      <Navigation />
      <main id="content" className="content" tabIndex={-1}>
        <StreamBanner />
        <div className="content-screen">
          <Outlet />
        </div>
      </main>
      <BottomBar isMoreOpen={overlay === 'more'} onMore={() => setOverlay('more')} />
      <Suspense>
        {overlay === 'palette' && <Palette onClose={close} />}
        {overlay === 'keys' && <KeySheet onClose={close} />}
        {overlay === 'more' && <MoreScreens onClose={close} />}
      </Suspense>
    </div>
  );
}
