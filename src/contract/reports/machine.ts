import type { Result } from '../run.js';
import type { TargetName } from '../target.js';
import { uncheckedSections, whatToChange } from './table.js';

/** A run, for reports. */
export interface Run {
  readonly target: TargetName;
  readonly level: number;
  /** ISO time of its start. */
  readonly at: string;
  readonly results: readonly Result[];
}

/** The run as JSON, with the calls of each check: field names, words of the protocol and shapes only. */
export function jsonReport({ target, level, at, results }: Run): string {
  const checks = results.map(({ check, verdict, observed, calls, durationMs }) => {
    const { id, section, tag, claim, change, conflict = null } = check;
    return {
      id,
      section,
      tag,
      level: check.level,
      claim,
      change,
      conflict,
      verdict,
      observed,
      durationMs,
      calls,
    };
  });
  const report = { target, level, at, checks, unchecked: uncheckedSections() };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** The run as JUnit XML: a suite for each section; a refuted claim is a failure, an unclear one an error. */
export function junitReport({ target, at, results }: Run): string {
  const sections = [...new Set(results.map(({ check }) => check.section))];
  const suites = sections.map((section) => {
    const own = results.filter(({ check }) => check.section === section);
    return [
      `  <testsuite name="section ${section}" timestamp="${at.slice(0, 19)}" ${counts(own)}>`,
      ...own.map(testcase),
      '  </testsuite>',
    ].join('\n');
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="dwar contract ${target}" ${counts(results)}>`,
    ...suites,
    '</testsuites>\n',
  ].join('\n');
}

function counts(results: readonly Result[]): string {
  const count = (verdict: string) => results.filter((one) => one.verdict === verdict).length;
  const seconds = results.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000;
  return (
    `tests="${results.length}" failures="${count('refuted')}" errors="${count('unclear')}" ` +
    `skipped="${count('skipped')}" time="${seconds.toFixed(3)}"`
  );
}

function testcase({ check, verdict, observed, durationMs }: Result): string {
  const { id, tag, claim, change, conflict } = check;
  const name = escaped(`${id} [${tag}]: ${claim}`);
  const seconds = (durationMs / 1000).toFixed(3);
  const open = `    <testcase classname="${escaped(id)}" name="${name}" time="${seconds}"`;
  const advice = escaped(whatToChange(change, conflict));
  const text = escaped(observed ?? '');
  switch (verdict) {
    case 'held':
      return `${open}/>`;
    case 'refuted':
      return `${open}><failure message="${text}">${advice}</failure></testcase>`;
    case 'skipped':
      return `${open}><skipped message="${text}"/></testcase>`;
    case 'unclear':
      return `${open}><error message="${text}"/></testcase>`;
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text of XML 1.0, which allows no control characters. */
function escaped(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, ' ')
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
