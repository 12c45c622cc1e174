import { ApolloLink, CombinedGraphQLErrors, Observable } from '@apollo/client';
import type { GraphQLFormattedError } from 'graphql';
import type { Client } from 'graphql-ws';
import { createResumingSocket, type SocketOptions } from './resuming-socket.js';
import { type SubscriptionRequest, subscribeResuming } from './resuming-subscription.js';

/** Settings of {@link createResumingLink}. */
export interface ResumingLinkOptions extends SocketOptions {
  /** A client of yours in place of the one made from these settings; it must retry by itself. */
  readonly client?: Client;
}

/** An Apollo link that can be closed. */
export interface ResumingLink extends ApolloLink {
  /** Ends all its subscriptions and closes the socket. */
  close(): Promise<void>;
}

/**
 * Makes a terminating link for Apollo Client 4 that carries subscriptions over `graphql-transport-ws` and,
 * after a lost connection, resumes after the last event received: no event is missed and none comes twice
 * (guarantee G6).
 *
 * It takes subscriptions only, with one root field, `after` given by a variable and `cursor` selected; others
 * end at once with a TypeError that says what to change. `ResyncRequired` is an event like any other. The
 * stream completes when the server completes it; GraphQL errors that refuse it come as CombinedGraphQLErrors,
 * a final close as an Error.
 */
export function createResumingLink(options: ResumingLinkOptions): ResumingLink {
  const client = options.client ?? createResumingSocket(options);
  const link = new ApolloLink(
    (operation) =>
      new Observable<ApolloLink.Result>((observer) =>
        subscribeResuming(client, requestOf(operation), {
          next: (result) => observer.next(result as ApolloLink.Result),
          error: (reason) => observer.error(asError(reason)),
          complete: () => observer.complete(),
        }),
      ),
  );
  return Object.assign(link, {
    async close() {
      await client.dispose();
    },
  });
}

/** PersistedQueryLink says by Apollo's context whether the text goes along with its hash. */
function requestOf(operation: ApolloLink.Operation): SubscriptionRequest {
  const { query, variables, operationName, extensions } = operation;
  const { http } = operation.getContext() as { readonly http?: { readonly includeQuery?: boolean } };
  return { query, variables, operationName, extensions, includeQuery: http?.includeQuery };
}

/**
 * graphql-ws ends a stream with an error, with a list of GraphQL errors, or with the socket's close event.
 */
function asError(reason: unknown): unknown {
  if (Array.isArray(reason)) {
    return new CombinedGraphQLErrors({ errors: reason as readonly GraphQLFormattedError[] });
  }
  if (typeof reason !== 'object' || reason === null || !('code' in reason) || !('reason' in reason))
    return reason;
  return new Error(`the socket was closed with ${String(reason.code)} ${String(reason.reason)}`.trim());
}
