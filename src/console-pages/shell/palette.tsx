import '@mantine/core/styles/Modal.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/ScrollArea.css';
import '@mantine/spotlight/styles.css';
import { useMantineColorScheme } from '@mantine/core';
import {
  createSpotlight,
  Spotlight,
  type SpotlightActionData,
  type SpotlightActionGroupData,
} from '@mantine/spotlight';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { mayBeId } from '../data/queries.js';
import { useConsole } from './console-context.js';
import { useDocumentationActions } from './documentation-actions.js';
import { useFoundActions } from './found-actions.js';
import { useOpenScreen } from './open-screen.js';
import { useScreens } from './screens.js';

const [store, spotlight] = createSpotlight();

/** The search waits until nothing was typed for so long. */
const TYPING_MS = 200;

/**
 * The palette: opens screens and documentation, runs actions, and searches an id. It is open as long as it is
 * shown.
 */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useConsole();
  const [query, setQuery] = useState('');
  const screens = useScreenActions();
  const actions = useDisplayActions();
  const text = query.trim();
  const [asked] = useDebouncedValue(text, TYPING_MS);
  const found = useFoundActions(asked);
  const byId = useIdAction(text);
  const documentation = useDocumentationActions(text);
  useEffect(() => {
    const page = document.getElementById('root');
    page?.setAttribute('inert', '');
    spotlight.open();
    return () => page?.removeAttribute('inert');
  }, []);
  return (
    <Spotlight
      store={store}
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      actions={[
        { group: t('palette.found'), actions: asked === text ? [...found.actions] : [] },
        ...byId,
        { group: t('palette.screens'), actions: screens },
        { group: t('palette.actions'), actions },
        { group: t('palette.documentation'), actions: documentation },
      ]}
      filter={(text, all) => filterActions(text, all)}
      nothingFound={t(NOTHING[asked === text ? found.state : 'searching'])}
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: t('palette.hint'),
        'aria-label': t('palette.hint'),
      }}
      attributes={{ content: { 'aria-label': t('header.searchHint') } }}
      transitionProps={{ duration: 0 }}
      scrollable
      maxHeight="60vh"
    />
  );
}

const NOTHING = {
  done: 'palette.nothing',
  searching: 'palette.searching',
  failed: 'palette.failed',
} as const;

type Actions = (SpotlightActionData | SpotlightActionGroupData)[];

/** Keeps what has the text in its label, and what the text has found. */
function filterActions(text: string, actions: Actions): Actions {
  const wanted = text.trim().toLowerCase();
  const fits = ({ label = '', keywords }: SpotlightActionData) =>
    label.toLowerCase().includes(wanted) || keywords === text.trim();
  return actions.flatMap((action): Actions => {
    if (!('actions' in action)) return fits(action) ? [action] : [];
    const inside = action.actions.filter(fits);
    return inside.length === 0 ? [] : [{ ...action, actions: inside }];
  });
}

function useScreenActions(): SpotlightActionData[] {
  const { t } = useConsole();
  const openScreen = useOpenScreen();
  return useScreens().map((screen) => {
    const { to, name, icon: Icon, keys } = screen;
    return {
      id: to,
      label: t(name),
      description: keys,
      leftSection: <Icon size={18} />,
      onClick: () => openScreen(screen),
    };
  });
}

function useDisplayActions(): SpotlightActionData[] {
  const { t, preferences, change } = useConsole();
  const { toggleColorScheme } = useMantineColorScheme();
  const zone = preferences.zone === 'IST' ? 'UTC' : 'IST';
  const density = preferences.density === 'compact' ? 'comfortable' : 'compact';
  return [
    { id: 'theme', label: t('palette.theme'), onClick: toggleColorScheme },
    { id: 'zone', label: t('palette.zone', { zone }), onClick: () => change({ zone }) },
    { id: 'density', label: t('palette.density'), onClick: () => change({ density }) },
  ];
}

function useIdAction(text: string): SpotlightActionData[] {
  const { t } = useConsole();
  const router = useRouter();
  if (!mayBeId(text)) return [];
  return [
    {
      id: 'by-id',
      label: t('palette.id', { id: text }),
      onClick: () => void router.navigate({ to: '/orders', search: { text } }),
    },
  ];
}
