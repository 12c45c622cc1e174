import type { Config } from '../../config/variables.js';
import { loadConfig } from '../../config.js';
import { ConfigError } from '../../config/config-error.js';
import { checkNodeVersion } from '../../doctor/checks.js';
import type { Finding } from '../../doctor/finding.js';
import { CHECK_NAMES, runCheck } from '../../console/doctor/run-check.js';
import { type CliContext, CliError } from '../context.js';
import { checkContract } from './contract-check.js';
import { checkInstance, chooseSubject, type Subject } from './subject.js';
import { checkToken, readToken } from './token-check.js';

interface DoctorOptions {
  readonly data?: string;
  readonly token?: string;
  readonly live?: boolean;
  readonly json?: boolean;
}

/**
 * `dwar doctor`: prints a line per check, with a hint where something is wrong. Throws `CliError` if one
 * fails.
 */
export async function runDoctor(context: CliContext, options: DoctorOptions): Promise<void> {
  const token = options.token === undefined ? null : await readToken(context, options.token);
  const subject = chooseSubject(context, options.data);
  const findings = [
    checkNodeVersion(process.versions.node),
    ...(await checkInstance(subject)),
    ...(await checkConfigured(subject, token, options.live === true)),
  ];
  if (options.json === true) context.out(JSON.stringify(findings));
  else for (const finding of findings) show(context, finding);
  const failed = findings.filter((finding) => finding.level === 'fail').length;
  if (failed > 0) throw new CliError(`${failed} of ${findings.length} checks failed`);
}

async function checkConfigured(subject: Subject, token: string | null, isLive: boolean): Promise<Finding[]> {
  const config = readConfig(subject);
  if (Array.isArray(config)) return config;
  const passed: Finding = { check: 'configuration', level: 'ok', text: `valid; profile ${config.NODE_ENV}` };
  // The emulator of a dev instance runs only with it.
  const hasUpstream = subject.dev === null || subject.dev.instance !== null;
  const names = CHECK_NAMES.filter((name) => name !== 'NODE' && (name !== 'UPSTREAM' || hasUpstream));
  const findings = await Promise.all([
    ...names.map((name) => runCheck(name, config)),
    token === null ? [] : checkToken(config, token),
  ]);
  const isAsked = isLive && hasUpstream && findings.flat().every(isNoRefusal);
  return [passed, ...findings.flat(), ...(isAsked ? await checkContract(config) : [])];
}

/** Without an upstream that accepts the keys nothing can be said of its protocol. */
function isNoRefusal({ check, level }: Finding): boolean {
  return check !== 'upstream' || level !== 'fail';
}

/** The configuration, or a finding for each of its problems. */
function readConfig({ env }: Subject): Config | Finding[] {
  try {
    return loadConfig(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((problem) => ({
      check: 'configuration',
      level: 'fail',
      text: problem,
      hint: 'See docs/configuration.md. To check a dev instance instead, pass --data.',
    }));
  }
}

const MARKS = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' } as const;

function show(context: CliContext, finding: Finding): void {
  context.out(`${MARKS[finding.level]}  ${finding.check.padEnd(14)} ${finding.text}`);
  if (finding.hint !== undefined && finding.level !== 'ok') context.out(`${' '.repeat(21)}${finding.hint}`);
}
