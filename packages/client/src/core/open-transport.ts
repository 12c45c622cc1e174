import type { ConnectionControl } from './connection-control.js';
import { type DwarError, invalidUse } from './errors.js';
import type { DwarOptions } from './options.js';
import type { Transport } from './transport.js';

/**
 * Opens the transport that the settings ask for. What only one transport needs is loaded here, with its first
 * use. Throws INVALID_USE if `websocket` is asked for and the platform or `graphql-ws` is missing.
 */
export async function openTransport(options: DwarOptions, control: ConnectionControl): Promise<Transport> {
  const { transport = 'auto' } = options;
  if (transport !== 'sse') {
    const socket = await openSocket(options, control);
    if ('subscribe' in socket) return socket;
    if (transport === 'websocket') throw socket;
  }
  const { openStreamTransport } = await import('./stream-transport.js');
  return openStreamTransport(options, control);
}

/** The transport, or an error that says why there is none. */
async function openSocket(options: DwarOptions, control: ConnectionControl): Promise<Transport | DwarError> {
  const { WebSocket: platformSocket } = globalThis as { readonly WebSocket?: unknown };
  if ((options.webSocketImpl ?? platformSocket) === undefined) {
    return invalidUse(
      'there is no global WebSocket: pass `webSocketImpl`, such as WebSocket of the package ws',
    );
  }
  const createClient = await loadGraphqlWs();
  if (createClient === null) {
    return invalidUse('the package graphql-ws is missing: install it, or use `transport: "sse"` or "auto"');
  }
  const { openSocketTransport } = await import('./socket-transport.js');
  return openSocketTransport(createClient, options, control);
}

/** The package is an optional peer; null if it is not installed. */
async function loadGraphqlWs() {
  try {
    return (await import('graphql-ws')).createClient;
  } catch {
    return null;
  }
}
