import { Button, Tabs } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconFilter } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { eventQuery } from '../data/event-queries.js';
import type { EventQuery } from '../data/generated/graphql.js';
import { Steps } from '../explain/steps.js';
import { CopyableId } from '../orders/order-panel.js';
import { DetailPanel, Facts } from '../parts/detail-panel.js';
import { Empty, Failure, LoadingRows } from '../parts/failure.js';
import { JsonText } from '../parts/json-text.js';
import { ProvenanceChip, StatusChip } from '../parts/status.js';
import { Time } from '../parts/time.js';
import { useConsole } from '../shell/console-context.js';
import { useKeys } from '../shell/use-keys.js';
import { EventChanges } from './event-changes.js';
import type { ChangeSearch } from './events-page.js';
import { EVENT_TABS, type EventTab } from './events-search.js';
import { StateAt } from './state-at.js';

export type EventDetail = NonNullable<NonNullable<EventQuery['eventLog']>['event']>;

interface EventPanelProps {
  readonly viewer: string;
  readonly seq: number;
  readonly tab: EventTab | undefined;
  readonly change: ChangeSearch;
}

/** The panel of one event: its snapshot, what it changed, and what was known when it had happened. */
export function EventPanel({ viewer, seq, tab = 'snapshot', change }: EventPanelProps) {
  const { t } = useConsole();
  const query = useQuery({ ...eventQuery(viewer, seq), placeholderData: keepPreviousData });
  const { data, error, refetch } = query;
  const go = (to: number | null | undefined) => to != null && change({ open: String(to) });
  const show = (next: EventTab) => change({ tab: next === 'snapshot' ? undefined : next });
  useKeys({
    '[': () => go(data?.olderSeq),
    ']': () => go(data?.newerSeq),
    t: () => show(tab === 'state' ? 'snapshot' : 'state'),
    d: () => show(tab === 'changes' ? 'snapshot' : 'changes'),
  });
  const state = <StateAt viewer={viewer} seq={seq} change={change} />;
  return (
    <DetailPanel
      title={t('events.open', { seq })}
      rowId={String(seq)}
      onClose={() => change({ open: undefined, tab: undefined })}
    >
      {error !== null ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <LoadingRows rows={8} />
      ) : data === null ? (
        <>
          <Empty title={t('events.notKept')} hint={t('events.notKeptHint')} />
          {tab === 'state' && state}
        </>
      ) : (
        <>
          <EventHead event={data} go={go} />
          <EventTabs event={data} tab={tab} state={state} change={change} onTab={show} />
        </>
      )}
    </DetailPanel>
  );
}

interface EventHeadProps {
  readonly event: EventDetail;
  readonly go: (to: number | null) => void;
}

function EventHead({ event, go }: EventHeadProps) {
  const { t } = useConsole();
  const { type, status, provenance, olderSeq, newerSeq } = event;
  return (
    <div className="panel-chips">
      <strong>{t(`eventType.${type}`)}</strong>
      {status !== null && <StatusChip status={status} rawStatus={null} />}
      {provenance !== null && <ProvenanceChip provenance={provenance} />}
      <span className="spread" />
      <span className="event-steps">
        <Button
          size="compact-sm"
          variant="default"
          title="["
          disabled={olderSeq === null}
          leftSection={<IconChevronLeft size={14} />}
          onClick={() => go(olderSeq)}
        >
          {t('events.older')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          title="]"
          disabled={newerSeq === null}
          rightSection={<IconChevronRight size={14} />}
          onClick={() => go(newerSeq)}
        >
          {t('events.newer')}
        </Button>
      </span>
    </div>
  );
}

interface EventTabsProps {
  readonly event: EventDetail;
  readonly tab: EventTab;
  readonly state: ReactNode;
  readonly change: ChangeSearch;
  readonly onTab: (tab: EventTab) => void;
}

const TAB_KEYS: Readonly<Record<EventTab, string | undefined>> = {
  snapshot: undefined,
  changes: 'd',
  state: 't',
};

function EventTabs({ event, tab, state, change, onTab }: EventTabsProps) {
  const { t } = useConsole();
  const contents: Readonly<Record<EventTab, ReactNode>> = {
    snapshot: <Snapshot event={event} change={change} />,
    changes: <EventChanges event={event} />,
    state,
  };
  return (
    <Tabs
      value={tab}
      keepMounted={false}
      onChange={(next) => onTab(EVENT_TABS.find((one) => one === next) ?? 'snapshot')}
    >
      <Tabs.List aria-label={t('events.tabs')} className="panel-tabs">
        {EVENT_TABS.map((one) => (
          <Tabs.Tab key={one} value={one} title={TAB_KEYS[one]}>
            {t(`events.tab.${one}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {EVENT_TABS.map((one) => (
        <Tabs.Panel key={one} value={one} pt="sm">
          {contents[one]}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function Snapshot({ event, change }: Pick<EventTabsProps, 'event' | 'change'>) {
  const { t } = useConsole();
  const { cursor, snapshot, cause, order, transaction } = event;
  return (
    <>
      <Facts
        lines={[
          [t('events.at'), <Time key="at" at={event.at} as="full" />],
          [
            t('events.subject'),
            <span key="subject" className="event-object">
              <CopyableId id={event.subject} />
              <Button
                size="compact-xs"
                variant="subtle"
                leftSection={<IconFilter size={13} />}
                onClick={() => change({ subject: event.subjectId })}
              >
                {t('events.onlySubject')}
              </Button>
            </span>,
          ],
          [
            t('events.cursor'),
            cursor === null ? t('events.cursorMasked') : <CopyableId key="cursor" id={cursor} />,
          ],
          [
            t('order.transaction'),
            transaction && (
              <Link to="/transactions" search={{ open: transaction.id }}>
                {transaction.transactionId}
              </Link>
            ),
          ],
          [
            t('orders.batch'),
            order && (
              <Link to="/orders/$id" params={{ id: order.id }} search={{}}>
                {order.batchId}
              </Link>
            ),
          ],
        ]}
      />
      {cause !== null && (
        <>
          <h3>{t('events.cause')}</h3>
          <Steps facts={[cause]} current={null} />
        </>
      )}
      {snapshot === null ? (
        <p className="soft">{t('events.tooLarge')}</p>
      ) : (
        <JsonText text={snapshot} label={t('events.tab.snapshot')} />
      )}
    </>
  );
}
