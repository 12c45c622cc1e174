import { type IncomingMessage, request as nodeRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  closeServers,
  type GraphqlBody,
  makeToken,
  type Started,
  startServer,
  until,
} from '../support/test-server.js';

let started: Started;

beforeAll(async () => {
  started = await startServer({ times: { heartbeatMs: 40 } });
});

afterAll(closeServers);

const STREAM = { accept: 'text/event-stream', 'content-type': 'application/json' };

function open(body: unknown, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> {
  return fetch(`${started.url}/graphql/stream`, {
    method: 'POST',
    headers: { ...STREAM, ...headers },
    body: JSON.stringify(body),
    ...(signal === undefined ? {} : { signal }),
  });
}

interface SseEvent {
  readonly id: string | null;
  readonly event: string;
  readonly data: string;
}

const body = (event: SseEvent | undefined): GraphqlBody => JSON.parse(event?.data ?? 'null') as GraphqlBody;

function parseEvents(text: string): SseEvent[] {
  const blocks = text
    .split('\n\n')
    .slice(0, -1)
    .filter((block) => !block.startsWith(':'));
  return blocks.map((block) => {
    const line = (name: string) =>
      block
        .split('\n')
        .find((candidate) => candidate.startsWith(`${name}: `))
        ?.slice(name.length + 2);
    return { id: line('id') ?? null, event: line('event') ?? '', data: line('data') ?? '' };
  });
}

/** Reads a stream until `holds` of its text, or its end. */
async function read(response: Response, holds: (text: string) => boolean): Promise<string> {
  let text = '';
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (let step = await reader?.read(); step?.done === false; step = await reader?.read()) {
    text += step.value;
    if (holds(text)) break;
  }
  return text;
}

describe('a stream', () => {
  test('sends one event per change, with its cursor as id even if not selected, and then complete', async () => {
    const response = await open({ query: 'subscription { ticks(ends: 3) { count } }' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store, no-transform');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    expect(parseEvents(await response.text())).toEqual([
      { id: 'c1', event: 'next', data: '{"data":{"ticks":{"count":1}}}' },
      { id: 'c2', event: 'next', data: '{"data":{"ticks":{"count":2}}}' },
      { id: 'c3', event: 'next', data: '{"data":{"ticks":{"count":3}}}' },
      { id: null, event: 'complete', data: '' },
    ]);
  });

  test('resumes after `after`, and after Last-Event-ID if both are given', async () => {
    const query = 'subscription { ticks(after: "c5", ends: 6) { count } }';
    const behindAfter = parseEvents(await (await open({ query })).text());
    expect(behindAfter.map(({ id }) => id)).toEqual(['c6', null]);
    const behindHeader = parseEvents(await (await open({ query }, { 'last-event-id': 'c3' })).text());
    expect(behindHeader.map(({ id }) => id)).toEqual(['c4', 'c5', 'c6', null]);
  });

  test('answers a query and a mutation as one next and complete', async () => {
    for (const query of ['{ hello }', 'mutation { bump }']) {
      const events = parseEvents(await (await open({ query })).text());
      expect(events.map(({ event }) => event)).toEqual(['next', 'complete']);
    }
  });

  test('is opened by GET with the preflight header', async () => {
    const query = encodeURIComponent('subscription S($to: Int) { ticks(ends: $to) { cursor } }');
    const response = await fetch(
      `${started.url}/graphql/stream?query=${query}&variables=${encodeURIComponent('{"to":1}')}`,
      {
        headers: { accept: 'text/html, text/event-stream;q=0.9', 'apollo-require-preflight': '1' },
      },
    );
    expect(parseEvents(await response.text())[0]).toMatchObject({
      id: 'c1',
      data: '{"data":{"ticks":{"cursor":"c1"}}}',
    });
  });

  test('is never compressed', async () => {
    const response = await open({ query: '{ big }' }, { 'accept-encoding': 'gzip, br' });
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(await response.text()).toContain('yyyyy');
  });

  test('sends comments while there are no events', async () => {
    const gone = new AbortController();
    const response = await open({ query: 'subscription { ticks(to: 1) { count } }' }, {}, gone.signal);
    const text = await read(response, (sofar) => sofar.split(':\n\n').length > 4);
    gone.abort();
    expect(parseEvents(text)).toHaveLength(1);
  });

  test('is allowed for configured origins', async () => {
    const response = await open({ query: '{ hello }' }, { origin: 'https://app.example.com' });
    expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
    await response.text();
  });

  test('closes its source when the client disconnects while there are no events', async () => {
    const gone = new AbortController();
    const response = await open({ query: 'subscription { ticks(to: 1) { count } }' }, {}, gone.signal);
    await read(response, (text) => text.includes('event: next'));
    expect(started.probe.openSources).toBe(1);
    gone.abort();
    await until(() => started.probe.openSources === 0);
    const { text } = await metrics();
    expect(text).toContain('dwar_subscriptions_active{transport="sse"} 0');
  });

  test('ends without complete when the token expires', async () => {
    const exp = Date.now() / 1000 + 1;
    const authorization = `Bearer ${await makeToken({ claims: { exp } })}`;
    const response = await open({ query: 'subscription { mine { count } }' }, { authorization });
    const text = await response.text();
    expect(parseEvents(text).map(({ event }) => event)).toEqual(['next']);
    await until(() => started.probe.openSources === 0);
  });
});

async function metrics() {
  const response = await fetch(`${started.url}/metrics`);
  return { text: await response.text() };
}

describe('errors in a stream', () => {
  test.each([
    ['{ hello', 'GRAPHQL_PARSE_FAILED'],
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['query A { hello } query B { hello }', 'OPERATION_RESOLUTION_FAILURE'],
    ['subscription { ticks(to: 1) @skip(if: true) { count } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['subscription S($to: Int!) { ticks(to: $to) { count } }', 'BAD_USER_INPUT'],
    ['subscription { mine { count } }', 'UNAUTHENTICATED'],
    ['subscription { ticks(after: "nonsense") { count } }', 'NOT_FOUND'],
    ['subscription { defect { count } }', 'INTERNAL_SERVER_ERROR'],
    ['{ broken }', 'INTERNAL_SERVER_ERROR'],
  ])('%j is reported as %s and completes', async (query, code) => {
    const text = await (await open({ query })).text();
    const events = parseEvents(text);
    expect(events.map(({ event }) => event)).toEqual(['next', 'complete']);
    expect(body(events[0]).errors?.[0]?.extensions.code).toBe(code);
    expect(text).not.toMatch(/hunter2|internal detail|stack/);
  });

  test('of one event are masked and the stream continues', async () => {
    const response = await open(
      { query: 'subscription { ticks(ends: 2) { count broken } }' },
      { 'x-request-id': 'sse-1' },
    );
    const events = parseEvents(await response.text());
    expect(events.map(({ id }) => id)).toEqual(['c1', 'c2', null]);
    expect(body(events[0])).toMatchObject({
      data: { ticks: { count: 1, broken: null } },
      errors: [
        {
          message: 'Internal server error',
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'sse-1' },
        },
      ],
    });
  });

  test('of the source are masked and end the stream', async () => {
    const text = await (await open({ query: 'subscription { breaks { count } }' })).text();
    expect(parseEvents(text).map(({ event }) => event)).toEqual(['next', 'next', 'complete']);
    expect(text).not.toContain('/var/lib');
  });
});

describe('a stream is refused', () => {
  test.each(['PUT', 'DELETE', 'PATCH', 'HEAD'])('to the method %s with 405 and Allow', async (method) => {
    const response = await fetch(`${started.url}/graphql/stream`, { method, headers: STREAM });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, POST');
  });

  test('to a mutation by GET', async () => {
    started.probe.executed.length = 0;
    const response = await fetch(
      `${started.url}/graphql/stream?query=${encodeURIComponent('mutation { bump }')}`,
      {
        headers: { ...STREAM },
      },
    );
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect(started.probe.executed).toEqual([]);
  });

  test.each(['application/json', '*/*', ''])('to Accept: %s with 406', async (accept) => {
    const response = await open({ query: '{ hello }' }, { accept });
    expect(response.status).toBe(406);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_ACCEPTABLE' } }] });
  });

  test('to a request that a browser could send across sites', async () => {
    const byGet = await fetch(`${started.url}/graphql/stream?query={hello}`, {
      headers: { accept: 'text/event-stream' },
    });
    expect(byGet.status).toBe(400);
    const byForm = await open({ query: '{ hello }' }, { 'content-type': 'text/plain' });
    expect(byForm.status).toBe(415);
  });

  test.each([
    [[]],
    [{}],
    [{ query: '' }],
    [{ query: '{ hello }', variables: [] }],
    [{ query: '{ hello }', operationName: 1 }],
  ])('to the body %j', async (sent) => {
    const response = await open(sent);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });

  test('to a bad token with 401, and nothing is executed', async () => {
    started.probe.executed.length = 0;
    const response = await open(
      { query: '{ hello }' },
      { authorization: `Bearer ${await makeToken({ ttl: -5 })}` },
    );
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    expect(started.probe.executed).toEqual([]);
  });
});

describe('a slow reader', () => {
  test('slows its source down, and is cut off after the time limit', async () => {
    const slow = await startServer({ times: { stalledMs: 150 } });
    const { port } = new URL(slow.url);
    const pulled = { count: 0 };
    slow.probe.on('pulled', (count: number) => {
      pulled.count = count;
    });
    const sent = nodeRequest({
      host: '127.0.0.1',
      port,
      path: '/graphql/stream',
      method: 'POST',
      headers: STREAM,
    });
    const answered = new Promise<IncomingMessage>((resolve) => sent.on('response', resolve));
    sent.on('error', () => {});
    sent.end(JSON.stringify({ query: 'subscription { ticks(ends: 100000, padding: 20000) { padding } }' }));
    const response = await answered;
    response.on('error', () => {});
    response.pause();
    await until(() => slow.probe.openSources === 0);
    expect(pulled.count).toBeLessThan(2_000);
    sent.destroy();
  });
});

describe('draining', () => {
  test('ends streams without complete and refuses new ones', async () => {
    const draining = await startServer();
    const url = `${draining.url}/graphql/stream`;
    const body = JSON.stringify({ query: 'subscription { ticks(to: 1) { count } }' });
    const response = await fetch(url, { method: 'POST', headers: STREAM, body });
    await until(() => draining.probe.openSources === 1);
    await draining.server.drain();
    const text = await response.text();
    expect(text).not.toContain('event: complete');
    await until(() => draining.probe.openSources === 0);
    const refused = await fetch(url, { method: 'POST', headers: STREAM, body });
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'SHUTTING_DOWN' } }] });
  });
});
