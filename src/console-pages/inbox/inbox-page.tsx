import { Button } from '@mantine/core';
import { IconPlayerTrackNext } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import type { Change } from '../data/change-stream.js';
import type { DeliveryRowFragment } from '../data/generated/graphql.js';
import { deliveriesQuery } from '../data/queries.js';
import { LiveScreen } from '../grid/live-screen.js';
import { useSelection } from '../grid/selection.js';
import { Notices } from '../parts/notices.js';
import { useConsole, useSession } from '../shell/console-context.js';
import { stringifySearch } from '../shell/search-params.js';
import { useKeys } from '../shell/use-keys.js';
import { type DeliveriesSearch, deliveryFilterOf, deliveryFits } from './deliveries-search.js';
import { useDeliveryCells, useDeliveryColumns } from './delivery-cells.js';
import { DeliveryPanel } from './delivery-panel.js';
import { InboxFilters } from './inbox-filters.js';
import { NoDeliveries } from './no-deliveries.js';
import { RejectedList } from './rejected-list.js';
import { ReplayDialog } from './replay-dialog.js';
import { SelectionBar } from './selection-bar.js';
import { type ChangeSearch, ViewSwitch } from './view-switch.js';
import './inbox.css';

const route = getRouteApi('/inbox');
const CARD_HEIGHT = 76;
/** As many as one filter may name. */
const SELECTED_MAX = 200;

const deliveryOf = (change: Change) => (change.__typename === 'DeliveryReceived' ? change.delivery : null);

/** The webhooks that were received, and in a second view the requests that were refused. */
export function InboxPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change: ChangeSearch = useCallback(
    (part) => void navigate({ search: (before) => ({ ...before, ...part }) }),
    [navigate],
  );
  if (search.view === 'rejected') return <RejectedList search={search} change={change} />;
  return <StoredList search={search} change={change} />;
}

interface InboxViewProps {
  readonly search: DeliveriesSearch;
  readonly change: ChangeSearch;
}

function StoredList({ search, change }: InboxViewProps) {
  const { t } = useConsole();
  const [replayed, setReplayed] = useState<'filter' | 'selection' | null>(null);
  const selection = useSelection(SELECTED_MAX);
  const filter = useDeliveryFilter(search);
  const options = deliveriesQuery(filter);
  return (
    <>
      <LiveScreen<DeliveryRowFragment>
        title={t('inbox.title')}
        announcement="list.announceRows"
        query={useInfiniteQuery(options)}
        queryKey={options.queryKey}
        rowOf={deliveryOf}
        fits={(delivery) => deliveryFits(delivery, filter)}
        columns={useDeliveryColumns()}
        cardHeight={CARD_HEIGHT}
        cells={useDeliveryCells()}
        hrefOf={({ id }) => `/console/inbox${stringifySearch({ ...search, open: id, tab: undefined })}`}
        labelOf={({ id }) => t('inbox.open', { id })}
        openId={search.open}
        onOpen={({ id }) => change({ open: id })}
        actions={
          <>
            <ViewSwitch view="stored" change={change} />
            <ReplayAllButton onClick={() => setReplayed('filter')} />
          </>
        }
        selection={selection}
        footer={
          <SelectionBar
            selection={selection}
            hasPanel={search.open !== undefined}
            onReplay={() => setReplayed('selection')}
          />
        }
        filters={<InboxFilters search={search} change={change} />}
        empty={<NoDeliveries search={search} change={change} />}
        panel={
          search.open !== undefined && <DeliveryPanel id={search.open} tab={search.tab} change={change} />
        }
      />
      <Notices />
      {replayed !== null && (
        <ReplayDialog
          title={t(replayed === 'filter' ? 'replay.title' : 'select.title')}
          filter={replayed === 'filter' ? filter : { ids: [...selection.ids] }}
          onClose={() => setReplayed(null)}
        />
      )}
    </>
  );
}

function useDeliveryFilter(search: DeliveriesSearch): ReturnType<typeof deliveryFilterOf> {
  const text = JSON.stringify(deliveryFilterOf(search));
  return useMemo(() => JSON.parse(text) as ReturnType<typeof deliveryFilterOf>, [text]);
}

function ReplayAllButton({ onClick }: { readonly onClick: () => void }) {
  const { t } = useConsole();
  const isAllowed = useSession().roles.includes('OPERATOR');
  useKeys(isAllowed ? { R: onClick } : {});
  return (
    <Button
      size="compact-sm"
      variant="default"
      disabled={!isAllowed}
      title={isAllowed ? 'R' : t('replay.needsRole')}
      leftSection={<IconPlayerTrackNext size={14} />}
      onClick={onClick}
    >
      {t('replay.all')}
    </Button>
  );
}
