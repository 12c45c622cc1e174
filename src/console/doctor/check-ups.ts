import { DeadlineExceeded, withDeadline } from '../../core/time/deadline.js';
import { describeError } from '../../core/describe-error.js';
import type { Clock } from '../../core/time/clock.js';
import type { Log } from '../../core/log.js';
import type { Finding } from '../../doctor/finding.js';
import type { CheckName } from './run-check.js';

/** Longest time that one check may take, below the 20 seconds for which the page waits for an answer. */
const CHECK_TIMEOUT_MS = 15_000;
/** How long the result of a check is used again: a check calls other servers. */
const KEPT_MS = 5_000;

/** What one check found. */
export interface CheckUp {
  readonly check: CheckName;
  /** Epoch milliseconds. */
  readonly ranAt: number;
  readonly tookMs: number;
  readonly findings: readonly Finding[];
}

interface CheckUpsOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Runs a check; its findings hold no secret. */
  readonly run: (check: CheckName) => Promise<readonly Finding[]>;
}

/** Runs the checks of `dwar doctor` within the server. All who ask at the same time share one run. */
export class CheckUps {
  readonly #kept = new Map<CheckName, { readonly result: Promise<CheckUp>; until: number }>();

  constructor(private readonly options: CheckUpsOptions) {}

  /** The result of a check that began at most five seconds ago, or is in progress. Never rejects. */
  async of(check: CheckName): Promise<CheckUp> {
    const kept = this.#kept.get(check);
    if (kept !== undefined && performance.now() < kept.until) return await kept.result;
    const started = { result: this.#run(check), until: Number.POSITIVE_INFINITY };
    this.#kept.set(check, started);
    const result = await started.result;
    started.until = performance.now() + KEPT_MS;
    return result;
  }

  async #run(check: CheckName): Promise<CheckUp> {
    const { clock, run } = this.options;
    const ranAt = clock.now();
    const startedAt = performance.now();
    const findings = await withDeadline('the check', CHECK_TIMEOUT_MS, run(check)).catch((error: unknown) => [
      this.#failed(check, error),
    ]);
    return { check, ranAt, tookMs: Math.round(performance.now() - startedAt), findings };
  }

  #failed(check: CheckName, error: unknown): Finding {
    this.options.log.error({ check, err: describeError(error) }, 'a check of the console failed');
    const isLate = error instanceof DeadlineExceeded;
    return {
      check: check.toLowerCase(),
      level: 'fail',
      text: isLate ? `gave no result within ${CHECK_TIMEOUT_MS / 1000} s` : 'could not be run',
      hint: isLate ? 'Run it again, or run `dwar doctor` on this machine.' : 'The log says why.',
    };
  }
}
