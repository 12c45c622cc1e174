import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { WebSocket } from 'ws';
import { graphql } from '../generated/gql.js';
import { startApp, type TestApp } from '../support/app.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { Player } from '../support/player.js';
import { VirtualClock } from '../../src/core/time/clock.js';
import { figure } from '../support/faults.js';
import { findFreePort } from '../support/gateway-process.js';
import { startUpstreamFront, type UpstreamFront } from '../support/upstream-front.js';

const REFRESH = graphql(/* GraphQL */ `
  mutation RefreshAndHangUp { refreshHoldings { __typename ... on Holdings { provenance } } }
`);

const VIEWER_ID = graphql(/* GraphQL */ `
  query ViewerId { viewer { id } }
`);

let emulator: TestEmulator;
let front: UpstreamFront;
let app: TestApp;
let hope: Player;
let token: string;
/** Reads of holdings that upstream has received and not answered. */
let held: ServerResponse[];
let onHeld: () => void;
let onEnded: () => void;

beforeAll(async () => {
  const port = await findFreePort();
  const clock = new VirtualClock();
  emulator = await startEmulator({ clock, webhookUrl: `http://127.0.0.1:${port}/webhooks/gateway` });
  front = await startUpstreamFront(emulator.url);
  app = await startApp({ emulator, port, env: { GATEWAY_URL: front.url } });
  hope = await Player.of(app, 'hope');
  await hope.connect('lep-ok');
  const importId = await hope.create({ intent: 'HOLDINGS_IMPORT' });
  await hope.complete(importId);
  await hope.settled(importId);
  token = await app.token('hope');
});

afterAll(async () => {
  for (const part of [app, front, emulator]) await part?.close();
});

beforeEach(() => {
  held = [];
  front.calls.length = 0;
  front.override = (request, response) => {
    if (request.url?.includes('/holdings') !== true) return false;
    held.push(response);
    response.once('close', () => {
      if (!response.writableEnded) onEnded();
    });
    onHeld();
    return true;
  };
});

/** Resolves when upstream has received a read; `ended` resolves when Dwar has cancelled that read. */
function nextRead(): { readonly started: Promise<void>; readonly ended: Promise<void> } {
  const started = new Promise<void>((resolve) => {
    onHeld = resolve;
  });
  const ended = new Promise<void>((resolve) => {
    onEnded = resolve;
  });
  return { started, ended };
}

function post(path: string, accept: string, signal: AbortSignal): Promise<Response> {
  return fetch(`${app.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: REFRESH.toString() }),
    signal,
  });
}

test.each([
  ['HTTP', '/graphql', 'application/json'],
  ['SSE', '/graphql/stream', 'text/event-stream'],
])('a client that hangs up over %s cancels its read', async (_name, path, accept) => {
  const read = nextRead();
  const hangUp = new AbortController();
  const asked = post(path, accept, hangUp.signal).then((response) => response.text());
  await read.started;
  const startedAt = performance.now();
  hangUp.abort();
  await expect(asked).rejects.toThrow();
  await read.ended;
  figure(
    `hang-up over ${_name}: upstream's request ended after`,
    `${(performance.now() - startedAt).toFixed(1)} ms`,
  );
});

test.each([
  ['completes the operation', (socket: WebSocket) => socket.send('{"id":"1","type":"complete"}')],
  ['closes the socket', (socket: WebSocket) => socket.close()],
  ['vanishes', (socket: WebSocket) => socket.terminate()],
])('a WebSocket client that %s cancels its read', async (_name, leave) => {
  const read = nextRead();
  const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  socket.once('open', () =>
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })),
  );
  socket.once('message', () =>
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: REFRESH.toString() } })),
  );
  await read.started;
  leave(socket);
  await read.ended;
  socket.terminate();
});

test('equal refreshes of one viewer share one read, which continues while one of them waits', async () => {
  const read = nextRead();
  const [first, ...rest] = Array.from({ length: 50 }, () => new AbortController());
  const asked = [first, ...rest].map((hangUp) =>
    post('/graphql', 'application/json', (hangUp as AbortController).signal).then(
      (response) => response.json() as Promise<unknown>,
      () => 'hung up',
    ),
  );
  await read.started;
  // All of them wait for the one read by the time a later request of the same process is answered.
  await hope.client.ask(VIEWER_ID);
  first?.abort();
  await hope.client.ask(VIEWER_ID);
  expect(held).toHaveLength(1);
  front.override = null;
  held[0]?.writeHead(500).end('{"success":false,"errors":["broken"],"data":null}');
  const answers = await Promise.all(asked);
  expect(answers[0]).toBe('hung up');
  for (const answer of answers.slice(1))
    expect(answer).toEqual({
      data: { refreshHoldings: { __typename: 'Holdings', provenance: 'CONFIRMED' } },
    });
  const reads = front.calls.filter((call) => call.includes('/holdings')).length;
  figure('50 equal refreshes: reads upstream', `${reads} (one of them repeated after an answer of 500)`);
  expect(reads).toBe(2);
});
