import { once } from 'node:events';
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  type EventStreamOptions,
  readEventStream,
} from '../../../packages/client/src/event-stream/event-stream.js';
import { collectAllGarbage } from '../../support/collect-garbage.js';
import { type Answer, complete, cut, startStreamServer, stream } from './stream-server.js';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(...answers: readonly Answer[]) {
  const server = await startStreamServer(...answers);
  closing.push(() => server.close());
  return server;
}

type Options = EventStreamOptions<{ ticks: { n: number } }, Record<string, unknown>>;

function open(url: string, options: Partial<Options> = {}) {
  return readEventStream<{ ticks: { n: number } }>({
    url,
    query: 'subscription { ticks { n } }',
    retry: { initialDelayMs: 2 },
    ...options,
  });
}

async function numbersOf(events: ReturnType<typeof open>): Promise<readonly (number | undefined)[]> {
  const numbers: (number | undefined)[] = [];
  for await (const { result } of events) numbers.push(result.data?.ticks.n);
  return numbers;
}

describe('the event stream', () => {
  test('posts the document with the token in a header, not in the URL', async () => {
    const server = await start((response) => complete(stream(response, 1, 2)));
    const events = open(server.url, {
      variables: { after: 'c0' },
      operationName: 'Ticks',
      authorization: async () => 'Bearer secret',
    });
    expect(await numbersOf(events)).toEqual([1, 2]);
    const [request] = server.seen;
    expect(request).toMatchObject({ method: 'POST', url: '/graphql/stream' });
    expect(request?.headers).toMatchObject({
      authorization: 'Bearer secret',
      accept: 'text/event-stream',
      'content-type': 'application/json',
    });
    expect(JSON.parse(request?.body ?? '')).toEqual({
      query: 'subscription { ticks { n } }',
      variables: { after: 'c0' },
      operationName: 'Ticks',
    });
  });

  test('yields each event with its cursor', async () => {
    const server = await start((response) => complete(stream(response, 7, 7)));
    const { value } = await open(server.url).next();
    expect(value).toEqual({ cursor: 'c7', result: { data: { ticks: { n: 7 } } } });
  });

  test('reconnects with Last-Event-ID after a cut, so that no event is lost or repeated', async () => {
    const server = await start(
      (response) => cut(stream(response, 1, 3)),
      (response) => stream(response, 4, 5).end(),
      (response) => response.writeHead(503, { 'retry-after': '0' }).end(),
      (response) => complete(stream(response, 5, 6)),
    );
    expect(await numbersOf(open(server.url))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(server.seen.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, 'c3', 'c5', 'c5']);
  });

  test('yields an object’s current state, which has the cursor of the position before it', async () => {
    const server = await start((response) => {
      stream(response, 1, 1);
      complete(stream(response, 1, 1));
    });
    expect(await numbersOf(open(server.url))).toEqual([1, 1]);
  });

  test('resumes from an earlier run', async () => {
    const server = await start((response) => complete(stream(response, 5, 5)));
    expect(await numbersOf(open(server.url, { lastEventId: 'c4' }))).toEqual([5]);
    expect(server.seen[0]?.headers['last-event-id']).toBe('c4');
  });

  test('drops an event cut in the middle and receives it over the next connection', async () => {
    const server = await start(
      (response) => {
        const half = 'event: next\nid: c2\ndata: {"data":{"ti';
        stream(response, 1, 1).write(half, () => response.destroy());
      },
      (response) => complete(stream(response, 2, 2)),
    );
    expect(await numbersOf(open(server.url))).toEqual([1, 2]);
    expect(server.seen[1]?.headers['last-event-id']).toBe('c1');
  });

  test('assembles events from pieces of any size, with any line ending', async () => {
    const text = `event: next\r\nid: c1\r\ndata: {"data":\r\ndata: {"ticks":{"n":1,"text":"दो"}}}\r\n\r\nevent: next\rdata: {"data":null}\r\r`;
    const server = await start(async (response) => {
      stream(response);
      for (const byte of Buffer.from(text)) {
        await new Promise((resolve) => response.write(Buffer.of(byte), resolve));
      }
      complete(response);
    });
    const results: unknown[] = [];
    for await (const { result, cursor } of open(server.url)) results.push({ result, cursor });
    expect(results).toEqual([
      { cursor: 'c1', result: { data: { ticks: { n: 1, text: 'दो' } } } },
      { cursor: null, result: { data: null } },
    ]);
  });

  test('reconnects if even heartbeats are missing', async () => {
    const server = await start(
      (response) => stream(response, 1, 1),
      (response) => complete(stream(response, 2, 2)),
    );
    expect(await numbersOf(open(server.url, { idleTimeoutMs: 40 }))).toEqual([1, 2]);
  });

  test('requests a token for each connection, and again after a 401', async () => {
    const tokens = ['Bearer one', 'Bearer two', 'Bearer three'];
    const server = await start(
      (response) => cut(stream(response, 1, 1)),
      (response) => response.writeHead(401).end(),
      (response) => complete(stream(response, 2, 2)),
    );
    const events = open(server.url, { authorization: () => tokens.shift() ?? '' });
    expect(await numbersOf(events)).toEqual([1, 2]);
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer one',
      'Bearer two',
      'Bearer three',
    ]);
  });

  test('retries if the token cannot be obtained', async () => {
    const server = await start((response) => complete(stream(response, 1, 1)));
    let calls = 0;
    const authorization = async () => {
      calls += 1;
      if (calls === 1) throw new Error('the session server is unavailable');
      return 'Bearer late';
    };
    expect(await numbersOf(open(server.url, { authorization }))).toEqual([1]);
  });

  test('ends without an error if its signal is aborted during a wait', async () => {
    const server = await start((response) => stream(response, 1, 1));
    const ending = new AbortController();
    const events = open(server.url, { signal: ending.signal });
    await events.next();
    const waiting = events.next();
    ending.abort();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  test('sends no request if its signal is already aborted', async () => {
    const server = await start((response) => complete(stream(response, 1, 1)));
    expect(await numbersOf(open(server.url, { signal: AbortSignal.abort() }))).toEqual([]);
    expect(server.seen).toEqual([]);
  });

  test('closes its connection when the caller leaves the loop', async () => {
    let onClose = () => {};
    const isClosed = new Promise<void>((resolve) => {
      onClose = resolve;
    });
    const server = await start((response) => {
      response.on('close', onClose);
      stream(response, 1, 1);
    });
    for await (const _event of open(server.url)) break;
    await isClosed;
  });

  test.each(['its signal is aborted', 'the caller leaves the loop'])(
    'closes its connection when %s, also after garbage was collected',
    async (how) => {
      let closed: Promise<unknown> | undefined;
      const server = await start((response) => {
        closed = once(stream(response, 1, 1), 'close');
      });
      const ending = new AbortController();
      const events = open(server.url, { signal: ending.signal });
      await events.next();
      const waiting = events.next();
      await collectAllGarbage();
      if (how === 'its signal is aborted') ending.abort();
      else await events.return?.();
      await closed;
      expect((await waiting).done).toBe(true);
    },
  );

  test('does not read ahead of a slow caller', async () => {
    const large = 'x'.repeat(100_000);
    let written = 0;
    const ending = new AbortController();
    const server = await start(async (response) => {
      stream(response);
      for (let n = 1; n <= 400 && !response.destroyed; n += 1) {
        const hasCapacity = response.write(
          `event: next\nid: c${n}\ndata: {"data":{"ticks":{"n":${n},"x":"${large}"}}}\n\n`,
        );
        written = n;
        if (!hasCapacity) {
          await once(response, 'drain', { signal: ending.signal }).catch(() => {});
        }
      }
    });
    const events = open(server.url);
    await events.next();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(written).toBeLessThan(400);
    await events.return?.();
    ending.abort();
  });
});

