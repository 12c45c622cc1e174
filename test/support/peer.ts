import { expect } from '@jest/globals';
import { WebSocket } from 'ws';

/** A message of `graphql-transport-ws`. */
interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A bare socket that keeps what it receives, so that nothing is missed. */
export class Peer {
  readonly socket: WebSocket;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  readonly #received: Message[] = [];
  #wake: () => void = () => {};

  constructor(url: string, options: { protocol?: string; headers?: Record<string, string> } = {}) {
    const { protocol = 'graphql-transport-ws', headers = {} } = options;
    this.socket = new WebSocket(url, protocol, { headers });
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
    });
    this.socket.on('error', () => {});
    this.socket.on('message', (data) => {
      this.#received.push(JSON.parse(String(data)) as Message);
      this.#wake();
    });
  }

  async next(): Promise<Message> {
    while (this.#received.length === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#received.shift() as Message;
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  async opened(): Promise<this> {
    if (this.socket.readyState === WebSocket.CONNECTING) {
      await new Promise((resolve, reject) => this.socket.once('open', resolve).once('error', reject));
    }
    return this;
  }

  /** Opens and passes `connection_init`. */
  async init(payload?: unknown): Promise<this> {
    await this.opened();
    this.send({ type: 'connection_init', ...(payload === undefined ? {} : { payload }) });
    expect(await this.next()).toEqual({ type: 'connection_ack' });
    return this;
  }
}
