import { createClient } from 'graphql-ws';
import { type GraphQLResponse, Observable, type SubscribeFunction } from 'relay-runtime';
import { findResumePointInText, type ResumePoint } from '../socket/resume-point.js';
import { createResumingSocket, type SocketOptions } from '../socket/resuming-socket.js';
import { subscribeResuming } from '../socket/resuming-subscription.js';

/** Settings of {@link createSubscribeFunction}. */
export type SubscribeFunctionOptions = SocketOptions;

/** A subscribe function of Relay's network layer with a `close` method. */
export type ResumingSubscribeFunction = SubscribeFunction & {
  /** Ends all subscriptions and closes the socket. */
  close(): Promise<void>;
};

/** Of a persisted subscription only the id is known here: its variable has to have this name. */
const PERSISTED: ResumePoint = { responseKey: null, afterVariable: 'after' };

/**
 * Creates the second argument of Relay's `Network.create`: subscriptions over `graphql-transport-ws`, each
 * resumed after the last event received, so that no event is missed or repeated (guarantee G6).
 *
 * It takes only subscriptions with one root field, an `after` passed as a variable, and `cursor` selected;
 * others fail with a TypeError that says what to change. A persisted subscription names the variable `after`.
 */
export function createSubscribeFunction(options: SubscribeFunctionOptions): ResumingSubscribeFunction {
  const client = createResumingSocket(createClient, options);
  const subscribe: SubscribeFunction = ({ id, text, name }, variables) =>
    Observable.create<GraphQLResponse>((sink) => {
      const point = text === null ? PERSISTED : findResumePointInText(text);
      const document = text === null ? { query: '', documentId: id ?? undefined } : { query: text };
      const request = { ...document, operationName: name, variables, point };
      return subscribeResuming(client, request, {
        next: (result) => sink.next(result as GraphQLResponse),
        error: (reason) => sink.error(asError(reason)),
        complete: () => sink.complete(),
      });
    });
  return Object.assign(subscribe, {
    async close() {
      await client.dispose();
    },
  });
}

/**
 * graphql-ws ends a stream with an error, with a list of GraphQL errors, or with the socket's close
 * event.
 */
function asError(reason: unknown): Error {
  if (reason instanceof Error) return reason;
  const [first = reason] = Array.isArray(reason) ? (reason as unknown[]) : [];
  const { message, code, reason: text } = (first ?? {}) as Record<string, unknown>;
  return new Error(
    typeof message === 'string'
      ? message
      : `the socket was closed with ${String(code)} ${String(text)}`.trim(),
    { cause: reason },
  );
}
