import { graphql } from '../generated/gql.js';

/**
 * The GraphQL documents that several tests share; `npm run codegen` types them. A document of one test stands
 * in that test.
 */

/** Any member of a union of objects: a field that only some members have may be missing. */
export type AnyMember<Union> = { readonly [Key in keyof Union]: Union[Key] } & {
  readonly [Key in Exclude<KeyOfAny<Union>, keyof Union>]?: Union extends Record<Key, infer Value>
    ? Value
    : never;
};

type KeyOfAny<Union> = Union extends unknown ? keyof Union : never;

/** Returns a value that must be present. Throws for null and undefined. */
export function present<Value>(value: Value): NonNullable<Value> {
  if (value == null) throw new Error('the value is missing');
  return value;
}

graphql(/* GraphQL */ `
  fragment OrderParts on Order {
    id batchId status provenance isFinal
    buyAmount { amount }
    legs { symbol status quantity filledQuantity averagePrice { amount } exchangeOrderId errorCode }
    unplacedLegs { symbol }
  }
`);

graphql(/* GraphQL */ `
  fragment TransactionParts on Transaction {
    id gatewayTransactionId intent status rawStatus provenance isExpired isStale
    funds { amount currency }
    error { code message kind provenance isRetryable }
    orders { ...OrderParts }
    ordersCount
  }
`);

export const CREATE_TRANSACTION = graphql(/* GraphQL */ `
  mutation CreateTransaction($input: CreateTransactionInput!) {
    createTransaction(input: $input) {
      __typename
      ... on Transaction { id gatewayTransactionId status }
      ... on Failure { code message isRetryable }
      ... on PossibleDuplicate { transaction { id } }
    }
  }
`);

export const TRANSACTION = graphql(/* GraphQL */ `
  query TransactionById($id: ID!) {
    transaction(id: $id) { ...TransactionParts }
  }
`);

/** Asks for a transaction that must not exist for any viewer. */
export const TRANSACTION_ID = graphql(/* GraphQL */ `
  query TransactionId($id: ID!) {
    transaction(id: $id) { id }
  }
`);

export const REPORT_OUTCOME = graphql(/* GraphQL */ `
  mutation ReportOutcome($input: ReportTransactionOutcomeInput!) {
    reportTransactionOutcome(input: $input) {
      __typename
      ... on Transaction { linkFailure { code } }
    }
  }
`);

export const LINK_BROKER_ACCOUNT = graphql(/* GraphQL */ `
  mutation LinkBrokerAccount($token: String!) {
    linkBrokerAccount(input: { smallcaseAuthToken: $token }) {
      __typename
      ... on BrokerAccount { id broker }
      ... on Failure { code isRetryable }
    }
  }
`);

/** Without an id: the current account's, else those of mutual funds. */
export const HOLDINGS_OF = graphql(/* GraphQL */ `
  query HoldingsOf($id: ID) {
    holdings(brokerAccountId: $id) {
      brokerAccount { id }
      provenance
      securities { isin name quantity averagePrice { amount } }
      mutualFunds { folio fund isin units nav { amount } }
    }
  }
`);

export const NODE_ID = graphql(/* GraphQL */ `
  query NodeId($id: ID!) {
    node(id: $id) { __typename id }
  }
`);

export const ORDER_IDS = graphql(/* GraphQL */ `
  query OrderIds {
    orders(first: 100) { edges { node { id } } }
  }
`);

/** The viewer's log from its oldest event, in one page. */
export const EVENT_LOG = graphql(/* GraphQL */ `
  query EventLog {
    events(first: 100) { edges { cursor node { __typename } } }
  }
`);

export const FOLLOW_EVENTS = graphql(/* GraphQL */ `
  subscription FollowEvents($after: String) {
    events(after: $after) { __typename cursor }
  }
`);

export const FOLLOW_EVENT_TYPES = graphql(/* GraphQL */ `
  subscription FollowEventTypes($after: String) {
    events(after: $after) { __typename }
  }
`);
