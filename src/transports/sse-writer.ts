import type { ServerResponse } from 'node:http';
import type { StreamEvent } from '../core/client-contract.js';

/** Writes server-sent events at the speed of their reader. */
export interface SseWriter {
  /** Aborted when the client or the server has ended the stream. */
  readonly ended: AbortSignal;
  /**
   * Writes one event. Resolves when the reader can be sent more. `id` is left out if null or not fit for a
   * line.
   */
  event(name: StreamEvent, id: string | null, data: unknown): Promise<void>;
  /** Bytes that wait for the reader. */
  readonly unsentBytes: number;
  /** Ends the response. */
  end(): void;
}

export interface SseWriterOptions {
  /** Aborted by the writer when the stream has ended. */
  readonly ended: AbortController;
  /** Time between comments that keep the connection open, in milliseconds. */
  readonly heartbeatMs: number;
  /** How long a reader with a full buffer may read nothing, in milliseconds; then the connection is cut. */
  readonly stalledMs: number;
}

/** Creates a writer on a response whose head was sent. */
export function createSseWriter(
  raw: ServerResponse,
  { ended, heartbeatMs, stalledMs }: SseWriterOptions,
): SseWriter {
  let drained: Promise<void> = Promise.resolve();
  const write = (text: string) => {
    if (ended.signal.aborted || raw.write(text)) return drained;
    drained = waitForDrain(raw, ended.signal, stalledMs);
    return drained;
  };
  const heartbeat = setInterval(() => {
    if (!raw.writableNeedDrain) write(':\n\n');
  }, heartbeatMs);
  heartbeat.unref();
  const finish = () => {
    clearInterval(heartbeat);
    ended.abort();
  };
  raw.once('close', finish);
  raw.on('error', finish);
  return {
    ended: ended.signal,
    event: (name, id, data) => write(formatEvent(name, id, data)),
    get unsentBytes() {
      return raw.writableLength;
    },
    end() {
      finish();
      raw.end();
    },
  };
}

/** Text that is valid in an `id:` line. */
const LINE = /^[^\r\n\0]+$/;

function formatEvent(name: StreamEvent, id: string | null, data: unknown): string {
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
