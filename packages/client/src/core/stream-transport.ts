import { readControlledStream } from '../event-stream/event-stream.js';
import type { SubscriptionRequest, SubscriptionSink } from '../socket/resuming-subscription.js';
import type { ConnectionControl } from './connection-control.js';
import { type DwarOptions, readAuthorization } from './options.js';
import type { Transport } from './transport.js';

/** An event stream of its own for each subscription. */
export function openStreamTransport(options: DwarOptions, control: ConnectionControl): Transport {
  const open = new Set<AbortController>();
  return {
    subscribe(request, sink) {
      const ending = new AbortController();
      open.add(ending);
      const end = () => {
        open.delete(ending);
        ending.abort();
      };
      void read(request, sink, options, control, ending.signal).then(end);
      return end;
    },
    async close() {
      for (const ending of [...open]) ending.abort();
    },
  };
}

async function read(
  { query, documentId, variables = {}, operationName }: SubscriptionRequest,
  sink: SubscriptionSink,
  options: DwarOptions,
  control: ConnectionControl,
  signal: AbortSignal,
): Promise<void> {
  const { retry, fetch } = options;
  try {
    const events = readControlledStream<Record<string, unknown>, Readonly<Record<string, unknown>>>(
      {
        url: `${options.url.replace(/\/$/, '')}/stream`,
        authorization: () => readAuthorization(options),
        variables,
        signal,
        ...(documentId === undefined ? { query } : { documentId }),
        ...(operationName !== undefined && { operationName }),
        ...(retry && { retry }),
        ...(fetch && { fetch }),
      },
      control,
    );
    for await (const { cursor, result } of events) {
      if (signal.aborted) return;
      sink.next(result, cursor);
    }
    if (!signal.aborted) sink.complete();
  } catch (error) {
    if (!signal.aborted) sink.error(error);
  }
}
