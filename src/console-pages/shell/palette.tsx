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
import { IconSearch } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useConsole } from './console-context.js';
import { useScreens } from './navigation.js';

const [store, spotlight] = createSpotlight();

/** Shortest text that is searched as an id. */
const ID_MIN = 6;

/** The palette: opens screens, runs actions, and searches an id. It is open as long as it is shown. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useConsole();
  const [query, setQuery] = useState('');
  const screens = useScreenActions();
  const actions = useDisplayActions();
  const byId = useIdAction(query.trim());
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
        ...byId,
        { group: t('palette.screens'), actions: screens },
        { group: t('palette.actions'), actions },
      ]}
      filter={(text, all) => filterActions(text, all)}
      nothingFound={t('palette.nothing')}
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

type Actions = (SpotlightActionData | SpotlightActionGroupData)[];

/** Keeps what has the text in its label, and the search by id, which has the text as its own. */
function filterActions(text: string, actions: Actions): Actions {
  const wanted = text.trim().toLowerCase();
  const fits = ({ label = '' }: SpotlightActionData) => label.toLowerCase().includes(wanted);
  return actions.flatMap((action): Actions => {
    if (!('actions' in action)) return fits(action) ? [action] : [];
    const inside = action.actions.filter(fits);
    return inside.length === 0 ? [] : [{ ...action, actions: inside }];
  });
}

function useScreenActions(): SpotlightActionData[] {
  const { t } = useConsole();
  const router = useRouter();
  return useScreens().map(({ to, name, icon: Icon, keys }) => ({
    id: to,
    label: t(name),
    description: keys,
    leftSection: <Icon size={18} />,
    onClick: () => void router.navigate({ to }),
  }));
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
  if (text.length < ID_MIN || !/\d/.test(text)) return [];
  return [
    {
      id: 'by-id',
      label: t('palette.id', { id: text }),
      onClick: () => void router.navigate({ to: '/orders', search: { text } }),
    },
  ];
}
