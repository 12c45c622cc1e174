import { expect } from '@jest/globals';

/** What an id can name here. The world has an owned object of each kind, and an id of an object that never existed. */
export type Kind =
  | 'Transaction'
  | 'FundsTransaction'
  | 'MutualFundImport'
  | 'Order'
  | 'BrokerAccount'
  | 'SpareAccount'
  | 'PendingAction'
  | 'Investment'
  | 'Viewer'
  | 'TransactionCursor'
  | 'OrderCursor'
  | 'StatementCursor'
  | 'EventCursor'
  | 'InvestmentCursor';

/** How a field with an id argument is called, and what it returns to the owner. */
export interface Row {
  readonly kind: Kind;
  /** The field with its arguments; `id` is a variable or a literal, `key` an idempotency key. */
  readonly call: (id: string, key: string) => string;
  /** What the field returns to the owner. */
  readonly owner: unknown;
  /** The root type of the call, if the argument is of a field below it. */
  readonly rootType?: 'Query';
  /** Accepts only global ids. */
  readonly globalOnly?: true;
  /** How the owner restores the object. */
  readonly restore?: 'link the spare account';
}

const node = (kind: Kind, typename: string = kind): Row => ({
  kind,
  call: (id) => `node(id: ${id}) { __typename id }`,
  owner: { __typename: typename, id: expect.any(String) },
  globalOnly: true,
});

const PAGE =
  'edges { cursor node { __typename } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
const aPageOf = (typename: string) => ({
  edges: expect.arrayContaining([{ cursor: expect.any(String), node: { __typename: typename } }]),
});

const TRANSACTION =
  '__typename id gatewayTransactionId intent status error { message } timeline { at source } orders { id }';
const ORDER = '__typename id batchId status legs { symbol quantity } transaction { id }';
const HOLDINGS = '__typename snapshotAt brokerAccount { id broker } securities { isin quantity }';
const FAILURE = '... on Failure { code message }';
const EVENT = '__typename ... on Event { cursor occurredAt } ... on ResyncRequired { reason }';

const eventOf = (...typenames: readonly string[]) => ({
  __typename: expect.stringMatching(new RegExp(`^(?:${typenames.join('|')})$`)),
});

const createTransaction = (parts: (id: string) => string) => (id: string, key: string) =>
  `createTransaction(input: { idempotencyKey: "${key}", allowDuplicate: true, ${parts(id)} }) { __typename ... on Transaction { id } ${FAILURE} }`;

/** An investment of the owner, once the world is there. */
export const INVESTED = { iscid: '' };

