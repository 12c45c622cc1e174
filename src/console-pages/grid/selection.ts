import { useCallback, useMemo, useRef, useState } from 'react';

/** The rows that are selected in a list, by id. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Most rows that can be selected. */
  readonly most: number;
  /** Selects a row or removes it from the selection. `rowIds` are all rows, in the order of the list. */
  toggle(id: string): void;
  /** Selects every row between the last one that was selected and this one. */
  extend(id: string, rowIds: readonly string[]): void;
  clear(): void;
}

/** Keeps a selection. It stays while rows appear and leave. */
export function useSelection(most: number): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(() => new Set());
  const anchor = useRef<string | null>(null);
  const toggle = useCallback(
    (id: string) => {
      anchor.current = id;
      setIds((before) => (before.has(id) ? without(before, id) : withAll(before, [id], most)));
    },
    [most],
  );
  const extend = useCallback(
    (id: string, rowIds: readonly string[]) => {
      const range = rangeOf(rowIds, anchor.current, id);
      anchor.current = id;
      setIds((before) => withAll(before, range, most));
    },
    [most],
  );
  const clear = useCallback(() => {
    anchor.current = null;
    setIds(new Set());
  }, []);
  return useMemo(() => ({ ids, most, toggle, extend, clear }), [ids, most, toggle, extend, clear]);
}

/** The ids from one row to another, both included, from the first on; only the last if the first is gone. */
export function rangeOf(rowIds: readonly string[], from: string | null, to: string): readonly string[] {
  const [start, end] = [from === null ? -1 : rowIds.indexOf(from), rowIds.indexOf(to)];
  if (start === -1 || end === -1) return [to];
  const range = rowIds.slice(Math.min(start, end), Math.max(start, end) + 1);
  return start <= end ? range : range.reverse();
}

function without(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const rest = new Set(ids);
  rest.delete(id);
  return rest;
}

function withAll(ids: ReadonlySet<string>, more: readonly string[], most: number): ReadonlySet<string> {
  const all = new Set(ids);
  for (const id of more) if (all.size < most) all.add(id);
  return all;
}
