import { CommanderError } from 'commander';
import { ConfigError } from '../config/config-error.js';
import { StartError } from '../core/start-error.js';
import { type CliContext, CliError, EXIT_FAILED, EXIT_USAGE } from './context.js';
import { buildProgram } from './program.js';

/**
 * Runs one command line. Returns the exit code: 0 success, 1 failure, 2 wrong usage or configuration. Never
 * throws.
 */
export async function runCli(args: readonly string[], context: CliContext): Promise<number> {
  try {
    await buildProgram(context)
      .hook('preAction', async () => await context.forgetSecrets?.())
      .parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    return report(error, context);
  }
}

function report(error: unknown, context: CliContext): number {
  // Commander has already printed its text: help, the version, or the usage error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
  context.err(`dwar: ${messageOf(error)}`);
  const hint = error instanceof CliError || error instanceof StartError ? error.hint : undefined;
  if (hint !== undefined) context.err(`  ${hint}`);
  if (context.env.LOG_LEVEL === 'debug' || context.env.LOG_LEVEL === 'trace') context.err(stackOf(error));
  // Recognised by name, so that `dwar serve` need not load the emulator.
  if (error instanceof ConfigError || nameOf(error) === 'EmulatorEnvError') return EXIT_USAGE;
  return error instanceof CliError ? error.exitCode : EXIT_FAILED;
}

function nameOf(error: unknown): unknown {
  return (error as { name?: unknown } | null)?.name;
}

/** Callers of the API are only to try again; an operator is shown what the storage has answered. */
function messageOf(error: unknown): string {
  const { message, code, cause } = (error ?? {}) as Record<'message' | 'code' | 'cause', unknown>;
  if (code === 'STORAGE_UNAVAILABLE' && cause !== undefined) return messageOf(cause);
  return typeof message === 'string' && message !== '' ? message : String(error);
}

function stackOf(error: unknown): string {
  return String((error as { stack?: unknown } | null)?.stack ?? error);
}
