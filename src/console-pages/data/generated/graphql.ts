/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Narrows a list of accounts. A field that is absent or null selects all. */
export type AccountFilter = {
  /** The `id` of an account. */
  account?: string | null | undefined;
  /** The broker’s key, whole, such as `kite`. */
  broker?: string | null | undefined;
  /** The viewer’s id, whole. */
  viewer?: string | null | undefined;
};

/** How a client is connected. */
export type ConnectionTransport =
  /** Server-sent events at `/graphql/stream`. */
  | 'SSE'
  /** A WebSocket at `/graphql`. */
  | 'WEBSOCKET';

/** Whether a client can resume from a cursor. */
export type CursorState =
  /** It gets `ResyncRequired`: the log has no event of this number yet. */
  | 'AHEAD'
  /** It can: the events after it are kept. */
  | 'KEPT'
  /** It gets `ResyncRequired`: the database was replaced by another state of it since. */
  | 'OTHER_EPOCH'
  /** It gets `ResyncRequired`: events after it were older than the log is kept, and are deleted. */
  | 'TRIMMED';

/** Narrows the list of deliveries. A field that is absent or null selects all. */
export type DeliveryFilter = {
  /** One of these deliveries, by `id`; 200 at most. */
  ids?: Array<string> | null | undefined;
  /** One of these kinds. */
  kind?: Array<string> | null | undefined;
  /** None of these kinds. */
  kindNot?: Array<string> | null | undefined;
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
  /** None of these verdicts. */
  verdictNot?: Array<DeliveryVerdict> | null | undefined;
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
  /** Whether operators can log in by the identity provider or proxy that is set up. */
  | 'CONSOLE'
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

/** Narrows the log of a viewer. A field that is absent or null selects all. */
export type EventFilter = {
  /** The `subjectId` of the object that they are about. */
  subject?: string | null | undefined;
  /** One of these types. */
  type?: Array<EventType> | null | undefined;
};

/** What an event of a viewer’s log says. */
export type EventType =
  /** The funds of an account were read. */
  | 'FUNDS'
  /** Holdings of an account, or folios of an import, are new or have changed. */
  | 'HOLDINGS'
  /** An investment is new or has changed. */
  | 'INVESTMENT'
  /** Gateway no longer lists an investment. */
  | 'INVESTMENT_EXITED'
  /** An import of mutual funds has made progress. */
  | 'MUTUAL_FUND_IMPORT'
  /** An order is new or has changed. */
  | 'ORDER'
  /** An order that a webhook had reported does not exist. */
  | 'ORDER_RETRACTED'
  /** An action waits for the user, or no longer does. */
  | 'PENDING_ACTION'
  /** A transaction is new or has changed. */
  | 'TRANSACTION'
  /** A type of a later version of Dwar. */
  | 'UNKNOWN';

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

/** What a webhook about an order is compared with. */
export type HintOutcome =
  /** With the next snapshot that a read confirmed. */
  | 'COMPARED'
  /** With what was confirmed before it came: no read has changed that since. */
  | 'KNOWN'
  /** With nothing: the snapshot was removed from the log because of its age. */
  | 'PRUNED'
  /** With nothing: a read of Gateway did not contain the order. */
  | 'RETRACTED'
  /** With nothing: its body cannot be decoded, or is longer than 256 KiB. */
  | 'UNREADABLE'
  /** With nothing yet: no read has confirmed the order since. */
  | 'WAITING';

/** Narrows a list of what accounts hold. A field that is absent or null selects all. */
export type HoldingsFilter = {
  /** The `id` of an account. */
  account?: string | null | undefined;
  /** The broker’s key, whole, such as `kite`. */
  broker?: string | null | undefined;
  /** A trading symbol that is held, whole: of a position, or of a constituent of an investment. */
  symbol?: string | null | undefined;
  /** The viewer’s id, whole. */
  viewer?: string | null | undefined;
};

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
  /** Play deliveries again, and unlink accounts. */
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

/** What an id names. */
export type SearchHitKind =
  /** A stored webhook. */
  | 'DELIVERY'
  /** An order. */
  | 'ORDER'
  /** A transaction. */
  | 'TRANSACTION';

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

export type AccountRowFragment = { id: string, authId: string, viewer: string, broker: string | null, linkedAt: string, fundsAt: string | null, funds: { amount: string, currency: string } | null, claims: Array<{ viewer: string, at: string, transaction: { id: string, transactionId: string } | null }> };

export type AccountsQueryVariables = Exact<{
  filter?: AccountFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type AccountsQuery = { accounts: { nodes: Array<{ id: string, authId: string, viewer: string, broker: string | null, linkedAt: string, fundsAt: string | null, funds: { amount: string, currency: string } | null, claims: Array<{ viewer: string, at: string, transaction: { id: string, transactionId: string } | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type AccountQueryVariables = Exact<{
  id: string;
}>;


export type AccountQuery = { account: { pendingActionsCount: number, id: string, authId: string, viewer: string, broker: string | null, linkedAt: string, fundsAt: string | null, proofs: Array<{ at: string, transaction: { id: string, transactionId: string, intent: string } }>, holdings: { id: string, authId: string, viewer: string, broker: string | null, linkedAt: string, revision: number, snapshotAt: string | null, lastUpdateAt: string | null, receivedAt: string, provenance: Provenance, isUpdating: boolean, isStale: boolean, nextReadAt: string | null, positionsCount: number, smallcasesCount: number, mutualFundsCount: number, unknownCostsCount: number, knownCost: { amount: string, currency: string } | null } | null, investments: { id: string, authId: string, viewer: string, broker: string | null, linkedAt: string, fetchedAt: string, nextReadAt: string | null, smallcasesCount: number, exitedCount: number | null, totals: { currentReturnsPercent: string | null, totalReturnsPercent: string | null, currentInvestment: { amount: string, currency: string } | null, currentValue: { amount: string, currency: string } | null, currentReturns: { amount: string, currency: string } | null, totalReturns: { amount: string, currency: string } | null } | null } | null, funds: { amount: string, currency: string } | null, claims: Array<{ viewer: string, at: string, transaction: { id: string, transactionId: string } | null }> } | null };

export type UnlinkAccountMutationVariables = Exact<{
  id: string;
  reason: string;
}>;


export type UnlinkAccountMutation = { unlinkAccount: string };

export type ActivityQueryVariables = Exact<{
  period: OverviewPeriod;
}>;


export type ActivityQuery = { activity: { starts: Array<string>, deliveries: Array<{ verdict: DeliveryVerdict, counts: Array<number> }>, orders: Array<{ status: string, counts: Array<number> }> } | null };

export type ChangesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type ChangesSubscription = { changes:
    | { __typename: 'DeliveryReceived', delivery: { id: string, receivedAt: string, kind: string, verdict: DeliveryVerdict, failures: number, nextAttemptAt: string | null, problem: string | null, transactionId: string | null, sizeBytes: number } }
    | { __typename: 'DeliveryRejected', rejected: { id: string, receivedAt: string, network: string, sizeBytes: number, mediaType: string | null, reason: string, diagnosis: Array<string>, body: string | null } }
    | { __typename: 'HoldingsChanged', holdings: { id: string, authId: string, viewer: string, broker: string | null, linkedAt: string, revision: number, snapshotAt: string | null, lastUpdateAt: string | null, receivedAt: string, provenance: Provenance, isUpdating: boolean, isStale: boolean, nextReadAt: string | null, positionsCount: number, smallcasesCount: number, mutualFundsCount: number, unknownCostsCount: number, knownCost: { amount: string, currency: string } | null } }
    | { __typename: 'InvestmentsChanged', investments: { id: string, authId: string, viewer: string, broker: string | null, linkedAt: string, fetchedAt: string, nextReadAt: string | null, smallcasesCount: number, exitedCount: number | null, totals: { currentReturnsPercent: string | null, totalReturnsPercent: string | null, currentInvestment: { amount: string, currency: string } | null, currentValue: { amount: string, currency: string } | null, currentReturns: { amount: string, currency: string } | null, totalReturns: { amount: string, currency: string } | null } | null } }
    | { __typename: 'OrderChanged', order: { id: string, batchId: string, viewer: string, status: string, rawStatus: string | null, provenance: Provenance, isFinal: boolean, isRetracted: boolean, broker: string | null, placedAt: string | null, updatedAt: string, revision: number, buyAmount: { amount: string, currency: string } | null, sellAmount: { amount: string, currency: string } | null, legs: Array<{ symbol: string, side: Side, quantity: number | null, filledQuantity: number | null, exchangeOrderId: string | null }>, unplacedLegs: Array<{ symbol: string, side: Side, quantity: number | null }> } }
    | { __typename: 'OverviewChanged', at: string }
    | { __typename: 'TransactionChanged', transaction: { id: string, transactionId: string, viewer: string, intent: string, status: string, rawStatus: string | null, provenance: Provenance, broker: string | null, createdAt: string, expiresAt: string, isStale: boolean, errorCode: number | null, errorMessage: string | null, smallcase: string | null, revision: number, nextReadAt: string | null, sip: { isActive: boolean | null, action: string | null, frequency: string | null, kind: string | null, nextAt: string | null, amount: { amount: string, currency: string } | null } | null, mutualFundImport: { state: string, provenance: Provenance, otpAcceptedAt: string | null, receivedAt: string | null, foliosCount: number, statementRowsCount: number } | null } }
   };

export type ConnectionsQueryVariables = Exact<{
  transport?: ConnectionTransport | null | undefined;
}>;


export type ConnectionsQuery = { connections: { hasOtherInstances: boolean, count: number, nodes: Array<{ transport: ConnectionTransport, viewer: string | null, viewerId: string | null, ageSeconds: number, subscriptions: number, behind: number | null, unsentBytes: number }>, closes: Array<{ code: number | null, count: number, meaning: string, reconnects: boolean }> } | null };

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


export type DeliveryQuery = { delivery: { authId: string | null, sha256: string, checksumFields: Array<string>, body: string | null, id: string, receivedAt: string, kind: string, verdict: DeliveryVerdict, failures: number, nextAttemptAt: string | null, problem: string | null, transactionId: string | null, sizeBytes: number, transaction: { id: string } | null, order: { id: string, batchId: string } | null, effects: Array<{ at: string, lane: Lane, source: FactSource, from: string | null, to: string | null, anomaly: string | null, isAboutTransaction: boolean, deliveryId: string | null, eventSeq: number | null, traceId: string | null, delayMs: number | null, isFailure: boolean, isRepeat: boolean, sentence: string }>, siblings: Array<{ id: string, receivedAt: string, kind: string, verdict: DeliveryVerdict, failures: number, nextAttemptAt: string | null, problem: string | null, transactionId: string | null, sizeBytes: number }> } | null };

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

export type EventRowFragment = { id: string, seq: number, type: EventType, subject: string, subjectId: string, at: string, status: string | null, provenance: Provenance | null };

export type EventLogQueryVariables = Exact<{
  viewer: string;
}>;


export type EventLogQuery = { eventLog: { id: string, viewer: string, head: number, horizon: number, retentionDays: number, epoch: string, followers: { count: number, behindMost: number | null } } | null };

export type FindEventLogQueryVariables = Exact<{
  text: string;
}>;


export type FindEventLogQuery = { findEventLog: { seq: number | null, subjectId: string | null, cursor: CursorState | null, isTruncated: boolean, log: { id: string } | null } | null };

export type EventsQueryVariables = Exact<{
  viewer: string;
  filter?: EventFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type EventsQuery = { eventLog: { id: string, events: { nodes: Array<{ id: string, seq: number, type: EventType, subject: string, subjectId: string, at: string, status: string | null, provenance: Provenance | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type EventQueryVariables = Exact<{
  viewer: string;
  seq: number;
}>;


export type EventQuery = { eventLog: { id: string, event: { cursor: string | null, snapshot: string | null, olderSeq: number | null, newerSeq: number | null, id: string, seq: number, type: EventType, subject: string, subjectId: string, at: string, status: string | null, provenance: Provenance | null, cause: { at: string, lane: Lane, source: FactSource, from: string | null, to: string | null, anomaly: string | null, isAboutTransaction: boolean, deliveryId: string | null, eventSeq: number | null, traceId: string | null, delayMs: number | null, isFailure: boolean, isRepeat: boolean, sentence: string } | null, transaction: { id: string, transactionId: string } | null, order: { id: string, batchId: string } | null, previous: { snapshot: string | null, id: string, seq: number, type: EventType, subject: string, subjectId: string, at: string, status: string | null, provenance: Provenance | null } | null } | null } | null };

export type StateAtQueryVariables = Exact<{
  viewer: string;
  seq: number;
}>;


export type StateAtQuery = { eventLog: { id: string, stateAt: { seq: number, isTruncated: boolean, unknownUpTo: number, events: Array<{ id: string, seq: number, type: EventType, subject: string, subjectId: string, at: string, status: string | null, provenance: Provenance | null }> } | null } | null };

export type EventAppendedSubscriptionVariables = Exact<{
  viewer: string;
}>;


export type EventAppendedSubscription = { eventAppended: { id: string, seq: number, type: EventType, subject: string, subjectId: string, at: string, status: string | null, provenance: Provenance | null } };

export type HintDiffsQueryVariables = Exact<{
  id: string;
}>;


export type HintDiffsQuery = { order: { id: string, hintDiffs: { corrected: number, isTruncated: boolean, hints: Array<{ deliveryId: string, receivedAt: string, verdict: DeliveryVerdict, outcome: HintOutcome, isCorrected: boolean, confirmedAt: string | null, eventSeq: number | null, differences: number, fields: Array<{ leg: string | null, name: string, hint: string | null, confirmed: string | null, isEqual: boolean }> }> } | null } | null };

export type AmountFragment = { amount: string, currency: string };

export type HoldingsRowFragment = { id: string, authId: string, viewer: string, broker: string | null, linkedAt: string, revision: number, snapshotAt: string | null, lastUpdateAt: string | null, receivedAt: string, provenance: Provenance, isUpdating: boolean, isStale: boolean, nextReadAt: string | null, positionsCount: number, smallcasesCount: number, mutualFundsCount: number, unknownCostsCount: number, knownCost: { amount: string, currency: string } | null };

export type HoldingsQueryVariables = Exact<{
  filter?: HoldingsFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type HoldingsQuery = { holdings: { nodes: Array<{ id: string, authId: string, viewer: string, broker: string | null, linkedAt: string, revision: number, snapshotAt: string | null, lastUpdateAt: string | null, receivedAt: string, provenance: Provenance, isUpdating: boolean, isStale: boolean, nextReadAt: string | null, positionsCount: number, smallcasesCount: number, mutualFundsCount: number, unknownCostsCount: number, knownCost: { amount: string, currency: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type FolioFragment = { folio: string | null, fund: string | null, isin: string | null, amc: string | null, units: string | null, navDate: string | null, xirr: string | null, averagePrice: { amount: string, currency: string } | null, costValue: { amount: string, currency: string } | null, marketValue: { amount: string, currency: string } | null, nav: { amount: string, currency: string } | null, pnl: { amount: string, currency: string } | null };

export type HoldingsOfAccountQueryVariables = Exact<{
  id: string;
}>;


export type HoldingsOfAccountQuery = { account: { holdings: { positionsSnapshotAt: string | null, smallcasesSnapshotAt: string | null, mutualFundsSnapshotAt: string | null, id: string, authId: string, viewer: string, broker: string | null, linkedAt: string, revision: number, snapshotAt: string | null, lastUpdateAt: string | null, receivedAt: string, provenance: Provenance, isUpdating: boolean, isStale: boolean, nextReadAt: string | null, positionsCount: number, smallcasesCount: number, mutualFundsCount: number, unknownCostsCount: number, smallcases: Array<{ scid: string | null, name: string | null, isPrivate: boolean, currentValue: { amount: string, currency: string } | null, totalReturns: { amount: string, currency: string } | null, constituents: Array<{ ticker: string, shares: string | null }> }>, knownCost: { amount: string, currency: string } | null } | null } | null };

export type PositionsQueryVariables = Exact<{
  id: string;
  first: number;
  after?: string | null | undefined;
}>;


export type PositionsQuery = { account: { holdings: { positions: { nodes: Array<{ symbol: string, isin: string | null, name: string | null, quantity: string | null, costPercent: string | null, collateralQuantity: string | null, smallcaseQuantity: string | null, averagePrice: { amount: string, currency: string } | null, cost: { amount: string, currency: string } | null, nsePosition: { quantity: string } | null, bsePosition: { quantity: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null } | null };

export type FoliosOfAccountQueryVariables = Exact<{
  id: string;
  first: number;
  after?: string | null | undefined;
}>;


export type FoliosOfAccountQuery = { account: { holdings: { mutualFunds: { nodes: Array<{ folio: string | null, fund: string | null, isin: string | null, amc: string | null, units: string | null, navDate: string | null, xirr: string | null, averagePrice: { amount: string, currency: string } | null, costValue: { amount: string, currency: string } | null, marketValue: { amount: string, currency: string } | null, nav: { amount: string, currency: string } | null, pnl: { amount: string, currency: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null } | null };

export type FoliosOfImportQueryVariables = Exact<{
  id: string;
  first: number;
  after?: string | null | undefined;
}>;


export type FoliosOfImportQuery = { transaction: { mutualFundImport: { folios: { nodes: Array<{ folio: string | null, fund: string | null, isin: string | null, amc: string | null, units: string | null, navDate: string | null, xirr: string | null, averagePrice: { amount: string, currency: string } | null, costValue: { amount: string, currency: string } | null, marketValue: { amount: string, currency: string } | null, nav: { amount: string, currency: string } | null, pnl: { amount: string, currency: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null } | null };

export type EarlierHoldingsQueryVariables = Exact<{
  id: string;
}>;


export type EarlierHoldingsQuery = { account: { holdings: { earlier: Array<{ eventSeq: number, at: string, snapshotAt: string | null, provenance: Provenance, isUpdating: boolean, positionsCount: number, isEarliest: boolean, changesCount: number, changes: Array<{ kind: string, symbol: string, quantityBefore: string | null, quantityAfter: string | null, averagePriceBefore: { amount: string, currency: string } | null, averagePriceAfter: { amount: string, currency: string } | null }> }> } | null } | null };

export type WorthFragment = { currentReturnsPercent: string | null, totalReturnsPercent: string | null, currentInvestment: { amount: string, currency: string } | null, currentValue: { amount: string, currency: string } | null, currentReturns: { amount: string, currency: string } | null, totalReturns: { amount: string, currency: string } | null };

export type InvestmentsRowFragment = { id: string, authId: string, viewer: string, broker: string | null, linkedAt: string, fetchedAt: string, nextReadAt: string | null, smallcasesCount: number, exitedCount: number | null, totals: { currentReturnsPercent: string | null, totalReturnsPercent: string | null, currentInvestment: { amount: string, currency: string } | null, currentValue: { amount: string, currency: string } | null, currentReturns: { amount: string, currency: string } | null, totalReturns: { amount: string, currency: string } | null } | null };

export type InvestmentsQueryVariables = Exact<{
  filter?: HoldingsFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type InvestmentsQuery = { investments: { nodes: Array<{ id: string, authId: string, viewer: string, broker: string | null, linkedAt: string, fetchedAt: string, nextReadAt: string | null, smallcasesCount: number, exitedCount: number | null, totals: { currentReturnsPercent: string | null, totalReturnsPercent: string | null, currentInvestment: { amount: string, currency: string } | null, currentValue: { amount: string, currency: string } | null, currentReturns: { amount: string, currency: string } | null, totalReturns: { amount: string, currency: string } | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type InvestmentsOfAccountQueryVariables = Exact<{
  id: string;
}>;


export type InvestmentsOfAccountQuery = { account: { investments: { id: string, authId: string, viewer: string, broker: string | null, linkedAt: string, fetchedAt: string, nextReadAt: string | null, smallcasesCount: number, exitedCount: number | null, smallcases: Array<{ iscid: string, scid: string | null, name: string | null, isAmoPending: boolean | null, returns: { currentReturnsPercent: string | null, totalReturnsPercent: string | null, currentInvestment: { amount: string, currency: string } | null, currentValue: { amount: string, currency: string } | null, currentReturns: { amount: string, currency: string } | null, totalReturns: { amount: string, currency: string } | null }, constituents: Array<{ ticker: string, shares: string | null, averagePrice: { amount: string, currency: string } | null }> }>, exited: Array<{ scid: string | null, name: string | null, boughtAt: string | null, exitedAt: string | null, returns: { amount: string, currency: string } | null }>, totals: { currentReturnsPercent: string | null, totalReturnsPercent: string | null, currentInvestment: { amount: string, currency: string } | null, currentValue: { amount: string, currency: string } | null, currentReturns: { amount: string, currency: string } | null, totalReturns: { amount: string, currency: string } | null } | null } | null } | null };

export type OperatorLogQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type OperatorLogQuery = { operatorLog: { nodes: Array<{ id: string, at: string, operator: string, action: string, subject: string | null, reason: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type FactFragment = { at: string, lane: Lane, source: FactSource, from: string | null, to: string | null, anomaly: string | null, isAboutTransaction: boolean, deliveryId: string | null, eventSeq: number | null, traceId: string | null, delayMs: number | null, isFailure: boolean, isRepeat: boolean, sentence: string };

export type OrderQueryVariables = Exact<{
  id: string;
}>;


export type OrderQuery = { order: { viewerId: string, transactionId: string, variety: string, smallcase: string | null, label: string | null, completedAt: string | null, id: string, batchId: string, viewer: string, status: string, rawStatus: string | null, provenance: Provenance, isFinal: boolean, isRetracted: boolean, broker: string | null, placedAt: string | null, updatedAt: string, revision: number, legs: Array<{ symbol: string, exchange: string | null, side: Side, orderType: string, product: string | null, status: string, rawStatus: string | null, quantity: number | null, filledQuantity: number | null, exchangeOrderId: string | null, errorCode: string | null, statusMessage: string | null, averagePrice: { amount: string, currency: string } | null, limitPrice: { amount: string, currency: string } | null }>, unplacedLegs: Array<{ symbol: string, exchange: string | null, side: Side, quantity: number | null, errorCode: string | null, statusMessage: string | null }>, transaction: { id: string, intent: string, status: string, nextReadAt: string | null, expiresAt: string } | null, explanation: { isTruncated: boolean, markdown: string, facts: Array<{ at: string, lane: Lane, source: FactSource, from: string | null, to: string | null, anomaly: string | null, isAboutTransaction: boolean, deliveryId: string | null, eventSeq: number | null, traceId: string | null, delayMs: number | null, isFailure: boolean, isRepeat: boolean, sentence: string }>, next: Array<{ at: string | null, sentence: string }> } | null, buyAmount: { amount: string, currency: string } | null, sellAmount: { amount: string, currency: string } | null } | null };

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

export type SearchQueryVariables = Exact<{
  text: string;
}>;


export type SearchQuery = { search: Array<{ kind: SearchHitKind, id: string, name: string, status: string }> | null };

export type SessionQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionQuery = { session: { operator: string, roles: Array<OperatorRole>, isMasked: boolean, isDevelopment: boolean, expiresAt: string } };

export type TransactionRowFragment = { id: string, transactionId: string, viewer: string, intent: string, status: string, rawStatus: string | null, provenance: Provenance, broker: string | null, createdAt: string, expiresAt: string, isStale: boolean, errorCode: number | null, errorMessage: string | null, smallcase: string | null, revision: number, nextReadAt: string | null, sip: { isActive: boolean | null, action: string | null, frequency: string | null, kind: string | null, nextAt: string | null, amount: { amount: string, currency: string } | null } | null, mutualFundImport: { state: string, provenance: Provenance, otpAcceptedAt: string | null, receivedAt: string | null, foliosCount: number, statementRowsCount: number } | null };

export type TransactionsQueryVariables = Exact<{
  filter?: TransactionFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type TransactionsQuery = { transactions: { nodes: Array<{ id: string, transactionId: string, viewer: string, intent: string, status: string, rawStatus: string | null, provenance: Provenance, broker: string | null, createdAt: string, expiresAt: string, isStale: boolean, errorCode: number | null, errorMessage: string | null, smallcase: string | null, revision: number, nextReadAt: string | null, sip: { isActive: boolean | null, action: string | null, frequency: string | null, kind: string | null, nextAt: string | null, amount: { amount: string, currency: string } | null } | null, mutualFundImport: { state: string, provenance: Provenance, otpAcceptedAt: string | null, receivedAt: string | null, foliosCount: number, statementRowsCount: number } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type TransactionQueryVariables = Exact<{
  id: string;
}>;


export type TransactionQuery = { transaction: { viewerId: string, notes: string | null, id: string, transactionId: string, viewer: string, intent: string, status: string, rawStatus: string | null, provenance: Provenance, broker: string | null, createdAt: string, expiresAt: string, isStale: boolean, errorCode: number | null, errorMessage: string | null, smallcase: string | null, revision: number, nextReadAt: string | null, orders: Array<{ id: string, batchId: string, viewer: string, status: string, rawStatus: string | null, provenance: Provenance, isFinal: boolean, isRetracted: boolean, broker: string | null, placedAt: string | null, updatedAt: string, revision: number, buyAmount: { amount: string, currency: string } | null, sellAmount: { amount: string, currency: string } | null, legs: Array<{ symbol: string, side: Side, quantity: number | null, filledQuantity: number | null, exchangeOrderId: string | null }>, unplacedLegs: Array<{ symbol: string, side: Side, quantity: number | null }> }>, explanation: { isTruncated: boolean, markdown: string, facts: Array<{ at: string, lane: Lane, source: FactSource, from: string | null, to: string | null, anomaly: string | null, isAboutTransaction: boolean, deliveryId: string | null, eventSeq: number | null, traceId: string | null, delayMs: number | null, isFailure: boolean, isRepeat: boolean, sentence: string }>, next: Array<{ at: string | null, sentence: string }> } | null, sip: { isActive: boolean | null, action: string | null, frequency: string | null, kind: string | null, nextAt: string | null, amount: { amount: string, currency: string } | null } | null, mutualFundImport: { state: string, provenance: Provenance, otpAcceptedAt: string | null, receivedAt: string | null, foliosCount: number, statementRowsCount: number } | null } | null };

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
export const AmountFragmentDoc = new TypedDocumentString(`
    fragment Amount on Money {
  amount
  currency
}
    `, {"fragmentName":"Amount"}) as unknown as TypedDocumentString<AmountFragment, unknown>;
export const AccountRowFragmentDoc = new TypedDocumentString(`
    fragment AccountRow on Account {
  id
  authId
  viewer
  broker
  linkedAt
  funds {
    ...Amount
  }
  fundsAt
  claims {
    viewer
    at
    transaction {
      id
      transactionId
    }
  }
}
    fragment Amount on Money {
  amount
  currency
}`, {"fragmentName":"AccountRow"}) as unknown as TypedDocumentString<AccountRowFragment, unknown>;
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
export const EventRowFragmentDoc = new TypedDocumentString(`
    fragment EventRow on Event {
  id
  seq
  type
  subject
  subjectId
  at
  status
  provenance
}
    `, {"fragmentName":"EventRow"}) as unknown as TypedDocumentString<EventRowFragment, unknown>;
export const HoldingsRowFragmentDoc = new TypedDocumentString(`
    fragment HoldingsRow on Holdings {
  id
  authId
  viewer
  broker
  linkedAt
  revision
  snapshotAt
  lastUpdateAt
  receivedAt
  provenance
  isUpdating
  isStale
  nextReadAt
  positionsCount
  smallcasesCount
  mutualFundsCount
  knownCost {
    ...Amount
  }
  unknownCostsCount
}
    fragment Amount on Money {
  amount
  currency
}`, {"fragmentName":"HoldingsRow"}) as unknown as TypedDocumentString<HoldingsRowFragment, unknown>;
export const FolioFragmentDoc = new TypedDocumentString(`
    fragment Folio on MutualFundFolio {
  folio
  fund
  isin
  amc
  units
  averagePrice {
    ...Amount
  }
  costValue {
    ...Amount
  }
  marketValue {
    ...Amount
  }
  nav {
    ...Amount
  }
  navDate
  pnl {
    ...Amount
  }
  xirr
}
    fragment Amount on Money {
  amount
  currency
}`, {"fragmentName":"Folio"}) as unknown as TypedDocumentString<FolioFragment, unknown>;
export const WorthFragmentDoc = new TypedDocumentString(`
    fragment Worth on Returns {
  currentInvestment {
    ...Amount
  }
  currentValue {
    ...Amount
  }
  currentReturns {
    ...Amount
  }
  currentReturnsPercent
  totalReturns {
    ...Amount
  }
  totalReturnsPercent
}
    fragment Amount on Money {
  amount
  currency
}`, {"fragmentName":"Worth"}) as unknown as TypedDocumentString<WorthFragment, unknown>;
export const InvestmentsRowFragmentDoc = new TypedDocumentString(`
    fragment InvestmentsRow on Investments {
  id
  authId
  viewer
  broker
  linkedAt
  fetchedAt
  nextReadAt
  totals {
    ...Worth
  }
  smallcasesCount
  exitedCount
}
    fragment Amount on Money {
  amount
  currency
}
fragment Worth on Returns {
  currentInvestment {
    ...Amount
  }
  currentValue {
    ...Amount
  }
  currentReturns {
    ...Amount
  }
  currentReturnsPercent
  totalReturns {
    ...Amount
  }
  totalReturnsPercent
}`, {"fragmentName":"InvestmentsRow"}) as unknown as TypedDocumentString<InvestmentsRowFragment, unknown>;
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
  isFailure
  isRepeat
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
  smallcase
  sip {
    isActive
    action
    amount {
      ...Amount
    }
    frequency
    kind
    nextAt
  }
  mutualFundImport {
    state
    provenance
    otpAcceptedAt
    receivedAt
    foliosCount
    statementRowsCount
  }
  revision
  nextReadAt
}
    fragment Amount on Money {
  amount
  currency
}`, {"fragmentName":"TransactionRow"}) as unknown as TypedDocumentString<TransactionRowFragment, unknown>;
export const AccountsDocument = new TypedDocumentString(`
    query Accounts($filter: AccountFilter, $first: Int!, $after: String) {
  accounts(filter: $filter, first: $first, after: $after) {
    nodes {
      ...AccountRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment AccountRow on Account {
  id
  authId
  viewer
  broker
  linkedAt
  funds {
    ...Amount
  }
  fundsAt
  claims {
    viewer
    at
    transaction {
      id
      transactionId
    }
  }
}
fragment Amount on Money {
  amount
  currency
}`) as unknown as TypedDocumentString<AccountsQuery, AccountsQueryVariables>;
export const AccountDocument = new TypedDocumentString(`
    query Account($id: ID!) {
  account(id: $id) {
    ...AccountRow
    pendingActionsCount
    proofs {
      at
      transaction {
        id
        transactionId
        intent
      }
    }
    holdings {
      ...HoldingsRow
    }
    investments {
      ...InvestmentsRow
    }
  }
}
    fragment AccountRow on Account {
  id
  authId
  viewer
  broker
  linkedAt
  funds {
    ...Amount
  }
  fundsAt
  claims {
    viewer
    at
    transaction {
      id
      transactionId
    }
  }
}
fragment Amount on Money {
  amount
  currency
}
fragment HoldingsRow on Holdings {
  id
  authId
  viewer
  broker
  linkedAt
  revision
  snapshotAt
  lastUpdateAt
  receivedAt
  provenance
  isUpdating
  isStale
  nextReadAt
  positionsCount
  smallcasesCount
  mutualFundsCount
  knownCost {
    ...Amount
  }
  unknownCostsCount
}
fragment Worth on Returns {
  currentInvestment {
    ...Amount
  }
  currentValue {
    ...Amount
  }
  currentReturns {
    ...Amount
  }
  currentReturnsPercent
  totalReturns {
    ...Amount
  }
  totalReturnsPercent
}
fragment InvestmentsRow on Investments {
  id
  authId
  viewer
  broker
  linkedAt
  fetchedAt
  nextReadAt
  totals {
    ...Worth
  }
  smallcasesCount
  exitedCount
}`) as unknown as TypedDocumentString<AccountQuery, AccountQueryVariables>;
export const UnlinkAccountDocument = new TypedDocumentString(`
    mutation UnlinkAccount($id: ID!, $reason: String!) {
  unlinkAccount(id: $id, reason: $reason)
}
    `) as unknown as TypedDocumentString<UnlinkAccountMutation, UnlinkAccountMutationVariables>;
export const ActivityDocument = new TypedDocumentString(`
    query Activity($period: OverviewPeriod!) {
  activity(period: $period) {
    starts
    deliveries {
      verdict
      counts
    }
    orders {
      status
      counts
    }
  }
}
    `) as unknown as TypedDocumentString<ActivityQuery, ActivityQueryVariables>;
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
    ... on HoldingsChanged {
      holdings {
        ...HoldingsRow
      }
    }
    ... on InvestmentsChanged {
      investments {
        ...InvestmentsRow
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
fragment Amount on Money {
  amount
  currency
}
fragment HoldingsRow on Holdings {
  id
  authId
  viewer
  broker
  linkedAt
  revision
  snapshotAt
  lastUpdateAt
  receivedAt
  provenance
  isUpdating
  isStale
  nextReadAt
  positionsCount
  smallcasesCount
  mutualFundsCount
  knownCost {
    ...Amount
  }
  unknownCostsCount
}
fragment Worth on Returns {
  currentInvestment {
    ...Amount
  }
  currentValue {
    ...Amount
  }
  currentReturns {
    ...Amount
  }
  currentReturnsPercent
  totalReturns {
    ...Amount
  }
  totalReturnsPercent
}
fragment InvestmentsRow on Investments {
  id
  authId
  viewer
  broker
  linkedAt
  fetchedAt
  nextReadAt
  totals {
    ...Worth
  }
  smallcasesCount
  exitedCount
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
  smallcase
  sip {
    isActive
    action
    amount {
      ...Amount
    }
    frequency
    kind
    nextAt
  }
  mutualFundImport {
    state
    provenance
    otpAcceptedAt
    receivedAt
    foliosCount
    statementRowsCount
  }
  revision
  nextReadAt
}`) as unknown as TypedDocumentString<ChangesSubscription, ChangesSubscriptionVariables>;
export const ConnectionsDocument = new TypedDocumentString(`
    query Connections($transport: ConnectionTransport) {
  connections(transport: $transport) {
    hasOtherInstances
    count
    nodes {
      transport
      viewer
      viewerId
      ageSeconds
      subscriptions
      behind
      unsentBytes
    }
    closes {
      code
      count
      meaning
      reconnects
    }
  }
}
    `) as unknown as TypedDocumentString<ConnectionsQuery, ConnectionsQueryVariables>;
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
  isFailure
  isRepeat
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
export const EventLogDocument = new TypedDocumentString(`
    query EventLog($viewer: ID!) {
  eventLog(viewer: $viewer) {
    id
    viewer
    head
    horizon
    retentionDays
    epoch
    followers {
      count
      behindMost
    }
  }
}
    `) as unknown as TypedDocumentString<EventLogQuery, EventLogQueryVariables>;
export const FindEventLogDocument = new TypedDocumentString(`
    query FindEventLog($text: String!) {
  findEventLog(text: $text) {
    log {
      id
    }
    seq
    subjectId
    cursor
    isTruncated
  }
}
    `) as unknown as TypedDocumentString<FindEventLogQuery, FindEventLogQueryVariables>;
export const EventsDocument = new TypedDocumentString(`
    query Events($viewer: ID!, $filter: EventFilter, $first: Int!, $after: String) {
  eventLog(viewer: $viewer) {
    id
    events(filter: $filter, first: $first, after: $after) {
      nodes {
        ...EventRow
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment EventRow on Event {
  id
  seq
  type
  subject
  subjectId
  at
  status
  provenance
}`) as unknown as TypedDocumentString<EventsQuery, EventsQueryVariables>;
export const EventDocument = new TypedDocumentString(`
    query Event($viewer: ID!, $seq: Int!) {
  eventLog(viewer: $viewer) {
    id
    event(seq: $seq) {
      ...EventRow
      cursor
      snapshot
      olderSeq
      newerSeq
      cause {
        ...Fact
      }
      transaction {
        id
        transactionId
      }
      order {
        id
        batchId
      }
      previous {
        ...EventRow
        snapshot
      }
    }
  }
}
    fragment EventRow on Event {
  id
  seq
  type
  subject
  subjectId
  at
  status
  provenance
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
  isFailure
  isRepeat
  sentence
}`) as unknown as TypedDocumentString<EventQuery, EventQueryVariables>;
export const StateAtDocument = new TypedDocumentString(`
    query StateAt($viewer: ID!, $seq: Int!) {
  eventLog(viewer: $viewer) {
    id
    stateAt(seq: $seq) {
      seq
      isTruncated
      unknownUpTo
      events {
        ...EventRow
      }
    }
  }
}
    fragment EventRow on Event {
  id
  seq
  type
  subject
  subjectId
  at
  status
  provenance
}`) as unknown as TypedDocumentString<StateAtQuery, StateAtQueryVariables>;
export const EventAppendedDocument = new TypedDocumentString(`
    subscription EventAppended($viewer: ID!) {
  eventAppended(viewer: $viewer) {
    ...EventRow
  }
}
    fragment EventRow on Event {
  id
  seq
  type
  subject
  subjectId
  at
  status
  provenance
}`) as unknown as TypedDocumentString<EventAppendedSubscription, EventAppendedSubscriptionVariables>;
export const HintDiffsDocument = new TypedDocumentString(`
    query HintDiffs($id: ID!) {
  order(id: $id) {
    id
    hintDiffs {
      hints {
        deliveryId
        receivedAt
        verdict
        outcome
        isCorrected
        confirmedAt
        eventSeq
        fields {
          leg
          name
          hint
          confirmed
          isEqual
        }
        differences
      }
      corrected
      isTruncated
    }
  }
}
    `) as unknown as TypedDocumentString<HintDiffsQuery, HintDiffsQueryVariables>;
export const HoldingsDocument = new TypedDocumentString(`
    query Holdings($filter: HoldingsFilter, $first: Int!, $after: String) {
  holdings(filter: $filter, first: $first, after: $after) {
    nodes {
      ...HoldingsRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment Amount on Money {
  amount
  currency
}
fragment HoldingsRow on Holdings {
  id
  authId
  viewer
  broker
  linkedAt
  revision
  snapshotAt
  lastUpdateAt
  receivedAt
  provenance
  isUpdating
  isStale
  nextReadAt
  positionsCount
  smallcasesCount
  mutualFundsCount
  knownCost {
    ...Amount
  }
  unknownCostsCount
}`) as unknown as TypedDocumentString<HoldingsQuery, HoldingsQueryVariables>;
export const HoldingsOfAccountDocument = new TypedDocumentString(`
    query HoldingsOfAccount($id: ID!) {
  account(id: $id) {
    holdings {
      ...HoldingsRow
      positionsSnapshotAt
      smallcasesSnapshotAt
      mutualFundsSnapshotAt
      smallcases {
        scid
        name
        isPrivate
        currentValue {
          ...Amount
        }
        totalReturns {
          ...Amount
        }
        constituents {
          ticker
          shares
        }
      }
    }
  }
}
    fragment Amount on Money {
  amount
  currency
}
fragment HoldingsRow on Holdings {
  id
  authId
  viewer
  broker
  linkedAt
  revision
  snapshotAt
  lastUpdateAt
  receivedAt
  provenance
  isUpdating
  isStale
  nextReadAt
  positionsCount
  smallcasesCount
  mutualFundsCount
  knownCost {
    ...Amount
  }
  unknownCostsCount
}`) as unknown as TypedDocumentString<HoldingsOfAccountQuery, HoldingsOfAccountQueryVariables>;
export const PositionsDocument = new TypedDocumentString(`
    query Positions($id: ID!, $first: Int!, $after: String) {
  account(id: $id) {
    holdings {
      positions(first: $first, after: $after) {
        nodes {
          symbol
          isin
          name
          quantity
          averagePrice {
            ...Amount
          }
          cost {
            ...Amount
          }
          costPercent
          nsePosition {
            quantity
          }
          bsePosition {
            quantity
          }
          collateralQuantity
          smallcaseQuantity
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    fragment Amount on Money {
  amount
  currency
}`) as unknown as TypedDocumentString<PositionsQuery, PositionsQueryVariables>;
export const FoliosOfAccountDocument = new TypedDocumentString(`
    query FoliosOfAccount($id: ID!, $first: Int!, $after: String) {
  account(id: $id) {
    holdings {
      mutualFunds(first: $first, after: $after) {
        nodes {
          ...Folio
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    fragment Amount on Money {
  amount
  currency
}
fragment Folio on MutualFundFolio {
  folio
  fund
  isin
  amc
  units
  averagePrice {
    ...Amount
  }
  costValue {
    ...Amount
  }
  marketValue {
    ...Amount
  }
  nav {
    ...Amount
  }
  navDate
  pnl {
    ...Amount
  }
  xirr
}`) as unknown as TypedDocumentString<FoliosOfAccountQuery, FoliosOfAccountQueryVariables>;
export const FoliosOfImportDocument = new TypedDocumentString(`
    query FoliosOfImport($id: ID!, $first: Int!, $after: String) {
  transaction(id: $id) {
    mutualFundImport {
      folios(first: $first, after: $after) {
        nodes {
          ...Folio
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    fragment Amount on Money {
  amount
  currency
}
fragment Folio on MutualFundFolio {
  folio
  fund
  isin
  amc
  units
  averagePrice {
    ...Amount
  }
  costValue {
    ...Amount
  }
  marketValue {
    ...Amount
  }
  nav {
    ...Amount
  }
  navDate
  pnl {
    ...Amount
  }
  xirr
}`) as unknown as TypedDocumentString<FoliosOfImportQuery, FoliosOfImportQueryVariables>;
export const EarlierHoldingsDocument = new TypedDocumentString(`
    query EarlierHoldings($id: ID!) {
  account(id: $id) {
    holdings {
      earlier {
        eventSeq
        at
        snapshotAt
        provenance
        isUpdating
        positionsCount
        isEarliest
        changesCount
        changes {
          kind
          symbol
          quantityBefore
          quantityAfter
          averagePriceBefore {
            ...Amount
          }
          averagePriceAfter {
            ...Amount
          }
        }
      }
    }
  }
}
    fragment Amount on Money {
  amount
  currency
}`) as unknown as TypedDocumentString<EarlierHoldingsQuery, EarlierHoldingsQueryVariables>;
export const InvestmentsDocument = new TypedDocumentString(`
    query Investments($filter: HoldingsFilter, $first: Int!, $after: String) {
  investments(filter: $filter, first: $first, after: $after) {
    nodes {
      ...InvestmentsRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment Amount on Money {
  amount
  currency
}
fragment Worth on Returns {
  currentInvestment {
    ...Amount
  }
  currentValue {
    ...Amount
  }
  currentReturns {
    ...Amount
  }
  currentReturnsPercent
  totalReturns {
    ...Amount
  }
  totalReturnsPercent
}
fragment InvestmentsRow on Investments {
  id
  authId
  viewer
  broker
  linkedAt
  fetchedAt
  nextReadAt
  totals {
    ...Worth
  }
  smallcasesCount
  exitedCount
}`) as unknown as TypedDocumentString<InvestmentsQuery, InvestmentsQueryVariables>;
export const InvestmentsOfAccountDocument = new TypedDocumentString(`
    query InvestmentsOfAccount($id: ID!) {
  account(id: $id) {
    investments {
      ...InvestmentsRow
      smallcases {
        iscid
        scid
        name
        isAmoPending
        returns {
          ...Worth
        }
        constituents {
          ticker
          shares
          averagePrice {
            ...Amount
          }
        }
      }
      exited {
        scid
        name
        boughtAt
        exitedAt
        returns {
          ...Amount
        }
      }
    }
  }
}
    fragment Amount on Money {
  amount
  currency
}
fragment Worth on Returns {
  currentInvestment {
    ...Amount
  }
  currentValue {
    ...Amount
  }
  currentReturns {
    ...Amount
  }
  currentReturnsPercent
  totalReturns {
    ...Amount
  }
  totalReturnsPercent
}
fragment InvestmentsRow on Investments {
  id
  authId
  viewer
  broker
  linkedAt
  fetchedAt
  nextReadAt
  totals {
    ...Worth
  }
  smallcasesCount
  exitedCount
}`) as unknown as TypedDocumentString<InvestmentsOfAccountQuery, InvestmentsOfAccountQueryVariables>;
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
    viewerId
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
  isFailure
  isRepeat
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
export const SearchDocument = new TypedDocumentString(`
    query Search($text: String!) {
  search(text: $text) {
    kind
    id
    name
    status
  }
}
    `) as unknown as TypedDocumentString<SearchQuery, SearchQueryVariables>;
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
    fragment Amount on Money {
  amount
  currency
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
  smallcase
  sip {
    isActive
    action
    amount {
      ...Amount
    }
    frequency
    kind
    nextAt
  }
  mutualFundImport {
    state
    provenance
    otpAcceptedAt
    receivedAt
    foliosCount
    statementRowsCount
  }
  revision
  nextReadAt
}`) as unknown as TypedDocumentString<TransactionsQuery, TransactionsQueryVariables>;
export const TransactionDocument = new TypedDocumentString(`
    query Transaction($id: ID!) {
  transaction(id: $id) {
    ...TransactionRow
    viewerId
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
    fragment Amount on Money {
  amount
  currency
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
  isFailure
  isRepeat
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
  smallcase
  sip {
    isActive
    action
    amount {
      ...Amount
    }
    frequency
    kind
    nextAt
  }
  mutualFundImport {
    state
    provenance
    otpAcceptedAt
    receivedAt
    foliosCount
    statementRowsCount
  }
  revision
  nextReadAt
}`) as unknown as TypedDocumentString<TransactionQuery, TransactionQueryVariables>;