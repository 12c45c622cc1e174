import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';

/** A subscriber that counts its events without the cost of parsing them. */
export interface RawSubscriber {
  /** Number of events received, the initial position included. */
  readonly count: number;
  /** The last cursor received. */
  readonly cursor: string | null;
  /** The text of the last event. */
  readonly last: string;
  /** Resolves when `count` events have arrived; rejects if the connection ends first. */
  received(count: number): Promise<void>;
  /** Resolves with the close code of the socket, or null for an event stream, when the server has ended it. */
  readonly ended: Promise<number | null>;
  /** Stops reading from its TCP socket. */
  stall(): void;
  resume(): void;
  /** Drops the connection without closing it. */
  vanish(): void;
  /** Ends the subscription as the protocol says, and the connection. */
  stop(): Promise<void>;
}

/** Under heavy load this process may itself be too late with `connection_init`. Nothing is subscribed yet: it reconnects. */
const INIT_TIMED_OUT = 4408;

/** Subscribes over a WebSocket of its own. `query` names `cursor` in each event. */
export function subscribeBySocket(
  url: string,
  token: string,
  query: string,
  variables: object = {},
): RawSubscriber {
  const received = new Received();
  let socket: WebSocket;
  const say = (message: object) => socket.send(JSON.stringify(message));
  const ended = new Promise<number | null>((resolve) => {
    const connect = () => {
      socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
      socket.on('error', () => {});
      socket.once('open', () =>
        say({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }),
      );
      socket.on('message', (data: Buffer) => {
        const head = data.toString('latin1', 0, Math.min(data.length, 60));
        if (head.includes('"connection_ack"'))
          say({ id: 's', type: 'subscribe', payload: { query, variables } });
        else if (head.includes('"next"')) received.add(data.toString('latin1'));
        else if (head.includes('"error"')) received.end(new Error(data.toString()));
      });
      socket.once('close', (code) => {
        if (code === INIT_TIMED_OUT) return connect();
        received.end(new Error(`closed with ${code}`));
        resolve(code);
      });
    };
    connect();
  });
  return Object.assign(received, {
    ended,
    stall: () => socket.pause(),
    resume: () => socket.resume(),
    vanish: () => socket.terminate(),
    async stop() {
      if (socket.readyState === socket.OPEN) say({ id: 's', type: 'complete' });
      socket.close();
      await ended;
    },
  });
}

/** Subscribes over an event stream of its own, on a connection of its own. */
export function subscribeByStream(
  url: string,
  token: string,
  query: string,
  lastEventId: string | null = null,
): RawSubscriber {
  const received = new Received();
  let answer: IncomingMessage | undefined;
  let settle: (code: null) => void = () => {};
  const ended = new Promise<null>((resolve) => {
    settle = resolve;
  });
  const end = () => {
    received.end(new Error('the stream has ended'));
    settle(null);
  };
  const request: ClientRequest = httpRequest(`${url}/graphql/stream`, {
    method: 'POST',
    agent: false,
    headers: {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      ...(lastEventId === null ? {} : { 'last-event-id': lastEventId }),
    },
  });
  request.on('error', end);
  request.once('response', (response) => {
    answer = response;
    let rest = '';
    response.setEncoding('latin1');
    response.on('data', (text: string) => {
      const events = (rest + text).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) if (event.includes('event: next')) received.add(event);
    });
    response.once('close', end);
    response.on('error', () => {});
  });
  request.end(JSON.stringify({ query }));
  const vanish = () => (request.socket as Socket | null)?.resetAndDestroy();
  return Object.assign(received, {
    ended,
    stall: () => answer?.pause(),
    resume: () => answer?.resume(),
    vanish,
    async stop() {
      request.destroy();
      await ended;
    },
  });
}

/** Counts events and keeps the last cursor. */
class Received {
  count = 0;
  cursor: string | null = null;
  last = '';
  #failure: Error | undefined;
  #waiting: { readonly count: number; resolve(): void; reject(error: Error): void }[] = [];

  add(text: string): void {
    this.count += 1;
    this.last = text;
    this.cursor = /"cursor":"([\w-]+)"/.exec(text)?.[1] ?? /^id: ([\w-]+)$/m.exec(text)?.[1] ?? this.cursor;
    for (const waiter of this.#waiting) if (waiter.count <= this.count) waiter.resolve();
    this.#waiting = this.#waiting.filter((waiter) => waiter.count > this.count);
  }

  end(failure: Error): void {
    this.#failure ??= failure;
    for (const waiter of this.#waiting.splice(0)) waiter.reject(this.#failure);
  }

  received(count: number): Promise<void> {
    if (this.count >= count) return Promise.resolve();
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => this.#waiting.push({ count, resolve, reject }));
  }
}
