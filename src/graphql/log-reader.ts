/** A source of a subscription that reads the log of its viewer. */
export interface LogReader {
  /** Number of the last event that it needs no more: all up to it were handed out, or are not for it. */
  readonly givenUpTo: number | null;
}

/** How far a source of a subscription has handed out its viewer's log; null for one that reads none. */
export function givenUpTo(source: unknown): number | null {
  const { givenUpTo: seq = null } = (source ?? {}) as Partial<LogReader>;
  return typeof seq === 'number' ? seq : null;
}
