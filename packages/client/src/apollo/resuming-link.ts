import { ApolloLink, CombinedGraphQLErrors, Observable } from '@apollo/client';
import { type GraphQLFormattedError, print } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import { findResumePoint } from '../socket/resume-point.js';
import { createResumingSocket, type SocketOptions } from '../socket/resuming-socket.js';
import { type SubscriptionRequest, subscribeResuming } from '../socket/resuming-subscription.js';

/** Settings of {@link createResumingLink}. */
export interface ResumingLinkOptions extends SocketOptions {
  /** Your own client instead of one made from these settings. It must retry automatically. */
  readonly client?: Client;
}

/** An Apollo link with a `close` method. */
export interface ResumingLink extends ApolloLink {
  /** Ends all subscriptions and closes the socket. */
  close(): Promise<void>;
}

/**
 * Creates a terminating link for Apollo Client 4 that carries subscriptions over `graphql-transport-ws`.
 * After a lost connection it resumes after the last event received, so that no event is missed or repeated
 * (guarantee G6).
 *
 * It takes only subscriptions with one root field, an `after` passed as a variable, and `cursor` selected;
 * others fail at once with a TypeError that says what to change. `ResyncRequired` is passed on like any other
 * event. The stream completes when the server completes it, fails with CombinedGraphQLErrors if the server
 * refuses the subscription, and with an Error after a final close.
 */
export function createResumingLink(options: ResumingLinkOptions): ResumingLink {
  const client = options.client ?? createResumingSocket(createClient, options);
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

/** PersistedQueryLink sets in Apollo's context whether to send the text along with its hash. */
function requestOf(operation: ApolloLink.Operation): SubscriptionRequest {
  const { query, variables, operationName, extensions } = operation;
  const { http } = operation.getContext() as { readonly http?: { readonly includeQuery?: boolean } };
  const point = findResumePoint(query, operationName);
  return {
    query: http?.includeQuery === false ? '' : print(query),
    variables,
    operationName,
    extensions,
    point,
  };
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
