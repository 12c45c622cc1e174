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
  const context: CliContext = {
    env,
    isTerminal: false,
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    openLog: () => ({ write: (line) => void err.push(line.trimEnd()), dropped: 0 }),
    readInput: async () => input,
    confirm,
    runUntilStopped: async (start) => {
      const close = await start();
      await close();
    },
  };
  const code = await runCli(args, context);
  return { code, stdout: out.join('\n'), stderr: err.join('\n') };
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
