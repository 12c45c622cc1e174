/* eslint-disable */
import * as types from './graphql.js';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  subscription FollowLog($after: String) {\n    events(after: $after) {\n      __typename\n      cursor\n    }\n  }\n": typeof types.FollowLogDocument,
    "\n  query ReadLog($first: Int!, $after: String) {\n    events(first: $first, after: $after) {\n      edges {\n        cursor\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.ReadLogDocument,
    "\n  subscription Events {\n    events {\n      __typename\n      cursor\n      occurredAt\n      ... on OrderEvent {\n        order {\n          id\n          batchId\n          status\n          isFinal\n          provenance\n          variety\n          transaction {\n            gatewayTransactionId\n          }\n          buyAmount {\n            amount\n            currency\n          }\n          legs {\n            symbol\n            side\n            quantity\n            filledQuantity\n            status\n            errorCode\n            averagePrice {\n              amount\n              currency\n            }\n          }\n        }\n      }\n      ... on TransactionEvent {\n        transaction {\n          id\n          gatewayTransactionId\n          intent\n          status\n          provenance\n          expiresAt\n          smallcase {\n            iscid\n            name\n          }\n        }\n      }\n      ... on HoldingsEvent {\n        holdings {\n          provenance\n        }\n      }\n      ... on MutualFundImportEvent {\n        import {\n          state\n          foliosCount\n          transaction {\n            gatewayTransactionId\n          }\n        }\n      }\n    }\n  }\n": typeof types.EventsDocument,
    "\n  mutation CreateAuthToken($input: CreateAuthTokenInput) {\n    createAuthToken(input: $input) {\n      kind\n      expiresAt\n      gateway\n    }\n  }\n": typeof types.CreateAuthTokenDocument,
    "\n  mutation CreateTransaction($input: CreateTransactionInput!) {\n    createTransaction(input: $input) {\n      __typename\n      ... on Transaction {\n        id\n        gatewayTransactionId\n        intent\n        expiresAt\n      }\n      ... on Failure {\n        code\n        message\n      }\n    }\n  }\n": typeof types.CreateTransactionDocument,
    "\n  mutation LinkBrokerAccount($input: LinkBrokerAccountInput!) {\n    linkBrokerAccount(input: $input) {\n      __typename\n      ... on BrokerAccount {\n        id\n        broker\n      }\n      ... on Failure {\n        code\n        message\n      }\n    }\n  }\n": typeof types.LinkBrokerAccountDocument,
    "\n  mutation ReportTransactionOutcome($input: ReportTransactionOutcomeInput!) {\n    reportTransactionOutcome(input: $input) {\n      __typename\n      ... on Failure {\n        code\n        message\n      }\n    }\n  }\n": typeof types.ReportTransactionOutcomeDocument,
    "\n  query ImportedHoldings {\n    holdings {\n      snapshotAt\n      provenance\n      securities {\n        name\n        nseTicker\n        quantity\n        averagePrice {\n          amount\n          currency\n        }\n      }\n    }\n  }\n": typeof types.ImportedHoldingsDocument,
    "\n  query CurrentBrokerAccount {\n    viewer {\n      currentBrokerAccount {\n        broker\n      }\n    }\n  }\n": typeof types.CurrentBrokerAccountDocument,
};
const documents: Documents = {
    "\n  subscription FollowLog($after: String) {\n    events(after: $after) {\n      __typename\n      cursor\n    }\n  }\n": types.FollowLogDocument,
    "\n  query ReadLog($first: Int!, $after: String) {\n    events(first: $first, after: $after) {\n      edges {\n        cursor\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.ReadLogDocument,
    "\n  subscription Events {\n    events {\n      __typename\n      cursor\n      occurredAt\n      ... on OrderEvent {\n        order {\n          id\n          batchId\n          status\n          isFinal\n          provenance\n          variety\n          transaction {\n            gatewayTransactionId\n          }\n          buyAmount {\n            amount\n            currency\n          }\n          legs {\n            symbol\n            side\n            quantity\n            filledQuantity\n            status\n            errorCode\n            averagePrice {\n              amount\n              currency\n            }\n          }\n        }\n      }\n      ... on TransactionEvent {\n        transaction {\n          id\n          gatewayTransactionId\n          intent\n          status\n          provenance\n          expiresAt\n          smallcase {\n            iscid\n            name\n          }\n        }\n      }\n      ... on HoldingsEvent {\n        holdings {\n          provenance\n        }\n      }\n      ... on MutualFundImportEvent {\n        import {\n          state\n          foliosCount\n          transaction {\n            gatewayTransactionId\n          }\n        }\n      }\n    }\n  }\n": types.EventsDocument,
    "\n  mutation CreateAuthToken($input: CreateAuthTokenInput) {\n    createAuthToken(input: $input) {\n      kind\n      expiresAt\n      gateway\n    }\n  }\n": types.CreateAuthTokenDocument,
    "\n  mutation CreateTransaction($input: CreateTransactionInput!) {\n    createTransaction(input: $input) {\n      __typename\n      ... on Transaction {\n        id\n        gatewayTransactionId\n        intent\n        expiresAt\n      }\n      ... on Failure {\n        code\n        message\n      }\n    }\n  }\n": types.CreateTransactionDocument,
    "\n  mutation LinkBrokerAccount($input: LinkBrokerAccountInput!) {\n    linkBrokerAccount(input: $input) {\n      __typename\n      ... on BrokerAccount {\n        id\n        broker\n      }\n      ... on Failure {\n        code\n        message\n      }\n    }\n  }\n": types.LinkBrokerAccountDocument,
    "\n  mutation ReportTransactionOutcome($input: ReportTransactionOutcomeInput!) {\n    reportTransactionOutcome(input: $input) {\n      __typename\n      ... on Failure {\n        code\n        message\n      }\n    }\n  }\n": types.ReportTransactionOutcomeDocument,
    "\n  query ImportedHoldings {\n    holdings {\n      snapshotAt\n      provenance\n      securities {\n        name\n        nseTicker\n        quantity\n        averagePrice {\n          amount\n          currency\n        }\n      }\n    }\n  }\n": types.ImportedHoldingsDocument,
    "\n  query CurrentBrokerAccount {\n    viewer {\n      currentBrokerAccount {\n        broker\n      }\n    }\n  }\n": types.CurrentBrokerAccountDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowLog($after: String) {\n    events(after: $after) {\n      __typename\n      cursor\n    }\n  }\n"): typeof import('./graphql.js').FollowLogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ReadLog($first: Int!, $after: String) {\n    events(first: $first, after: $after) {\n      edges {\n        cursor\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql.js').ReadLogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription Events {\n    events {\n      __typename\n      cursor\n      occurredAt\n      ... on OrderEvent {\n        order {\n          id\n          batchId\n          status\n          isFinal\n          provenance\n          variety\n          transaction {\n            gatewayTransactionId\n          }\n          buyAmount {\n            amount\n            currency\n          }\n          legs {\n            symbol\n            side\n            quantity\n            filledQuantity\n            status\n            errorCode\n            averagePrice {\n              amount\n              currency\n            }\n          }\n        }\n      }\n      ... on TransactionEvent {\n        transaction {\n          id\n          gatewayTransactionId\n          intent\n          status\n          provenance\n          expiresAt\n          smallcase {\n            iscid\n            name\n          }\n        }\n      }\n      ... on HoldingsEvent {\n        holdings {\n          provenance\n        }\n      }\n      ... on MutualFundImportEvent {\n        import {\n          state\n          foliosCount\n          transaction {\n            gatewayTransactionId\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.js').EventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateAuthToken($input: CreateAuthTokenInput) {\n    createAuthToken(input: $input) {\n      kind\n      expiresAt\n      gateway\n    }\n  }\n"): typeof import('./graphql.js').CreateAuthTokenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateTransaction($input: CreateTransactionInput!) {\n    createTransaction(input: $input) {\n      __typename\n      ... on Transaction {\n        id\n        gatewayTransactionId\n        intent\n        expiresAt\n      }\n      ... on Failure {\n        code\n        message\n      }\n    }\n  }\n"): typeof import('./graphql.js').CreateTransactionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LinkBrokerAccount($input: LinkBrokerAccountInput!) {\n    linkBrokerAccount(input: $input) {\n      __typename\n      ... on BrokerAccount {\n        id\n        broker\n      }\n      ... on Failure {\n        code\n        message\n      }\n    }\n  }\n"): typeof import('./graphql.js').LinkBrokerAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReportTransactionOutcome($input: ReportTransactionOutcomeInput!) {\n    reportTransactionOutcome(input: $input) {\n      __typename\n      ... on Failure {\n        code\n        message\n      }\n    }\n  }\n"): typeof import('./graphql.js').ReportTransactionOutcomeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ImportedHoldings {\n    holdings {\n      snapshotAt\n      provenance\n      securities {\n        name\n        nseTicker\n        quantity\n        averagePrice {\n          amount\n          currency\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.js').ImportedHoldingsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CurrentBrokerAccount {\n    viewer {\n      currentBrokerAccount {\n        broker\n      }\n    }\n  }\n"): typeof import('./graphql.js').CurrentBrokerAccountDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
