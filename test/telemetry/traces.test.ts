import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { createLog } from '../../src/core/log.js';
import { type UpstreamRequest, startEchoingUpstream } from '../support/echoing-upstream.js';
import { startApp } from '../support/app.js';
import { type SpanView, startCollector } from '../support/collector.js';
import {
  CREATE_TRANSACTION,
  FOLLOW_EVENT_TYPES,
  REPORT_OUTCOME,
  TRANSACTION_ID,
} from '../support/documents.js';
import { startEmulator } from '../support/emulator.js';
import { EventQueue } from '../support/graphql-client.js';
import { buying, Player } from '../support/player.js';
import { freePort } from '../support/services.js';
import { until } from '../support/until.js';

/** Traces that callers begin, by what they are for. */
const CALLERS = {
  create: 'c0000000000000000000000000000001',
  refused: 'c0000000000000000000000000000002',
  unsampled: 'c0000000000000000000000000000003',
  socket: 'c0000000000000000000000000000004',
  stream: 'c0000000000000000000000000000005',
  webhook: 'c0000000000000000000000000000006',
  unknown: 'c0000000000000000000000000000007',
  upstreamDown: 'c0000000000000000000000000000008',
} as const;
const CALLER_SPAN = '00f067aa0ba902b7';

const traceparent = (traceId: string, flags = '01') => `00-${traceId}-${CALLER_SPAN}-${flags}`;

let spans: SpanView[];
let upstream: UpstreamRequest[];
let log: Record<string, unknown>[];
let services: string[];
let exportHeaders: Record<string, unknown>[];

/** The spans of a trace that a caller began. */
const traceOf = (traceId: string) => spans.filter((span) => span.traceId === traceId);

/** The one span of this name among these. */
function named(among: readonly SpanView[], name: string): SpanView {
  const found = among.filter((span) => span.name === name);
  if (found[0] === undefined || found.length > 1)
    throw new Error(`${found.length} spans ${name} among ${among.map((span) => span.name).join(', ')}`);
  return found[0];
}

/** Names from this span up to the one whose parent is not here. */
function pathOf(span: SpanView): string[] {
  const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
  return [...(parent === undefined ? [] : pathOf(parent)), span.name];
}

// One life of a gateway is lived, and its spans are looked at when the collector has all of them.
beforeAll(async () => {
  const collector = await startCollector();
  const port = await freePort();
  const emulator = await startEmulator({ webhookUrl: `http://127.0.0.1:${port}/webhooks/gateway` });
  upstream = [];
  const front = await startEchoingUpstream(emulator.url, (request) => void upstream.push(request));
  log = [];
  const app = await startApp({
    emulator,
    port,
    env: {
      GATEWAY_URL: front.url,
      OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-api-key=collector%20key,x-tenant=dwar',
      OTEL_SERVICE_NAME: 'dwar-test',
    },
    overrides: {
      log: createLog('debug', { write: (line: string) => void log.push(JSON.parse(line)) }),
    },
  });
  const authorization = `Bearer ${await app.token('alice')}`;
  const post = (query: { toString(): string }, variables: object, headers: Record<string, string>) =>
    fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization, ...headers },
      body: JSON.stringify({ query: query.toString(), variables }),
    }).then((response) => response.json());

  const alice = await Player.of(app, 'alice');
  const socket = followOverSocket(app.url, authorization);
  const stream = await followOverSse(app.url, authorization);
  await Promise.all([socket.next(), stream.next()]);
  const input = { ...buying(3), idempotencyKey: 'the traced one', allowDuplicate: true };
  const created = await post(CREATE_TRANSACTION, { input }, { traceparent: traceparent(CALLERS.create) });
  const { gatewayTransactionId: id } = (
    created as { data: { createTransaction: { gatewayTransactionId: string } } }
  ).data.createTransaction;
  await Promise.all([socket.next(), stream.next()]);
  await emulator.control.faults([{ path: '/v1/', status: 503, times: 1 }]);
  await alice.complete(id, 'lep-ok');
  await alice.settled(id);
  await post(TRANSACTION_ID, { id }, { traceparent: traceparent(CALLERS.unsampled, '00') });
  await post(TRANSACTION_ID, { id }, { traceparent: 'garbled', 'x-request-id': 'the-garbled-one' });
  await fetch(`${app.url}/9812374065?q=1`, { headers: { traceparent: traceparent(CALLERS.refused) } });
  await fetch(`${app.url}/webhooks/gateway`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', traceparent: traceparent(CALLERS.webhook) },
    body: '{"checksum":"none"}',
  });
  await fetch(`${app.url}/health/ready`);
  const unknown = { transactionId: `TRX_${'0'.repeat(32)}`, errorCode: 1000, errorMessage: 'no' };
  await post(REPORT_OUTCOME, { input: unknown }, { traceparent: traceparent(CALLERS.unknown) });
  await front.close();
  const lost = { ...buying(4), idempotencyKey: 'the lost one', allowDuplicate: true };
  await post(CREATE_TRANSACTION, { input: lost }, { traceparent: traceparent(CALLERS.upstreamDown) });
  socket.stop();
  stream.stop();
  // It ends with its connection, which the server may hear of after it has closed everything else.
  await until('the span of the stream', () =>
    collector.spans().some(({ name }) => name === 'POST /graphql/stream'),
  );
  await app.close();
  await emulator.close();
  await collector.close();
  spans = collector.spans();
  services = collector.services();
  exportHeaders = collector.headers;
});

