import type { Import } from './import-graph.js';

/** What each part of src stands on: it may import parts of lower rank, and itself. */
const RANKS: Readonly<Record<string, number>> = {
  core: 0,
  gateway: 1,
  ledger: 1,
  cache: 1,
  bus: 1,
  telemetry: 1,
  viewer: 2,
  graphql: 3,
  'auth-tokens': 4,
  'broker-accounts': 4,
  transactions: 4,
  orders: 4,
  holdings: 4,
  events: 4,
  http: 5,
  webhooks: 5,
  reconcile: 5,
  console: 5,
  'config-rules.ts': 5,
  'config.ts': 6,
  'read-handlers.ts': 6,
  'resolvers.ts': 6,
  'foundation.ts': 7,
  'app.ts': 8,
  cli: 9,
  'main.ts': 10,
};

/** Parts that stand apart: what they may import, and who may import them. */
const APART: Readonly<
  Record<string, { readonly imports: readonly string[]; readonly importers: readonly string[] }>
> = {
  emulator: { imports: ['core/', 'gateway/wire.ts'], importers: ['cli'] },
  client: { imports: [], importers: [] },
  graphiql: { imports: [], importers: [] },
};

/** Exceptions by name, for types only: [importing part, imported file]. */
const ALLOWED_TYPES: readonly (readonly [string, string])[] = [
  // What upstream tells is stored and cached as decoded.
  ['ledger', 'gateway/facts.ts'],
  ['ledger', 'gateway/wire.ts'],
  ['cache', 'gateway/facts.ts'],
  // A part names the settings it needs as a pick of all of them; app.ts hands them in.
  ['viewer', 'config.ts'],
  ['http', 'config.ts'],
  // What must hold between the settings is told of the whole configuration.
  ['config-rules.ts', 'config.ts'],
  // The snapshot that an event of holdings carries.
  ['events', 'holdings/holdings.writer.ts'],
];

/** Exceptions by name: object types of the schema that have a field of another feature's object type. */
const ALLOWED_OBJECT_TYPES: readonly (readonly [string, string])[] = [
  ['events', 'holdings/holdings.type.ts'],
  ['events', 'orders/order.type.ts'],
  ['events', 'transactions/transaction.type.ts'],
  ['holdings', 'broker-accounts/broker-account.type.ts'],
  ['orders', 'transactions/transaction.type.ts'],
  ['transactions', 'orders/order.type.ts'],
];

const FEATURE_RANK = 4;
const EDGE_RANK = 5;

/** The imports that break the ranks, each as one line that says which and why; empty when all hold. */
export function brokenRanks(imports: readonly Import[]): readonly string[] {
  return imports
    .filter(({ isLocal }) => isLocal)
    .flatMap((edge) => {
      const reason = whyRefused(edge);
      return reason === null ? [] : [`${edge.from} -> ${edge.to}: ${reason}`];
    });
}

function whyRefused(edge: Import): string | null {
  const from = partOf(edge.from);
  const to = partOf(edge.to);
  if (from === to) return null;
  if (from in APART || to in APART) return whyApartRefused(edge, from, to);
  const [fromRank, toRank] = [rankOf(edge.from), rankOf(edge.to)];
  if (fromRank === undefined || toRank === undefined) {
    return `${fromRank === undefined ? from : to} has no rank yet; give it one`;
  }
  const isNamed = ([part, file]: readonly [string, string]) => part === from && file === edge.to;
  if (ALLOWED_OBJECT_TYPES.some(isNamed) || (edge.isTypeOnly && ALLOWED_TYPES.some(isNamed))) return null;
  if (fromRank === EDGE_RANK && toRank === FEATURE_RANK) return 'edges get features from app.ts';
  if (fromRank === toRank) return 'parts of one rank do not import each other';
  return fromRank < toRank ? 'imports go to a lower rank only' : null;
}

function whyApartRefused(edge: Import, from: string, to: string): string | null {
  const importer = APART[from];
  if (importer !== undefined && !importer.imports.some((allowed) => edge.to.startsWith(allowed))) {
    return `${from} may import ${importer.imports.join(' and ') || 'nothing of src'}`;
  }
  const imported = APART[to];
  if (imported !== undefined && !imported.importers.includes(from)) {
    return `${to} may be imported by ${imported.importers.join(' and ') || 'nobody'}`;
  }
  return null;
}

function partOf(file: string): string {
  return file.split('/')[0] ?? file;
}

function rankOf(file: string): number | undefined {
  return RANKS[partOf(file)];
}
