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
];

/** A short run is too short to hold the goals to; it fails only beyond this share of one. */
export const SHORT_SHARE = 1 / 5;
