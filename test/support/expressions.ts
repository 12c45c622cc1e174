import { METRICS, type MetricRow } from '../../src/http/metrics-table.js';

/** Labels that Prometheus itself adds to what it scrapes. */
export const SCRAPED = ['instance', 'job'];

/** Labels of each series there is, by name as it is scraped. */
export type SeriesLabels = ReadonlyMap<string, readonly string[]>;

/** The series of a scrape's text: ours by the table of metrics, and those of the process and of Node. */
export function seriesOf(scrape: string): SeriesLabels {
  const scraped = new Set([...scrape.matchAll(/^# TYPE (\w+) /gm)].map(([, name = '']) => name));
  const series = new Map<string, readonly string[]>();
  for (const { name, type, labels } of Object.values<MetricRow>(METRICS)) {
    const own = Object.keys(labels);
    if (!scraped.delete(name)) continue;
    if (type !== 'histogram') series.set(name, own);
    else {
      series.set(`${name}_bucket`, [...own, 'le']);
      for (const part of ['sum', 'count']) series.set(`${name}_${part}`, own);
    }
  }
  for (const name of scraped) if (/^(?:process|nodejs)_/.test(name)) series.set(name, []);
  return series;
}

/** What is wrong with the names in an expression of PromQL, in words; empty if nothing is. */
export function problemsOf(expr: string, series: SeriesLabels): string[] {
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
  // What else looks like a metric has no selector, and so was not looked at.
  const bare = [...expr.replaceAll(/\{[^}]*\}/g, '{}').matchAll(/\b((?:dwar|process|nodejs)_\w+)(?!\w|\{)/g)];
  return [
    ...matched,
    ...grouped.map((label) => `no label ${label}`),
    ...bare.map(([, name]) => `no selector of ${name}`),
  ];
}