afterAll(() => {
  expect(new Set(services)).toEqual(new Set(['dwar-test']));
});

describe('a client’s trace', () => {
  test('goes from the request through operation and field to the attempt at Gateway', () => {
    const trace = traceOf(CALLERS.create);
    const attempt = trace.find((span) => span.kind === 3);
    expect(attempt && pathOf(attempt)).toEqual([
      'POST /graphql',
      'mutation',
      'Mutation.createTransaction',
      'POST /gateway/gatewaytest/transaction',
    ]);
    expect(named(trace, 'POST /graphql').parentSpanId).toBe(CALLER_SPAN);
  });

  test('records methods, routes, statuses and hosts under the names of OpenTelemetry', () => {
    const trace = traceOf(CALLERS.create);
    expect(named(trace, 'POST /graphql')).toMatchObject({
      kind: 2,
      hasFailed: false,
      attributes: {
        'http.request.method': 'POST',
        'http.route': '/graphql',
        'url.path': '/graphql',
        'http.response.status_code': 200,
      },
    });
    expect(named(trace, 'mutation').attributes).toEqual({
      'graphql.operation.type': 'mutation',
      'graphql.operation.name': 'CreateTransaction',
    });
    expect(trace.find((span) => span.kind === 3)?.attributes).toMatchObject({
      'http.request.method': 'POST',
      'http.response.status_code': 200,
      'server.address': '127.0.0.1',
      'server.port': expect.any(Number),
    });
  });

  test('continues at Gateway: each call names the span of its attempt', () => {
    const nameOf = ({ traceId, spanId }: (typeof spans)[number]) => `00-${traceId}-${spanId}-01`;
    const attempts = spans.filter(({ kind }) => kind === 3);
    const answered = attempts.filter(
      ({ attributes }) => attributes['http.response.status_code'] !== undefined,
    );
    const sent = upstream.map(({ headers }) => headers.traceparent);
    expect(answered.length).toBeGreaterThan(1);
    expect(sent).toEqual(expect.arrayContaining(answered.map(nameOf)));
    // The end of the app may have cut off an attempt that was sent: its span has no status.
    expect(attempts.map(nameOf)).toEqual(expect.arrayContaining(sent));
    expect(new Set(sent).size).toBe(sent.length);
  });

  test('that is not to be recorded is not', () => {
    expect(traceOf(CALLERS.unsampled)).toEqual([]);
  });

  test('that is malformed is not taken up: one begins here', () => {
    const { traceId } = log.find(({ requestId }) => requestId === 'the-garbled-one') ?? {};
    expect(named(traceOf(String(traceId)), 'POST /graphql').parentSpanId).toBeNull();
  });

  test('of a path that nothing is served at does not tell the path', () => {
    const [span, ...more] = traceOf(CALLERS.refused);
    expect(more).toEqual([]);
    expect([span?.name, span?.attributes]).toEqual([
      'GET',
      { 'http.request.method': 'GET', 'http.response.status_code': 404 },
    ]);
  });

  test('stands in the log lines of its request', () => {
    const lines = log.filter(({ traceId }) => traceId === CALLERS.create);
    expect(lines.map(({ msg, route }) => [msg, route])).toContainEqual(['request', '/graphql']);
  });
});

