import type { Intent } from './play.js';

/**
 * The GraphQL documents of the commands, with the shape each answers.
 */

export interface EventPayload {
  readonly events: DwarEvent;
}

/** An event as the commands read it. */
export type DwarEvent = { readonly cursor: string; readonly occurredAt: string } & (
  | { readonly __typename: 'OrderEvent'; readonly order: OrderView }
  | { readonly __typename: 'TransactionEvent'; readonly transaction: TransactionView }
  | { readonly __typename: 'HoldingsEvent' }
  | { readonly __typename: 'StreamPosition' | 'ResyncRequired' | 'OrderRetracted' | 'PendingActionEvent' }
);

interface MoneyView {
  readonly amount: string;
  readonly currency: string;
}

export interface OrderView {
  readonly batchId: string;
  readonly status: string;
  readonly isFinal: boolean;
  readonly provenance: string;
  readonly transaction: { readonly gatewayTransactionId: string } | null;
  readonly buyAmount: MoneyView | null;
  readonly legs: readonly {
    readonly symbol: string;
    readonly side: string;
    readonly quantity: number;
    readonly filledQuantity: number;
    readonly status: string;
    readonly averagePrice: MoneyView | null;
  }[];
}

export interface TransactionView {
  readonly id: string;
  readonly gatewayTransactionId: string;
  readonly intent: Intent;
  readonly status: string;
  readonly provenance: string;
  readonly expiresAt: string;
}

export const EVENTS = /* GraphQL */ `
  subscription Events {
    events {
      __typename
      cursor
      occurredAt
      ... on OrderEvent {
        order {
          batchId
          status
          isFinal
          provenance
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
        }
      }
    }
  }
`;

export interface AuthTokenAnswer {
  readonly createAuthToken: {
    readonly kind: string;
    readonly expiresAt: string;
    readonly gateway: string;
  } | null;
}

export const CREATE_AUTH_TOKEN = /* GraphQL */ `
  mutation CreateAuthToken($input: CreateAuthTokenInput) {
    createAuthToken(input: $input) {
      kind
      expiresAt
      gateway
    }
  }
`;

/** A failure of a mutation, as a member of its union. */
interface FailureView {
  readonly code: string;
  readonly message: string;
}

export interface CreateTransactionAnswer {
  readonly createTransaction:
    | ({ readonly __typename: 'Transaction' } & TransactionView)
    | ({ readonly __typename: '%other' } & FailureView)
    | null;
}

export const CREATE_TRANSACTION = /* GraphQL */ `
  mutation CreateTransaction($input: CreateTransactionInput!) {
    createTransaction(input: $input) {
      __typename
      ... on Transaction {
        id
        gatewayTransactionId
        intent
        status
        provenance
        expiresAt
      }
      ... on Failure {
        code
        message
      }
    }
  }
`;

export interface LinkAnswer {
  readonly linkBrokerAccount: {
    readonly __typename: string;
    readonly broker?: string;
    readonly message?: string;
  } | null;
}

export const LINK_BROKER_ACCOUNT = /* GraphQL */ `
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
`;

export const REPORT_OUTCOME = /* GraphQL */ `
  mutation ReportTransactionOutcome($input: ReportTransactionOutcomeInput!) {
    reportTransactionOutcome(input: $input) {
      __typename
    }
  }
`;

export interface HoldingsAnswer {
  readonly holdings: {
    readonly snapshotAt: string | null;
    readonly provenance: string;
    readonly securities: readonly {
      readonly name: string;
      readonly nseTicker: string | null;
      readonly quantity: string | null;
      readonly averagePrice: MoneyView | null;
    }[];
  } | null;
}

export const HOLDINGS = /* GraphQL */ `
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
`;

export interface ViewerAnswer {
  readonly viewer: { readonly currentBrokerAccount: { readonly broker: string | null } | null } | null;
}

export const CURRENT_BROKER_ACCOUNT = /* GraphQL */ `
  query CurrentBrokerAccount {
    viewer {
      currentBrokerAccount {
        broker
      }
    }
  }
`;
