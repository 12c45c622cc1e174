import { type InfiniteData, type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Change } from './change-stream.js';
import { useChanges } from './live.js';
import { mergeRows, type Page, type Row } from './merge-rows.js';

/** Pages that are read again after the stream was lost; the list below them is read when it is scrolled to. */
const KEPT_PAGES = 3;
/** Shortest time between two updates: a single change is shown at once, and scrolling stays smooth. */
const UPDATE_MS = 60;
/** After this many new rows the first pages are read again, which lets the oldest rows go. */
const INSERTED_MAX = 1_000;
/** Rows that may wait; after more the list is read again when it continues. */
const WAITING_MAX = 2_000;

interface LiveRowsOptions<T extends Row> {
  readonly queryKey: QueryKey;
  /** The row that a change brings, or null. */
  rowOf(change: Change): T | null;
  /** Whether the list's filter shows a row that it does not show yet. */
  fits(row: T): boolean;
  /** Whether new rows have a place in the list that is not its top: then the list is read again for them. */
  readonly isPlacedByServer?: boolean | undefined;
  /** Whether new rows may appear at the top now: not while the reader is further down. */
  readonly isAtTop: boolean;
}

/** What a list shows about its live changes. */
export interface LiveRows {
  /** New rows that wait for the reader. */
  readonly waiting: number;
  readonly isPaused: boolean;
  togglePause(): void;
  /** Shows the waiting rows. */
  show(): void;
  /** Rows that have appeared since the page opened, for announcements. */
  readonly appeared: number;
}

/**
 * Keeps a list in the query cache up to date: known rows change where they are, new ones appear at the top or wait.
 */
export function useLiveRows<T extends Row>(options: LiveRowsOptions<T>): LiveRows {
  const client = useQueryClient();
  const [isPaused, setPaused] = useState(false);
  const [counts, setCounts] = useState({ waiting: 0, appeared: 0 });
  const queue = useRef(new Map<string, T>());
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const updatedAt = useRef(0);
  const inserted = useRef(0);
  const hasMissed = useRef(false);
  const newest = useRef({ options, isPaused });
  newest.current = { options, isPaused };

  const flush = useCallback(
    (isForced: boolean) => {
      timer.current = null;
      updatedAt.current = performance.now();
      const { options: now, isPaused: holds } = newest.current;
      const data = client.getQueryData<InfiniteData<Page<T>>>(now.queryKey);
      if (data === undefined) return;
      if (hasMissed.current && (!holds || isForced)) {
        hasMissed.current = false;
        queue.current.clear();
        void readAgain(client, now.queryKey);
        return;
      }
      const mode = holds && !isForced ? 'hold' : now.isAtTop || isForced ? 'insert' : 'update';
      const merged = mergeRows(data, queue.current, now.fits, mode);
      queue.current = merged.waiting;
      if (now.isPlacedByServer === true && merged.inserted > 0) {
        setCounts((before) => ({ waiting: 0, appeared: before.appeared + merged.inserted }));
        void readAgain(client, now.queryKey);
        return;
      }
      if (merged.data !== data) client.setQueryData(now.queryKey, merged.data);
      setCounts((before) => ({
        waiting: merged.waiting.size,
        appeared: before.appeared + merged.inserted,
      }));
      inserted.current += merged.inserted;
      if (inserted.current < INSERTED_MAX) return;
      inserted.current = 0;
      void readAgain(client, now.queryKey);
    },
    [client],
  );
  const request = useCallback(() => {
    const wait = Math.max(0, updatedAt.current + UPDATE_MS - performance.now());
    timer.current ??= setTimeout(() => flush(false), wait);
  }, [flush]);

  useChanges({
    onChange(change) {
      const row = options.rowOf(change);
      if (row === null) return;
      if (queue.current.size < WAITING_MAX || queue.current.has(row.id)) queue.current.set(row.id, row);
      else hasMissed.current = true;
      request();
    },
    onReturn: () => void readAgain(client, options.queryKey),
  });
  const keyText = JSON.stringify(options.queryKey);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins with nothing waiting
  useEffect(() => {
    queue.current.clear();
    setCounts({ waiting: 0, appeared: 0 });
    return () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    };
  }, [keyText]);
  const { isAtTop } = options;
  useEffect(() => {
    if (isAtTop && !isPaused) request();
  }, [isAtTop, isPaused, request]);

  return {
    ...counts,
    isPaused,
    togglePause: () => setPaused((before) => !before),
    show: () => flush(true),
  };
}

/** Reads the first pages of a list again. */
function readAgain(client: QueryClient, queryKey: QueryKey): Promise<void> {
  client.setQueryData<InfiniteData<unknown>>(queryKey, keepFirstPages);
  return client.invalidateQueries({ queryKey, exact: true });
}

function keepFirstPages<T>(data: InfiniteData<T> | undefined): InfiniteData<T> | undefined {
  return (
    data && {
      pages: data.pages.slice(0, KEPT_PAGES),
      pageParams: data.pageParams.slice(0, KEPT_PAGES),
    }
  );
}
