import type { ServerResponse } from 'node:http';

/** A stream of server-sent events that waits for its reader. */
export interface SseWriter {
  /** Aborted when the stream has ended, by the client or by the server. */
  readonly ended: AbortSignal;
  /** Writes one event; resolves when the reader may be sent more. `id` is left out when null or unfit for a line. */
  event(name: 'next' | 'complete', id: string | null, data: unknown): Promise<void>;
  /** Ends the response. */
  end(): void;
}

export interface SseWriterOptions {
  /** Aborted here when the stream is over. */
  readonly over: AbortController;
  /** Time between comments that keep the connection open, in milliseconds. */
  readonly heartbeatMs: number;
  /** How long the reader may take nothing while it is over its bound, in milliseconds; then the connection is cut. */
  readonly stalledMs: number;
}

/** Writes onto a response whose head was sent. */
export function createSseWriter(
  raw: ServerResponse,
  { over, heartbeatMs, stalledMs }: SseWriterOptions,
): SseWriter {
  let drained: Promise<void> = Promise.resolve();
  const write = (text: string) => {
    if (over.signal.aborted || raw.write(text)) return drained;
    drained = waitForDrain(raw, over.signal, stalledMs);
    return drained;
  };
  const heartbeat = setInterval(() => {
    if (!raw.writableNeedDrain) write(':\n\n');
  }, heartbeatMs);
  heartbeat.unref();
  const finish = () => {
    clearInterval(heartbeat);
    over.abort();
  };
  raw.once('close', finish);
  raw.on('error', finish);
  return {
    ended: over.signal,
    event: (name, id, data) => write(formatEvent(name, id, data)),
    end() {
      finish();
      raw.end();
    },
  };
}

/** Text that may stand in an `id:` line. */
const LINE = /^[^\r\n\0]+$/;

function formatEvent(name: string, id: string | null, data: unknown): string {
  const idLine = id !== null && LINE.test(id) ? `id: ${id}\n` : '';
  return `${idLine}event: ${name}\ndata: ${data === undefined ? '' : JSON.stringify(data)}\n\n`;
}

function waitForDrain(raw: ServerResponse, ended: AbortSignal, stalledMs: number): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      clearTimeout(timer);
      raw.off('drain', settle);
      ended.removeEventListener('abort', settle);
      resolve();
    };
    const timer = setTimeout(() => raw.destroy(), stalledMs);
    raw.once('drain', settle);
    ended.addEventListener('abort', settle);
  });
}