describe('the event stream refuses', () => {
  test.each([400, 403, 404, 405, 413])('to retry after HTTP %i', async (status) => {
    const server = await start((response) => response.writeHead(status).end('<html>'));
    await expect(numbersOf(open(server.url))).rejects.toMatchObject({ name: 'EventStreamRefused', status });
    expect(server.seen).toHaveLength(1);
  });

  test('a response that is not a stream', async () => {
    const server = await start((response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
    );
    await expect(numbersOf(open(server.url))).rejects.toMatchObject({ status: 200 });
  });

  test('to retry forever with refused tokens', async () => {
    const server = await start((response) => response.writeHead(401).end());
    await expect(numbersOf(open(server.url))).rejects.toMatchObject({ status: 401 });
    expect(server.seen).toHaveLength(3);
  });

  test('to retry more often than maxAttempts', async () => {
    const server = await start((response) => response.writeHead(500).end());
    const events = open(server.url, { retry: { initialDelayMs: 1, maxAttempts: 2 } });
    await expect(numbersOf(events)).rejects.toMatchObject({ status: 500 });
    expect(server.seen).toHaveLength(2);
  });

  test('an event that is too long, finished or not', async () => {
    const server = await start((response) => stream(response).write(`data: ${'x'.repeat(5_000)}`));
    await expect(numbersOf(open(server.url, { maxEventLength: 1_000 }))).rejects.toThrow(/longer than 1000/);
  });

  test('an event that is not JSON', async () => {
    const server = await start((response) => stream(response).write('event: next\nid: c1\ndata: <html>\n\n'));
    await expect(numbersOf(open(server.url))).rejects.toThrow(/JSON/);
  });

  test('to follow a redirect with the token', async () => {
    const elsewhere = await start((response) => complete(stream(response, 1, 1)));
    const server = await start((response) => response.writeHead(307, { location: elsewhere.url }).end());
    await expect(
      numbersOf(open(server.url, { retry: { initialDelayMs: 1, maxAttempts: 1 } })),
    ).rejects.toThrow();
    expect(elsewhere.seen).toEqual([]);
  });
});
