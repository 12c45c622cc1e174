import type { LogDestination } from '../core/output/log-output.js';

export type OutputName = 'stdout' | 'stderr';

/** The parts of the process that a command uses. Tests pass their own. */
export interface CliContext {
  /** The environment of the start. It keeps the secrets that {@link forgetSecrets} removes. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Removes the secrets from the environment of the process. Called before each command. */
  forgetSecrets?(): Promise<void>;
  /** Whether standard output is a terminal: only then are colours and animated progress used. */
  readonly isTerminal: boolean;
  /** Writes one line to standard output. */
  out(line: string): void;
  /**
   * Writes one line to standard output and resolves when its reader has taken it: false if the reader is
   * gone.
   */
  print(line: string): Promise<boolean>;
  /** Writes one line to standard error. */
  err(line: string): void;
  /** Opens standard output or error for the log of a server. */
  openLog(name: OutputName): LogDestination;
  /** Reads standard input to its end, or until a little more than `maxBytes` have come. */
  readInput(maxBytes: number): Promise<string>;
  /** Asks for confirmation on a terminal; null, without asking, where there is none. */
  confirm(question: string): Promise<boolean | null>;
  /**
   * Starts a server and runs it until the process receives a stop signal, then awaits the close function that
   * `start` returned, for at most `timeoutMs`. A signal during the start takes effect after it, so that
   * nothing stays half open. Throws what `start` throws; otherwise the real process never returns from here:
   * it exits with 0, or with 1 if closing failed or took too long. SIGHUP is a stop signal too, unless
   * `onHangUp` is given: then it is called instead, possibly before the server has started.
   */
  runUntilStopped(
    start: () => Promise<() => Promise<void>>,
    timeoutMs: number,
    onHangUp?: () => void,
  ): Promise<void>;
  /**
   * Runs `work` until it ends. A stop signal of the process aborts its signal; a second one ends the process.
   */
  runUntilAborted(work: (signal: AbortSignal) => Promise<void>): Promise<void>;
}

/** Exit codes besides 0: 1 failure, 2 wrong usage or configuration. */
export const EXIT_FAILED = 1;
export const EXIT_USAGE = 2;

/** Ends a command with a message and no stack. `hint` says what to do about it. */
export class CliError extends Error {
  readonly hint: string | undefined;
  readonly exitCode: number;

  constructor(message: string, options: { hint?: string; exitCode?: number } = {}) {
    super(message);
    this.name = 'CliError';
    this.hint = options.hint;
    this.exitCode = options.exitCode ?? EXIT_FAILED;
  }
}
