import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { Change } from '../data/change-stream.js';
import { eventLogQuery, eventsQuery } from '../data/event-queries.js';
import type { EventFilter, EventRowFragment } from '../data/generated/graphql.js';
import { useStream } from '../data/live.js';
import { FilterBar, ManyFilter } from '../grid/filter-bar.js';
import { LiveScreen } from '../grid/live-screen.js';
import { NoRows } from '../grid/no-rows.js';
import { Empty } from '../parts/failure.js';
import { useConsole } from '../shell/console-context.js';
import { stringifySearch } from '../shell/search-params.js';
import { useKeys } from '../shell/use-keys.js';
import { useEventCells, useEventColumns } from './event-cells.js';
import { EventPanel } from './event-panel.js';
import { EVENT_TYPES, eventFilterOf, eventFits, type EventsSearch } from './events-search.js';
import type { ChangeSearch } from './events-page.js';
import { FindForm } from './find-log.js';
import { LogHead } from './log-head.js';

const CARD_HEIGHT = 76;

const eventOf = (change: Change) => (change.__typename === 'EventAppended' ? change.event : null);

interface LogPageProps {
  /** The sealed id of the viewer. */
  readonly viewer: string;
  readonly search: Omit<EventsSearch, 'viewer'>;
  readonly change: ChangeSearch;
  readonly choose: (found: EventsSearch) => void;
}

/** The log of one viewer: live, filtered by the address, with one event in a panel. */
export function LogPage({ viewer, search, change, choose }: LogPageProps) {
  const { t } = useConsole();
  const filter = useEventFilter(search);
  const options = eventsQuery(viewer, filter);
  const log = useQuery(eventLogQuery(viewer));
  const columns = useEventColumns();
  const cells = useEventCells();
  const query = useInfiniteQuery(options);
  useFollowed(log.data ? viewer : undefined);
  if (log.data === null)
    return (
      <Empty title={t('events.missing')} hint={t('events.missingHint')}>
        <FindForm onFound={choose} />
      </Empty>
    );
  return (
    <LiveScreen<EventRowFragment>
      title={t('events.title')}
      announcement="list.announceRows"
      query={query}
      queryKey={options.queryKey}
      rowOf={eventOf}
      fits={(row) => eventFits(row, filter)}
      columns={columns}
      cardHeight={CARD_HEIGHT}
      cells={cells}
      hrefOf={({ id }) => `/console/events${stringifySearch({ viewer, ...search, open: id })}`}
      labelOf={({ seq }) => t('events.open', { seq })}
      openId={search.open}
      onOpen={({ id }) => change({ open: id })}
      filters={
        <>
          <LogHead log={log.data} cursor={search.cursor} />
          <LogFilters search={search} change={change} choose={choose} />
        </>
      }
      empty={
        <NoRows
          search={search}
          notFilters={['open', 'tab', 'cursor']}
          onClear={() => change(NO_FILTERS)}
          noFit={t('events.noFit')}
          empty={t('events.empty')}
          hint={{ development: t('events.emptyHint'), production: t('events.emptyHint') }}
        />
      }
      panel={
        search.open !== undefined && (
          <EventPanel viewer={viewer} seq={Number(search.open)} tab={search.tab} change={change} />
        )
      }
    />
  );
}

function useEventFilter(search: EventsSearch): EventFilter {
  const text = JSON.stringify(eventFilterOf(search));
  return useMemo(() => JSON.parse(text) as EventFilter, [text]);
}

/** Follows a log for as long as its page is shown. */
function useFollowed(viewer: string | undefined): void {
  const stream = useStream();
  useEffect(() => (viewer === undefined ? undefined : stream.follow(viewer)), [stream, viewer]);
}

type LogFiltersProps = Pick<LogPageProps, 'search' | 'change' | 'choose'>;

function LogFilters({ search, change, choose }: LogFiltersProps) {
  const { t } = useConsole();
  const type = useRef<HTMLButtonElement>(null);
  useKeys({ f: () => type.current?.click() });
  const isSet = search.type !== undefined || search.subject !== undefined;
  return (
    <FilterBar onClear={isSet ? () => change(NO_FILTERS) : undefined}>
      <ManyFilter
        label={t('events.type')}
        options={EVENT_TYPES}
        wordOf={(one) => t(`eventType.${one}`)}
        button={type}
        value={search.type}
        onChange={(next) => change({ type: next })}
      />
      {search.subject !== undefined && (
        <button
          type="button"
          className="filter-button"
          data-set
          onClick={() => change({ subject: undefined })}
        >
          {t('events.oneSubject')}
        </button>
      )}
      <FindForm onFound={choose} />
    </FilterBar>
  );
}

const NO_FILTERS = { type: undefined, subject: undefined } as const satisfies Partial<EventsSearch>;
