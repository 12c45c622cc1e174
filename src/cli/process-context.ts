import { setTimeout as pause } from 'node:timers/promises';
import type { CliContext } from './context.js';

/** After the first Ctrl-C a second one ends the process at once, but not the copy that `npm run` passes on. */
const REPEATED_SIGNAL_MS = 500;
/** How long the end of the process waits for a slow reader of its log. */
const LAST_WORDS_MS = 500;

/** The context of the real process. */
export function processContext(): CliContext {
  // A reader such as `head` may leave early; that is no failure of ours.
  process.stdout.on('error', ignoreBrokenPipe);
  process.stderr.on('error', ignoreBrokenPipe);
  return {
    env: process.env,
    isTerminal: process.stdout.isTTY === true,
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    confirm,
    runUntilStopped,
  };
}

function ignoreBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

async function confirm(question: string): Promise<boolean | null> {
  if (process.stdin.isTTY !== true || process.stdout.isTTY !== true) return null;
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}

async function runUntilStopped(start: () => Promise<() => Promise<void>>, timeoutMs: number): Promise<void> {
  const { default: closeWithGrace } = await import('close-with-grace');
  const logger = { error: (message: unknown) => void process.stderr.write(`${describe(message)}\n`) };
  const grace = closeWithGrace(
    { delay: timeoutMs, skip: ['SIGINT', 'beforeExit'], logger },
    async ({ err }) => {
      if (err !== undefined) logger.error(err);
      try {
        const close = await started;
        await close();
      } finally {
        await Promise.race([written(), pause(LAST_WORDS_MS, undefined, { ref: false })]);
      }
    },
  );
  let firstAt: number | undefined;
  process.on('SIGINT', () => {
    if (firstAt !== undefined && Date.now() - firstAt > REPEATED_SIGNAL_MS) process.exit(1);
    if (firstAt === undefined) grace.close();
    firstAt ??= Date.now();
  });
  const started = start();
  await started;
  return new Promise<never>(() => {});
}

/** Resolves when what was written has been read, or never will be: a pipe takes it at its reader's pace, and the end of the process would not wait. */
async function written(): Promise<void> {
  const streams = [process.stdout, process.stderr].filter((stream) => stream.writable);
  await Promise.all(streams.map((stream) => new Promise((resolve) => stream.write('', resolve))));
}

/** A defect's stack is worth keeping here: this is the log of a server, not the answer of a command. */
function describe(message: unknown): string {
  const stack = (message as { stack?: unknown } | null)?.stack;
  return typeof stack === 'string' ? stack : String(message);
}
