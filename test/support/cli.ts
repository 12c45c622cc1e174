import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../../src/cli/cli.js';
import type { CliContext } from '../../src/cli/context.js';

/** The result of a command. */
export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs one command in this process, with its own environment, `input` on standard input, and no terminal
 * unless `confirm` is one; a server is stopped as soon as it is ready. The log of a server is part of `stderr`.
 */
export async function runInProcess(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  confirm: CliContext['confirm'] = async () => null,
  input = '',
): Promise<CliRun> {
  const out: string[] = [];
  const err: string[] = [];
  const context = contextOf({ env, out: (line) => void out.push(line), err: (line) => void err.push(line) });
  // What follows something would not end; what works through something does.
  const signal = args[0] === 'listen' ? AbortSignal.abort() : new AbortController().signal;
  const runUntilAborted: CliContext['runUntilAborted'] = (work) => work(signal);
  const code = await runCli(args, { ...context, confirm, readInput: async () => input, runUntilAborted });
  return { code, stdout: out.join('\n'), stderr: err.join('\n') };
}

/** A command that runs until it is stopped. */
export interface FollowingRun {
  /** Each line of standard output so far. */
  readonly lines: readonly string[];
  readonly stderr: readonly string[];
  /** Resolves when there are this many lines, or the command has ended. */
  until(count: number): Promise<void>;
  /** Stops it as a signal would, and resolves with its exit code. */
  stop(): Promise<number>;
  /** The exit code, when it has ended. */
  readonly ended: Promise<number>;
}

/** Starts a command in this process that follows something. `accept` says whether its reader takes a line. */
export function followInProcess(
  args: readonly string[],
  accept: (line: string) => boolean = () => true,
): FollowingRun {
  const lines: string[] = [];
  const stderr: string[] = [];
  const abort = new AbortController();
  let wake = () => {};
  const context: CliContext = {
    ...contextOf({ env: {}, out: (line) => void lines.push(line), err: (line) => void stderr.push(line) }),
    async print(line) {
      if (!accept(line)) return false;
      lines.push(line);
      wake();
      return true;
    },
    runUntilAborted: (work) => work(abort.signal),
  };
  let hasEnded = false;
  const ended = runCli(args, context).finally(() => {
    hasEnded = true;
    wake();
  });
  return {
    lines,
    stderr,
    ended,
    async until(count) {
      while (lines.length < count && !hasEnded)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    },
    stop() {
      abort.abort();
      return ended;
    },
  };
}

function contextOf({ env, out, err }: Pick<CliContext, 'env' | 'out' | 'err'>): CliContext {
  return {
    env,
    isTerminal: false,
    out,
    err,
    async print(line) {
      out(line);
      return true;
    },
    openLog: () => ({ write: (line) => err(line.trimEnd()), dropped: 0 }),
    readInput: async () => '',
    confirm: async () => null,
    runUntilStopped: async (start) => {
      const close = await start();
      await close();
    },
    runUntilAborted: (work) => work(AbortSignal.abort()),
  };
}

/** Creates a folder that {@link removeTemporaryFolders} removes. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dwar-cli-'));
  folders.push(folder);
  return folder;
}

const folders: string[] = [];

export function removeTemporaryFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
