import type { CursorState, EventFilter, EventRowFragment, EventType } from '../data/generated/graphql.js';
import { namesParam, type RawSearch, textParam } from '../shell/search-params.js';

/** The types of events that can be chosen. */
export const EVENT_TYPES: readonly EventType[] = [
  'TRANSACTION',
  'ORDER',
  'ORDER_RETRACTED',
  'HOLDINGS',
  'PENDING_ACTION',
  'MUTUAL_FUND_IMPORT',
  'INVESTMENT',
  'INVESTMENT_EXITED',
  'FUNDS',
];
export const EVENT_TABS = ['snapshot', 'changes', 'state'] as const;
export type EventTab = (typeof EVENT_TABS)[number];
const CURSOR_STATES: readonly CursorState[] = ['KEPT', 'TRIMMED', 'AHEAD', 'OTHER_EPOCH'];

/** Whose log is open, its filters and the open event, as the address has them. All ids are sealed. */
export interface EventsSearch {
  readonly viewer?: string | undefined;
  readonly type?: EventType[] | undefined;
  readonly subject?: string | undefined;
  /** Number of the event in the side panel, as text. */
  readonly open?: string | undefined;
  readonly tab?: EventTab | undefined;
  /** What is to be said about the cursor by which the log was found. */
  readonly cursor?: CursorState | undefined;
}

/** Reads the search params of an address; what is not understood is left out. */
export function parseEventsSearch(raw: RawSearch): EventsSearch {
  const open = textParam(raw.open);
  return {
    viewer: textParam(raw.viewer),
    type: namesParam(raw.type, EVENT_TYPES),
    subject: textParam(raw.subject),
    open: open !== undefined && /^\d{1,9}$/.test(open) ? open : undefined,
    tab: namesParam(raw.tab, EVENT_TABS)?.[0],
    cursor: namesParam(raw.cursor, CURSOR_STATES)?.[0],
  };
}

/** Returns the filter that the server gets. */
export function eventFilterOf({ type, subject }: EventsSearch): EventFilter {
  return { ...(type && { type }), ...(subject && { subject }) };
}

/** Whether a new event belongs to a filtered list. */
export function eventFits(event: EventRowFragment, { type, subject }: EventFilter): boolean {
  return (type?.includes(event.type) ?? true) && (subject ?? event.subjectId) === event.subjectId;
}
