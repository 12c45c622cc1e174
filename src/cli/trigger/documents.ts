import { graphql } from './generated/gql.js';
import type { EventsSubscription } from './generated/graphql.js';

/** The GraphQL documents of the commands; `npm run codegen` generates their types. */

export const EVENTS = graphql(/* GraphQL */ `
  subscription Events {
    events {
      __typename
      cursor
      occurredAt
      ... on OrderEvent {
        order {
          id
          batchId
          status
          isFinal
          provenance
          variety
          transaction {
            gatewayTransactionId
          }
          buyAmount {
            amount
            currency
          }
          legs {
            symbol
            side
            quantity
            filledQuantity
            status
            errorCode
            averagePrice {
              amount
              currency
            }
          }
        }
      }
      ... on TransactionEvent {
        transaction {
          id
          gatewayTransactionId
          intent
          status
          provenance
          expiresAt
          smallcase {
            iscid
            name
          }
        }
      }
      ... on HoldingsEvent {
        holdings {
          provenance
        }
      }
      ... on MutualFundImportEvent {
        import {
          state
          foliosCount
          transaction {
            gatewayTransactionId
          }
        }
      }
    }
  }
`);

/** An event of the viewer, with the fields that the commands read. */
export type DwarEvent = EventsSubscription['events'];

/** The order of an `OrderEvent`. */
export type OrderView = Extract<DwarEvent, { __typename: 'OrderEvent' }>['order'];

export const CREATE_AUTH_TOKEN = graphql(/* GraphQL */ `
  mutation CreateAuthToken($input: CreateAuthTokenInput) {
    createAuthToken(input: $input) {
      kind
      expiresAt
      gateway
    }
  }
`);

export const CREATE_TRANSACTION = graphql(/* GraphQL */ `
  mutation CreateTransaction($input: CreateTransactionInput!) {
    createTransaction(input: $input) {
      __typename
      ... on Transaction {
        id
        gatewayTransactionId
        intent
        expiresAt
      }
      ... on Failure {
        code
        message
      }
    }
  }
`);

export const LINK_BROKER_ACCOUNT = graphql(/* GraphQL */ `
  mutation LinkBrokerAccount($input: LinkBrokerAccountInput!) {
    linkBrokerAccount(input: $input) {
      __typename
      ... on BrokerAccount {
        id
        broker
      }
      ... on Failure {
        code
        message
      }
    }
  }
`);

export const REPORT_OUTCOME = graphql(/* GraphQL */ `
  mutation ReportTransactionOutcome($input: ReportTransactionOutcomeInput!) {
    reportTransactionOutcome(input: $input) {
      __typename
      ... on Failure {
        code
        message
      }
    }
  }
`);

export const HOLDINGS = graphql(/* GraphQL */ `
  query ImportedHoldings {
    holdings {
      snapshotAt
      provenance
      securities {
        name
        nseTicker
        quantity
        averagePrice {
          amount
          currency
        }
      }
    }
  }
`);

export const CURRENT_BROKER_ACCOUNT = graphql(/* GraphQL */ `
  query CurrentBrokerAccount {
    viewer {
      currentBrokerAccount {
        broker
      }
    }
  }
`);
