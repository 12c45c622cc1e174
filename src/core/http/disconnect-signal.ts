import type { ServerResponse } from 'node:http';

/** Aborted if the connection closes before the whole answer is written. */
export function disconnectSignal(response: ServerResponse): AbortSignal {
  const disconnect = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) disconnect.abort();
  });
  return disconnect.signal;
}
