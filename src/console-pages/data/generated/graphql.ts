/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Narrows the list of deliveries. A field that is absent or null selects all. */
export type DeliveryFilter = {
  /** One of these kinds. */
  kind?: Array<string> | null | undefined;
  /** Text within `problem`, in any case. */
  problem?: string | null | undefined;
  /** Received at this time or later. */
  since?: string | null | undefined;
  /** The `id` of the transaction that it names. */
  transaction?: string | null | undefined;
  /** Received at this time or earlier. */
  until?: string | null | undefined;
  /** One of these verdicts. */
  verdict?: Array<DeliveryVerdict> | null | undefined;
};

/** What became of a delivery whose proof was valid. */
export type DeliveryVerdict =
  /** It contradicts what is known, and was not applied. */
  | 'ANOMALY'
  /** It was applied. It may have changed nothing, because its content was known already. */
  | 'APPLIED'
  /** Playing it has failed five times; it is not played again unless you replay it. */
  | 'DEAD'
  /** Its kind is not known. */
  | 'IGNORED'
  /** It holds more than is accepted, and was not applied. */
  | 'OVERSIZED'
  /** It is to be played again. */
  | 'PENDING'
  /** Its transaction or account is not known. It is kept, and applied as soon as it is. */
  | 'UNMATCHED'
  /** It could not be decoded. */
  | 'UNREADABLE';

/** A check of `dwar doctor` that makes sense within the server. */
export type DoctorCheck =
  /** Which persisted documents run. */
  | 'DOCUMENTS'
  /** Whether the keys that verify session tokens can be fetched. */
  | 'KEY_SET'
  /** Whether this version of Node is supported. */
  | 'NODE'
  /** Which servers are called through a proxy. */
  | 'PROXY'
  /** Whether Redis answers and can be written. */
  | 'REDIS'
  /** Whether a secret is a sample, too short, or equal to another one. */
  | 'SECRETS'
  /** Whether the ledger can be written and has the newest schema. What it writes is rolled back. */
  | 'STORAGE'
  /** Whether Gateway answers and accepts both secrets, and how far its clock is from ours. */
  | 'UPSTREAM';

/** What caused a fact. */
export type FactSource =
  /** A mutation of the app. */
  | 'CALL'
  /** Linking a broker account. */
  | 'LINK'
  /** A read of Gateway by Dwar. */
  | 'POLL'
  /** A report by the app. */
  | 'REPORT'
  /** A webhook of Gateway. */
  | 'WEBHOOK';

/** How bad a finding is. */
export type FindingLevel =
  /** Something does not work. */
  | 'FAILURE'
  /** As it should be. */
  | 'OK'
  /** It works, and should be changed. */
  | 'WARNING';

/** Where a fact came from, as a lane of the timeline. */
export type Lane =
  /** The app: a mutation, or a report of the SDK’s result. */
  | 'APP'
  /** An authenticated read of Gateway. */
  | 'READ'
  /** What Dwar has concluded. */
  | 'STATE'
  /** A webhook of Gateway. */
  | 'WEBHOOK';

/** What an operator may do. */
export type OperatorRole =
  /** Play deliveries again. */
  | 'OPERATOR'
  /** Read everything, with personal data masked. */
  | 'READER'
  /** See one delivery unmasked, for a reason that is recorded. */
  | 'REVEAL';

/** Narrows the list of orders. A field that is absent or null selects all. */
export type OrderFilter = {
  /** The broker’s key, whole, such as `kite`. */
  broker?: string | null | undefined;
  /** Final or not. */
  isFinal?: boolean | null | undefined;
  /** Established in one of these ways. */
  provenance?: Array<Provenance> | null | undefined;
  /** Of transactions created at this time or later. */
  since?: string | null | undefined;
  /** One of these statuses. */
  status?: Array<string> | null | undefined;
  /** A trading symbol that one of its legs has, whole. */
  symbol?: string | null | undefined;
  /** A batch id, transaction id or exchange order id, whole. */
  text?: string | null | undefined;
  /** Of transactions created at this time or earlier. */
  until?: string | null | undefined;
  /** The viewer’s id, whole. */
  viewer?: string | null | undefined;
};

