import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { problemsOf, type SeriesLabels, seriesOf } from '../support/expressions.js';
import {
  ALERTS,
  ALL_RULES,
  expectFiring,
  expectQuiet,
  expectSamples,
  promtoolTest,
} from '../support/promtool.js';
import { readProjectFile } from '../support/source-files.js';
import { ALERT_CASES, SERVICE_LEVELS } from './alert-cases.js';

const INTERVAL = '30s';
const runbook = readProjectFile('docs/runbook.md');

describe('each alert', () => {
  test.each(ALERTS)('%s has a severity, a summary and an entry of the runbook', (alert) => {
    const rule = ALL_RULES.find((one) => one.alert === alert);
    expect(['critical', 'warning']).toContain(rule?.labels.severity);
    expect(rule?.annotations?.summary).toMatch(/^\S.{15,}\.$/);
    expect(rule?.annotations?.runbook).toBe(`docs/runbook.md#${alert.toLowerCase()}`);
    const [, entry = ''] = new RegExp(`\\n## ${alert}\\n([\\s\\S]*?)(?=\\n## |$)`).exec(runbook) ?? [];
    for (const part of ['**Means:**', '**People notice:**', '**Escalate:**']) expect(entry).toContain(part);
    const [, commands = ''] =
      new RegExp(`<!-- run: ${alert} -->\\n\`\`\`sh\\n([\\s\\S]*?)\n\`\`\``).exec(entry) ?? [];
    expect(commands.trim().split('\n').length).toBeGreaterThanOrEqual(3);
  });

  test('has its cases', () => {
    expect(ALERT_CASES.map(({ alert }) => alert)).toEqual(ALERTS);
    expect([...new Set(ALL_RULES.flatMap(({ record, labels }) => (record ? labels.slo : [])))]).toEqual(
      SERVICE_LEVELS.map(({ slo }) => slo),
    );
  });

  test('is all that the runbook has', () => {
    const entries = [...runbook.matchAll(/^## (Dwar\w+)$/gm)].map(([, name]) => name);
    expect(entries).toEqual(ALERTS);
  });

  describe.each(ALERT_CASES)('$alert', ({ alert, labels, at, fires, quiet, interval = INTERVAL }) => {
    promtoolTest('fires on a series that shows its fault', () =>
      expectFiring({ alert, labels, at, interval, series: fires }),
    );

    promtoolTest('is quiet on one that is just short of it', () =>
      expectQuiet(alert, { at, interval, series: quiet }),
    );
  });
});

describe('a service level', () => {
  describe.each(SERVICE_LEVELS)('$slo', ({ slo, series, bad }) => {
    promtoolTest.each(['5m', '1h'])('is measured over %s', (window) =>
      expectSamples(
        `round(dwar:slo_errors:ratio_rate${window}{slo="${slo}"}, 0.0001)`,
        { series, interval: INTERVAL, at: '15m' },
        [{ labels: `{job="dwar", slo="${slo}"}`, value: bad }],
      ),
    );
  });

  promtoolTest('of which there were hardly any events calls no one', () =>
    expectQuiet('DwarErrorBudgetBurnsFast', {
      at: '2h',
      interval: INTERVAL,
      series: { 'dwar_webhooks_total{job="dwar",kind="ORDER",outcome="503"}': '0x200 1+1x50' },
    }),
  );
});

describe('the rules', () => {
  let app: TestApp;
  let series: SeriesLabels;
  let scrape: string;

  beforeAll(async () => {
    app = await startApp();
    scrape = await (await fetch(`${app.url}/metrics`)).text();
    series = seriesOf(scrape);
  });

  afterAll(() => app.close());

  /** Made by Prometheus itself, and by a part of Dwar that may not be there. */
  const ELSEWHERE = ['up'];

  const expressions = ALL_RULES.map(({ alert, record, expr }) => ({ name: alert ?? record, expr }));

  test('ask only for metrics and labels of a real scrape', () => {
    const known: SeriesLabels = new Map([...series, ...ELSEWHERE.map((name) => [name, []] as const)]);
    const problems = expressions.flatMap(({ name, expr }) =>
      problemsOf(expr, known).map((problem) => `${name}: ${problem}`),
    );
    expect(problems).toEqual([]);
  });

  test('ask only for bounds that a histogram has', () => {
    const bounds = expressions.flatMap(({ expr }) => [...expr.matchAll(/(\w+_bucket)\{[^}]*le="([\d.]+)"/g)]);
    expect(bounds.length).toBeGreaterThanOrEqual(15);
    const table = new Set(
      [...scrape.matchAll(/^(\w+_bucket)\{le="([\d.]+)"/gm)].map(([, name, le]) => `${name} ${le}`),
    );
    const wanted = bounds
      .map(([, name, le]) => `${name} ${le}`)
      .filter((bound) => !bound.includes('operation'));
    expect(wanted.filter((bound) => !table.has(bound))).toEqual([]);
  });

  test('see every failure from its first on: the series of rare ones begin at 0', () => {
    for (const sample of [
      'dwar_errors_total{code="INTERNAL_SERVER_ERROR"} 0',
      'dwar_errors_total{code="STORAGE_UNAVAILABLE"} 0',
      'dwar_ledger_commits_total{outcome="failed"} 0',
      'dwar_webhooks_total{kind="ORDER",outcome="oversized"} 0',
      'dwar_webhooks_total{kind="UNVERIFIED",outcome="503"} 0',
      'dwar_hints_corrected_total 0',
    ])
      expect(scrape.split('\n')).toContain(sample);
  });
});
