import type { ConnectionState, DwarEvent } from '@dwar/client';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useDwar } from '../session/context.js';

const ON_SERVER: ConnectionState = { status: 'idle', since: 0, attempt: 0, cursor: null };

/** The state of the connection that carries the events; `idle` on a server. */
export function useDwarConnection(): ConnectionState {
  const { connection } = useDwar('useDwarConnection').session.client;
  return useSyncExternalStore(connection.subscribe, connection.get, onServer);
}

function onServer(): ConnectionState {
  return ON_SERVER;
}

/**
 * Calls `handler` for each event of a kind while the component is mounted, after the queries have it. The
 * handler may be another function with each render. What it throws does not end the stream.
 */
export function useDwarEvent<Name extends DwarEvent['__typename']>(
  name: Name,
  handler: (event: Extract<DwarEvent, { readonly __typename: Name }>) => void,
): void {
  const { session } = useDwar('useDwarEvent');
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(
    () =>
      session.listen((event) => {
        if (event.__typename === name)
          latest.current(event as Extract<DwarEvent, { readonly __typename: Name }>);
      }),
    [session, name],
  );
}
