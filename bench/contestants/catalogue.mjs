const IN_MEMORY = 'data in memory, no token, no ownership';
const MARK = 'reads no query, no token';

/**
 * @typedef {object} Contestant
 * @property {string} label
 * @property {string} lacks against Dwar
 * @property {boolean} [isDwar]
 * @property {boolean} [isCluster]
 * @property {string} [file] a peer's server
 * @property {object} [settings] of that server
 */

/**
 * Who answers queries, by name. `dwar` and `before` are the same program of two versions.
 *
 * @type {Readonly<Record<string, Contestant>>}
 */
export const READERS = {
  dwar: { label: 'Dwar', lacks: '', isDwar: true },
  before: { label: 'Dwar, the other version', lacks: '', isDwar: true },
  apollo: { label: 'Apollo Server, Express', lacks: IN_MEMORY, file: 'apollo.mjs' },
  yoga: { label: 'Yoga', lacks: IN_MEMORY, file: 'yoga.mjs' },
  'yoga-cache': { label: 'Yoga, response cache', lacks: IN_MEMORY, file: 'yoga-cache.mjs' },
  mercurius: { label: 'Mercurius', lacks: IN_MEMORY, file: 'mercurius.mjs' },
  'mercurius-jit': {
    label: 'Mercurius JIT',
    lacks: IN_MEMORY,
    file: 'mercurius.mjs',
    settings: { jit: true },
  },
  'bare-bytes': { label: 'bare Node, ready bytes', lacks: MARK, file: 'bare.mjs' },
  'bare-stringify': {
    label: 'bare Node, JSON.stringify',
    lacks: MARK,
    file: 'bare.mjs',
    settings: { stringify: true },
  },
  fastify: { label: 'Fastify, hello world', lacks: 'no GraphQL, no token', file: 'fastify.mjs' },
};

const PUSHED_FROM_MEMORY = 'events pass through memory and are lost with the process, no token';

/**
 * Who pushes events. Those with `isCluster` run on PostgreSQL and Redis.
 *
 * @type {Readonly<Record<string, Contestant>>}
 */
export const PUSHERS = {
  dwar: { label: 'Dwar', lacks: '', isDwar: true },
  before: { label: 'Dwar, the other version', lacks: '', isDwar: true },
  'dwar-cluster': { label: 'Dwar, cluster', lacks: '', isDwar: true, isCluster: true },
  'before-cluster': { label: 'Dwar, the other version, cluster', lacks: '', isDwar: true, isCluster: true },
  apollo: { label: 'Apollo, graphql-ws', lacks: PUSHED_FROM_MEMORY, file: 'apollo-push.mjs' },
  mercurius: { label: 'Mercurius JIT', lacks: PUSHED_FROM_MEMORY, file: 'mercurius-push.mjs' },
  'bare-ws': { label: 'bare ws', lacks: `${PUSHED_FROM_MEMORY}, no GraphQL`, file: 'bare-ws.mjs' },
};
