import { beforeAll, describe, expect, test } from '@jest/globals';
import { createMetrics } from '../../src/http/metrics.js';
import { METRICS } from '../../src/http/metrics-table.js';
import { problemsOf, SCRAPED, type SeriesLabels, seriesOf } from '../support/expressions.js';
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

let series: SeriesLabels;

beforeAll(async () => {
  series = seriesOf((await createMetrics().render()).text);
});

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
      'On call',
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
      problemsOf(expr, series).map((problem) => `${title}: ${problem}`),
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
    expect(problemsOf(expr, series)).toHaveLength(1);
  });
});
