import type { ConnectionTransport } from '../data/generated/graphql.js';
import { namesParam, type RawSearch } from '../shell/search-params.js';

/** How clients can be connected. */
export const TRANSPORTS: readonly ConnectionTransport[] = ['WEBSOCKET', 'SSE'];

/** The filter of the connections, as the address has it. */
export interface ConnectionsSearch {
  readonly transport?: ConnectionTransport | undefined;
}

/** Reads the search params of an address; what is not understood is left out. */
export function parseConnectionsSearch(raw: RawSearch): ConnectionsSearch {
  return { transport: namesParam(raw.transport, TRANSPORTS)?.[0] };
}
