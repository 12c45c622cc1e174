import { connect } from 'node:net';

const CRLF = Buffer.from('\r\n');
const END_OF_HEAD = Buffer.from('\r\n\r\n');
const NO_BYTES = Buffer.alloc(0);

const RECEIVE_BYTES = 64 * 1024;

/**
 * One HTTP/1.1 connection that is kept open, with one request at a time. It is written for a load generator: requests are
 * ready bytes, and what is received is copied only if an answer came in several pieces.
 */
export class Connection {
  #socket;
  #pieces = NO_BYTES;
  #settle = null;
  /** The body that is being received, if its length is known: `{status, body, filled}`. */
  #partial = null;
  /** Where bodies are put together. */
  #body = Buffer.alloc(0);

  /** @param {number} port */
  constructor(port) {
    const buffer = Buffer.allocUnsafe(RECEIVE_BYTES);
    const callback = (length) => {
      this.#read(buffer.subarray(0, length));
      return true;
    };
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true, onread: { buffer, callback } });
    this.#socket.on('error', (error) => this.#fail(error));
    this.#socket.on('close', () => this.#fail(new Error('the server closed the connection')));
  }

  /** @returns {Promise<Connection>} */
  static open(port) {
    const connection = new Connection(port);
    return new Promise((resolve, reject) => {
      connection.#socket.once('connect', () => resolve(connection));
      connection.#socket.once('error', reject);
    });
  }

  /**
   * Sends the bytes of a request. The body is valid until the caller gives up its turn: it is overwritten by what comes next.
   *
   * @param {Buffer} bytes
   * @returns {Promise<{status: number, body: Buffer}>}
   */
  request(bytes) {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#socket.write(bytes);
    });
  }

  close() {
    this.#settle = null;
    this.#socket.destroy();
  }

  #fail(error) {
    const settle = this.#settle;
    this.#settle = null;
    settle?.reject(error);
  }

  #finish(status, body) {
    const settle = this.#settle;
    this.#settle = null;
    this.#pieces = NO_BYTES;
    this.#partial = null;
    settle?.resolve({ status, body });
  }

  #read(chunk) {
    if (this.#partial !== null) return this.#fill(chunk);
    const received = this.#pieces.length === 0 ? chunk : Buffer.concat([this.#pieces, chunk]);
    const end = received.indexOf(END_OF_HEAD);
    if (end === -1) {
      this.#pieces = Buffer.from(received);
      return;
    }
    const head = received.latin1Slice(0, end).toLowerCase();
    const status = Number(head.slice(9, 12));
    const rest = received.subarray(end + END_OF_HEAD.length);
    const at = head.indexOf('\r\ncontent-length:');
    if (at === -1) return this.#readChunked(status, rest, received);
    const length = Number.parseInt(head.slice(at + 17), 10);
    if (rest.length >= length) return this.#finish(status, rest.subarray(0, length));
    if (this.#body.length < length) this.#body = Buffer.allocUnsafe(length);
    this.#partial = { status, body: this.#body.subarray(0, length), filled: 0 };
    this.#fill(rest);
  }

  #fill(chunk) {
    const partial = this.#partial;
    chunk.copy(partial.body, partial.filled);
    partial.filled += chunk.length;
    if (partial.filled >= partial.body.length) this.#finish(partial.status, partial.body);
  }

  #readChunked(status, rest, received) {
    const body = dechunked(rest);
    if (body === null) this.#pieces = Buffer.from(received);
    else this.#finish(status, body);
  }
}

/** The body of chunked transfer coding; null while its end is missing. */
function dechunked(bytes) {
  const parts = [];
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf(CRLF, at);
    if (lineEnd === -1) return null;
    const size = Number.parseInt(bytes.latin1Slice(at, lineEnd), 16);
    if (size === 0) return Buffer.concat(parts);
    const start = lineEnd + CRLF.length;
    if (start + size + CRLF.length > bytes.length) return null;
    parts.push(bytes.subarray(start, start + size));
    at = start + size + CRLF.length;
  }
}

/**
 * The bytes of a request.
 *
 * @param {{method?: string, path: string, headers?: Record<string, string>, body?: string}} request
 */
export function requestBytes({ method = 'POST', path, headers = {}, body = '' }) {
  const all = {
    host: '127.0.0.1',
    ...(method === 'GET'
      ? {}
      : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
}
