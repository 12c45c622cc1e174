import { memo, type MouseEvent, type ReactNode, useEffect, useRef } from 'react';
import { useConsole } from '../shell/console-context.js';
import type { Column } from './column.js';

export interface GridRow {
  readonly id: string;
}

interface RowLineProps<T extends GridRow> {
  readonly row: T;
  readonly index: number;
  /** Distance from the top of the list in pixels. */
  readonly start: number;
  readonly columns: readonly Column[];
  readonly cells: (row: T) => readonly ReactNode[];
  readonly href: string;
  readonly label: string;
  readonly isOpen: boolean;
  readonly isFocusable: boolean;
  readonly mayTakeFocus: boolean;
  readonly onFocused: (id: string) => void;
  readonly onOpen: (row: T) => void;
  /** Undefined where rows cannot be selected. */
  readonly isSelected: boolean | undefined;
  readonly onSelect: (id: string, isRange: boolean) => void;
}

/**
 * One row: plain elements, because a component of the kit in each cell costs a slow machine more than a
 * frame. Its link covers the row, so that it opens in a new tab as any link does.
 */
function Line<T extends GridRow>(props: RowLineProps<T>) {
  const { row, index, start, columns, href, label, isOpen, isFocusable, mayTakeFocus, onFocused, onOpen } =
    props;
  const { isSelected, onSelect } = props;
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (mayTakeFocus) link.current?.focus({ preventScroll: true });
  }, [mayTakeFocus]);
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen(row);
  };
  return (
    <div
      className="grid-line grid-row"
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected ?? isOpen}
      data-open={isOpen}
      style={{ transform: `translateY(${start}px)` }}
    >
      {props.cells(row).map((cell, at) => {
        const column = columns[at];
        return (
          <div
            key={column?.key}
            role="gridcell"
            className="cell"
            aria-colindex={at + 1}
            data-cell={column?.key}
            data-number={column?.isNumber}
            data-chip={column?.isChip}
            data-level={column?.level}
          >
            {at === 0 && (
              // biome-ignore lint/a11y/useAnchorContent: it has a label, which costs no painting
              <a
                ref={link}
                className="row-link"
                href={href}
                data-row={row.id}
                aria-label={label}
                tabIndex={isFocusable ? 0 : -1}
                onFocus={() => onFocused(row.id)}
                onClick={open}
              />
            )}
            {at === 0 && isSelected !== undefined && (
              <RowBox id={row.id} label={label} isSelected={isSelected} onSelect={onSelect} />
            )}
            {cell}
          </div>
        );
      })}
    </div>
  );
}

interface RowBoxProps {
  readonly id: string;
  readonly label: string;
  readonly isSelected: boolean;
  readonly onSelect: (id: string, isRange: boolean) => void;
}

/** The box that selects a row. Tab passes it by: `x` does the same for the row with the focus. */
function RowBox({ id, label, isSelected, onSelect }: RowBoxProps) {
  const { t } = useConsole();
  return (
    <input
      type="checkbox"
      className="row-box"
      tabIndex={-1}
      aria-label={t('select.row', { name: label })}
      checked={isSelected}
      onClick={(event) => onSelect(id, event.shiftKey)}
      onChange={() => {}}
    />
  );
}

/** A row that renders again only if what it shows has changed. */
export const RowLine = memo(Line) as typeof Line;
