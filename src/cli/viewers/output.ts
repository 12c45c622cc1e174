import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { once } from 'node:events';
import { type CliContext, CliError, EXIT_USAGE } from '../context.js';

/** Where a command writes text that may be long. */
export interface TextOutput {
  /** Resolves when the text is taken. Throws `CliError`. */
  write(text: string): Promise<void>;
  /** Resolves when everything is on disk. */
  close(): Promise<void>;
}

/**
 * Standard output, or a new file that only this user may read. Throws `CliError` if the file exists: neither
 * an export nor a receipt overwrites another.
 */
export async function openOutput(context: CliContext, path: string | undefined): Promise<TextOutput> {
  if (path === undefined) return standardOutput(context);
  const stream = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
  const failed = (error: unknown) =>
    new CliError(`${path} could not be written: ${codeOf(error)}`, {
      exitCode: EXIT_USAGE,
      ...(codeOf(error) === 'EEXIST' ? { hint: 'Name a file that does not exist yet.' } : {}),
    });
  try {
    await once(stream, 'open');
  } catch (error) {
    throw failed(error);
  }
  let failure: unknown;
  stream.on('error', (error) => {
    failure = error;
  });
  return {
    async write(text) {
      if (!stream.write(text) && failure === undefined) await once(stream, 'drain').catch(() => {});
      if (failure !== undefined) throw failed(failure);
    },
    async close() {
      stream.end();
      await finished(stream).catch((error: unknown) => {
        throw failed(error);
      });
    },
  };
}

/** Lines of standard output: the last one is held until it is whole. */
function standardOutput(context: CliContext): TextOutput {
  let rest = '';
  return {
    async write(text) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      if (lines.length > 0 && !(await context.print(lines.join('\n'))))
        throw new CliError('standard output was closed');
    },
    async close() {
      if (rest !== '') await context.print(rest);
    },
  };
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown }).code ?? error);
}
