import type { SpotlightActionData } from '@mantine/spotlight';
import { IconArrowsExchange, IconInbox, IconReceipt } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import type { SearchQuery } from '../data/generated/graphql.js';
import { mayBeId, searchQuery } from '../data/queries.js';
import { wordsOf } from '../parts/status.js';
import { useConsole } from './console-context.js';

type Hit = NonNullable<SearchQuery['search']>[number];

const ICONS = { TRANSACTION: IconArrowsExchange, ORDER: IconReceipt, DELIVERY: IconInbox } as const;

/** What an id in the palette finds: each leads to its screen. */
export interface Found {
  readonly actions: readonly SpotlightActionData[];
  /** Whether the server has not answered yet, or could not. */
  readonly state: 'done' | 'searching' | 'failed';
}

/** Asks the server what a text names, if it may be an id. */
export function useFoundActions(text: string): Found {
  const { t } = useConsole();
  const open = useOpenHit();
  const { data, error, isFetching } = useQuery(searchQuery(text));
  const actions = (mayBeId(text) ? (data ?? []) : []).map((hit): SpotlightActionData => {
    const { kind, id, name, status } = hit;
    const Icon = ICONS[kind];
    return {
      id: `${kind} ${id}`,
      label: t(`palette.kind.${kind}`, { name }),
      description: wordsOf(status),
      // Its label may be shortened, so it is kept by what was typed.
      keywords: text,
      leftSection: <Icon size={18} />,
      onClick: () => open(hit),
    };
  });
  return { actions, state: isFetching ? 'searching' : error === null ? 'done' : 'failed' };
}

function useOpenHit(): (hit: Hit) => void {
  const router = useRouter();
  return ({ kind, id }) => {
    if (kind === 'ORDER') void router.navigate({ to: '/orders/$id', params: { id }, search: {} });
    else if (kind === 'TRANSACTION') void router.navigate({ to: '/transactions', search: { open: id } });
    else void router.navigate({ to: '/inbox', search: { open: id } });
  };
}
