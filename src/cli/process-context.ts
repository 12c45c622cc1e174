import { setTimeout as pause } from 'node:timers/promises';
import { LogOutput } from '../core/output/log-output.js';
import { type CliContext, EXIT_FAILED, type OutputName } from './context.js';

/** A second Ctrl-C ends the process at once; one within this time is the copy that `npm run` forwards. */
const REPEATED_SIGNAL_MS = 500;
/** How long the exit waits for a slow reader of the log. */
const LOG_FLUSH_MS = 500;

const FILE_DESCRIPTORS: Readonly<Record<OutputName, number>> = { stdout: 1, stderr: 2 };

/** The context of the real process. */
export function processContext(): CliContext {
  const logs: LogOutput[] = [];
  let isServer = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader such as `head` may close the pipe early; that is not a failure. A server goes without.
    if (error.code === 'EPIPE' || isServer) return;
    process.stderr.write(`dwar: standard output cannot be written: ${error.code}\n`);
    process.exit(EXIT_FAILED);
  });
  // There is nowhere to report it.
  process.stderr.on('error', () => {});
  return {
    env: { ...process.env },
    async forgetSecrets() {
      // Loaded here: what needs no configuration starts without it.
      (await import('../config/secret-files.js')).removeSecrets(process.env);
    },
    isTerminal: process.stdout.isTTY === true,
    out: (line) => void process.stdout.write(`${line}\n`),
    print: (line) => new Promise((resolve) => process.stdout.write(`${line}\n`, (error) => resolve(!error))),
    err: (line) => void process.stderr.write(`${line}\n`),
    openLog(name) {
      const log = new LogOutput(FILE_DESCRIPTORS[name]);
      logs.push(log);
      return log;
    },
    readInput,
    confirm,
    runUntilStopped(start, timeoutMs, onHangUp) {
      isServer = true;
      if (onHangUp !== undefined) process.on('SIGHUP', onHangUp);
      return runUntilStopped(start, timeoutMs, { logs, stopsAtHangUp: onHangUp === undefined });
    },
    runUntilAborted,
  };
}

async function readInput(maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
    if (length > maxBytes) break;
  }
  return Buffer.concat(chunks).toString('utf8');
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

async function runUntilAborted(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const abort = new AbortController();
  const stop = () => abort.abort();
  // A signal without a listener ends the process.
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    await work(abort.signal);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

async function runUntilStopped(
  start: () => Promise<() => Promise<void>>,
  timeoutMs: number,
  { logs, stopsAtHangUp }: { readonly logs: readonly LogOutput[]; readonly stopsAtHangUp: boolean },
): Promise<void> {
  const { default: closeWithGrace } = await import('close-with-grace');
  const logger = { error: (message: unknown) => void process.stderr.write(`${describe(message)}\n`) };
  const hangUp = stopsAtHangUp ? [] : (['SIGHUP'] as const);
  const grace = closeWithGrace(
    { delay: timeoutMs, skip: ['SIGINT', 'beforeExit', ...hangUp], logger },
    async ({ err }) => {
      if (err !== undefined) logger.error(err);
      try {
        const close = await started;
        await close();
      } finally {
        await Promise.race([flushOutput(logs), pause(LOG_FLUSH_MS, undefined, { ref: false })]);
      }
    },
  );
  let firstSignalAt: number | undefined;
  process.on('SIGINT', () => {
    if (firstSignalAt !== undefined && Date.now() - firstSignalAt > REPEATED_SIGNAL_MS) process.exit(1);
    if (firstSignalAt === undefined) grace.close();
    firstSignalAt ??= Date.now();
  });
  const started = start();
  await started;
  return new Promise<never>(() => {});
}

/**
 * Resolves when the readers have taken all output, or have gone away: a pipe drains at its reader's pace, and
 * the exit of the process would not wait for it.
 */
async function flushOutput(logs: readonly LogOutput[]): Promise<void> {
  const streams = [process.stdout, process.stderr].filter((stream) => stream.writable);
  await Promise.all([
    ...streams.map((stream) => new Promise((resolve) => stream.write('', resolve))),
    ...logs.map((log) => log.flush()),
  ]);
}

/** Includes the stack of an unexpected error, since this is the log of a server. */
function describe(message: unknown): string {
  const stack = (message as { stack?: unknown } | null)?.stack;
  return typeof stack === 'string' ? stack : String(message);
}
