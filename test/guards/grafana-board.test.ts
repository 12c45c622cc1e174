import { beforeAll, describe, expect, test } from '@jest/globals';
import { createMetrics } from '../../src/http/metrics.js';
import { METRICS, type MetricRow } from '../../src/http/metrics-table.js';
import { readProjectFile } from '../support/source-files.js';

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
}

interface Board {
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly query: unknown }[] };
}

const board = JSON.parse(readProjectFile('deploy/grafana-dashboard.json')) as Board;
const targets = board.panels.flatMap(({ title, targets: own = [] }) =>
  own.map((target) => ({ title, ...target })),
);

/** Labels that Prometheus itself adds to what it scrapes. */
const SCRAPED = ['instance', 'job'];

/** Labels of each series of ours and of the process's own, by name as it is scraped. */
const series = new Map<string, readonly string[]>();

beforeAll(async () => {
  for (const { name, type, labels } of Object.values<MetricRow>(METRICS)) {
    const own = Object.keys(labels);
    if (type !== 'histogram') series.set(name, own);
    else {
      series.set(`${name}_bucket`, [...own, 'le']);
      for (const part of ['sum', 'count']) series.set(`${name}_${part}`, own);
    }
  }
  const { text } = await createMetrics().render();
  for (const [, name = ''] of text.matchAll(/^# TYPE ((?:process|nodejs)_\w+) /gm)) series.set(name, []);
});

/** What is wrong with the names in an expression. */
function problemsOf(expr: string): string[] {
  const selectors = [...expr.matchAll(/\b([a-zA-Z_]\w*)\{([^}]*)\}/g)];
  const labels = new Set(SCRAPED.concat(selectors.flatMap(([, name = '']) => series.get(name) ?? [])));
  const matched = selectors.flatMap(([, name = '', matchers = '']) => {
    const known = series.get(name);
    if (known === undefined) return [`no metric ${name}`];
    const used = [...matchers.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = '']) => label);
    return used
      .filter((label) => ![...SCRAPED, ...known].includes(label))
      .map((label) => `${name} has no ${label}`);
  });
  const grouped = [...expr.matchAll(/\b(?:by|ignoring|group_left) \(([^)]*)\)/g)]
    .flatMap(([, list = '']) => list.split(','))
    .map((label) => label.trim())
    .filter((label) => label !== '' && !labels.has(label));
  // Whatever else looks like a metric has no selector, and so was not looked at.
  const bare = [...expr.replaceAll(/\{[^}]*\}/g, '{}').matchAll(/\b((?:dwar|process|nodejs)_\w+)(?!\w|\{)/g)];
  return [
    ...matched,
    ...grouped.map((label) => `no label ${label}`),
    ...bare.map(([, name]) => `no selector of ${name}`),
  ];
}

describe('the board', () => {
  test('has a row for each thing to watch, with panels that do not overlap', () => {
    const rows = board.panels.filter(({ type }) => type === 'row').map(({ title }) => title);
    expect(rows).toEqual([
      'Traffic',
      'Latency',
      'Errors',
      'Webhooks',
      'Ledger',
      'Upstream',
      'Subscriptions',
      'Process',
    ]);
    const cells = board.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(new Set(board.panels.map(({ id }) => id)).size).toBe(board.panels.length);
  });

  test('asks only for metrics and labels there are', () => {
    expect(targets.length).toBeGreaterThan(20);
    const problems = targets.flatMap(({ title, expr }) =>
      problemsOf(expr).map((problem) => `${title}: ${problem}`),
    );
    expect(problems).toEqual([]);
  });

  test('names in its legends only labels the expression keeps', () => {
    for (const { title, expr, legendFormat } of targets) {
      const kept = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(', '));
      const isAggregated = kept.length > 0 || /\bsum\b|\bmax\b/.test(expr);
      const named = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label);
      const lost = named.filter((label) => (isAggregated ? !kept.includes(label) : !SCRAPED.includes(label)));
      expect([title, lost]).toEqual([title, []]);
    }
  });

  test('shows every metric of ours', () => {
    const shown = targets.map(({ expr }) => expr).join('\n');
    const missing = Object.values(METRICS).filter(
      ({ name }) => !new RegExp(`\\b${name}(?:_bucket)?\\{`).test(shown),
    );
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  test('lists instances by a metric there is', () => {
    const instances = board.templating.list.find(({ name }) => name === 'instance');
    const { query } = (instances ?? { query: { query: '' } }).query as { query: string };
    const [, name = '', label = ''] = /^label_values\((\w+), (\w+)\)$/.exec(query) ?? [];
    expect([series.has(name), label]).toEqual([true, 'instance']);
  });
});

describe('the check of expressions', () => {
  test.each([
    ['another metric', 'sum (rate(dwar_nothing_total{instance="a"}[5m]))'],
    ['another label', 'dwar_webhooks_total{color="red"}'],
    ['another group', 'sum by (color) (dwar_webhooks_total{instance="a"})'],
    ['a histogram without its part', 'dwar_http_request_seconds{route="/graphql"}'],
    ['a metric without a selector', 'sum (dwar_webhooks_total)'],
  ])('finds %s', (_what, expr) => {
    expect(problemsOf(expr)).toHaveLength(1);
  });
});
