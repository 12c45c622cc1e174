/** Who may call. An operator has a session with every role, a reader one without any other. */
export const CALLERS = ['viewer', 'service', 'operator', 'reader', 'none'] as const;

export type Caller = (typeof CALLERS)[number];

/** The schemas, by the names of their files. */
export type SchemaName = 'schema' | 'service' | 'operator';

/** Where each schema is served. */
export const PATHS: Readonly<Record<SchemaName, string>> = {
  schema: '/graphql',
  service: '/service/graphql',
  operator: '/console/graphql',
};

const each = (type: string, fields: string, ...callers: readonly Caller[]) =>
  fields
    .split(/\s+/)
    .filter((field) => field !== '')
    .map((field) => [`${type}.${field}`, callers] as const);

/** Every root field of each schema, and who may call it. A new one without a row fails the test. */
export const ROWS: Readonly<Record<SchemaName, Readonly<Record<string, readonly Caller[]>>>> = {
  schema: Object.fromEntries([
    ...each(
      'Query',
      `brokers events exitedInvestments exitedInvestmentsCount holdings investment investmentTotals investments
      marketStatus mutualFundImports mutualFundImportsCount node order orders pendingActions
      pendingActionsCount smallcase smallcaseNews smallcases subscriptions subscriptionsCount transaction
      transactions viewer`,
      'viewer',
    ),
    ...each(
      'Mutation',
      `createAuthToken createTransaction dismissPendingAction linkBrokerAccount refreshHoldings
      refreshInvestments refreshTransaction reportTransactionOutcome requestMutualFundOtp
      unlinkBrokerAccount verifyMutualFundOtp`,
      'viewer',
    ),
    ...each(
      'Subscription',
      'events holdingsUpdated orderUpdated pendingActionsUpdated transactionUpdated',
      'viewer',
    ),
  ]),
  service: Object.fromEntries([
    ...each('Query', 'events order transaction', 'service'),
    ...each('Mutation', 'endSessions', 'service'),
    ...each('Subscription', 'events', 'service'),
  ]),
  operator: Object.fromEntries([
    ...each(
      'Query',
      `account accounts activity connections deliveries delivery doctor eventLog findEventLog holdings instance
      investments operatorLog order orders overview rejectedDeliveries replay search session settings
      transaction transactions`,
      'operator',
      'reader',
    ),
    ...each(
      'Mutation',
      'eraseViewer exportViewer replayDelivery revealDelivery startReplay stopReplay unlinkAccount',
      'operator',
    ),
    ...each('Subscription', 'changes eventAppended', 'operator', 'reader'),
  ]),
};
