import { Button } from '@mantine/core';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { InfiniteData, QueryKey } from '@tanstack/react-query';
import type { Change } from '../data/change-stream.js';
import { useLiveRows } from '../data/live-rows.js';
import { type Page, type Row, rowsOf } from '../data/merge-rows.js';
import { Empty, Failure, LoadingRows } from '../parts/failure.js';
import { useConsole } from '../shell/console-context.js';
import type { Column } from './column.js';
import { ListHead, NewPill } from './live-list.js';
import { RowGrid } from './row-grid.js';
import type { Selection } from './selection.js';

interface LiveScreenProps<T extends Row> {
  readonly title: string;
  readonly announcement: 'list.announceOrders' | 'list.announceRows';
  readonly query: UseInfiniteQueryResult<InfiniteData<Page<T>>>;
  readonly queryKey: QueryKey;
  /** The row that a change brings, or null. Absent: no change is about this list; it can be read again. */
  readonly rowOf?: (change: Change) => T | null;
  readonly fits?: (row: T) => boolean;
  /** Whether a new row has a place in the list that is not its top. */
  readonly isPlacedByServer?: boolean;
  readonly columns: readonly Column[];
  readonly cardHeight: number;
  readonly cells: (row: T) => readonly ReactNode[];
  readonly hrefOf: (row: T) => string;
  readonly labelOf: (row: T) => string;
  readonly openId: string | undefined;
  readonly onOpen: (row: T) => void;
  /** The rows that are selected; without it rows cannot be selected. */
  readonly selection?: Selection;
  /** Shown below the rows. */
  readonly footer?: ReactNode;
  /** Buttons next to the title. */
  readonly actions?: ReactNode;
  readonly filters: ReactNode;
  /** Shown in place of an empty list. */
  readonly empty: ReactNode;
  /** The panel of the open row. */
  readonly panel: ReactNode;
}

/** A screen of one live list: its head, filters, rows in each state, and the panel of the open row. */
export function LiveScreen<T extends Row>(props: LiveScreenProps<T>) {
  const { query, queryKey, panel } = props;
  const [isAtTop, setAtTop] = useState(true);
  const area = useRef<HTMLDivElement>(null);
  const { rowOf = () => null, fits = () => false, isPlacedByServer } = props;
  const live = useLiveRows<T>({ queryKey, rowOf, fits, isPlacedByServer, isAtTop });
  const onOpen = useStable(props.onOpen);
  const rows = useMemo(() => rowsOf(query.data), [query.data]);
  useDocumentTitle(props.title);
  const show = () => {
    live.show();
    area.current?.querySelector('[role=grid]')?.scrollTo({ top: 0 });
  };
  return (
    <div className="screen">
      <ListHead
        title={props.title}
        live={live}
        shown={query.data === undefined ? null : rows.length}
        hasMore={query.hasNextPage}
        announcement={props.announcement}
        onReadAgain={props.rowOf === undefined ? () => void query.refetch() : undefined}
      >
        {props.actions}
      </ListHead>
      {props.filters}
      <div className="list-area" ref={area}>
        <div className="list-column">
          <NewPill live={live} onShow={show} />
          <ListBody {...props} rows={rows} onOpen={onOpen} onTop={setAtTop} />
          {props.footer}
        </div>
        {panel}
      </div>
    </div>
  );
}

/** A function that stays the same object, so that rows that show the same are not drawn again. */
function useStable<T>(latest: (row: T) => void): (row: T) => void {
  const current = useRef(latest);
  current.current = latest;
  return useCallback((row) => current.current(row), []);
}

interface ListBodyProps<T extends Row> extends LiveScreenProps<T> {
  readonly rows: readonly T[];
  readonly onTop: (isAtTop: boolean) => void;
}

function ListBody<T extends Row>({ rows, onTop, ...props }: ListBodyProps<T>) {
  const { query } = props;
  const { isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  const more = useCallback(() => {
    if (!isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  if (query.data === undefined)
    return query.error === null ? (
      <LoadingRows />
    ) : (
      <Failure error={query.error} retry={() => void query.refetch()} />
    );
  if (rows.length === 0) return query.hasNextPage ? <NothingYet query={query} /> : props.empty;
  return (
    <>
      <RowGrid
        label={props.title}
        rows={rows}
        columns={props.columns}
        cardHeight={props.cardHeight}
        cells={props.cells}
        hrefOf={props.hrefOf}
        labelOf={props.labelOf}
        openId={props.openId}
        onOpen={props.onOpen}
        selection={props.selection}
        hasMore={query.hasNextPage}
        onMore={more}
        onTop={onTop}
      />
      {query.error !== null && <Failure error={query.error} retry={() => void fetchNextPage()} />}
    </>
  );
}

/** Shown in place of rows while none of those that were looked at fits, and there are more to look at. */
function NothingYet({ query }: { readonly query: UseInfiniteQueryResult<unknown> }) {
  const { t } = useConsole();
  return (
    <Empty title={t('list.nothingYet')} hint={t('list.nothingYetHint')}>
      <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {t('list.lookFurther')}
      </Button>
    </Empty>
  );
}

/** Names the tab of the browser after the screen. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Dwar`;
  }, [title]);
}
