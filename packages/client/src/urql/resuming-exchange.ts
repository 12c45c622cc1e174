import { type Exchange, subscriptionExchange } from '@urql/core';
import type { DocumentNode } from 'graphql';
import { createClient } from 'graphql-ws';
import { findResumePoint, type ResumePoint } from '../socket/resume-point.js';
import { createResumingSocket, type SocketOptions } from '../socket/resuming-socket.js';
import { subscribeResuming } from '../socket/resuming-subscription.js';

/** Settings of {@link resumingSubscriptionExchange}. */
export type ResumingExchangeOptions = SocketOptions;

/** An urql exchange with a `close` method. */
export type ResumingExchange = Exchange & {
  /** Ends all subscriptions and closes the socket. */
  close(): Promise<void>;
};

/**
 * Creates an exchange that carries urql's subscriptions over `graphql-transport-ws` and resumes each
 * after the last event received, so that no event is missed or repeated (guarantee G6).
 *
 * It takes only subscriptions with one root field, an `after` passed as a variable, and `cursor` selected;
 * others fail at once with a TypeError that says what to change, as the `networkError` of the result.
 */
export function resumingSubscriptionExchange(options: ResumingExchangeOptions): ResumingExchange {
  const client = createResumingSocket(createClient, options);
  const exchange = subscriptionExchange({
    forwardSubscription: ({ query = '', documentId, variables, operationName, extensions }, operation) => ({
      subscribe(sink) {
        let point: ResumePoint;
        try {
          point = findResumePoint(operation.query as DocumentNode, operationName);
        } catch (error) {
          sink.error(error);
          return { unsubscribe() {} };
        }
        const request = { query, documentId, variables, operationName, extensions, point };
        const unsubscribe = subscribeResuming(client, request, {
          next: (result) => sink.next(result as Parameters<typeof sink.next>[0]),
          error: (reason) => sink.error(reason),
          complete: () => sink.complete(),
        });
        return { unsubscribe };
      },
    }),
  });
  return Object.assign(exchange, {
    async close() {
      await client.dispose();
    },
  });
}