/** The time that an overview looks back. */
export type OverviewPeriod =
  /** The last 24 hours. */
  | 'DAY'
  /** The last hour. */
  | 'HOUR'
  /** The last seven days. */
  | 'WEEK';

/** How a state was established. */
export type Provenance =
  /** Read back over an authenticated call. */
  | 'CONFIRMED'
  /** Reported by a client. Not trusted; a confirming read is in progress. */
  | 'REPORTED'
  /** Reported by a webhook: shown at once, to be confirmed by a read. */
  | 'WEBHOOK';

/** How far a replay has come. */
export type ReplayState =
  /** A dry run has ended: `wouldChange` is complete, and nothing was changed. */
  | 'COUNTED'
  /** The ledger could not be read or written; what was not played was left as it is. */
  | 'FAILED'
  /** Every matched delivery was played. */
  | 'FINISHED'
  /** It is in progress. */
  | 'RUNNING'
  /** An operator has stopped it, or the instance was shut down. */
  | 'STOPPED';

/** Where the value of a variable comes from. */
export type SettingSource =
  /** It is not set; its default holds. */
  | 'DEFAULT'
  /** It is not set and has no default. */
  | 'NOT_SET'
  /** The environment of this instance. */
  | 'SET';

/** Buy or sell. */
export type Side =
  /** Buy. */
  | 'BUY'
  /** Sell. */
  | 'SELL'
  /** A value of Gateway that this version does not know; see the raw text. Not accepted as input. */
  | 'UNKNOWN';

/** Narrows the list of transactions. A field that is absent or null selects all. */
export type TransactionFilter = {
  /** One of these intents. */
  intent?: Array<string> | null | undefined;
  /** Whether it is no longer polled though its order is open. */
  isStale?: boolean | null | undefined;
  /** Created at this time or later. */
  since?: string | null | undefined;
  /** One of these statuses. */
  status?: Array<string> | null | undefined;
  /** Created at this time or earlier. */
  until?: string | null | undefined;
  /** The viewer’s id, whole. */
  viewer?: string | null | undefined;
};

export type ChangesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type ChangesSubscription = { changes:
    | { __typename: 'DeliveryReceived', delivery: { id: string, receivedAt: string, kind: string, verdict: DeliveryVerdict, failures: number, nextAttemptAt: string | null, problem: string | null, transactionId: string | null, sizeBytes: number } }
    | { __typename: 'DeliveryRejected', rejected: { id: string, receivedAt: string, network: string, sizeBytes: number, mediaType: string | null, reason: string, diagnosis: Array<string>, body: string | null } }
    | { __typename: 'OrderChanged', order: { id: string, batchId: string, viewer: string, status: string, rawStatus: string | null, provenance: Provenance, isFinal: boolean, isRetracted: boolean, broker: string | null, placedAt: string | null, updatedAt: string, revision: number, buyAmount: { amount: string, currency: string } | null, sellAmount: { amount: string, currency: string } | null, legs: Array<{ symbol: string, side: Side, quantity: number | null, filledQuantity: number | null, exchangeOrderId: string | null }>, unplacedLegs: Array<{ symbol: string, side: Side, quantity: number | null }> } }
    | { __typename: 'OverviewChanged', at: string }
    | { __typename: 'TransactionChanged', transaction: { id: string, transactionId: string, viewer: string, intent: string, status: string, rawStatus: string | null, provenance: Provenance, broker: string | null, createdAt: string, expiresAt: string, isStale: boolean, errorCode: number | null, errorMessage: string | null, revision: number, nextReadAt: string | null } }
   };

export type DeliveryRowFragment = { id: string, receivedAt: string, kind: string, verdict: DeliveryVerdict, failures: number, nextAttemptAt: string | null, problem: string | null, transactionId: string | null, sizeBytes: number };

export type RejectedFragment = { id: string, receivedAt: string, network: string, sizeBytes: number, mediaType: string | null, reason: string, diagnosis: Array<string>, body: string | null };

