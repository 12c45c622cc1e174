import { CommanderError } from 'commander';
import { ConfigError } from '../config.js';
import { StartError } from '../core/start-error.js';
import { type CliContext, CliError, EXIT_FAILED, EXIT_USAGE } from './context.js';
import { buildProgram } from './program.js';

/** Runs one command line and returns its exit code: 0 done, 1 failed, 2 called or configured wrongly. Never throws. */
export async function runCli(args: readonly string[], context: CliContext): Promise<number> {
  try {
    await buildProgram(context).parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    return report(error, context);
  }
}

function report(error: unknown, context: CliContext): number {
  // Commander has written its own text by now: help, the version, or what is wrong with the arguments.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
  context.err(`dwar: ${messageOf(error)}`);
  const hint = error instanceof CliError || error instanceof StartError ? error.hint : undefined;
  if (hint !== undefined) context.err(`  ${hint}`);
  if (context.env.LOG_LEVEL === 'debug' || context.env.LOG_LEVEL === 'trace') context.err(stackOf(error));
  // The emulator's refusal is recognised by its name: a start of the gateway loads nothing of the emulator.
  if (error instanceof ConfigError || nameOf(error) === 'EmulatorEnvError') return EXIT_USAGE;
  return error instanceof CliError ? error.exitCode : EXIT_FAILED;
}

function nameOf(error: unknown): unknown {
  return (error as { name?: unknown } | null)?.name;
}

function messageOf(error: unknown): string {
  const message = (error as { message?: unknown } | null)?.message;
  return typeof message === 'string' && message !== '' ? message : String(error);
}

function stackOf(error: unknown): string {
  return String((error as { stack?: unknown } | null)?.stack ?? error);
}
