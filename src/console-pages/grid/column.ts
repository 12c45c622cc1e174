/** A column of a list. */
export interface Column {
  readonly key: string;
  readonly label: string;
  /** As a track of `grid-template-columns`. */
  readonly width: string;
  readonly isNumber?: boolean;
  /** Its cells hold a chip or a mark, which shortens itself. */
  readonly isChip?: boolean;
  /** 1 is always shown, 2 is left out of a narrow list, 3 also of one of medium width. */
  readonly level: 1 | 2 | 3;
}

/** Returns the tracks of the columns up to a level. */
export function tracksOf(columns: readonly Column[], most: Column['level']): string {
  return columns
    .filter(({ level }) => level <= most)
    .map(({ width }) => width)
    .join(' ');
}
