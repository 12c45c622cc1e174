const IN_MEMORY = 'data in memory, no token, no ownership';
const MARK = 'reads no query, no token';

/**
 * Who takes part, by name: the label and what it lacks against Dwar. `dwar` and `before` are the same program of two versions.
 *
 * @type {Readonly<Record<string, {label: string, lacks: string, isDwar?: boolean, file?: string, settings?: object}>>}
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
