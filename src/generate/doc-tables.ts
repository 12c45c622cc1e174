import { UNLIMITED, VARIABLES } from '../config/variables.js';
import { ERROR_CATALOGUE } from '../core/errors.js';
import { CLOSE_CATALOGUE } from '../transports/close-codes.js';
import { FAILURE_CATALOGUE } from '../graphql/failure.js';
import { METRICS, type MetricRow } from '../http/metrics-table.js';

/** The parts of the documentation that are made from code, as Markdown or shell text. */

interface VariableRow {
  readonly name: string;
  readonly about: string;
  readonly fallback: string | undefined;
  readonly productionDefault: string | undefined;
  readonly isRequired: boolean;
  readonly isSecret: boolean;
}

function variableRows(): readonly VariableRow[] {
  return Object.entries(VARIABLES).map(([name, spec]) => ({
    name,
    about: spec.about,
    fallback: 'fallback' in spec ? spec.fallback : undefined,
    productionDefault: 'productionDefault' in spec ? spec.productionDefault : undefined,
    isRequired: !('fallback' in spec) && !spec.read.safeParse(undefined).success,
    isSecret: 'secret' in spec,
  }));
}

/** The table of `docs/configuration.md`. */
export function configurationTable(): string {
  const rows = variableRows().map((row) => {
    const name = `\`${row.name}\`${row.isSecret ? ' (secret)' : ''}`;
    return [name, row.isRequired ? 'required' : shownDefault(row), row.about];
  });
  return table(['variable', 'default', 'what it does'], rows);
}

/** The default as the table shows it; of a variable whose default depends on the profile, both. */
function shownDefault({ fallback, productionDefault }: VariableRow): string {
  const inProse = fallback === String(UNLIMITED) ? 'unlimited' : `\`${fallback}\``;
  if (productionDefault !== undefined) return `\`${productionDefault}\` in production, else ${inProse}`;
  return fallback === undefined || fallback === '' ? '' : `\`${fallback}\``;
}

/** `.env.example`: every variable, those that must be set first in line, the others commented out with their default. */
export function environmentExample(): string {
  const head =
    '# Made by `npm run docs` from src/config/variables.ts. Copy to .env and fill in what is required.';
  const blocks = variableRows().map((row) => {
    const assignment = `${row.name}=${row.isSecret ? '' : (row.productionDefault ?? row.fallback ?? '')}`;
    return `# ${row.about}\n${row.isRequired ? assignment : `# ${assignment}`}`;
  });
  return `${[head, ...blocks].join('\n\n')}\n`;
}

/** The table of codes in `extensions.code` of GraphQL errors and in the error bodies of the other paths. */
export function errorTable(): string {
  const rows = Object.entries(ERROR_CATALOGUE).map(([code, row]) => [
    `\`${code}\``,
    String(row.status),
    row.retry ? 'yes' : 'no',
    row.meaning,
  ]);
  return table(['code', 'HTTP status', 'worth a retry', 'meaning'], rows);
}

/** The table of the codes sockets are closed with. */
export function closeTable(): string {
  const rows = Object.entries(CLOSE_CATALOGUE).map(([code, { meaning, comesBack }]) => [
    code,
    comesBack ? 'yes' : 'no',
    meaning,
  ]);
  return table(['close code', 'clients connect again', 'meaning'], rows);
}

/** The table of codes of the union members that implement `Failure`. */
export function failureTable(): string {
  return table(
    ['code', 'meaning'],
    Object.entries(FAILURE_CATALOGUE).map(([code, { message }]) => [`\`${code}\``, message]),
  );
}

/** The table of metrics of `docs/operations.md`. */
export function metricsTable(): string {
  const rows = Object.values<MetricRow>(METRICS).map(({ name, type, help, labels }) => {
    const shown = Object.entries(labels).map(([label, values]) => `\`${label}\`: ${values}`);
    // Prometheus keeps the unit in the name.
    return [`\`${name}\``, type, name.endsWith('_seconds') ? 'seconds' : 'count', help, shown.join('; ')];
  });
  return table(['metric', 'type', 'unit', 'meaning', 'labels'], rows);
}

/** A table of Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/**
 * Puts `content` between the markers `<!-- begin:name -->` and `<!-- end:name -->` of a page.
 * Throws when the page lacks them.
 */
export function fillSection(page: string, name: string, content: string): string {
  const [begin, end] = [`<!-- begin:${name} -->`, `<!-- end:${name} -->`];
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from === -1 || to < from) throw new Error(`the markers of ${name} are missing`);
  return `${page.slice(0, from + begin.length)}\n\n${content}\n\n${page.slice(to)}`;
}
