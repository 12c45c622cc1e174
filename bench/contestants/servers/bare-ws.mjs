// Node's HTTP server and the package ws without GraphQL: a webhook's order is sent to the sockets of its viewer.
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { viewerOf } from '../schema.mjs';
import { eventOf } from './publish.mjs';
import { listen, serve } from './serve.mjs';

const STORED = '{"status":"stored"}';
const HEAD = { 'content-type': 'application/json', 'content-length': STORED.length };

await serve(async () => {
  /** @type {Map<string, Set<import('ws').WebSocket>>} */
  const socketsOf = new Map();
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const { viewer, event } = eventOf(JSON.parse(Buffer.concat(chunks).toString()));
      const { cursor, order } = event;
      const { id, batchId, status, provenance, legs } = order;
      const shown = legs.map(({ symbol, quantity, filledQuantity, averagePrice }) => {
        return { symbol, quantity, filledQuantity, averagePrice };
      });
      const events = { cursor, order: { id, batchId, status, provenance, legs: shown } };
      const text = JSON.stringify({ id: '1', type: 'next', payload: { data: { events } } });
      for (const socket of socketsOf.get(viewer) ?? []) socket.send(text);
      response.writeHead(200, HEAD).end(STORED);
    });
  });
  const sockets = new WebSocketServer({ server, path: '/graphql', perMessageDeflate: false });
  sockets.on('connection', (socket, request) => {
    const viewer = viewerOf(request.headers);
    const own = socketsOf.get(viewer) ?? new Set();
    socketsOf.set(viewer, own);
    socket.on('close', () => own.delete(socket));
    socket.on('message', (data) => {
      const { type } = JSON.parse(data.toString());
      if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
      else if (type === 'subscribe') own.add(socket);
    });
  });
  return { port: await listen(server) };
});
