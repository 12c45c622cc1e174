import { hidePrivate } from '../core/private-text.js';
import type { Check } from './check.js';
import { Refuted, Skipped } from './refuted.js';
import { PartnerHttp } from './partner-http.js';
import { type CallRecord, Stage } from './stage.js';
import type { Target } from './target.js';

/**
 * What became of a claim: `held`; `refuted`; `skipped`, because it does not apply to this target or run; or
 * `unclear`, because its check could not run.
 */
export const VERDICTS = ['held', 'refuted', 'skipped', 'unclear'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The result of one check. */
export interface Result {
  readonly check: Check;
  readonly verdict: Verdict;
  /** What was observed, or the reason; null for a claim that held. */
  readonly observed: string | null;
  readonly calls: readonly CallRecord[];
  readonly durationMs: number;
}

/** Runs checks one after another. `onResult` is called after each of them. */
export async function runChecks(
  target: Target,
  checks: readonly Check[],
  onResult: (result: Result) => void = () => {},
): Promise<readonly Result[]> {
  const http = new PartnerHttp(target);
  const stage = Stage.open(target, http);
  const results: Result[] = [];
  try {
    for (const check of checks) {
      const result = await runCheck(check, stage.next());
      results.push(result);
      onResult(result);
    }
    return results;
  } finally {
    http.close();
  }
}

async function runCheck(check: Check, stage: Stage): Promise<Result> {
  const startedAt = performance.now();
  const resultOf = (verdict: Verdict, observed: string | null): Result => ({
    check,
    verdict,
    observed: observed === null ? null : withoutSecrets(observed, stage.target),
    calls: stage.calls,
    durationMs: Math.round(performance.now() - startedAt),
  });
  try {
    await check.run(stage);
    return resultOf('held', null);
  } catch (error) {
    if (error instanceof Refuted) return resultOf('refuted', error.message);
    if (error instanceof Skipped) return resultOf('skipped', error.message);
    return resultOf('unclear', error instanceof Error ? error.message : 'the check failed');
  }
}

/** Checks take care of what they say; this is for what a library has put into an error. */
function withoutSecrets(text: string, { gatewayName, secret, apiSecret }: Target): string {
  const hidden = [secret.reveal(), apiSecret.reveal()].reduce(
    (rest, value) => rest.replaceAll(value, '[secret]'),
    text,
  );
  return hidePrivate(hidden.replaceAll(gatewayName, '{gateway}'));
}

/** Exit code of a run: 1 if a claim was refuted, 0 if none was and every check could run, 2 otherwise. */
export function exitCodeOf(results: readonly Result[]): 0 | 1 | 2 {
  if (results.some(({ verdict }) => verdict === 'refuted')) return 1;
  const nothingHeld = !results.some(({ verdict }) => verdict === 'held');
  return nothingHeld || results.some(({ verdict }) => verdict === 'unclear') ? 2 : 0;
}
