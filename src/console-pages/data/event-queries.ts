import { queryOptions } from '@tanstack/react-query';
import {
  ConnectionsDocument,
  type ConnectionTransport,
  EventDocument,
  type EventFilter,
  EventLogDocument,
  type EventRowFragment,
  EventsDocument,
  StateAtDocument,
} from './generated/graphql.js';
import { postOperation } from './post-operation.js';
import { PAGE_SIZE, pages } from './queries.js';

/** How often what only this instance knows is read: who follows a log, and who is connected. */
const WATCHED_MS = 2_000;

/** The bounds of a viewer's log and who follows it; null if the ledger has none of this id. */
export const eventLogQuery = (viewer: string) =>
  queryOptions({
    queryKey: ['event-log', viewer],
    queryFn: async ({ signal }) =>
      (await postOperation(EventLogDocument, { viewer }, signal)).eventLog ?? null,
    refetchInterval: WATCHED_MS,
  });

/** The events of a viewer, newest first. */
export const eventsQuery = (viewer: string, filter: EventFilter) =>
  pages<EventRowFragment>(
    ['events', viewer, filter],
    async (after, signal) =>
      (await postOperation(EventsDocument, { viewer, filter, first: PAGE_SIZE, after }, signal)).eventLog
        ?.events,
  );

/** One event with its snapshot and the one before; null if the log does not have it. */
export const eventQuery = (viewer: string, seq: number) =>
  queryOptions({
    queryKey: ['event', viewer, seq],
    queryFn: async ({ signal }) =>
      (await postOperation(EventDocument, { viewer, seq }, signal)).eventLog?.event ?? null,
  });

/** What was known at one place of a log; null if the ledger has no such log. */
export const stateAtQuery = (viewer: string, seq: number) =>
  queryOptions({
    queryKey: ['state-at', viewer, seq],
    queryFn: async ({ signal }) =>
      (await postOperation(StateAtDocument, { viewer, seq }, signal)).eventLog?.stateAt ?? null,
  });

/** The connections of viewers at the instance that answers. */
export const connectionsQuery = (transport: ConnectionTransport | undefined) =>
  queryOptions({
    queryKey: ['connections', transport],
    queryFn: async ({ signal }) =>
      (await postOperation(ConnectionsDocument, { transport: transport ?? null }, signal)).connections ??
      null,
    refetchInterval: WATCHED_MS,
  });