describe('a failure', () => {
  test('of an operation is recorded by its code, in the field and in the operation', () => {
    const trace = traceOf(CALLERS.unknown);
    for (const name of ['Mutation.reportTransactionOutcome', 'mutation'])
      expect(named(trace, name)).toMatchObject({
        hasFailed: true,
        attributes: { 'error.type': 'NOT_FOUND' },
      });
    expect(named(trace, 'POST /graphql').hasFailed).toBe(false);
  });

  test('of Gateway without an answer is recorded by its kind', () => {
    const trace = traceOf(CALLERS.upstreamDown);
    const attempt = trace.find((span) => span.kind === 3);
    expect(attempt).toMatchObject({ hasFailed: true, attributes: { 'error.type': 'unavailable' } });
    expect(attempt?.attributes).not.toHaveProperty('http.response.status_code');
    // It is an outcome of the mutation, and no error of it.
    expect(named(trace, 'mutation').hasFailed).toBe(false);
  });

  test('of Gateway with an answer is recorded by its status, and each retry has a span', () => {
    const failed = spans.find((span) => span.kind === 3 && span.attributes['error.type'] === '503');
    expect(failed).toMatchObject({ hasFailed: true, attributes: { 'http.response.status_code': 503 } });
    const siblings = spans.filter((span) => span.kind === 3 && span.parentSpanId === failed?.parentSpanId);
    const repetitions = siblings.map(({ attributes }) => attributes['http.request.resend_count']);
    expect(repetitions).toEqual(expect.arrayContaining([undefined, 1]));
  });
});

describe('what is pushed', () => {
  test.each(['websocket', 'sse'])('over %s belongs to the webhook that caused it', (transport) => {
    const pushes = spans.filter(
      ({ name, attributes }) => name === 'push' && attributes['dwar.transport'] === transport,
    );
    const ofWebhooks = pushes.filter((push) => pathOf(push)[0] === 'POST /webhooks/gateway');
    expect(ofWebhooks.length).toBeGreaterThan(0);
    for (const push of ofWebhooks) {
      expect(pathOf(push)).toEqual(['POST /webhooks/gateway', 'webhook', 'ledger commit', 'push']);
      expect([push.kind, push.attributes['graphql.operation.type']]).toEqual([4, 'subscription']);
    }
  });

  test('of a mutation belongs to the mutation, for each subscriber', () => {
    const pushes = traceOf(CALLERS.create).filter(({ name }) => name === 'push');
    expect(pushes.map(({ attributes }) => attributes['dwar.transport']).sort()).toEqual(['sse', 'websocket']);
  });

  test('has no span when no live event is behind it', () => {
    expect(spans.filter(({ name, parentSpanId }) => name === 'push' && parentSpanId === null)).toEqual([]);
  });
});

