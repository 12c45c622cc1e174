import { AsyncResource } from 'node:async_hooks';
import type { ServerResponse } from 'node:http';

/** What access logs call the status of a request whose client left before it had an answer. */
const CLIENT_CLOSED = 499;

/**
 * Calls back once when the response is complete or its client has left, in the async context of this call.
 * The framework's own hook does not run when a client leaves.
 */
export function whenAnswered(response: ServerResponse, callback: (status: number) => void): void {
  const context = new AsyncResource('response');
  const answered = () => callback(response.headersSent ? response.statusCode : CLIENT_CLOSED);
  response.once('close', () => context.runInAsyncScope(answered));
}