/** Every argument of the schema that can name an object or cursor. A new one without a row fails the test. */
export const ROWS: Readonly<Record<string, Row>> = {
  'Query.node(id) as BrokerAccount': node('BrokerAccount'),
  'Query.node(id) as MutualFundImport': node('MutualFundImport'),
  'Query.node(id) as Order': node('Order'),
  'Query.node(id) as Investment': node('Investment'),
  'Query.node(id) as PendingAction': node('PendingAction'),
  'Query.node(id) as Transaction': node('Transaction'),
  'Query.node(id) as Viewer': node('Viewer'),
  'Query.transaction(id)': {
    kind: 'Transaction',
    call: (id) => `transaction(id: ${id}) { ${TRANSACTION} }`,
    owner: { __typename: 'Transaction', orders: [{}] },
  },
  'Query.transactions(after)': {
    kind: 'TransactionCursor',
    call: (id) => `transactions(after: ${id}) { ${PAGE} }`,
    owner: aPageOf('Transaction'),
  },
  'Query.transactions(before)': {
    kind: 'TransactionCursor',
    call: (id) => `transactions(before: ${id}) { ${PAGE} }`,
    owner: aPageOf('Transaction'),
  },
  'Query.order(id)': {
    kind: 'Order',
    call: (id) => `order(id: ${id}) { ${ORDER} }`,
    owner: { __typename: 'Order', legs: [{}], transaction: {} },
  },
  'Query.orders(after)': {
    kind: 'OrderCursor',
    call: (id) => `orders(after: ${id}) { ${PAGE} }`,
    owner: aPageOf('Order'),
  },
  'Query.orders(before)': {
    kind: 'OrderCursor',
    call: (id) => `orders(before: ${id}) { ${PAGE} }`,
    owner: aPageOf('Order'),
  },
  'Query.orders(transactionId)': {
    kind: 'Transaction',
    call: (id) => `orders(transactionId: ${id}) { ${PAGE} }`,
    owner: aPageOf('Order'),
  },
  'Query.holdings(brokerAccountId)': {
    kind: 'BrokerAccount',
    call: (id) => `holdings(brokerAccountId: ${id}) { ${HOLDINGS} }`,
    owner: {
      __typename: 'Holdings',
      brokerAccount: {},
      securities: expect.arrayContaining([expect.anything()]),
    },
  },
  'Query.subscriptions(brokerAccountId)': {
    kind: 'BrokerAccount',
    call: (id) => `subscriptions(brokerAccountId: ${id}) { subscriptionId status }`,
    owner: [],
  },
  'Query.subscriptionsCount(brokerAccountId)': {
    kind: 'BrokerAccount',
    call: (id) => `subscriptionsCount(brokerAccountId: ${id})`,
    owner: 0,
  },
  'Query.investments(brokerAccountId)': {
    kind: 'BrokerAccount',
    call: (id) => `investments(brokerAccountId: ${id}) { ${PAGE} }`,
    owner: aPageOf('Investment'),
  },
  'Query.investments(after)': {
    kind: 'InvestmentCursor',
    call: (id) => `investments(after: ${id}) { ${PAGE} }`,
    owner: aPageOf('Investment'),
  },
  'Query.investments(before)': {
    kind: 'InvestmentCursor',
    call: (id) => `investments(before: ${id}) { ${PAGE} }`,
    owner: aPageOf('Investment'),
  },
  'BrokerAccount.investments(after)': {
    kind: 'InvestmentCursor',
    rootType: 'Query',
    call: (id) => `viewer { currentBrokerAccount { investments(after: ${id}) { ${PAGE} } } }`,
    owner: { currentBrokerAccount: { investments: aPageOf('Investment') } },
  },
  'BrokerAccount.investments(before)': {
    kind: 'InvestmentCursor',
    rootType: 'Query',
    call: (id) => `viewer { currentBrokerAccount { investments(before: ${id}) { ${PAGE} } } }`,
    owner: { currentBrokerAccount: { investments: aPageOf('Investment') } },
  },
  'Query.investment(brokerAccountId)': {
    kind: 'BrokerAccount',
    call: (id) => `investment(brokerAccountId: ${id}, iscid: "${INVESTED.iscid}") { __typename scid }`,
    owner: { __typename: 'Investment' },
  },
  'Query.investmentTotals(brokerAccountId)': {
    kind: 'BrokerAccount',
    call: (id) => `investmentTotals(brokerAccountId: ${id}) { currentValue { amount } }`,
    owner: { currentValue: {} },
  },
  'Query.exitedInvestments(brokerAccountId)': {
    kind: 'BrokerAccount',
    call: (id) => `exitedInvestments(brokerAccountId: ${id}) { iscid }`,
    owner: [{ iscid: expect.any(String) }],
  },
  'Query.exitedInvestmentsCount(brokerAccountId)': {
    kind: 'BrokerAccount',
    call: (id) => `exitedInvestmentsCount(brokerAccountId: ${id})`,
    owner: 1,
  },
  'Mutation.refreshInvestments(input.brokerAccountId)': {
    kind: 'BrokerAccount',
    call: (id) =>
      `refreshInvestments(input: { brokerAccountId: ${id} }) { __typename ... on InvestmentsRefreshed { totals { currentValue { amount } } } ${FAILURE} }`,
    owner: { __typename: 'InvestmentsRefreshed' },
  },
  'Query.events(after)': {
    kind: 'EventCursor',
    call: (id) =>
      `events(after: ${id}) { edges { cursor node { ${EVENT} } } pageInfo { hasNextPage hasPreviousPage } }`,
    owner: {
      edges: expect.arrayContaining([
        { cursor: expect.any(String), node: expect.objectContaining(eventOf('OrderEvent')) },
      ]),
    },
  },
  'MutualFundImport.transactions(after)': {
    kind: 'StatementCursor',
    rootType: 'Query',
    call: (id) => `mutualFundImports { transactions(after: ${id}) { edges { cursor node { folio date } } } }`,
    owner: [{ transactions: { edges: [{ cursor: expect.any(String) }, {}] } }],
  },
  'Mutation.createAuthToken(input.transactionId)': {
    kind: 'Transaction',
    call: (id) => `createAuthToken(input: { transactionId: ${id} }) { token kind }`,
    owner: { token: expect.any(String), kind: 'CONNECTED' },
  },
  'Mutation.createAuthToken(input.brokerAccountId)': {
    kind: 'BrokerAccount',
    call: (id) => `createAuthToken(input: { brokerAccountId: ${id} }) { token kind }`,
    owner: { token: expect.any(String), kind: 'CONNECTED' },
  },
  'Mutation.createTransaction(input.brokerAccountId)': {
    kind: 'BrokerAccount',
    call: createTransaction((id) => `intent: FETCH_FUNDS, brokerAccountId: ${id}`),
    owner: { __typename: 'Transaction' },
  },
  'Mutation.createTransaction(input.cancelOrder.orderId)': {
    kind: 'Order',
    call: createTransaction((id) => `intent: CANCEL_ORDER, cancelOrder: { orderId: ${id}, symbol: "INFY" }`),
    owner: { __typename: 'Transaction' },
  },
  'Mutation.refreshHoldings(input.brokerAccountId)': {
    kind: 'BrokerAccount',
    call: (id) =>
      `refreshHoldings(input: { brokerAccountId: ${id} }) { ${HOLDINGS.replace('__typename', '__typename ... on Holdings {')} } ${FAILURE} }`,
    owner: { __typename: 'Holdings', securities: expect.arrayContaining([expect.anything()]) },
  },
  'Mutation.reportTransactionOutcome(input.transactionId)': {
    kind: 'Transaction',
    call: (id) =>
      `reportTransactionOutcome(input: { transactionId: ${id}, errorCode: 1012 }) { __typename ... on Transaction { id status } ${FAILURE} }`,
    owner: { __typename: 'Transaction', status: 'COMPLETED' },
  },
  'Mutation.unlinkBrokerAccount(input.brokerAccountId)': {
    kind: 'SpareAccount',
    call: (id) =>
      `unlinkBrokerAccount(input: { brokerAccountId: ${id} }) { __typename ... on BrokerAccountUnlinked { brokerAccountId } }`,
    owner: { __typename: 'BrokerAccountUnlinked' },
    restore: 'link the spare account',
  },
  'Mutation.requestMutualFundOtp(input.transactionId)': {
    kind: 'FundsTransaction',
    call: (id) =>
      `requestMutualFundOtp(input: { transactionId: ${id}, pan: "ABCTY1234D", phone: "+919876543210" }) { __typename ${FAILURE} }`,
    // Its import was received, so no code is sent.
    owner: { __typename: 'TransactionExpired', code: 'TRANSACTION_EXPIRED' },
  },
  'Mutation.verifyMutualFundOtp(input.transactionId)': {
    kind: 'FundsTransaction',
    call: (id) =>
      `verifyMutualFundOtp(input: { transactionId: ${id}, pan: "ABCTY1234D", phone: "+919876543210", otp: "123456" }) { __typename ... on MutualFundImport { id state } ${FAILURE} }`,
    owner: { __typename: 'MutualFundImport', state: 'RECEIVED' },
  },
  'Mutation.refreshTransaction(id)': {
    kind: 'Transaction',
    call: (id) => `refreshTransaction(id: ${id}) { __typename ... on Transaction { id status } ${FAILURE} }`,
    owner: { __typename: 'Transaction', status: 'COMPLETED' },
  },
  'Mutation.dismissPendingAction(id)': {
    kind: 'PendingAction',
    call: (id) => `dismissPendingAction(id: ${id}) { __typename id iscid status }`,
    owner: { __typename: 'PendingAction', status: 'DISMISSED' },
    globalOnly: true,
  },
  'Subscription.events(after)': {
    kind: 'EventCursor',
    call: (id) => `events(after: ${id}) { ${EVENT} }`,
    owner: eventOf('TransactionEvent', 'OrderEvent', 'HoldingsEvent', 'MutualFundImportEvent'),
  },
  'Subscription.orderUpdated(after)': {
    kind: 'EventCursor',
    call: (id) => `orderUpdated(after: ${id}) { ${EVENT} }`,
    owner: eventOf('OrderEvent'),
  },
  'Subscription.orderUpdated(orderId)': {
    kind: 'Order',
    call: (id) => `orderUpdated(orderId: ${id}) { ${EVENT} }`,
    owner: eventOf('StreamPosition'),
  },
  'Subscription.orderUpdated(transactionId)': {
    kind: 'Transaction',
    call: (id) => `orderUpdated(transactionId: ${id}) { ${EVENT} }`,
    owner: eventOf('StreamPosition'),
  },
  'Subscription.transactionUpdated(after)': {
    kind: 'EventCursor',
    call: (id) => `transactionUpdated(after: ${id}) { ${EVENT} }`,
    owner: eventOf('TransactionEvent'),
  },
  'Subscription.transactionUpdated(transactionId)': {
    kind: 'Transaction',
    call: (id) => `transactionUpdated(transactionId: ${id}) { ${EVENT} }`,
    owner: eventOf('StreamPosition'),
  },
  'Subscription.holdingsUpdated(after)': {
    kind: 'EventCursor',
    call: (id) => `holdingsUpdated(after: ${id}) { ${EVENT} }`,
    owner: eventOf('HoldingsEvent'),
  },
  'Subscription.pendingActionsUpdated(after)': {
    kind: 'EventCursor',
    call: (id) => `pendingActionsUpdated(after: ${id}) { ${EVENT} }`,
    owner: eventOf('PendingActionEvent'),
  },
};