export type DeliveriesQueryVariables = Exact<{
  filter?: DeliveryFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type DeliveriesQuery = { deliveries: { nodes: Array<{ id: string, receivedAt: string, kind: string, verdict: DeliveryVerdict, failures: number, nextAttemptAt: string | null, problem: string | null, transactionId: string | null, sizeBytes: number }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type DeliveryQueryVariables = Exact<{
  id: string;
}>;


export type DeliveryQuery = { delivery: { authId: string | null, sha256: string, checksumFields: Array<string>, body: string | null, id: string, receivedAt: string, kind: string, verdict: DeliveryVerdict, failures: number, nextAttemptAt: string | null, problem: string | null, transactionId: string | null, sizeBytes: number, transaction: { id: string } | null, order: { id: string, batchId: string } | null, effects: Array<{ at: string, lane: Lane, source: FactSource, from: string | null, to: string | null, anomaly: string | null, isAboutTransaction: boolean, deliveryId: string | null, eventSeq: number | null, traceId: string | null, delayMs: number | null, sentence: string }>, siblings: Array<{ id: string, receivedAt: string, kind: string, verdict: DeliveryVerdict, failures: number, nextAttemptAt: string | null, problem: string | null, transactionId: string | null, sizeBytes: number }> } | null };

export type RejectedDeliveriesQueryVariables = Exact<{ [key: string]: never; }>;


export type RejectedDeliveriesQuery = { rejectedDeliveries: Array<{ id: string, receivedAt: string, network: string, sizeBytes: number, mediaType: string | null, reason: string, diagnosis: Array<string>, body: string | null }> | null };

export type InstanceQueryVariables = Exact<{ [key: string]: never; }>;


export type InstanceQuery = { instance: { at: string, startedAt: string, version: string, nodeVersion: string, profile: string, ledger: string, cache: string, migrations: Array<string>, residentMemoryMib: number, heapMib: number, eventLoopDelayP99Ms: number, eventLoopDelayMaxMs: number } | null };

export type SettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type SettingsQuery = { settings: Array<{ name: string, about: string, value: string | null, source: SettingSource, isSecret: boolean }> | null };

export type DoctorQueryVariables = Exact<{
  check: DoctorCheck;
}>;


export type DoctorQuery = { doctor: { check: DoctorCheck, ranAt: string, tookMs: number, findings: Array<{ subject: string, level: FindingLevel, text: string, hint: string | null }> } | null };

export type OperatorLogQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type OperatorLogQuery = { operatorLog: { nodes: Array<{ id: string, at: string, operator: string, action: string, subject: string | null, reason: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type FactFragment = { at: string, lane: Lane, source: FactSource, from: string | null, to: string | null, anomaly: string | null, isAboutTransaction: boolean, deliveryId: string | null, eventSeq: number | null, traceId: string | null, delayMs: number | null, sentence: string };

export type OrderQueryVariables = Exact<{
  id: string;
}>;


export type OrderQuery = { order: { transactionId: string, variety: string, smallcase: string | null, label: string | null, completedAt: string | null, id: string, batchId: string, viewer: string, status: string, rawStatus: string | null, provenance: Provenance, isFinal: boolean, isRetracted: boolean, broker: string | null, placedAt: string | null, updatedAt: string, revision: number, legs: Array<{ symbol: string, exchange: string | null, side: Side, orderType: string, product: string | null, status: string, rawStatus: string | null, quantity: number | null, filledQuantity: number | null, exchangeOrderId: string | null, errorCode: string | null, statusMessage: string | null, averagePrice: { amount: string, currency: string } | null, limitPrice: { amount: string, currency: string } | null }>, unplacedLegs: Array<{ symbol: string, exchange: string | null, side: Side, quantity: number | null, errorCode: string | null, statusMessage: string | null }>, transaction: { id: string, intent: string, status: string, nextReadAt: string | null, expiresAt: string } | null, explanation: { isTruncated: boolean, markdown: string, facts: Array<{ at: string, lane: Lane, source: FactSource, from: string | null, to: string | null, anomaly: string | null, isAboutTransaction: boolean, deliveryId: string | null, eventSeq: number | null, traceId: string | null, delayMs: number | null, sentence: string }>, next: Array<{ at: string | null, sentence: string }> } | null, buyAmount: { amount: string, currency: string } | null, sellAmount: { amount: string, currency: string } | null } | null };

export type OrderRowFragment = { id: string, batchId: string, viewer: string, status: string, rawStatus: string | null, provenance: Provenance, isFinal: boolean, isRetracted: boolean, broker: string | null, placedAt: string | null, updatedAt: string, revision: number, buyAmount: { amount: string, currency: string } | null, sellAmount: { amount: string, currency: string } | null, legs: Array<{ symbol: string, side: Side, quantity: number | null, filledQuantity: number | null, exchangeOrderId: string | null }>, unplacedLegs: Array<{ symbol: string, side: Side, quantity: number | null }> };

export type OrdersQueryVariables = Exact<{
  filter?: OrderFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type OrdersQuery = { orders: { nodes: Array<{ id: string, batchId: string, viewer: string, status: string, rawStatus: string | null, provenance: Provenance, isFinal: boolean, isRetracted: boolean, broker: string | null, placedAt: string | null, updatedAt: string, revision: number, buyAmount: { amount: string, currency: string } | null, sellAmount: { amount: string, currency: string } | null, legs: Array<{ symbol: string, side: Side, quantity: number | null, filledQuantity: number | null, exchangeOrderId: string | null }>, unplacedLegs: Array<{ symbol: string, side: Side, quantity: number | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type OverviewQueryVariables = Exact<{
  period: OverviewPeriod;
}>;


export type OverviewQuery = { overview: { at: string, version: string, webhookPath: string, isGatewayReachable: boolean, gatewayClockOffsetMs: number, unconfirmedOrders: number, openTransactions: number, staleTransactions: number, rejectedDeliveries: number, delayP50Ms: number | null, delayP99Ms: number | null, readiness: Array<{ name: string, isOk: boolean, reason: string | null }>, deliveries: Array<{ verdict: DeliveryVerdict, count: number }>, orders: Array<{ status: string, count: number }>, delays: Array<{ at: string, p50Ms: number | null, p99Ms: number | null, count: number }> } | null };

export type ReplayRunFragment = { id: string, state: ReplayState, isDryRun: boolean, matched: number, played: number, wouldChange: number, failed: number, startedAt: string, endedAt: string | null };

export type ReplayQueryVariables = Exact<{
  id: string;
}>;


export type ReplayQuery = { replay: { id: string, state: ReplayState, isDryRun: boolean, matched: number, played: number, wouldChange: number, failed: number, startedAt: string, endedAt: string | null } | null };

export type ReplayDeliveryMutationVariables = Exact<{
  id: string;
}>;


export type ReplayDeliveryMutation = { replayDelivery: { id: string, receivedAt: string, kind: string, verdict: DeliveryVerdict, failures: number, nextAttemptAt: string | null, problem: string | null, transactionId: string | null, sizeBytes: number } };

export type StartReplayMutationVariables = Exact<{
  filter: DeliveryFilter;
  isDryRun: boolean;
}>;


export type StartReplayMutation = { startReplay: { id: string, state: ReplayState, isDryRun: boolean, matched: number, played: number, wouldChange: number, failed: number, startedAt: string, endedAt: string | null } };

export type StopReplayMutationVariables = Exact<{
  id: string;
}>;


export type StopReplayMutation = { stopReplay: { id: string, state: ReplayState, isDryRun: boolean, matched: number, played: number, wouldChange: number, failed: number, startedAt: string, endedAt: string | null } };

export type RevealDeliveryMutationVariables = Exact<{
  id: string;
  reason: string;
}>;


export type RevealDeliveryMutation = { revealDelivery: string };

export type SessionQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionQuery = { session: { operator: string, roles: Array<OperatorRole>, isMasked: boolean, isDevelopment: boolean, expiresAt: string } };

export type TransactionRowFragment = { id: string, transactionId: string, viewer: string, intent: string, status: string, rawStatus: string | null, provenance: Provenance, broker: string | null, createdAt: string, expiresAt: string, isStale: boolean, errorCode: number | null, errorMessage: string | null, revision: number, nextReadAt: string | null };

export type TransactionsQueryVariables = Exact<{
  filter?: TransactionFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type TransactionsQuery = { transactions: { nodes: Array<{ id: string, transactionId: string, viewer: string, intent: string, status: string, rawStatus: string | null, provenance: Provenance, broker: string | null, createdAt: string, expiresAt: string, isStale: boolean, errorCode: number | null, errorMessage: string | null, revision: number, nextReadAt: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type TransactionQueryVariables = Exact<{
  id: string;
}>;


export type TransactionQuery = { transaction: { notes: string | null, id: string, transactionId: string, viewer: string, intent: string, status: string, rawStatus: string | null, provenance: Provenance, broker: string | null, createdAt: string, expiresAt: string, isStale: boolean, errorCode: number | null, errorMessage: string | null, revision: number, nextReadAt: string | null, orders: Array<{ id: string, batchId: string, viewer: string, status: string, rawStatus: string | null, provenance: Provenance, isFinal: boolean, isRetracted: boolean, broker: string | null, placedAt: string | null, updatedAt: string, revision: number, buyAmount: { amount: string, currency: string } | null, sellAmount: { amount: string, currency: string } | null, legs: Array<{ symbol: string, side: Side, quantity: number | null, filledQuantity: number | null, exchangeOrderId: string | null }>, unplacedLegs: Array<{ symbol: string, side: Side, quantity: number | null }> }>, explanation: { isTruncated: boolean, markdown: string, facts: Array<{ at: string, lane: Lane, source: FactSource, from: string | null, to: string | null, anomaly: string | null, isAboutTransaction: boolean, deliveryId: string | null, eventSeq: number | null, traceId: string | null, delayMs: number | null, sentence: string }>, next: Array<{ at: string | null, sentence: string }> } | null } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const DeliveryRowFragmentDoc = new TypedDocumentString(`
    fragment DeliveryRow on Delivery {
  id
  receivedAt
  kind
  verdict
  failures
  nextAttemptAt
  problem
  transactionId
  sizeBytes
}
    `, {"fragmentName":"DeliveryRow"}) as unknown as TypedDocumentString<DeliveryRowFragment, unknown>;
export const RejectedFragmentDoc = new TypedDocumentString(`
    fragment Rejected on RejectedDelivery {
  id
  receivedAt
  network
  sizeBytes
  mediaType
  reason
  diagnosis
  body
}
    `, {"fragmentName":"Rejected"}) as unknown as TypedDocumentString<RejectedFragment, unknown>;
export const FactFragmentDoc = new TypedDocumentString(`
    fragment Fact on ExplainedFact {
  at
  lane
  source
  from
  to
  anomaly
  isAboutTransaction
  deliveryId
  eventSeq
  traceId
  delayMs
  sentence
}
    `, {"fragmentName":"Fact"}) as unknown as TypedDocumentString<FactFragment, unknown>;
export const OrderRowFragmentDoc = new TypedDocumentString(`
    fragment OrderRow on Order {
  id
  batchId
  viewer
  status
  rawStatus
  provenance
  isFinal
  isRetracted
  buyAmount {
    amount
    currency
  }
  sellAmount {
    amount
    currency
  }
  broker
  legs {
    symbol
    side
    quantity
    filledQuantity
    exchangeOrderId
  }
  unplacedLegs {
    symbol
    side
    quantity
  }
  placedAt
  updatedAt
  revision
}
    `, {"fragmentName":"OrderRow"}) as unknown as TypedDocumentString<OrderRowFragment, unknown>;
export const ReplayRunFragmentDoc = new TypedDocumentString(`
    fragment ReplayRun on Replay {
  id
  state
  isDryRun
  matched
  played
  wouldChange
  failed
  startedAt
  endedAt
}
    `, {"fragmentName":"ReplayRun"}) as unknown as TypedDocumentString<ReplayRunFragment, unknown>;
export const TransactionRowFragmentDoc = new TypedDocumentString(`
    fragment TransactionRow on Transaction {
  id
  transactionId
  viewer
  intent
  status
  rawStatus
  provenance
  broker
  createdAt
  expiresAt
  isStale
  errorCode
  errorMessage
  revision
  nextReadAt
}
    `, {"fragmentName":"TransactionRow"}) as unknown as TypedDocumentString<TransactionRowFragment, unknown>;
export const ChangesDocument = new TypedDocumentString(`
    subscription Changes {
  changes {
    __typename
    ... on OrderChanged {
      order {
        ...OrderRow
      }
    }
    ... on TransactionChanged {
      transaction {
        ...TransactionRow
      }
    }
    ... on DeliveryReceived {
      delivery {
        ...DeliveryRow
      }
    }
    ... on DeliveryRejected {
      rejected {
        ...Rejected
      }
    }
    ... on OverviewChanged {
      at
    }
  }
}
    fragment DeliveryRow on Delivery {
  id
  receivedAt
  kind
  verdict
  failures
  nextAttemptAt
  problem
  transactionId
  sizeBytes
}
fragment Rejected on RejectedDelivery {
  id
  receivedAt
  network
  sizeBytes
  mediaType
  reason
  diagnosis
  body
}
fragment OrderRow on Order {
  id
  batchId
  viewer
  status
  rawStatus
  provenance
  isFinal
  isRetracted
  buyAmount {
    amount
    currency
  }
  sellAmount {
    amount
    currency
  }
  broker
  legs {
    symbol
    side
    quantity
    filledQuantity
    exchangeOrderId
  }
  unplacedLegs {
    symbol
    side
    quantity
  }
  placedAt
  updatedAt
  revision
}
fragment TransactionRow on Transaction {
  id
  transactionId
  viewer
  intent
  status
  rawStatus
  provenance
  broker
  createdAt
  expiresAt
  isStale
  errorCode
  errorMessage
  revision
  nextReadAt
}`) as unknown as TypedDocumentString<ChangesSubscription, ChangesSubscriptionVariables>;
export const DeliveriesDocument = new TypedDocumentString(`
    query Deliveries($filter: DeliveryFilter, $first: Int!, $after: String) {
  deliveries(filter: $filter, first: $first, after: $after) {
    nodes {
      ...DeliveryRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment DeliveryRow on Delivery {
  id
  receivedAt
  kind
  verdict
  failures
  nextAttemptAt
  problem
  transactionId
  sizeBytes
}`) as unknown as TypedDocumentString<DeliveriesQuery, DeliveriesQueryVariables>;
export const DeliveryDocument = new TypedDocumentString(`
    query Delivery($id: ID!) {
  delivery(id: $id) {
    ...DeliveryRow
    authId
    sha256
    checksumFields
    body
    transaction {
      id
    }
    order {
      id
      batchId
    }
    effects {
      ...Fact
    }
    siblings {
      ...DeliveryRow
    }
  }
}
    fragment DeliveryRow on Delivery {
  id
  receivedAt
  kind
  verdict
  failures
  nextAttemptAt
  problem
  transactionId
  sizeBytes
}
fragment Fact on ExplainedFact {
  at
  lane
  source
  from
  to
  anomaly
  isAboutTransaction
  deliveryId
  eventSeq
  traceId
  delayMs
  sentence
}`) as unknown as TypedDocumentString<DeliveryQuery, DeliveryQueryVariables>;
export const RejectedDeliveriesDocument = new TypedDocumentString(`
    query RejectedDeliveries {
  rejectedDeliveries {
    ...Rejected
  }
}
    fragment Rejected on RejectedDelivery {
  id
  receivedAt
  network
  sizeBytes
  mediaType
  reason
  diagnosis
  body
}`) as unknown as TypedDocumentString<RejectedDeliveriesQuery, RejectedDeliveriesQueryVariables>;
export const InstanceDocument = new TypedDocumentString(`
    query Instance {
  instance {
    at
    startedAt
    version
    nodeVersion
    profile
    ledger
    cache
    migrations
    residentMemoryMib
    heapMib
    eventLoopDelayP99Ms
    eventLoopDelayMaxMs
  }
}
    `) as unknown as TypedDocumentString<InstanceQuery, InstanceQueryVariables>;
export const SettingsDocument = new TypedDocumentString(`
    query Settings {
  settings {
    name
    about
    value
    source
    isSecret
  }
}
    `) as unknown as TypedDocumentString<SettingsQuery, SettingsQueryVariables>;
export const DoctorDocument = new TypedDocumentString(`
    query Doctor($check: DoctorCheck!) {
  doctor(check: $check) {
    check
    ranAt
    tookMs
    findings {
      subject
      level
      text
      hint
    }
  }
}
    `) as unknown as TypedDocumentString<DoctorQuery, DoctorQueryVariables>;
export const OperatorLogDocument = new TypedDocumentString(`
    query OperatorLog($first: Int!, $after: String) {
  operatorLog(first: $first, after: $after) {
    nodes {
      id
      at
      operator
      action
      subject
      reason
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<OperatorLogQuery, OperatorLogQueryVariables>;
export const OrderDocument = new TypedDocumentString(`
    query Order($id: ID!) {
  order(id: $id) {
    ...OrderRow
    transactionId
    variety
    smallcase
    label
    completedAt
    legs {
      symbol
      exchange
      side
      orderType
      product
      status
      rawStatus
      quantity
      filledQuantity
      averagePrice {
        amount
        currency
      }
      limitPrice {
        amount
        currency
      }
      exchangeOrderId
      errorCode
      statusMessage
    }
    unplacedLegs {
      symbol
      exchange
      side
      quantity
      errorCode
      statusMessage
    }
    transaction {
      id
      intent
      status
      nextReadAt
      expiresAt
    }
    explanation {
      facts {
        ...Fact
      }
      isTruncated
      next {
        at
        sentence
      }
      markdown
    }
  }
}
    fragment Fact on ExplainedFact {
  at
  lane
  source
  from
  to
  anomaly
  isAboutTransaction
  deliveryId
  eventSeq
  traceId
  delayMs
  sentence
}
fragment OrderRow on Order {
  id
  batchId
  viewer
  status
  rawStatus
  provenance
  isFinal
  isRetracted
  buyAmount {
    amount
    currency
  }
  sellAmount {
    amount
    currency
  }
  broker
  legs {
    symbol
    side
    quantity
    filledQuantity
    exchangeOrderId
  }
  unplacedLegs {
    symbol
    side
    quantity
  }
  placedAt
  updatedAt
  revision
}`) as unknown as TypedDocumentString<OrderQuery, OrderQueryVariables>;
export const OrdersDocument = new TypedDocumentString(`
    query Orders($filter: OrderFilter, $first: Int!, $after: String) {
  orders(filter: $filter, first: $first, after: $after) {
    nodes {
      ...OrderRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment OrderRow on Order {
  id
  batchId
  viewer
  status
  rawStatus
  provenance
  isFinal
  isRetracted
  buyAmount {
    amount
    currency
  }
  sellAmount {
    amount
    currency
  }
  broker
  legs {
    symbol
    side
    quantity
    filledQuantity
    exchangeOrderId
  }
  unplacedLegs {
    symbol
    side
    quantity
  }
  placedAt
  updatedAt
  revision
}`) as unknown as TypedDocumentString<OrdersQuery, OrdersQueryVariables>;
export const OverviewDocument = new TypedDocumentString(`
    query Overview($period: OverviewPeriod!) {
  overview(period: $period) {
    at
    version
    webhookPath
    readiness {
      name
      isOk
      reason
    }
    isGatewayReachable
    gatewayClockOffsetMs
    unconfirmedOrders
    openTransactions
    staleTransactions
    deliveries {
      verdict
      count
    }
    rejectedDeliveries
    orders {
      status
      count
    }
    delays {
      at
      p50Ms
      p99Ms
      count
    }
    delayP50Ms
    delayP99Ms
  }
}
    `) as unknown as TypedDocumentString<OverviewQuery, OverviewQueryVariables>;
export const ReplayDocument = new TypedDocumentString(`
    query Replay($id: ID!) {
  replay(id: $id) {
    ...ReplayRun
  }
}
    fragment ReplayRun on Replay {
  id
  state
  isDryRun
  matched
  played
  wouldChange
  failed
  startedAt
  endedAt
}`) as unknown as TypedDocumentString<ReplayQuery, ReplayQueryVariables>;
export const ReplayDeliveryDocument = new TypedDocumentString(`
    mutation ReplayDelivery($id: ID!) {
  replayDelivery(id: $id) {
    ...DeliveryRow
  }
}
    fragment DeliveryRow on Delivery {
  id
  receivedAt
  kind
  verdict
  failures
  nextAttemptAt
  problem
  transactionId
  sizeBytes
}`) as unknown as TypedDocumentString<ReplayDeliveryMutation, ReplayDeliveryMutationVariables>;
export const StartReplayDocument = new TypedDocumentString(`
    mutation StartReplay($filter: DeliveryFilter!, $isDryRun: Boolean!) {
  startReplay(filter: $filter, isDryRun: $isDryRun) {
    ...ReplayRun
  }
}
    fragment ReplayRun on Replay {
  id
  state
  isDryRun
  matched
  played
  wouldChange
  failed
  startedAt
  endedAt
}`) as unknown as TypedDocumentString<StartReplayMutation, StartReplayMutationVariables>;
export const StopReplayDocument = new TypedDocumentString(`
    mutation StopReplay($id: ID!) {
  stopReplay(id: $id) {
    ...ReplayRun
  }
}
    fragment ReplayRun on Replay {
  id
  state
  isDryRun
  matched
  played
  wouldChange
  failed
  startedAt
  endedAt
}`) as unknown as TypedDocumentString<StopReplayMutation, StopReplayMutationVariables>;
export const RevealDeliveryDocument = new TypedDocumentString(`
    mutation RevealDelivery($id: ID!, $reason: String!) {
  revealDelivery(id: $id, reason: $reason)
}
    `) as unknown as TypedDocumentString<RevealDeliveryMutation, RevealDeliveryMutationVariables>;
export const SessionDocument = new TypedDocumentString(`
    query Session {
  session {
    operator
    roles
    isMasked
    isDevelopment
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<SessionQuery, SessionQueryVariables>;
export const TransactionsDocument = new TypedDocumentString(`
    query Transactions($filter: TransactionFilter, $first: Int!, $after: String) {
  transactions(filter: $filter, first: $first, after: $after) {
    nodes {
      ...TransactionRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment TransactionRow on Transaction {
  id
  transactionId
  viewer
  intent
  status
  rawStatus
  provenance
  broker
  createdAt
  expiresAt
  isStale
  errorCode
  errorMessage
  revision
  nextReadAt
}`) as unknown as TypedDocumentString<TransactionsQuery, TransactionsQueryVariables>;
export const TransactionDocument = new TypedDocumentString(`
    query Transaction($id: ID!) {
  transaction(id: $id) {
    ...TransactionRow
    notes
    orders {
      ...OrderRow
    }
    explanation {
      facts {
        ...Fact
      }
      isTruncated
      next {
        at
        sentence
      }
      markdown
    }
  }
}
    fragment Fact on ExplainedFact {
  at
  lane
  source
  from
  to
  anomaly
  isAboutTransaction
  deliveryId
  eventSeq
  traceId
  delayMs
  sentence
}
fragment OrderRow on Order {
  id
  batchId
  viewer
  status
  rawStatus
  provenance
  isFinal
  isRetracted
  buyAmount {
    amount
    currency
  }
  sellAmount {
    amount
    currency
  }
  broker
  legs {
    symbol
    side
    quantity
    filledQuantity
    exchangeOrderId
  }
  unplacedLegs {
    symbol
    side
    quantity
  }
  placedAt
  updatedAt
  revision
}
fragment TransactionRow on Transaction {
  id
  transactionId
  viewer
  intent
  status
  rawStatus
  provenance
  broker
  createdAt
  expiresAt
  isStale
  errorCode
  errorMessage
  revision
  nextReadAt
}`) as unknown as TypedDocumentString<TransactionQuery, TransactionQueryVariables>;