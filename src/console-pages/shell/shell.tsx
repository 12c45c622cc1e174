import { Outlet, useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { BottomBar, Navigation } from './navigation.js';
import { useConsole } from './console-context.js';
import { Header } from './header.js';
import { StreamBanner } from './stream-banner.js';
import { useKeys } from './use-keys.js';
import './shell.css';

const Palette = lazy(() => import('./palette.js').then(({ Palette: component }) => ({ default: component })));
const KeySheet = lazy(() =>
  import('./key-sheet.js').then(({ KeySheet: component }) => ({ default: component })),
);

type Overlay = 'palette' | 'keys' | null;

/** What surrounds every screen: header, navigation, banner, palette and the sheet of shortcuts. */
export function Shell() {
  const { t } = useConsole();
  const router = useRouter();
  const [overlay, setOverlay] = useState<Overlay>(null);
  const go = (to: string) => () => void router.navigate({ to });
  useKeys({
    'mod+k': () => setOverlay('palette'),
    '?': () => setOverlay('keys'),
    'g h': go('/'),
    'g o': go('/orders'),
    'g t': go('/transactions'),
    'g i': go('/inbox'),
    'g l': go('/log'),
    'g p': go('/play'),
    'g m': go('/emulator'),
    'g q': () => window.location.assign('/graphql'),
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
      <BottomBar />
      <Suspense>
        {overlay === 'palette' && <Palette onClose={() => setOverlay(null)} />}
        {overlay === 'keys' && <KeySheet onClose={() => setOverlay(null)} />}
      </Suspense>
    </div>
  );
}
