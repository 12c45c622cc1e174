import type { ErrorCode } from './errors.js';

/**
 * Texts, codes and names that clients of the GraphQL ecosystem compare or send. Our own messages may change,
 * but these may not: a client in use would stop working. Each one has its source. The names and close codes
 * of `graphql-transport-ws` are constants of the package graphql-ws.
 */

/**
 * The messages of automatic persisted queries. Apollo's clients compare the message or the code, urql the
 * message alone. Both answer the first by sending the text once, and the second by sending texts from then
 * on. The HTTP status is 200 for every media type, because Apollo iOS looks at the status before the message.
 * Sources: `@apollo/server`, `internalErrorClasses.ts`; `@apollo/client`, `link/persisted-queries`;
 * `@urql/exchange-persisted`, `persistedExchange.ts`; apollo-ios, `AutomaticPersistedQueryInterceptor`.
 */
export const PERSISTED_QUERY_MESSAGES = {
  PERSISTED_QUERY_NOT_FOUND: 'PersistedQueryNotFound',
  PERSISTED_QUERY_NOT_SUPPORTED: 'PersistedQueryNotSupported',
} as const satisfies Partial<Record<ErrorCode, string>>;

/**
 * Codes of mistakes in a well-formed request, as Apollo Server names them. Source: `@apollo/server/errors`.
 */
export const DOCUMENT_MISTAKES = [
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
] as const satisfies readonly ErrorCode[];

/**
 * Headers that prove a preflight, because a browser adds none of them on its own. Apollo's mobile clients
 * send the first one with every request. Source: `@apollo/server`, `preventCsrf.ts`.
 */
export const PREFLIGHT_HEADERS = ['x-apollo-operation-name', 'apollo-require-preflight'] as const;

/**
 * Media types of an answer over HTTP, in the order in which one is chosen if the client has no preference.
 * Sources: GraphQL over HTTP, section 4.1; `@apollo/server`, `runHttpQuery.ts`.
 */
export const RESULT_TYPES = [
  'application/json; charset=utf-8',
  'application/graphql-response+json; charset=utf-8',
] as const;

/** The media type of server-sent events. Source: HTML, section 9.2, "Server-sent events". */
export const STREAM_TYPE = 'text/event-stream';

/**
 * The events of a stream. graphql-sse's client throws at any other name. Source: graphql-sse, `PROTOCOL.md`,
 * "Distinct connections mode".
 */
export type StreamEvent = 'next' | 'complete';

/** The challenge of an answer that refuses a token. Source: RFC 6750, section 3. */
export const INVALID_TOKEN_CHALLENGE = 'Bearer error="invalid_token"';
