import { WebSocket } from 'ws';
import { EVENTS } from '../dataset/documents.mjs';

const PROTOCOL = 'graphql-transport-ws';
const SUBSCRIBE = JSON.stringify({ id: '1', type: 'subscribe', payload: { query: EVENTS } });

/**
 * Opens a socket of one viewer that follows their events. Resolves when the subscription was sent; rejects, and later calls
 * `onLost`, with what ended it.
 *
 * @param {{port: number, viewer: {name: string, token: string}, onEvent: (event: any) => void, onLost: (reason: string) => void}} options
 * @returns {Promise<{close(): void}>}
 */
export function subscribe({ port, viewer, onEvent, onLost }) {
  const url = `ws://127.0.0.1:${port}/graphql`;
  const socket = new WebSocket(url, PROTOCOL, {
    headers: { 'x-viewer': viewer.name },
    perMessageDeflate: false,
  });
  return new Promise((resolve, reject) => {
    const closed = (code, reason) => lost(`the server closed a socket with ${code} ${reason}`);
    const close = () => socket.off('close', closed).terminate();
    const lost = (reason) => {
      close();
      reject(new Error(reason));
      onLost(reason);
    };
    const handlers = {
      connection_ack: () => socket.send(SUBSCRIBE, () => resolve({ close })),
      next: ({ payload }) =>
        payload.errors === undefined ? onEvent(payload.data.events) : lost(JSON.stringify(payload)),
      ping: () => socket.send('{"type":"pong"}'),
      error: (message) => lost(JSON.stringify(message)),
      complete: () => lost('the server ended the subscription'),
    };
    const payload = { authorization: `Bearer ${viewer.token}` };
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload })));
    socket.on('message', (data) => {
      const message = JSON.parse(data.toString());
      handlers[message.type]?.(message);
    });
    socket.on('error', (error) => lost(error.message));
    socket.on('close', closed);
  });
}
