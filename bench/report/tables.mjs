import { GOALS, SHORT_SHARE } from '../goals.mjs';

/** Enough digits to compare by. */
export function digits(value) {
  if (!Number.isFinite(value)) return '–';
  if (value >= 100) return Math.round(value).toLocaleString('en-US');
  return value.toPrecision(3);
}

/** The lines of a Markdown table, its columns aligned. */
function table(head, rows) {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)];
}

/** A set as Markdown: a table for each metric. */
export function setLines({ name, title, metrics }) {
  return [`### ${name}`, '', `${title}.`, '', ...metrics.flatMap((metric) => [...metricLines(metric), ''])];
}

function metricLines({ unit, rows, references, name }) {
  const labels = Object.fromEntries(rows.map((row) => [row.name, row.label]));
  const shown = references.filter((reference) => labels[reference] !== undefined);
  const head = [
    `${name}, ${unit}`,
    'median',
    'min',
    'max',
    ...shown.map((reference) => `× ${labels[reference]}`),
    'lacks',
  ];
  const body = rows.map((row) => [
    row.label,
    ...[row.median, row.min, row.max].map(digits),
    ...shown.map((reference) => ratioText(row.ratios[reference])),
    row.lacks,
  ]);
  return table(head, body);
}

function ratioText({ median, min, max }) {
  return `${digits(median)} (${digits(min)}–${digits(max)})`;
}

/**
 * How far Dwar is from each goal whose set was played.
 *
 * @param {readonly any[]} sets
 */
export function compareGoals(sets, { isShort }) {
  return GOALS.flatMap((goal) => {
    const metric = sets
      .find(({ name }) => name === goal.set)
      ?.metrics.find(({ name }) => name === goal.metric);
    const rowOf = (name) => metric?.rows.find((row) => row.name === name);
    const row = rowOf(goal.row);
    const reached = goal.of === undefined ? row?.median : row?.ratios[goal.of]?.median;
    if (reached === undefined) return [];
    const share = goal.least === undefined ? (goal.most ?? 0) / reached : reached / goal.least;
    const labels = { row: row.label, of: goal.of === undefined ? undefined : rowOf(goal.of).label };
    return [
      {
        ...goal,
        labels,
        unit: metric.unit,
        reached,
        share,
        isReached: share >= 1,
        isFar: isShort && share < SHORT_SHARE,
      },
    ];
  });
}

/** The goals as Markdown. */
export function goalLines(goals) {
  if (goals.length === 0) return [];
  const rows = goals.map(({ set, metric, labels, unit, least, most, reached, share }) => {
    const what = labels.of === undefined ? `${labels.row}, ${unit}` : `${labels.row} ÷ ${labels.of}`;
    const goal = least === undefined ? `≤ ${most}` : `≥ ${least}`;
    return [
      `${set}, ${metric}`,
      what,
      goal,
      digits(reached),
      share >= 1 ? 'reached' : `${digits(share)} of the goal`,
    ];
  });
  return ['### goals', '', ...table(['set', 'figure', 'goal', 'measured', 'distance'], rows), ''];
}
