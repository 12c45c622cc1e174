import { ALL_CHECKS } from '../checks/all-checks.js';
import type { Contract, Entry } from '../contract-file.js';
import { SECTIONS } from '../sections.js';
import type { Result } from '../run.js';

const CLAIM_COLUMNS = 72;
const VERDICT_COLUMNS = 20;

/** The contract as a table: claim, emulator, tenant, each with its date. */
export function contractTable(contract: Contract): string {
  const head = [
    'section',
    'tag'.padEnd(8),
    'claim'.padEnd(CLAIM_COLUMNS),
    'emulator'.padEnd(VERDICT_COLUMNS),
    'tenant',
  ];
  const rows = ALL_CHECKS.map(({ id, section, tag, claim }) => {
    const { emulator = null, live = null } = contract.claims[id] ?? {};
    const cells = [section.padEnd(7), tag.padEnd(8), cell(claim), shownEntry(emulator), shownEntry(live)];
    return cells.join('  ').trimEnd();
  });
  return [head.join('  '), ...rows].join('\n');
}

function cell(claim: string): string {
  const plain = claim.length <= CLAIM_COLUMNS ? claim : `${claim.slice(0, CLAIM_COLUMNS - 1)}…`;
  return plain.padEnd(CLAIM_COLUMNS);
}

function shownEntry(entry: Entry | null): string {
  if (entry === null) return '–'.padEnd(VERDICT_COLUMNS);
  const word = entry.verdict === 'refuted' ? 'REFUTED' : entry.verdict;
  return `${word.padEnd(8)} ${entry.at.slice(0, 10)}`.padEnd(VERDICT_COLUMNS);
}

/** What to do after a run: each refuted claim with what to change, and each that could not be judged. */
export function remarks(results: readonly Result[]): readonly string[] {
  return results
    .filter(({ verdict }) => verdict === 'refuted' || verdict === 'unclear')
    .flatMap(({ check, verdict, observed }) => [
      `${verdict === 'refuted' ? 'REFUTED' : 'unclear'}  ${check.id} [${check.tag}]: ${check.claim}`,
      `         observed: ${observed ?? 'nothing'}`,
      ...(verdict === 'refuted' ? [`         ${whatToChange(check.change, check.conflict)}`] : []),
    ]);
}

/** Where the assumption is written down. */
export function whatToChange(change: string, conflict: number | undefined): string {
  const [file = '', symbol = ''] = change.split('#');
  const row = conflict === undefined ? '' : ` (row ${conflict} of section 22)`;
  return `change: ${symbol} in ${file}${row}`;
}

/** The number of results of each verdict, in words. */
export function summary(results: readonly Result[]): string {
  const count = (verdict: string) => results.filter((one) => one.verdict === verdict).length;
  return (
    `${results.length} claims: ${count('held')} held, ${count('refuted')} refuted, ` +
    `${count('skipped')} skipped, ${count('unclear')} unclear`
  );
}

/** Sections without a check, each with its reason. */
export function uncheckedSections(): readonly string[] {
  return Object.entries(SECTIONS).flatMap(([id, section]) =>
    'unchecked' in section ? [`${id}  ${section.title}: ${section.unchecked}`] : [],
  );
}