/** Whether an argument's kind is a cursor rather than an object. */
export function isCursor(kind: Kind): boolean {
  return kind.endsWith('Cursor');
}

/** One way to write a call as a document. */
export interface Shape {
  readonly name: string;
  readonly document: (
    operation: string,
    rootType: string,
    call: (id: string) => string,
    id: string,
    type: string,
  ) => string;
}

/** The ways a client may write the same call. With `$id` the value is sent as a variable. */
export const SHAPES: readonly Shape[] = [
  {
    name: 'a plain call',
    document: (operation, _root, call, _id, type) => `${operation} ($id: ${type}) { ${call('$id')} }`,
  },
  {
    name: 'a literal',
    document: (operation, _root, call, id) => `${operation} { ${call(JSON.stringify(id))} }`,
  },
  {
    name: 'an alias',
    document: (operation, _root, call, _id, type) => `${operation} ($id: ${type}) { mine: ${call('$id')} }`,
  },
  {
    name: 'a fragment',
    document: (operation, root, call, _id, type) =>
      `${operation} ($id: ${type}) { ...Part } fragment Part on ${root} { theirs: ${call('$id')} }`,
  },
  {
    name: 'an inline fragment',
    // The field of a subscription must not have a condition.
    document: (operation, root, call, _id, type) =>
      `${operation} ($id: ${type}) { ... on ${root} ${operation === 'subscription' ? '' : '@include(if: true)'} { ${call('$id')} } }`,
  },
];
