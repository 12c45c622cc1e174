import { WebSocket } from 'ws';

interface Message {
  readonly id?: string;
  readonly type: string;
  readonly payload?: unknown;
}

/** One WebSocket for many operations; each ends with its first message. */
export class OperationSocket {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<string, (body: unknown) => void>();
  #sent = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.#take(JSON.parse(String(data)) as Message));
    socket.once('close', (code, reason) => {
      for (const settle of this.#waiting.values()) settle(`closed with ${code} ${reason}`);
    });
  }

  /** Opens one as the viewer of `token`, or without one, and passes `connection_init`. */
  static async open(url: string, token: string | null): Promise<OperationSocket> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    const payload = token === null ? {} : { authorization: `Bearer ${token}` };
    socket.send(JSON.stringify({ type: 'connection_init', payload }));
    await new Promise((resolve, reject) => socket.once('message', resolve).once('close', reject));
    return new OperationSocket(socket);
  }

  /** The body of the first answer; a text when there is none, which says why. */
  ask(payload: object): Promise<unknown> {
    this.#sent += 1;
    const id = String(this.#sent);
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#socket.send(JSON.stringify({ id, type: 'subscribe', payload }));
    });
  }

  close(): void {
    this.#socket.close();
  }

  #take({ id = '', type, payload }: Message): void {
    const settle = this.#waiting.get(id);
    if (settle === undefined) return;
    this.#waiting.delete(id);
    if (type === 'next') this.#socket.send(JSON.stringify({ id, type: 'complete' }));
    settle(type === 'next' ? payload : type === 'error' ? { errors: payload } : `${type} without an answer`);
  }
}
