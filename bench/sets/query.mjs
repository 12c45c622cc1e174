import { READERS } from '../contestants/catalogue.mjs';
import { readingStage } from './reading-stage.mjs';

const RATE = { name: 'rate', unit: 'requests/s', better: 'more' };

/** The same page of orders, unchanged. */
export const query = {
  name: 'query',
  title: 'A page of 20 orders with 5 legs each (25 kB), unchanged, 500 viewers',
  stage: readingStage,
  contestants: Object.keys(READERS).filter((name) => name !== 'fastify'),
  short: ['dwar', 'mercurius-jit', 'bare-bytes'],
  metrics: [{ ...RATE, references: ['mercurius-jit', 'bare-bytes'] }],
  /** Answers what was measured, by metric. */
  measure: ({ load }, name, { seconds, connections }) =>
    load.call('readSaturated', { name, kind: 'orders', seconds, connections }),
};

/** The smallest query with a token, next to Fastify's smallest answer. */
export const typename = {
  name: 'typename',
  title: '`{ __typename }` with a token, 500 viewers',
  stage: readingStage,
  contestants: ['dwar', 'before', 'fastify'],
  short: ['dwar', 'fastify'],
  metrics: [{ ...RATE, references: ['fastify'] }],
  measure: ({ load }, name, { seconds, connections }) =>
    load.call('readSaturated', {
      name,
      kind: name === 'fastify' ? 'hello' : 'typename',
      seconds,
      connections,
    }),
};
