import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LogOutput } from '../../../src/core/output/log-output.js';
import { until } from '../../support/until.js';

let folder: string;
const { O_RDONLY, O_WRONLY, O_NONBLOCK } = constants;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dwar-log-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const lineOf = (n: number) => `${JSON.stringify({ n, text: 'ü'.repeat(40) })}\n`;
const write = (output: LogOutput, from: number, to: number) => {
  for (let n = from; n < to; n += 1) output.write(lineOf(n));
};

interface Line {
  readonly n?: number;
  readonly dropped?: number;
  readonly level?: string;
}

const parse = (text: string): Line[] =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);

/** A named pipe with both ends open, and what its reader has received. */
function openPipe(name: string) {
  const path = join(folder, name);
  execFileSync('mkfifo', [path]);
  const openReader = () => openSync(path, O_RDONLY | O_NONBLOCK);
  let reader = openReader();
  const writer = openSync(path, O_WRONLY | O_NONBLOCK);
  const buffer = Buffer.alloc(64 * 1024);
  const chunks: Buffer[] = [];
  return {
    writer,
    /** Reads what is there now. */
    drain(): string {
      for (;;) {
        try {
          const count = readSync(reader, buffer);
          if (count === 0) break;
          chunks.push(Buffer.from(buffer.subarray(0, count)));
        } catch {
          break;
        }
      }
      return Buffer.concat(chunks).toString();
    },
    /** Reads until the output has written all it kept: it must not write to a descriptor that is closed. */
    async drainAll(output: LogOutput) {
      let isWritten = false;
      void output.flush().then(() => (isWritten = true));
      await until('all that was kept is written', () => {
        this.drain();
        return isWritten;
      });
    },
    leave: () => closeSync(reader),
    comeBack() {
      reader = openReader();
    },
    close() {
      closeSync(reader);
      closeSync(writer);
    },
  };
}

describe('the output of a log', () => {
  test('writes all lines to a file, in order', async () => {
    const path = join(folder, 'plain.log');
    const fd = openSync(path, 'w');
    const output = new LogOutput(fd);
    write(output, 0, 5_000);
    await output.flush();
    write(output, 5_000, 5_010);
    await output.flush();
    closeSync(fd);
    const lines = parse(readFileSync(path, 'utf8'));
    expect(lines.map(({ n }) => n)).toEqual(Array.from({ length: 5_010 }, (_, n) => n));
    expect(output.dropped).toBe(0);
  });

  test('drops and counts what a full disk does not take', async () => {
    const fd = openSync('/dev/full', 'w');
    const output = new LogOutput(fd);
    write(output, 0, 1_000);
    await output.flush();
    closeSync(fd);
    expect(output.dropped).toBe(1_000);
  });

  test('keeps a bounded part for a stalled reader, and says what was dropped when it reads again', async () => {
    const pipe = openPipe('stalled');
    const output = new LogOutput(pipe.writer, 200_000);
    write(output, 0, 10_000);
    const dropped = output.dropped;
    expect(dropped).toBeGreaterThan(5_000);
    await pipe.drainAll(output);
    write(output, 10_000, 10_001);
    await output.flush();
    const lines = parse(pipe.drain());
    pipe.close();
    const kept = lines.filter(({ n }) => n !== undefined);
    expect(kept.map(({ n }) => n)).toEqual([
      ...Array.from({ length: 10_000 - dropped }, (_, n) => n),
      10_000,
    ]);
    expect(lines.filter((line) => line.dropped !== undefined)).toMatchObject([{ level: 'warn', dropped }]);
    expect(output.dropped).toBe(dropped);
  });

  test('drops and counts lines without a reader, and says so to the next one', async () => {
    const pipe = openPipe('left');
    const output = new LogOutput(pipe.writer);
    write(output, 0, 1);
    await output.flush();
    pipe.drain();
    pipe.leave();
    write(output, 1, 101);
    await output.flush();
    expect(output.dropped).toBe(100);
    pipe.comeBack();
    write(output, 101, 103);
    await output.flush();
    const lines = parse(pipe.drain());
    pipe.close();
    expect(lines).toMatchObject([{ n: 0 }, { level: 'warn', dropped: 100 }, { n: 101 }, { n: 102 }]);
  });

  test('does not hold up the event loop while a reader is stalled', async () => {
    const pipe = openPipe('waiting');
    const output = new LogOutput(pipe.writer, 1_000_000);
    write(output, 0, 10_000);
    let turns = 0;
    const startedAt = performance.now();
    while (performance.now() - startedAt < 200) {
      await new Promise((resolve) => setImmediate(resolve));
      turns += 1;
    }
    expect(turns).toBeGreaterThan(500);
    await pipe.drainAll(output);
    pipe.close();
  });
});
