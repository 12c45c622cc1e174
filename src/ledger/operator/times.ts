/** A part of time in epoch milliseconds, both ends included; null: open. */
export interface TimeRange {
  readonly since: number | null;
  readonly until: number | null;
}

/** The range with numbers for open ends. */
export function bounded({ since, until }: TimeRange): readonly [since: number, until: number] {
  return [since ?? Number.MIN_SAFE_INTEGER, until ?? Number.MAX_SAFE_INTEGER];
}
