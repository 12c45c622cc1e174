/**
 * What Dwar is to reach. `of` names the row that the figure is divided by; without it the figure itself counts. `least` is a
 * goal for what should be high, `most` for what should be low.
 *
 * @type {readonly {set: string, metric: string, row: string, of?: string, least?: number, most?: number}[]}
 */
export const GOALS = [
  { set: 'query', metric: 'rate', row: 'dwar', of: 'mercurius-jit', least: 3 },
  { set: 'query', metric: 'rate', row: 'dwar', of: 'bare-bytes', least: 0.5 },
  { set: 'query-changed', metric: 'rate', row: 'dwar', of: 'mercurius-jit', least: 1 },
  { set: 'typename', metric: 'rate', row: 'dwar', of: 'fastify', least: 0.6 },
  { set: 'webhook', metric: 'rate', row: 'dwar', of: 'mercurius', least: 1 },
  { set: 'webhook', metric: 'rate', row: 'dwar', of: 'bare-ws', least: 0.6 },
  { set: 'webhook', metric: 'rate', row: 'dwar-cluster', of: 'dwar', least: 0.6 },
  { set: 'latency', metric: 'p99', row: 'dwar', of: 'bare-ws', most: 1.5 },
  { set: 'latency', metric: 'p99', row: 'dwar-cluster', most: 25 },
  { set: 'memory', metric: 'held', row: 'dwar', most: 15_000 },
  { set: 'start', metric: 'serve', row: 'dwar', most: 600 },
  { set: 'start', metric: 'help', row: 'dwar', most: 150 },
  { set: 'large-viewer', metric: 'first', row: 'dwar', most: 5 },
  { set: 'large-viewer', metric: 'middle', row: 'dwar', most: 5 },
];

/** A short run is too short to hold the goals to; it fails only beyond this share of one. */
export const SHORT_SHARE = 1 / 5;
