import type { FastifyInstance } from 'fastify';
import type { AppError } from '../../core/errors.js';
import type { Overload } from '../../core/overload.js';
import type { IncomingMessage } from 'node:http';

/** GraphQL of the partner's backends, over HTTP and WebSocket. */
export const SERVICE_GRAPHQL_PATH = '/service/graphql';
/** The same over server-sent events. */
export const SERVICE_STREAM_PATH = '/service/graphql/stream';

/** The methods of these paths. */
export const SERVICE_METHODS = {
  [SERVICE_GRAPHQL_PATH]: 'GET, POST',
  [SERVICE_STREAM_PATH]: 'GET, POST',
};

/** What serves backends, once it is mounted. */
export interface MountedService {
  /** Closes its sockets and streams gradually and accepts no new ones. */
  drain(): Promise<void>;
  /** Closes the remaining sockets at once, and stops what serves requests. */
  stop(): Promise<void>;
}

/** What the server hands in. */
export interface ServiceServer {
  readonly overload: Overload;
  /** Why a request may not open a socket, judged by its `Host` and `Origin`; null if it may. */
  readonly socketRefusalOf: (request: IncomingMessage) => AppError | null;
}

/** Serves backends on a server; its code is loaded only where their secret is set. */
export interface ServiceMount {
  mount(app: FastifyInstance, server: ServiceServer): Promise<MountedService>;
}
