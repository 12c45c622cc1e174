import { write as writeToFile } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const writeTo = promisify(writeToFile);

/** Most bytes that wait for a slow reader; lines beyond them are dropped (guarantee G12). */
const WAITING_MAX_BYTES = 8 * 1024 * 1024;
/** Most bytes of one write, so that few lines are lost with one that fails. */
const BATCH_BYTES = 64 * 1024;
/** A reader that takes nothing is tried again this often. */
const RETRY_MS = 20;
const NEW_LINE = 10;

/** Where a server writes its log. Never throws; lines that cannot be written are dropped and counted. */
export interface LogDestination {
  write(line: string): void;
  /** Lines that were dropped so far. */
  readonly dropped: number;
}

/**
 * Writes log lines to an open file, pipe or socket, which may be slow, full or gone: that never throws, stops
 * the process or holds up the event loop. A line that cannot be written is dropped and counted; the first
 * line that can be written again is preceded by one that says how many were.
 *
 * Not `process.stdout`, which a failed write ends for good, and which writes to files synchronously. Not
 * pino's destination: it keeps what failed, and at the end of the process waits for a reader that has left.
 */
export class LogOutput implements LogDestination {
  readonly #fd: number;
  readonly #waitingMaxBytes: number;
  #lines: string[] = [];
  #bytes = 0;
  #writing: Promise<void> | null = null;
  #dropped = 0;
  #reported = 0;
  /** Whether the last write ended within a line. */
  #isLineOpen = false;

  constructor(fd: number, waitingMaxBytes = WAITING_MAX_BYTES) {
    this.#fd = fd;
    this.#waitingMaxBytes = waitingMaxBytes;
  }

  /** Lines that were dropped so far. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Accepts one line, which ends with a line break. */
  write(line: string): void {
    const bytes = Buffer.byteLength(line);
    if (this.#bytes + bytes > this.#waitingMaxBytes) {
      this.#dropped += 1;
      return;
    }
    this.#lines.push(line);
    this.#bytes += bytes;
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = null;
    });
  }

  /** Resolves when all lines are written or dropped; a reader that takes nothing delays it without limit. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    // Lines of the same turn are written together.
    await Promise.resolve();
    while (this.#lines.length > 0) {
      const batch = this.#takeBatch();
      const written = await this.#writeBatch(batch);
      this.#bytes -= batch.length;
      this.#dropped += countLines(batch.subarray(written));
    }
  }

  #takeBatch(): Buffer {
    let count = 0;
    for (let bytes = 0; count < this.#lines.length && bytes < BATCH_BYTES; count += 1)
      bytes += Buffer.byteLength(this.#lines[count] ?? '');
    return Buffer.from(this.#lines.splice(0, count).join(''));
  }

  /** Returns how many bytes could be written. */
  async #writeBatch(batch: Buffer): Promise<number> {
    const lost = this.#dropped - this.#reported;
    const head = Buffer.from((this.#isLineOpen ? '\n' : '') + (lost > 0 ? reportOf(lost) : ''));
    const whole = Buffer.concat([head, batch]);
    let written = 0;
    while (written < whole.length) {
      const count = await this.#writeOnce(whole, written);
      if (count === null) break;
      written += count;
      if (count > 0) this.#isLineOpen = whole[written - 1] !== NEW_LINE;
    }
    if (written < head.length) return 0;
    this.#reported += lost;
    return written - head.length;
  }

  /** The number of bytes written, 0 while the reader takes nothing; null if nothing can be written now. */
  async #writeOnce(bytes: Buffer, offset: number): Promise<number | null> {
    try {
      return (await writeTo(this.#fd, bytes, offset)).bytesWritten;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EAGAIN' && code !== 'EINTR') return null;
      await delay(RETRY_MS, undefined, { ref: false });
      return 0;
    }
  }
}

function reportOf(dropped: number): string {
  const time = new Date().toISOString();
  const msg = 'log lines were dropped: they could not be written';
  return `${JSON.stringify({ level: 'warn', time, dropped, msg })}\n`;
}

function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEW_LINE); at !== -1; at = bytes.indexOf(NEW_LINE, at + 1)) count += 1;
  return count;
}
