import type { createClient } from 'graphql-ws';
import { createResumingSocket } from '../socket/resuming-socket.js';
import { subscribeResuming } from '../socket/resuming-subscription.js';
import type { ConnectionControl } from './connection-control.js';
import { type DwarOptions, readAuthorization } from './options.js';
import type { Transport } from './transport.js';

/** One WebSocket for all subscriptions. */
export function openSocketTransport(
  create: typeof createClient,
  options: DwarOptions,
  control: ConnectionControl,
): Transport {
  const { retry, webSocketImpl } = options;
  const client = createResumingSocket(create, {
    ...control,
    url: options.url.replace(/^http/, 'ws'),
    authorization: () => readAuthorization(options),
    ...(retry && { retry }),
    ...(webSocketImpl !== undefined && { webSocketImpl }),
  });
  return {
    subscribe: (request, sink) => subscribeResuming(client, request, sink),
    close: async () => {
      await client.dispose();
    },
  };
}
