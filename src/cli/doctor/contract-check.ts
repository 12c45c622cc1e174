import type { Config } from '../../config/variables.js';
import { whatToChange } from '../../contract/reports/table.js';
import type { Result } from '../../contract/run.js';
import type { Finding } from '../../doctor/finding.js';

/**
 * Checks the claims of the protocol that cost nothing: Gateway is read, and nothing is created. The shortest
 * form of `dwar contract run`.
 */
export async function checkContract(config: Config): Promise<Finding[]> {
  const { QUICK_CHECKS } = await import('../../contract/checks/all-checks.js');
  const { runChecks } = await import('../../contract/run.js');
  const { quickTarget } = await import('../contract/live-target.js');
  const results = await runChecks(quickTarget(config), QUICK_CHECKS);
  const findings = results.filter(({ verdict }) => verdict !== 'held').map(findingOf);
  if (findings.length > 0) return findings;
  const text = `${results.length} claims of the protocol hold; \`dwar contract run\` checks all`;
  return [{ check: 'contract', level: 'ok', text }];
}

function findingOf({ check: { id, claim, change, conflict }, verdict, observed }: Result): Finding {
  const isRefuted = verdict === 'refuted';
  return {
    check: 'contract',
    level: isRefuted ? 'fail' : 'warn',
    text: `${id} is ${verdict}: ${claim}; observed: ${observed ?? 'nothing'}`,
    hint: isRefuted
      ? `Run \`dwar contract run --target live\` for the whole; ${whatToChange(change, conflict)}`
      : 'Try again: the check could not run.',
  };
}
