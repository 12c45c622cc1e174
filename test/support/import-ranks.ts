import type { Import } from './import-graph.js';

/** The layers of src: a part may import parts of lower rank, and itself. `src/README.md` says what each may know. */
const RANKS: Readonly<Record<string, number>> = {
  core: 0,
  config: 1,
  gateway: 1,
  ledger: 1,
  cache: 1,
  bus: 1,
  telemetry: 1,
  contract: 2,
  viewer: 2,
  doctor: 3,
  graphql: 3,
  execution: 4,
  'auth-tokens': 4,
  'broker-accounts': 4,
  transactions: 4,
  orders: 4,
  holdings: 4,
  'mutual-funds': 4,
  smallcases: 4,
  investments: 4,
  events: 4,
  service: 4,
  transports: 5,
  http: 6,
  console: 6,
  webhooks: 6,
  reconcile: 6,
  'outgoing-webhooks': 6,
  'config.ts': 6,
  app: 7,
  'app.ts': 8,
  cli: 9,
  generate: 9,
  'main.ts': 10,
};

/** The parts that hold what the API is about. Only the parts that put everything together import them. */
const FEATURES: readonly string[] = [
  'auth-tokens',
  'broker-accounts',
  'transactions',
  'orders',
  'holdings',
  'mutual-funds',
  'smallcases',
  'investments',
  'events',
  'service',
];

/** Parts that stand apart: what they may import, and who may import them. */
const APART: Readonly<
  Record<string, { readonly imports: readonly string[]; readonly importers: readonly string[] }>
> = {
  emulator: {
    imports: [
      'core/',
      'gateway/brokers.ts',
      'gateway/wire.ts',
      'gateway/otp/otp-wire.ts',
      'gateway/catalogue/wire.ts',
    ],
    importers: ['cli'],
  },
  graphiql: { imports: [], importers: [] },
  'console-pages': { imports: [], importers: [] },
};

/** Exceptions by name, for types only: [importing part, imported file]. */
const ALLOWED_TYPES: readonly (readonly [string, string])[] = [
  // Upstream facts are stored and cached as decoded.
  ['ledger', 'gateway/facts.ts'],
  ['ledger', 'gateway/wire.ts'],
  ['cache', 'gateway/facts.ts'],
];

/** Exceptions by name: object types of the schema that have a field of another feature's object type. */
const ALLOWED_OBJECT_TYPES: readonly (readonly [string, string])[] = [
  ['broker-accounts', 'orders/order.type.ts'],
  ['broker-accounts', 'transactions/transaction.type.ts'],
  ['events', 'broker-accounts/broker-account.type.ts'],
  ['events', 'transactions/funds/funds.type.ts'],
  ['transactions', 'broker-accounts/broker-account.type.ts'],
  ['events', 'holdings/holdings.type.ts'],
  ['events', 'holdings/holdings.view.ts'],
  ['events', 'holdings/pending-action.type.ts'],
  ['events', 'mutual-funds/mutual-fund-import.type.ts'],
  ['events', 'mutual-funds/mutual-fund-import.view.ts'],
  ['events', 'orders/order.type.ts'],
  ['events', 'transactions/transaction.type.ts'],
  ['events', 'investments/investment.type.ts'],
  ['investments', 'broker-accounts/broker-account.type.ts'],
  ['holdings', 'broker-accounts/broker-account.type.ts'],
  ['mutual-funds', 'holdings/holdings.type.ts'],
  ['mutual-funds', 'holdings/holdings.view.ts'],
  ['mutual-funds', 'transactions/transaction.type.ts'],
  ['orders', 'transactions/transaction.type.ts'],
  ['service', 'holdings/holdings.type.ts'],
  ['service', 'holdings/holdings.view.ts'],
  ['service', 'holdings/pending-action.type.ts'],
  ['service', 'holdings/security-holding.type.ts'],
  ['service', 'investments/investment.type.ts'],
  ['service', 'mutual-funds/mutual-fund-import.type.ts'],
  ['service', 'mutual-funds/mutual-fund-import.view.ts'],
  ['service', 'orders/order.type.ts'],
  ['service', 'transactions/request/sip.type.ts'],
  ['service', 'transactions/transaction.type.ts'],
  ['smallcases', 'broker-accounts/broker-account.type.ts'],
  ['transactions', 'orders/order.type.ts'],
];

/** Below this rank a part gets features handed in by `app.ts`. */
const APP_RANK = 7;

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
  if (FEATURES.includes(to) && !FEATURES.includes(from) && fromRank < APP_RANK)
    return 'features are handed in by app.ts';
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
    return `${to} may be imported by ${imported.importers.join(' and ') || 'no folder'}`;
  }
  return null;
}

function partOf(file: string): string {
  return file.split('/')[0] ?? file;
}

function rankOf(file: string): number | undefined {
  return RANKS[partOf(file)];
}
