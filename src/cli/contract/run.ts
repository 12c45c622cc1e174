import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Check, Level } from '../../contract/check.js';
import { checksUpTo } from '../../contract/checks/all-checks.js';
import {
  CONTRACT_FILE,
  ContractFileError,
  merge,
  readContract,
  writeContract,
  writePrivately,
} from '../../contract/contract-file.js';
import { jsonReport, junitReport, type Run } from '../../contract/reports/machine.js';
import { contractTable, remarks, summary } from '../../contract/reports/table.js';
import { exitCodeOf, type Result, runChecks } from '../../contract/run.js';
import { type CliContext, CliError, EXIT_USAGE } from '../context.js';
import { DEFAULT_DATA_DIR } from '../dev/profile.js';
import type { ContractOptions, Report } from './contract-options.js';
import { type OpenTarget, openEmulatorTarget } from './emulator-target.js';

/** `dwar contract run`: checks claims, keeps and reports the results. Throws `CliError` for codes 1 and 2. */
export async function runContract(context: CliContext, options: ContractOptions): Promise<void> {
  const folder = folderOf(context, options);
  const path = join(folder, CONTRACT_FILE);
  // A file that cannot be used is reported before anything is created at the tenant.
  const contract = inUsage(() => readContract(path));
  inUsage(() => prepareFolder(folder));
  const level = Number(options.level) as Level;
  const at = new Date().toISOString();
  const { target, close } = await open(context, options, level);
  const checks = checksUpTo(level);
  let results: readonly Result[];
  try {
    results = await runChecks(target, checks, progress(context, checks));
  } finally {
    await close();
  }
  const merged = merge(contract, options.target, results, at);
  inUsage(() => writeContract(path, merged));
  const run: Run = { target: options.target, level, at, results };
  if (options.json === true) context.out(jsonReport(run).trimEnd());
  else if (options.report.includes('table')) context.out(contractTable(merged));
  writeReports(context, folder, options.report, run);
  context.err(`Kept in ${path}`);
  conclude(context, results);
}

async function open(context: CliContext, options: ContractOptions, level: Level): Promise<OpenTarget> {
  if (options.target === 'emulator') return await openEmulatorTarget();
  const { openLiveTarget } = await import('./live-target.js');
  return await openLiveTarget(context, options, level);
}

/** The folder of `--out`, or that of the ledger. */
function folderOf({ env }: CliContext, { out }: ContractOptions): string {
  if (out !== undefined) return resolve(out);
  const { DATABASE_URL: url = '' } = env;
  return resolve(url.startsWith('sqlite:') ? dirname(url.slice('sqlite:'.length)) : DEFAULT_DATA_DIR);
}

function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new ContractFileError(folder, (error as NodeJS.ErrnoException).code ?? 'it cannot be made');
  }
}

function inUsage<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ContractFileError)) throw error;
    const hint = 'Move the file away, or name another folder with --out.';
    throw new CliError(error.message, { hint, exitCode: EXIT_USAGE });
  }
}

/** Says on standard error when a section is done: a run at a tenant takes a while. */
function progress(context: CliContext, checks: readonly Check[]): (result: Result) => void {
  let done = 0;
  let inSection: Result[] = [];
  return (result) => {
    done += 1;
    inSection.push(result);
    const next = checks[done];
    const { section, level } = result.check;
    if (next?.section === section && next.level === level) return;
    context.err(`${String(done).padStart(3)} of ${checks.length}  section ${section}: ${tally(inSection)}`);
    inSection = [];
  };
}

function tally(results: readonly Result[]): string {
  const counts = new Map<string, number>();
  for (const { verdict } of results) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return [...counts].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
}

const REPORT_FILES = { json: 'contract-report.json', junit: 'contract-junit.xml' } as const;

function writeReports(context: CliContext, folder: string, kinds: readonly Report[], run: Run): void {
  const texts = { json: jsonReport, junit: junitReport };
  for (const kind of ['json', 'junit'] as const) {
    if (!kinds.includes(kind)) continue;
    const path = join(folder, REPORT_FILES[kind]);
    inUsage(() => writePrivately(path, texts[kind](run)));
    context.err(`Report in ${path}`);
  }
}

function conclude(context: CliContext, results: readonly Result[]): void {
  for (const line of remarks(results)) context.err(line);
  const exitCode = exitCodeOf(results);
  if (exitCode === 0) {
    context.err(summary(results));
    return;
  }
  const hint =
    exitCode === 1
      ? 'Each refuted claim names above what to change. docs/contract.md says how.'
      : 'Each unclear claim names above why its check could not run.';
  throw new CliError(summary(results), { hint, exitCode });
}
