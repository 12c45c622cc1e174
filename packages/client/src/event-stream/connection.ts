import type { Alarm } from '../core/backoff.js';
import { EventStreamParser, type StreamMessage } from './parser.js';

/** The parameters of one connection. */
export interface ConnectionRequest {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly fetch: typeof fetch;
  readonly idleTimeoutMs: number;
  readonly maxEventLength: number;
  /** When it rings, a connection that was silent for 20 s ends. */
  readonly alarm?: Alarm | undefined;
  /** Called once the server has accepted the request. */
  readonly onOpen: () => void;
}

/** More than the 15 s between two heartbeats of the server. */
const STALE_MS = 20_000;

/** The server responded, but not with an event stream. */
export class EventStreamRefused extends Error {
  override readonly name = 'EventStreamRefused';
  /** HTTP status of the response. */
  readonly status: number;
  /** The wait that the server requested (`Retry-After`), in milliseconds; null if none. */
  readonly retryAfterMs: number | null;

  constructor(response: Response) {
    const { status } = response;
    const isElsewhere = status === 404 || status === 405 || response.ok;
    const hint = isElsewhere ? ': is the URL that of Dwar?' : '';
    super(`the event stream was refused with HTTP ${status}${hint}`);
    this.status = response.status;
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    this.retryAfterMs = Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
  }

  /** Whether a later attempt may succeed. */
  get isTransient(): boolean {
    return this.status >= 500 || this.status === 408 || this.status === 429;
  }
}

/**
 * Opens one stream and yields its messages until the server ends it. Reads only on demand, so that a slow
 * caller slows the server down instead of filling memory.
 *
 * Throws EventStreamRefused, RangeError for an event that is too long, what `fetch` throws, and an Error if
 * nothing arrives for `idleTimeoutMs`, not even a heartbeat.
 */
export async function* openEventStream(
  request: ConnectionRequest,
): AsyncGenerator<StreamMessage, void, void> {
  const connection = new AbortController();
  const close = () => connection.abort();
  if (request.signal.aborted) close();
  request.signal.addEventListener('abort', close);
  let heardAt = Date.now();
  const unlisten = request.alarm?.listen(() => {
    if (Date.now() - heardAt > STALE_MS) close();
  });
  const onData = () => {
    heardAt = Date.now();
  };
  try {
    const body = await openBody(request, connection.signal);
    request.onOpen();
    const reader = body.getReader();
    // Node forgets that the signal belongs to the response when it collects garbage.
    connection.signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined));
    yield* readMessages(reader, request, onData);
  } finally {
    unlisten?.();
    request.signal.removeEventListener('abort', close);
    close();
  }
}

async function openBody(
  request: ConnectionRequest,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  // Browsers refuse to run `fetch` as a method of another object.
  const { fetch: send } = request;
  const responding = send(request.url, {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json', ...request.headers },
    body: request.body,
    signal,
    credentials: 'omit',
    redirect: 'error',
  });
  const response = await withTimeout(responding, request.idleTimeoutMs);
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  if (response.ok && isStream && response.body !== null) return response.body;
  void response.body?.cancel().catch(() => undefined);
  throw new EventStreamRefused(response);
}

async function* readMessages(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { idleTimeoutMs, maxEventLength }: ConnectionRequest,
  onData: () => void,
): AsyncGenerator<StreamMessage, void, void> {
  const parser = new EventStreamParser(maxEventLength);
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await withTimeout(reader.read(), idleTimeoutMs);
    if (done) return;
    onData();
    yield* parser.push(decoder.decode(value, { stream: true }));
  }
}

async function withTimeout<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`the event stream was silent for ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([work, silence]);
  } finally {
    clearTimeout(timer);
  }
}