describe('a webhook', () => {
  test('records its kind and outcome', () => {
    const outcomes = spans.filter(({ name }) => name === 'webhook').map(({ attributes }) => attributes);
    expect(outcomes).toContainEqual({ 'dwar.webhook.kind': 'ORDER', 'dwar.webhook.outcome': 'stored' });
    expect(outcomes).toContainEqual({
      'dwar.webhook.kind': 'UNVERIFIED',
      'dwar.webhook.outcome': expect.stringMatching(/^(?:malformed|bad_checksum)$/),
    });
  });

  test('is taken up with the sender’s trace', () => {
    const trace = traceOf(CALLERS.webhook);
    expect(named(trace, 'POST /webhooks/gateway').parentSpanId).toBe(CALLER_SPAN);
    expect(pathOf(named(trace, 'webhook'))).toEqual(['POST /webhooks/gateway', 'webhook']);
  });

  test('is linked to by the read that confirms it, which is a trace of its own', () => {
    const webhooks = new Set(spans.filter(({ name }) => name === 'webhook').map(({ traceId }) => traceId));
    const linked = spans.filter(
      ({ name, links }) => name === 'confirm' && links.some((id) => webhooks.has(id)),
    );
    expect(linked.length).toBeGreaterThan(0);
    expect(linked.every(({ parentSpanId }) => parentSpanId === null)).toBe(true);
    const reads = spans.filter(
      (span) => span.kind === 3 && linked.some(({ spanId }) => spanId === span.parentSpanId),
    );
    expect(reads.length).toBeGreaterThan(0);
  });
});

describe('a stream', () => {
  test('over a socket belongs to the trace of its upgrade', () => {
    const trace = traceOf(CALLERS.socket);
    expect(named(trace, 'GET /graphql')).toMatchObject({
      parentSpanId: CALLER_SPAN,
      attributes: { 'http.response.status_code': 101 },
    });
    expect(pathOf(named(trace, 'Subscription.events'))).toEqual([
      'GET /graphql',
      'subscription',
      'Subscription.events',
    ]);
  });

  test('over SSE belongs to the trace of its request', () => {
    const trace = traceOf(CALLERS.stream);
    expect(named(trace, 'POST /graphql/stream').parentSpanId).toBe(CALLER_SPAN);
    expect(pathOf(named(trace, 'Subscription.events'))).toEqual([
      'POST /graphql/stream',
      'subscription',
      'Subscription.events',
    ]);
  });
});

test('health checks are not traced', () => {
  expect(spans.filter(({ name }) => name.includes('health'))).toEqual([]);
});

test('no loop of the gateway’s own continues the trace that woke it', () => {
  const calls = spans.filter(({ kind, name }) => kind === 3 && name.startsWith('GET '));
  expect(calls.length).toBeGreaterThan(0);
  for (const call of calls) expect(pathOf(call)[0]).toBe('confirm');
});

test('exports carry the headers that are configured', () => {
  expect(exportHeaders.length).toBeGreaterThan(0);
  for (const headers of exportHeaders) {
    expect(headers).toMatchObject({ 'x-api-key': 'collector key', 'x-tenant': 'dwar' });
    expect(headers.traceparent).toBeUndefined();
  }
});

function followOverSocket(url: string, authorization: string): EventQueue<unknown> {
  class TracedSocket extends WebSocket {
    constructor(address: string, protocols: string) {
      super(address, protocols, { headers: { traceparent: traceparent(CALLERS.socket) } });
    }
  }
  const client = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: TracedSocket,
    connectionParams: { authorization },
    retryAttempts: 0,
  });
  const queue = new EventQueue<unknown>(() => void client.dispose());
  client.subscribe(
    { query: FOLLOW_EVENT_TYPES.toString() },
    { next: (event) => queue.push(event), error: (error) => queue.fail(error), complete: () => {} },
  );
  return queue;
}

async function followOverSse(url: string, authorization: string): Promise<EventQueue<string>> {
  const stop = new AbortController();
  const response = await fetch(`${url}/graphql/stream`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization,
      traceparent: traceparent(CALLERS.stream),
    },
    body: JSON.stringify({ query: FOLLOW_EVENT_TYPES.toString() }),
    signal: stop.signal,
  });
  const queue = new EventQueue<string>(() => stop.abort());
  void (async () => {
    for await (const chunk of response.body ?? []) {
      const events = Buffer.from(chunk).toString().split('event: next').length - 1;
      for (let count = 0; count < events; count += 1) queue.push('event');
    }
  })().catch((error: unknown) => queue.fail(error));
  return queue;
}
