import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { requireOrSkip } from './requires.js';
import { readProjectFile } from './source-files.js';

const PROMTOOL = '/usr/bin/promtool';
const RULES = 'deploy/prometheus-rules.yaml';

/** `test` where promtool is installed, else `test.skip`; under CI its absence is an error. */
export const promtoolTest = requireOrSkip('the package prometheus', existsSync(PROMTOOL));

/** A rule of `deploy/prometheus-rules.yaml`: an alert, or a record. */
export interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

interface Group {
  readonly name: string;
  readonly rules: readonly Rule[];
}

const { groups } = parse(readProjectFile(RULES)) as { readonly groups: readonly Group[] };

/** Every rule, in the order of the file. */
export const ALL_RULES = groups.flatMap(({ rules }) => rules);

/** The names of the alerts. */
export const ALERTS = ALL_RULES.flatMap(({ alert }) => alert ?? []);

/** Values of a series by its name and labels, in promtool's notation. */
export type InputSeries = Readonly<Record<string, string>>;

interface Case {
  readonly series: InputSeries;
  /** Time between two values, such as `30s`. */
  readonly interval: string;
  /** When the rules are looked at, such as `10m`. */
  readonly at: string;
}

/** An alert that must fire: the labels that its expression keeps. */
export interface Firing extends Case {
  readonly alert: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Fails unless the alert fires, once, with its severity, its summary and its runbook. */
export async function expectFiring({ alert, labels, ...rest }: Firing): Promise<void> {
  const rule = ruleOf(alert);
  const annotations = Object.entries(rule.annotations ?? {}).map(([name, text]) => [
    name,
    text.replace(/\{\{ \$labels\.(\w+) \}\}/g, (_, label: string) => labels[label] ?? ''),
  ]);
  const expected = {
    exp_labels: { ...rule.labels, ...labels },
    exp_annotations: Object.fromEntries(annotations),
  };
  await testAlert(alert, rest, [expected]);
}

/** Fails if the alert fires. */
export async function expectQuiet(alert: string, on: Case): Promise<void> {
  ruleOf(alert);
  await testAlert(alert, on, []);
}

/** Fails if any alert fires. */
export async function expectAllQuiet(on: Case): Promise<void> {
  const tests = ALERTS.map((alertname) => ({ eval_time: on.at, alertname, exp_alerts: [] }));
  await run(on, groups, { alert_rule_test: tests });
}

/** Fails unless an expression has these samples, by labels as promtool writes them. */
export async function expectSamples(
  expr: string,
  on: Case,
  samples: readonly { readonly labels: string; readonly value: number }[],
): Promise<void> {
  await run(on, groupsFor(expr), { promql_expr_test: [{ expr, eval_time: on.at, exp_samples: samples }] });
}

async function testAlert(alertname: string, on: Case, exp_alerts: readonly object[]): Promise<void> {
  await run(on, groupsFor(alertname), { alert_rule_test: [{ eval_time: on.at, alertname, exp_alerts }] });
}

function ruleOf(alert: string): Rule {
  const rule = ALL_RULES.find((one) => one.alert === alert);
  if (rule === undefined) throw new Error(`there is no alert ${alert}`);
  return rule;
}

/** The groups with those of their rules that a text names, and what these are made from: the others cost time. */
function groupsFor(text: string): readonly Group[] {
  const alert = ALL_RULES.find((rule) => rule.alert === text);
  const isUsed = ({ record }: Rule) => record !== undefined && (alert?.expr ?? text).includes(record);
  return groups
    .map((group) => ({ ...group, rules: group.rules.filter((rule) => rule === alert || isUsed(rule)) }))
    .filter(({ rules }) => rules.length > 0);
}

/** Runs `promtool test rules`, and throws with what it printed if the test fails. */
async function run({ series, interval }: Case, rules: readonly Group[], expectation: object): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'dwar-rules-'));
  const file = join(folder, 'test.json');
  const input_series = Object.entries(series).map(([name, values]) => ({ series: name, values }));
  const tests = [{ interval, input_series, ...expectation }];
  const rulesFile = join(folder, 'rules.json');
  writeFileSync(rulesFile, JSON.stringify({ groups: rules }));
  writeFileSync(file, JSON.stringify({ rule_files: [rulesFile], evaluation_interval: interval, tests }));
  try {
    await new Promise<void>((resolve, reject) => {
      execFile(PROMTOOL, ['test', 'rules', file], (error, stdout, stderr) => {
        if (error === null) resolve();
        else reject(new Error(`promtool: ${stdout}${stderr}`));
      });
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
