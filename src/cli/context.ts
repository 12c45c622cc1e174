/** What a command may use of the process it runs in. Tests hand over their own. */
export interface CliContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether standard output is a terminal: only then progress moves and text has colours. */
  readonly isTerminal: boolean;
  /** Writes one line to standard output. */
  out(line: string): void;
  /** Writes one line to standard error. */
  err(line: string): void;
  /** Asks for confirmation on a terminal; null, without asking, where there is none. */
  confirm(question: string): Promise<boolean | null>;
  /**
   * Starts a server and keeps it running until the process receives a signal to stop, then awaits the function that `start` returned for closing it, all for
   * at most `timeoutMs`. Signals are heard from the beginning: one that comes during the start waits for its end, so that nothing
   * is left half open. Throws what `start` throws. In a real process it else never returns: the process ends with 0, or with 1
   * when closing failed or was too slow.
   */
  runUntilStopped(start: () => Promise<() => Promise<void>>, timeoutMs: number): Promise<void>;
}

/** Exit codes: 0 done, 1 failed, 2 called or configured wrongly. */
export const EXIT_FAILED = 1;
export const EXIT_USAGE = 2;

/** Ends a command with a message for a person, and no stack. `hint` says what to do about it. */
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
