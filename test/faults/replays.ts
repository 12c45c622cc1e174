import { type ClientRequest, request as httpRequest } from 'node:http';
import { WebSocket } from 'ws';
import { graphql } from '../generated/gql.js';
import type { LongLog } from './long-log.js';

const FOLLOW = graphql(/* GraphQL */ `
  subscription ReplayEvents($after: String) {
    events(after: $after) {
      __typename
      cursor
      ... on OrderEvent { order { id status legs { status quantity filledQuantity } } }
    }
  }
`).toString();

/** Many resuming streams of one viewer, each checked against the log as its events come. */
export interface Replays {
  /** Events received by each stream. */
  readonly received: readonly number[];
  /** Differences from the log; empty if there are none. */
  readonly faults: readonly string[];
  /** Resolves when every stream has the whole log, or `events` of it. */
  complete(events?: number): Promise<void>;
  /** Resolves when the server has ended every connection. */
  readonly closed: Promise<unknown>;
  /** Drops the connections without closing them. */
  vanish(): void;
}

/** Resumes `streams` subscriptions on one WebSocket. */
export function replayOnSocket(url: string, log: LongLog, streams: number): Replays {
  const received = new Received(log, streams);
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const send = (message: object) => socket.send(JSON.stringify(message));
  const payload = { query: FOLLOW, variables: { after: log.after } };
  socket.on('error', () => {});
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.once('open', () =>
    send({ type: 'connection_init', payload: { authorization: `Bearer ${log.token}` } }),
  );
  socket.on('message', (data: Buffer) => {
    const text = data.toString('latin1');
    if (text.includes('"connection_ack"'))
      for (let n = 0; n < streams; n += 1) send({ id: String(n), type: 'subscribe', payload });
    else if (text.includes('"type":"next"')) received.add(Number(/"id":"(\d+)"/.exec(text)?.[1]), text);
    else if (text.includes('"type":"error"')) received.fail(text);
  });
  return Object.assign(received, { vanish: () => socket.terminate(), closed });
}

/** Resumes `streams` event streams, each on a connection of its own. */
export function replayOnStreams(url: string, log: LongLog, streams: number): Replays {
  const received = new Received(log, streams);
  const body = JSON.stringify({ query: FOLLOW });
  const headers = {
    accept: 'text/event-stream',
    'content-type': 'application/json',
    authorization: `Bearer ${log.token}`,
    'last-event-id': log.after,
  };
  const requests: ClientRequest[] = [];
  const closed = Array.from(
    { length: streams },
    (_, stream) =>
      new Promise<void>((resolve) => {
        const request = httpRequest(`${url}/graphql/stream`, { method: 'POST', agent: false, headers });
        requests.push(request);
        request.on('error', () => resolve());
        request.once('response', (response) => {
          if (response.statusCode !== 200) received.fail(`status ${response.statusCode}`);
          let rest = '';
          response.setEncoding('latin1').on('data', (text: string) => {
            const events = (rest + text).split('\n\n');
            rest = events.pop() ?? '';
            for (const event of events) if (event.includes('event: next')) received.add(stream, event);
          });
          response.on('error', () => {});
          response.once('close', () => resolve());
        });
        request.end(body);
      }),
  );
  return Object.assign(received, {
    vanish() {
      for (const request of requests) request.destroy();
    },
    closed: Promise.all(closed),
  });
}

class Received implements Omit<Replays, 'vanish' | 'closed'> {
  readonly received: number[];
  readonly faults: string[] = [];
  #waiting: { readonly events: number; left: number; readonly resolve: () => void }[] = [];

  constructor(
    private readonly log: LongLog,
    streams: number,
  ) {
    this.received = Array<number>(streams).fill(0);
  }

  add(stream: number, text: string): void {
    const cursor = /"cursor":"([\w-]+)"/.exec(text)?.[1];
    const at = this.received[stream] ?? 0;
    // Events after the end of the log were live.
    if (at === this.log.cursors.length) return;
    if (cursor !== this.log.cursors[at]) this.fail(`stream ${stream}, event ${at}: ${text.slice(0, 200)}`);
    this.received[stream] = at + 1;
    for (const waiter of this.#waiting) {
      if (waiter.events === at + 1) waiter.left -= 1;
      if (waiter.left === 0) waiter.resolve();
    }
  }

  fail(fault: string): void {
    this.faults.push(fault);
    for (const { resolve } of this.#waiting) resolve();
  }

  complete(events = this.log.cursors.length): Promise<void> {
    const left = this.received.filter((received) => received < events).length;
    if (left === 0 || this.faults.length > 0) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ events, left, resolve }));
  }
}
