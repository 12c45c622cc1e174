import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  memo,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useConsole } from '../shell/console-context.js';
import { useKeys } from '../shell/use-keys.js';
import { type Column, tracksOf } from './column.js';
import { type GridRow, RowLine } from './row-line.js';
import { type Move, positionAfter } from './row-moves.js';
import type { Selection } from './selection.js';
import { useNarrow } from './use-narrow.js';
import './grid.css';

/** Rows that are drawn beyond each edge of the window. */
const OVERSCAN = 4;
/** This many rows before the end, the next page is read. */
const READ_AHEAD = 25;
const HEIGHTS = { comfortable: 40, compact: 30 } as const;

interface RowGridProps<T extends GridRow> {
  readonly label: string;
  readonly rows: readonly T[];
  readonly columns: readonly Column[];
  /** Height of a row where the window is too narrow for columns. */
  readonly cardHeight: number;
  /** Returns the contents of a row's cells, one for each column. Must not change between renders. */
  readonly cells: (row: T) => readonly ReactNode[];
  readonly hrefOf: (row: T) => string;
  readonly labelOf: (row: T) => string;
  readonly openId: string | undefined;
  readonly onOpen: (row: T) => void;
  /** With it, `x` and the box of a row select it, and Shift selects a range. */
  readonly selection?: Selection | undefined;
  readonly hasMore: boolean;
  readonly onMore: () => void;
  /** Called when the list reaches its top and when it leaves it. */
  readonly onTop: (isAtTop: boolean) => void;
}

/**
 * A list of any length as a grid: only the rows in sight are in the page, one of them takes the focus, and
 * every row is a link. Arrow keys, `j` and `k`, Home, End and the page keys move; Enter opens.
 */
export function RowGrid<T extends GridRow>(props: RowGridProps<T>) {
  const { rows, columns, cells, hrefOf, labelOf, openId, onOpen, selection, hasMore, onMore, onTop } = props;
  const { preferences } = useConsole();
  const isNarrow = useNarrow();
  const scroller = useRef<HTMLDivElement>(null);
  const height = isNarrow ? props.cardHeight : HEIGHTS[preferences.density];
  const focus = useRowFocus(rows, openId);
  const virtualizer = useGridVirtualizer(rows, scroller, height, focus.index);
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - READ_AHEAD) onMore();
  }, [hasMore, last, rows.length, onMore]);

  const move = (to: Move) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? height) / height) - 1);
    const index = positionAfter(to, focus.index, rows.length, page);
    if (index === null) return;
    virtualizer.scrollToIndex(index);
    focus.moveTo(index);
  };
  const select = useRowSelection(rows, selection);
  const selectFocused = (isRange: boolean) => {
    const row = rows[focus.index];
    if (row !== undefined) select(row.id, isRange);
  };
  useKeys({
    j: () => move('next'),
    k: () => move('previous'),
    ...(selection && { x: () => selectFocused(false), X: () => selectFocused(true) }),
  });

  return (
    <div
      ref={scroller}
      className="grid"
      role="grid"
      aria-label={props.label}
      aria-rowcount={hasMore ? -1 : rows.length + 1}
      aria-colcount={columns.length}
      data-selectable={selection !== undefined}
      style={useGridStyle(columns, height)}
      onScroll={(event) => onTop(event.currentTarget.scrollTop < height)}
      onKeyDown={(event) => {
        const to = MOVES[event.key];
        if (to === undefined) return;
        event.preventDefault();
        move(to);
      }}
    >
      <GridHead columns={columns} />
      <div className="grid-body" role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, key, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <RowLine
              key={key}
              row={row}
              index={index}
              start={start}
              columns={columns}
              cells={cells}
              href={hrefOf(row)}
              label={labelOf(row)}
              isOpen={row.id === openId}
              isFocusable={index === focus.index}
              mayTakeFocus={index === focus.index && focus.isWanted}
              onFocused={focus.onFocused}
              onOpen={onOpen}
              isSelected={selection?.ids.has(row.id)}
              onSelect={select}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Returns what selects a row, or the rows up to it. It stays the same, so that no row is drawn again. */
function useRowSelection<T extends GridRow>(rows: readonly T[], selection: Selection | undefined) {
  const newest = useRef({ rows, selection });
  newest.current = { rows, selection };
  return useCallback((id: string, isRange: boolean) => {
    const { rows: all, selection: own } = newest.current;
    if (isRange)
      own?.extend(
        id,
        all.map((row) => row.id),
      );
    else own?.toggle(id);
  }, []);
}

const MOVES: Readonly<Record<string, Move>> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  Home: 'first',
  End: 'last',
  PageDown: 'page-down',
  PageUp: 'page-up',
};

function useGridStyle(columns: readonly Column[], height: number): CSSProperties {
  return useMemo(
    () =>
      ({
        '--tracks-1': tracksOf(columns, 1),
        '--tracks-2': tracksOf(columns, 2),
        '--tracks-3': tracksOf(columns, 3),
        '--row': `${height}px`,
      }) as CSSProperties,
    [columns, height],
  );
}

function useGridVirtualizer<T extends GridRow>(
  rows: readonly T[],
  scroller: { readonly current: HTMLDivElement | null },
  height: number,
  focusIndex: number,
) {
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: OVERSCAN,
    // The row with the focus stays in the page, so that scrolling never loses the focus.
    rangeExtractor: useCallback(
      (range: Range) => {
        const seen = defaultRangeExtractor(range);
        if (focusIndex >= range.count || seen.includes(focusIndex)) return seen;
        return [...seen, focusIndex].sort((left, right) => left - right);
      },
      [focusIndex],
    ),
    getItemKey: useCallback((index: number) => rows[index]?.id ?? index, [rows]),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height moves every row
  useEffect(() => virtualizer.measure(), [height]);
  return virtualizer;
}

/** Keeps which row is the one that Tab reaches, by its id, so that rows above it may appear. */
function useRowFocus<T extends GridRow>(rows: readonly T[], openId: string | undefined) {
  const [focusId, setFocusId] = useState(openId);
  const [isWanted, setWanted] = useState(false);
  const index = useMemo(
    () =>
      Math.max(
        0,
        rows.findIndex(({ id }) => id === focusId),
      ),
    [rows, focusId],
  );
  return {
    index,
    isWanted,
    moveTo(target: number) {
      setFocusId(rows[target]?.id);
      setWanted(true);
    },
    onFocused: useCallback((id: string) => {
      setFocusId(id);
      setWanted(false);
    }, []),
  };
}

const GridHead = memo(({ columns }: { readonly columns: readonly Column[] }) => (
  <div className="grid-head" role="rowgroup">
    <div className="grid-line" role="row" aria-rowindex={1}>
      {columns.map(({ key, label, isNumber, level }, index) => (
        <div
          key={key}
          role="columnheader"
          className="cell"
          aria-colindex={index + 1}
          data-cell={key}
          data-number={isNumber}
          data-level={level}
        >
          {label}
        </div>
      ))}
    </div>
  </div>
));
