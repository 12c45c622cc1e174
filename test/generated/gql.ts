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
    "\n  subscription FollowAcrossInstances($after: String) {\n    events(after: $after) { __typename cursor ... on OrderEvent { order { batchId } } }\n  }\n": typeof types.FollowAcrossInstancesDocument,
    "\n  query NewestOrders { orders(first: 5) { edges { node { batchId } } } }\n": typeof types.NewestOrdersDocument,
    "\n  query FilledOfNewest { orders(first: 1) { edges { node { legs { filledQuantity } } } } }\n": typeof types.FilledOfNewestDocument,
    "\n  query LivedThrough {\n    events(first: 100) { edges { cursor node { __typename } } }\n    transactions { edges { node { id } } }\n  }\n": typeof types.LivedThroughDocument,
    "\n  query LivedSince($after: String) {\n    events(first: 100, after: $after) { edges { cursor } }\n  }\n": typeof types.LivedSinceDocument,
    "\n  query FilledAfterRestore { orders(first: 1) { edges { node { legs { filledQuantity } } } } }\n": typeof types.FilledAfterRestoreDocument,
    "\n  query WhoAfterTheRotation { viewer { id } }\n": typeof types.WhoAfterTheRotationDocument,
    "\n  mutation SendCodeAtEither($input: RequestMutualFundOtpInput!) {\n    requestMutualFundOtp(input: $input) { __typename ... on Failure { code } }\n  }\n": typeof types.SendCodeAtEitherDocument,
    "\n  fragment ReceivedEvent on Event {\n    __typename\n    cursor\n    ... on OrderEvent { order { __typename id batchId status provenance isFinal } }\n    ... on TransactionEvent { transaction { __typename id gatewayTransactionId status } }\n    ... on ResyncRequired { reason }\n  }\n": typeof types.ReceivedEventFragmentDoc,
    "\n  subscription Everything($after: String) { events(after: $after) { ...ReceivedEvent } }\n": typeof types.EverythingDocument,
    "\n  query Page($after: String) {\n    events(first: 100, after: $after) { edges { node { ...ReceivedEvent } } pageInfo { hasNextPage endCursor } }\n  }\n": typeof types.PageDocument,
    "\n  query CurrentAccount { viewer { currentBrokerAccount { id } } }\n": typeof types.CurrentAccountDocument,
    "\n  query CurrentHoldings { holdings { provenance } }\n": typeof types.CurrentHoldingsDocument,
    "\n  mutation CreateForGraphiql($input: CreateTransactionInput!) {\n    createTransaction(input: $input) {\n      __typename\n    }\n  }\n": typeof types.CreateForGraphiqlDocument,
    "\n  query WhoByTheCommandsOfThePage { viewer { id } }\n": typeof types.WhoByTheCommandsOfThePageDocument,
    "\n  mutation CallWithBadToken {\n    createTransaction(input: { idempotencyKey: \"bad-token\", intent: CONNECT }) { __typename }\n  }\n": typeof types.CallWithBadTokenDocument,
    "\n  query EverythingToldToAlice {\n    viewer { id brokerAccounts { id broker } }\n    transactions(first: 20) { edges { node { ...TransactionParts timeline { source to anomaly } } } }\n    orders(first: 20) {\n      edges {\n        node { id rawStatus legs { symbol statusMessage rawStatus } unplacedLegs { symbol statusMessage } }\n      }\n    }\n    holdings { securities { name } mutualFunds { folio fund amc navDate } smallcases { name } }\n    pendingActions { id name rawAction }\n    investments { edges { node { iscid name currentValue { amount } } } }\n    investmentTotals { currentValue { amount } }\n    exitedInvestments { name }\n    subscriptions { subscriptionId planType smallcases { name } }\n    mutualFundImports { id state folios { folio fund } transactions { edges { node { description } } } }\n    smallcase(scid: \"SCMO_0011\") { name description plans { planId } chart { points { date } } news { edges { node { headline } } } }\n    marketStatus { isOpen }\n    events(first: 20) { edges { node { __typename ... on Event { cursor } } } }\n  }\n": typeof types.EverythingToldToAliceDocument,
    "\n  mutation MintAnyToken($input: CreateAuthTokenInput) {\n    createAuthToken(input: $input) { token kind gateway }\n  }\n": typeof types.MintAnyTokenDocument,
    "\n  mutation ReportAndReadAll($input: ReportTransactionOutcomeInput!) {\n    reportTransactionOutcome(input: $input) {\n      __typename\n      ... on Transaction { ...TransactionParts }\n      ... on Failure { code message }\n    }\n  }\n": typeof types.ReportAndReadAllDocument,
    "\n  mutation RefreshOrFail {\n    refreshHoldings { __typename ... on Failure { code message } }\n  }\n": typeof types.RefreshOrFailDocument,
    "\n  mutation RefreshMoreOrFail($id: ID!) {\n    refreshInvestments { __typename ... on Failure { code message } }\n    refreshTransaction(id: $id) { __typename ... on Failure { code message } }\n  }\n": typeof types.RefreshMoreOrFailDocument,
    "\n  mutation SendOtpOrFail($input: RequestMutualFundOtpInput!) {\n    requestMutualFundOtp(input: $input) { __typename ... on Failure { code message } }\n  }\n": typeof types.SendOtpOrFailDocument,
    "\n  query FreshCatalogue($first: Int!) {\n    smallcases(first: $first) { edges { node { name } } }\n    smallcaseNews(scids: [\"SCET_0010\"], first: $first) { edges { node { headline } } }\n  }\n": typeof types.FreshCatalogueDocument,
    "\n  subscription FollowOrderIds {\n    events { __typename cursor ... on OrderEvent { order { id } } }\n  }\n": typeof types.FollowOrderIdsDocument,
    "\n  subscription FollowWithinLimits { events { cursor } }\n": typeof types.FollowWithinLimitsDocument,
    "\n  query ReadByHostileText($id: ID!, $text: String!) {\n    node(id: $id) { __typename }\n    transaction(id: $id) { id }\n    order(id: $id) { id }\n    orders(first: 1, transactionId: $id) { edges { cursor } }\n    holdings(brokerAccountId: $id) { provenance }\n    events(first: 1, after: $text) { edges { cursor } }\n    transactions(first: 1, after: $text) { edges { cursor } }\n  }\n": typeof types.ReadByHostileTextDocument,
    "\n  mutation CreateByHostileText($text: String!) {\n    createTransaction(\n      input: {\n        idempotencyKey: $text\n        intent: TRANSACTION\n        notes: $text\n        securities: [{ ticker: $text, quantity: 1, side: BUY }]\n      }\n    ) { __typename ... on Failure { code message } }\n    linkBrokerAccount(input: { smallcaseAuthToken: $text }) { __typename ... on Failure { code message } }\n  }\n": typeof types.CreateByHostileTextDocument,
    "\n  mutation ReportByHostileText($id: ID!, $text: String!) {\n    reportTransactionOutcome(input: { transactionId: $id, errorMessage: $text, smallcaseAuthToken: $text }) { __typename }\n    unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename }\n    createAuthToken(input: { transactionId: $id, brokerAccountId: $id }) { kind }\n  }\n": typeof types.ReportByHostileTextDocument,
    "\n  subscription FollowByHostileText($id: ID!, $text: String!) {\n    orderUpdated(orderId: $id, after: $text) { __typename }\n  }\n": typeof types.FollowByHostileTextDocument,
    "\n  mutation RefreshWithinLimits { refreshHoldings { __typename } }\n": typeof types.RefreshWithinLimitsDocument,
    "\n  query ViewerWithinLimits { viewer { id } }\n": typeof types.ViewerWithinLimitsDocument,
    "\n  mutation SendCanary($input: RequestMutualFundOtpInput!) {\n    requestMutualFundOtp(input: $input) { __typename ... on Failure { code message } }\n  }\n": typeof types.SendCanaryDocument,
    "\n  mutation VerifyCanary($input: VerifyMutualFundOtpInput!) {\n    verifyMutualFundOtp(input: $input) { __typename ... on Failure { code message } }\n  }\n": typeof types.VerifyCanaryDocument,
    "\n  query EverythingOfImports {\n    mutualFundImports { id state transaction { id rawStatus error { message } timeline { to anomaly } } }\n    events(first: 50) { edges { node { __typename cursor } } }\n  }\n": typeof types.EverythingOfImportsDocument,
    "\n  query InvestmentsOfOwner { investments { edges { cursor node { iscid } } } exitedInvestmentsCount }\n": typeof types.InvestmentsOfOwnerDocument,
    "\n  query PendingActionIds { pendingActions { id } }\n": typeof types.PendingActionIdsDocument,
    "\n  query CursorsOfLists {\n    transactions { edges { cursor } }\n    orders { edges { cursor } }\n    events { edges { cursor } }\n  }\n": typeof types.CursorsOfListsDocument,
    "\n  query ImportStates { mutualFundImports { state } }\n": typeof types.ImportStatesDocument,
    "\n  query TooDeep { orders(first: 1) { edges { node { legs { averagePrice { amount } } } } } }\n": typeof types.TooDeepDocument,
    "\n  query Phone98765432 { order(id: \"ABCDE1234F\") { id } viewer { id } }\n": typeof types.Phone98765432Document,
    "\n  query PersistedViewer { viewer { id currentBrokerAccount { id } } }\n": typeof types.PersistedViewerDocument,
    "\n  mutation PersistedTokens { a: createAuthToken { kind } b: createAuthToken { kind } c: createAuthToken { kind } }\n": typeof types.PersistedTokensDocument,
    "\n  subscription PersistedEvents($after: String) { events(after: $after) { cursor ... on OrderEvent { order { id } } } }\n": typeof types.PersistedEventsDocument,
    "\n  query PersistedOrders($first: Int!) { orders(first: $first) { edges { node { id status batchId } } } }\n": typeof types.PersistedOrdersDocument,
    "\n  subscription FollowThroughRenewal { events { cursor } }\n": typeof types.FollowThroughRenewalDocument,
    "\n  subscription EventsForClients($after: String) {\n    events(after: $after) {\n      __typename\n      cursor\n      ... on OrderEvent { order { __typename id status legs { filledQuantity } } }\n    }\n  }\n": typeof types.EventsForClientsDocument,
    "\n  query OrdersForClients($after: String) {\n    orders(first: 50, after: $after) {\n      edges { node { id status legs { filledQuantity } } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.OrdersForClientsDocument,
    "\n  mutation RefreshAndHangUp { refreshHoldings { __typename ... on Holdings { provenance } } }\n": typeof types.RefreshAndHangUpDocument,
    "\n  query ViewerId { viewer { id } }\n": typeof types.ViewerIdDocument,
    "\n  query HeldNow { holdings { provenance snapshotAt securities { quantity } } }\n": typeof types.HeldNowDocument,
    "\n  mutation ReportHint($input: ReportTransactionOutcomeInput!) {\n    reportTransactionOutcome(input: $input) {\n      ... on Transaction { status error { code provenance isRetryable } }\n    }\n  }\n": typeof types.ReportHintDocument,
    "\n  mutation RefreshFromHostile {\n    refreshHoldings { __typename ... on Failure { code message } ... on Holdings { provenance } }\n  }\n": typeof types.RefreshFromHostileDocument,
    "\n  query LargestPage {\n    orders(first: 100) {\n      edges {\n        cursor\n        node {\n          id batchId status rawStatus variety isFinal placedAt updatedAt completedAt\n          buyAmount { amount currency } sellAmount { amount currency }\n          provenance\n          legs {\n            symbol exchange side orderType product quantity filledQuantity status rawStatus statusMessage errorCode\n            exchangeOrderId averagePrice { amount currency }\n          }\n          transaction { id status }\n        }\n      }\n    }\n  }\n": typeof types.LargestPageDocument,
    "\n  query TreeOfOrders {\n    orders(first: 100) {\n      edges { node { transaction { orders { transaction { orders { id status legs { symbol status } } } } } } }\n    }\n  }\n": typeof types.TreeOfOrdersDocument,
    "\n  subscription OrderFills($id: ID!) {\n    orderUpdated(orderId: $id) { __typename ... on OrderEvent { order { legs { filledQuantity } } } }\n  }\n": typeof types.OrderFillsDocument,
    "\n  subscription ResyncReasons($after: String) {\n    events(after: $after) { __typename cursor ... on ResyncRequired { reason } }\n  }\n": typeof types.ResyncReasonsDocument,
    "\n  query TimesOfTransaction($id: ID!) { transaction(id: $id) { createdAt expiresAt } }\n": typeof types.TimesOfTransactionDocument,
    "\n  query AmountsOfOrder($id: ID!) {\n    order(id: $id) {\n      buyAmount { amount currency }\n      sellAmount { amount }\n      legs(first: 100) { averagePrice { amount } limitPrice { amount } }\n    }\n  }\n": typeof types.AmountsOfOrderDocument,
    "\n  query HeldAmounts { holdings { securities { quantity averagePrice { amount } } } }\n": typeof types.HeldAmountsDocument,
    "\n  query OrdersUnderLoad {\n    orders(first: 20) {\n      edges { node { id batchId status isFinal provenance legs { symbol side quantity filledQuantity averagePrice { amount } } } }\n    }\n  }\n": typeof types.OrdersUnderLoadDocument,
    "\n  subscription ReplayEvents($after: String) {\n    events(after: $after) {\n      __typename\n      cursor\n      ... on OrderEvent { order { id status legs { status quantity filledQuantity } } }\n    }\n  }\n": typeof types.ReplayEventsDocument,
    "\n  subscription FollowPositions($after: String) {\n    events(after: $after) { __typename ... on Event { cursor } }\n  }\n": typeof types.FollowPositionsDocument,
    "\n  subscription LiveEvents { events { cursor } }\n": typeof types.LiveEventsDocument,
    "\n  subscription FollowWhileAllRotate { events { __typename cursor } }\n": typeof types.FollowWhileAllRotateDocument,
    "\n  mutation CreateWhileStopping($input: CreateTransactionInput!) {\n    createTransaction(input: $input) { __typename }\n  }\n": typeof types.CreateWhileStoppingDocument,
    "\n  subscription FollowUntilStopped { events { cursor } }\n": typeof types.FollowUntilStoppedDocument,
    "\n  subscription FollowLargeOrders($after: String) {\n    events(after: $after) {\n      cursor\n      ... on OrderEvent { order { id status legs { symbol statusMessage } } }\n    }\n  }\n": typeof types.FollowLargeOrdersDocument,
    "\n  query TransactionWhileDown($id: ID!) {\n    transaction(id: $id) { status provenance orders { isFinal provenance legs { filledQuantity } } }\n  }\n": typeof types.TransactionWhileDownDocument,
    "\n  mutation CreateWhileDown($input: CreateTransactionInput!) {\n    createTransaction(input: $input) {\n      __typename\n      ... on Transaction { id gatewayTransactionId status }\n      ... on Failure { code message isRetryable }\n      ... on GatewayUnavailable { retryAfterSeconds }\n      ... on PossibleDuplicate { transaction { id } }\n    }\n  }\n": typeof types.CreateWhileDownDocument,
    "\n  mutation RefreshWhileDown { refreshHoldings { __typename } }\n": typeof types.RefreshWhileDownDocument,
    "\n  query OrdersInLog($after: String) {\n    events(first: 100, after: $after) {\n      edges { cursor node { __typename ... on OrderEvent { order { batchId } } } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.OrdersInLogDocument,
    "\n  mutation ReportPending($id: ID!) {\n    reportTransactionOutcome(input: { transactionId: $id, errorCode: 4006, errorMessage: \"order_pending\" }) {\n      __typename\n    }\n  }\n": typeof types.ReportPendingDocument,
    "\n  query TimelineOfTransaction($id: ID!) {\n    transaction(id: $id) { timeline { source from to batchId } }\n  }\n": typeof types.TimelineOfTransactionDocument,
    "\n  query SomeTransactions { transactions(first: 5) { edges { node { id status } } } }\n": typeof types.SomeTransactionsDocument,
    "\n      query NoTransactions { transactions(first: 0) { edges { cursor } } }\n    ": typeof types.NoTransactionsDocument,
    "\n      query TooManyTransactions { transactions(first: 101) { edges { cursor } } }\n    ": typeof types.TooManyTransactionsDocument,
    "\n      query FewerThanNoOrders { orders(first: -1) { edges { cursor } } }\n    ": typeof types.FewerThanNoOrdersDocument,
    "\n      query TooManyLastOrders { orders(last: 101) { edges { cursor } } }\n    ": typeof types.TooManyLastOrdersDocument,
    "\n      query NoEvents { events(first: 0) { edges { cursor } } }\n    ": typeof types.NoEventsDocument,
    "\n      query TransactionsAfterNothing { transactions(after: \"x\") { edges { cursor } } }\n    ": typeof types.TransactionsAfterNothingDocument,
    "\n      query OrdersBeforeNothing { orders(before: \"x\") { edges { cursor } } }\n    ": typeof types.OrdersBeforeNothingDocument,
    "\n  mutation CreatePurchase($input: CreateTransactionInput!) {\n    createTransaction(input: $input) {\n      __typename\n      ... on Transaction { id gatewayTransactionId status provenance }\n      ... on Failure { code message isRetryable }\n    }\n  }\n": typeof types.CreatePurchaseDocument,
    "\n  subscription FollowPurchase($after: String) {\n    events(after: $after) {\n      __typename cursor\n      ... on OrderEvent { order { batchId status provenance isFinal legs { symbol filledQuantity averagePrice { amount } } } }\n      ... on TransactionEvent { transaction { gatewayTransactionId status } }\n    }\n  }\n": typeof types.FollowPurchaseDocument,
    "\n  query Smallcases($first: Int, $after: String) {\n    smallcases(first: $first, after: $after) {\n      edges { cursor node { scid name minimumInvestment { amount } fetchedAt } }\n      pageInfo { hasNextPage hasPreviousPage endCursor }\n    }\n  }\n": typeof types.SmallcasesDocument,
    "\n  query Smallcase($scid: String!) {\n    smallcase(scid: $scid) {\n      scid name publisher isArchived fetchedAt indexValue constituentsCount\n      constituents { ticker shares weight }\n      returns { daily yearly sinceInception }\n      ratios { riskLabel cagr }\n      plans { planId duration mayRenew amount { amount } isMostPopular isActive }\n    }\n  }\n": typeof types.SmallcaseDocument,
    "\n  query SmallcaseChart($scid: String!, $duration: ChartDuration, $benchmark: String) {\n    smallcase(scid: $scid) {\n      chart(duration: $duration, benchmark: $benchmark) {\n        benchmarkId benchmarkName pointsCount fetchedAt\n        points(first: 1500) { date value benchmark }\n      }\n    }\n  }\n": typeof types.SmallcaseChartDocument,
    "\n  query SmallcaseNews($scids: [String!]!, $first: Int, $after: String) {\n    smallcaseNews(scids: $scids, first: $first, after: $after) {\n      edges { cursor node { headline publishedAt publisher } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.SmallcaseNewsDocument,
    "\n  query CatalogueNextToViewer { viewer { id } smallcases { edges { cursor } } }\n": typeof types.CatalogueNextToViewerDocument,
    "\n  query NewsOfEachSmallcase($first: Int) {\n    smallcases(first: $first) { edges { node { news { edges { cursor } } } } }\n  }\n": typeof types.NewsOfEachSmallcaseDocument,
    "\n  query AccountsOfFlows {\n    viewer { brokerAccounts { id broker } }\n  }\n": typeof types.AccountsOfFlowsDocument,
    "\n  query LedgerOfTrades {\n    transactions { edges { node { id } } }\n    orders { edges { node { id status } } }\n  }\n": typeof types.LedgerOfTradesDocument,
    "\n  subscription FollowWideOrders {\n    events {\n      cursor\n      ... on OrderEvent {\n        order { legs {\n          text0: statusMessage\n          text1: statusMessage\n          text2: statusMessage\n          text3: statusMessage\n          text4: statusMessage\n          text5: statusMessage\n          text6: statusMessage\n          text7: statusMessage\n          text8: statusMessage\n          text9: statusMessage\n          text10: statusMessage\n          text11: statusMessage\n          text12: statusMessage\n          text13: statusMessage\n        } }\n      }\n    }\n  }\n": typeof types.FollowWideOrdersDocument,
    "\n  mutation TokenKindForTransaction($id: ID!) {\n    createAuthToken(input: { transactionId: $id }) { kind }\n  }\n": typeof types.TokenKindForTransactionDocument,
    "\n  query TransactionCursors { transactions { edges { cursor } } }\n": typeof types.TransactionCursorsDocument,
    "\n  query OverviewBeforeErasure {\n    viewer { id brokerAccounts { id } }\n    transactions { edges { node { id } } }\n    orders { edges { node { id } } }\n    holdings { snapshotAt }\n  }\n": typeof types.OverviewBeforeErasureDocument,
    "\n  subscription FollowEnds {\n    events {\n      __typename\n      ... on TransactionEvent { transaction { gatewayTransactionId status } }\n    }\n  }\n": typeof types.FollowEndsDocument,
    "\n  query WhatCame($id: ID!) {\n    transaction(id: $id) { smallcase { iscid } sip { isActive } funds { amount } actsOn { status } }\n    holdings { provenance securitiesCount mutualFundsCount }\n    mutualFundImports { state foliosCount }\n  }\n": typeof types.WhatCameDocument,
    "\n  query FundsOfAccounts {\n    viewer {\n      brokerAccounts { id funds { amount { amount currency } asOf transaction { gatewayTransactionId } } }\n    }\n  }\n": typeof types.FundsOfAccountsDocument,
    "\n  query FundsByNode($id: ID!) { node(id: $id) { ... on BrokerAccount { funds { asOf } } } }\n": typeof types.FundsByNodeDocument,
    "\n  query FundsEvents {\n    events(first: 100) {\n      edges {\n        node {\n          __typename\n          ... on FundsEvent {\n            brokerAccount { id }\n            funds { amount { amount } transaction { gatewayTransactionId } }\n          }\n        }\n      }\n    }\n  }\n": typeof types.FundsEventsDocument,
    "\n  mutation UnlinkWithFunds($id: ID!) { unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename } }\n": typeof types.UnlinkWithFundsDocument,
    "\n  query MarketStatus { marketStatus { isOpen nextChangeAt asOf isEstimated } }\n": typeof types.MarketStatusDocument,
    "\n  mutation RefreshOne($id: ID!) {\n    refreshTransaction(id: $id) {\n      __typename\n      ... on Transaction { status gatewayTransactionId }\n      ... on Failure { code isRetryable }\n    }\n  }\n": typeof types.RefreshOneDocument,
    "\n  query LimitPrices {\n    orders { edges { node { legs { orderType limitPrice { amount } } } } }\n  }\n": typeof types.LimitPricesDocument,
    "\n  query WhatIsKept {\n    transactions { edges { node { id rawStatus timeline { to anomaly } } } }\n  }\n": typeof types.WhatIsKeptDocument,
    "\n  fragment InvestmentParts on Investment {\n    iscid scid name isAmoPending provenance fetchedAt\n    brokerAccount { id }\n    currentInvestment { amount } currentValue { amount }\n    currentReturns { amount } currentReturnsPercent\n    totalReturns { amount } totalReturnsPercent\n    constituentsCount\n    constituents { ticker name shares averagePrice { amount } returns { amount } }\n  }\n": typeof types.InvestmentPartsFragmentDoc,
    "\n  query InvestmentsState($account: ID) {\n    investments(brokerAccountId: $account) { edges { cursor node { ...InvestmentParts } } }\n    investmentTotals(brokerAccountId: $account) {\n      currentValue { amount } currentInvestment { amount } totalReturns { amount } totalReturnsPercent\n    }\n    exitedInvestments(brokerAccountId: $account) { iscid scid name boughtAt exitedAt returns { amount } }\n    exitedInvestmentsCount(brokerAccountId: $account)\n    viewer {\n      currentBrokerAccount {\n        investments { edges { node { iscid } } }\n        investmentTotals { currentValue { amount } }\n        exitedInvestments { iscid }\n        exitedInvestmentsCount\n      }\n    }\n  }\n": typeof types.InvestmentsStateDocument,
    "\n  query OneInvestment($iscid: String!) { investment(iscid: $iscid) { ...InvestmentParts } }\n": typeof types.OneInvestmentDocument,
    "\n  query InvestmentsPage($first: Int, $after: String) {\n    investments(first: $first, after: $after) {\n      edges { cursor node { iscid } }\n      pageInfo { hasNextPage hasPreviousPage }\n    }\n  }\n": typeof types.InvestmentsPageDocument,
    "\n  mutation RefreshTheInvestments($input: RefreshInvestmentsInput) {\n    refreshInvestments(input: $input) {\n      __typename\n      ... on InvestmentsRefreshed { brokerAccount { id } totals { currentValue { amount } } }\n      ... on Failure { code }\n    }\n  }\n": typeof types.RefreshTheInvestmentsDocument,
    "\n  mutation UnlinkInvested($id: ID!) {\n    unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename }\n  }\n": typeof types.UnlinkInvestedDocument,
    "\n  subscription FollowInvestments {\n    events {\n      __typename\n      ... on InvestmentEvent { investment { ...InvestmentParts } }\n      ... on InvestmentExited { iscid }\n    }\n  }\n": typeof types.FollowInvestmentsDocument,
    "\n  query InvestmentEventsKept { events(first: 100) { edges { node { __typename } } } }\n": typeof types.InvestmentEventsKeptDocument,
    "\n  query AccountsOfViewer {\n    viewer { brokerAccounts { id broker } currentBrokerAccount { id } }\n  }\n": typeof types.AccountsOfViewerDocument,
    "\n  mutation MintToken($input: CreateAuthTokenInput) {\n    createAuthToken(input: $input) { kind token gateway expiresAt }\n  }\n": typeof types.MintTokenDocument,
    "\n  mutation Unlink($id: ID!) {\n    unlinkBrokerAccount(input: { brokerAccountId: $id }) {\n      ... on BrokerAccountUnlinked { brokerAccountId }\n    }\n  }\n": typeof types.UnlinkDocument,
    "\n  query PendingActions { pendingActions { id action } }\n": typeof types.PendingActionsDocument,
    "\n  query DetailsOfTransactions {\n    transactions { edges { node { error { code } funds { amount } orders { id } } } }\n  }\n": typeof types.DetailsOfTransactionsDocument,
    "\n  query TransactionsOfOrders {\n    orders { edges { node { transaction { id } } } }\n  }\n": typeof types.TransactionsOfOrdersDocument,
    "\n  query ListsInTransaction($id: ID!, $first: Int, $offset: Int) {\n    transaction(id: $id) {\n      ordersCount\n      orders(first: $first, offset: $offset) { id }\n      timelineCount\n      timeline(first: $first, offset: $offset) { anomaly }\n    }\n  }\n": typeof types.ListsInTransactionDocument,
    "\n  query ListsInOrder($id: ID!, $first: Int, $offset: Int) {\n    order(id: $id) {\n      legsCount\n      legs(first: $first, offset: $offset) { symbol averagePrice { amount } }\n      unplacedLegsCount\n      unplacedLegs(first: $first, offset: $offset) { symbol }\n    }\n  }\n": typeof types.ListsInOrderDocument,
    "\n  query ListsInHoldings($first: Int, $offset: Int) {\n    holdings {\n      securitiesCount\n      securities(first: $first, offset: $offset) { isin averagePrice { amount } }\n      smallcasesCount\n      smallcases(first: $first, offset: $offset) { scid }\n      mutualFundsCount\n      mutualFunds(first: $first, offset: $offset) { folio }\n    }\n  }\n": typeof types.ListsInHoldingsDocument,
    "\n  query ListsInSmallcase($first: Int, $offset: Int) {\n    holdings {\n      smallcases(first: 1) {\n        constituentsCount\n        constituents(first: $first, offset: $offset) { ticker }\n      }\n    }\n  }\n": typeof types.ListsInSmallcaseDocument,
    "\n  query ListsOfViewer($first: Int, $offset: Int) {\n    viewer {\n      brokerAccountsCount\n      brokerAccounts(first: $first, offset: $offset) { id }\n    }\n    pendingActionsCount\n    pendingActions(first: $first, offset: $offset) { id }\n  }\n": typeof types.ListsOfViewerDocument,
    "\n  query ListsOfInvestor($requested: ID!, $iscid: String!, $first: Int, $offset: Int) {\n    transaction(id: $requested) {\n      request { securitiesCount securities(first: $first, offset: $offset) { ticker } }\n    }\n    investment(iscid: $iscid) {\n      constituentsCount\n      constituents(first: $first, offset: $offset) { ticker }\n    }\n    exitedInvestmentsCount\n    exitedInvestments(first: $first, offset: $offset) { iscid }\n  }\n": typeof types.ListsOfInvestorDocument,
    "\n  query ListsOfImports($first: Int, $offset: Int) {\n    mutualFundImportsCount\n    mutualFundImports(first: $first, offset: $offset) { id }\n    holdings {\n      mutualFundImportsCount\n      mutualFundImports(first: $first, offset: $offset) { id }\n    }\n  }\n": typeof types.ListsOfImportsDocument,
    "\n  query ListsOfSubscriber($first: Int, $offset: Int) {\n    subscriptionsCount\n    subscriptions(first: $first, offset: $offset) { subscriptionId }\n    viewer {\n      currentBrokerAccount {\n        exitedInvestmentsCount\n        exitedInvestments(first: $first, offset: $offset) { iscid }\n        subscriptionsCount\n        subscriptions(first: $first, offset: $offset) { subscriptionId }\n      }\n    }\n  }\n": typeof types.ListsOfSubscriberDocument,
    "\n  query ListsInImport($first: Int, $offset: Int) {\n    mutualFundImports(first: 1) {\n      foliosCount\n      folios(first: $first, offset: $offset) { folio isin }\n    }\n  }\n": typeof types.ListsInImportDocument,
    "\n  query ListsInCatalogue($first: Int, $offset: Int) {\n    smallcase(scid: \"SCET_0010\") {\n      constituentsCount\n      constituents(first: $first, offset: $offset) { ticker }\n      chart(duration: ONE_YEAR) {\n        pointsCount\n        points(first: $first, offset: $offset) { date }\n      }\n    }\n  }\n": typeof types.ListsInCatalogueDocument,
    "\n  query LargeEvents($after: String) {\n    events(first: 100, after: $after) {\n      edges {\n        cursor\n        node {\n          __typename\n          ... on OrderEvent { order { legsCount legs(first: 2, offset: 1) { symbol } } }\n        }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.LargeEventsDocument,
    "\n  subscription FollowLegs($orderId: ID!) {\n    orderUpdated(orderId: $orderId) {\n      __typename\n      ... on OrderEvent { order { legsCount legs(first: 3, offset: 48) { symbol } } }\n    }\n  }\n": typeof types.FollowLegsDocument,
    "\n  query OrdersOfTransactions {\n    transactions(first: 100) { edges { node { gatewayTransactionId ordersCount orders(first: 2, offset: 1) { transaction { gatewayTransactionId } } } } }\n  }\n": typeof types.OrdersOfTransactionsDocument,
    "\n  mutation RequestMutualFundOtp($input: RequestMutualFundOtpInput!) {\n    requestMutualFundOtp(input: $input) {\n      __typename\n      ... on MutualFundOtpSent { sendsLeft transaction { gatewayTransactionId } }\n      ... on Failure { code message isRetryable }\n      ... on OtpLimitExceeded { retryAfterSeconds }\n    }\n  }\n": typeof types.RequestMutualFundOtpDocument,
    "\n  mutation VerifyMutualFundOtp($input: VerifyMutualFundOtpInput!) {\n    verifyMutualFundOtp(input: $input) {\n      __typename\n      ... on MutualFundImport { id state transaction { gatewayTransactionId } }\n      ... on Failure { code message isRetryable }\n      ... on OtpIncorrect { triesLeft }\n    }\n  }\n": typeof types.VerifyMutualFundOtpDocument,
    "\n  query StatesOfImports { mutualFundImports { state folios { folio } } }\n": typeof types.StatesOfImportsDocument,
    "\n  query MutualFundImports($first: Int = 20, $offset: Int = 0, $rows: Int = 2, $after: String) {\n    mutualFundImportsCount\n    mutualFundImports(first: $first, offset: $offset) {\n      id state provenance receivedAt foliosCount transactionsCount\n      transaction { gatewayTransactionId status timeline { anomaly } }\n      folios { folio isin units marketValue { amount } costValue { amount } }\n      summary { marketValue { amount } costValue { amount } }\n      transactions(first: $rows, after: $after) {\n        edges { cursor node { folio fund date description units price { amount } amount { amount } } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.MutualFundImportsDocument,
    "\n  query ImportsOfHoldings {\n    holdings {\n      provenance mutualFundsProvenance mutualFundImportsCount\n      mutualFundImports { state provenance }\n      mutualFunds { folio }\n    }\n  }\n": typeof types.ImportsOfHoldingsDocument,
    "\n  subscription FollowMutualFundImports {\n    events {\n      __typename\n      ... on MutualFundImportEvent { import { id state folios { folio } transactionsCount } }\n      ... on HoldingsEvent { holdings { mutualFunds { folio } } }\n    }\n  }\n": typeof types.FollowMutualFundImportsDocument,
    "\n  query MutualFundImportNode($id: ID!) {\n    node(id: $id) { __typename id ... on MutualFundImport { state folios { folio } } }\n  }\n": typeof types.MutualFundImportNodeDocument,
    "\n  mutation RefreshWithoutAccount { refreshHoldings { __typename } }\n": typeof types.RefreshWithoutAccountDocument,
    "\n  query PricesOfOrders($id: ID!) {\n    transaction(id: $id) {\n      status\n      orders { isFinal status buyAmount { amount } legs { symbol quantity filledQuantity averagePrice { amount } } }\n      timeline { anomaly }\n    }\n  }\n": typeof types.PricesOfOrdersDocument,
    "\n  query PartsOfHoldings($id: ID) {\n    holdings(brokerAccountId: $id) {\n      isUpdating\n      isStale\n      provenance\n      mutualFundsProvenance\n      snapshotAt\n      securitiesSnapshotAt\n      securities { isin name quantity averagePrice { amount } }\n      mutualFunds { folio units }\n    }\n  }\n": typeof types.PartsOfHoldingsDocument,
    "\n  mutation RefreshOddHoldings($id: ID) {\n    refreshHoldings(input: { brokerAccountId: $id }) {\n      __typename\n      ... on Failure { code isRetryable }\n      ... on Holdings { securitiesCount }\n    }\n  }\n": typeof types.RefreshOddHoldingsDocument,
    "\n  query OddActions { pendingActions { scid action rawAction smallcaseName: name } }\n": typeof types.OddActionsDocument,
    "\n  mutation ReportWithToken($input: ReportTransactionOutcomeInput!) {\n    reportTransactionOutcome(input: $input) {\n      ... on Transaction { status error { code key provenance } linkFailure { __typename code } }\n    }\n  }\n": typeof types.ReportWithTokenDocument,
    "\n  query PageOfTransactions($first: Int, $after: String, $last: Int, $before: String, $status: [TransactionStatus!]) {\n    list: transactions(first: $first, after: $after, last: $last, before: $before, status: $status) {\n      edges { cursor node { id status } }\n      pageInfo { ...WholePageInfo }\n    }\n  }\n": typeof types.PageOfTransactionsDocument,
    "\n  query PageOfOrders($first: Int, $after: String, $last: Int, $before: String, $status: [OrderStatus!], $transactionId: ID) {\n    list: orders(first: $first, after: $after, last: $last, before: $before, status: $status, transactionId: $transactionId) {\n      edges { cursor node { id status } }\n      pageInfo { ...WholePageInfo }\n    }\n  }\n": typeof types.PageOfOrdersDocument,
    "\n  query PageOfEvents($first: Int, $after: String) {\n    events(first: $first, after: $after) {\n      edges { cursor node { __typename cursor ... on ResyncRequired { reason } } }\n      pageInfo { ...WholePageInfo }\n    }\n  }\n": typeof types.PageOfEventsDocument,
    "\n  fragment WholePageInfo on PageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n": typeof types.WholePageInfoFragmentDoc,
    "\n  query PendingActionsInStates($includeEnded: Boolean) {\n    pendingActions(includeEnded: $includeEnded) { id iscid action rawAction date status endedAt }\n    pendingActionsCount(includeEnded: $includeEnded)\n  }\n": typeof types.PendingActionsInStatesDocument,
    "\n  mutation DismissAction($id: ID!) { dismissPendingAction(id: $id) { id status endedAt } }\n": typeof types.DismissActionDocument,
    "\n  subscription FollowPendingActions($after: String) {\n    pendingActionsUpdated(after: $after) {\n      __typename\n      ... on Event { cursor }\n      ... on PendingActionEvent { action { action status } }\n      ... on PendingActionResolved { pendingActionId action { action status } }\n    }\n  }\n": typeof types.FollowPendingActionsDocument,
    "\n  mutation UnlinkWithActions($id: ID!) { unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename } }\n": typeof types.UnlinkWithActionsDocument,
    "\n  query WhoIsThisAfterAReload { viewer { id } }\n": typeof types.WhoIsThisAfterAReloadDocument,
    "\n  subscription FollowThroughAReload { events { cursor } }\n": typeof types.FollowThroughAReloadDocument,
    "\n  mutation MintAfterAReload { createAuthToken { token } }\n": typeof types.MintAfterAReloadDocument,
    "\n  mutation CreateAfterAReload($input: CreateTransactionInput!) {\n    createTransaction(input: $input) { __typename }\n  }\n": typeof types.CreateAfterAReloadDocument,
    "\n  mutation ReportAndSeeError($input: ReportTransactionOutcomeInput!) {\n    reportTransactionOutcome(input: $input) {\n      __typename\n      ... on Transaction { status error { code provenance isRetryable } }\n    }\n  }\n": typeof types.ReportAndSeeErrorDocument,
    "\n  query TimelineAfterReports($id: ID!) { transaction(id: $id) { timeline { source from to } } }\n": typeof types.TimelineAfterReportsDocument,
    "\n  fragment ChangingObjects on Query {\n    orders(first: 5) { edges { node { __typename id revision transaction { __typename id revision } } } }\n    transactions(first: 5) { edges { node { __typename id revision orders(first: 5) { __typename id revision } } } }\n    holdings { __typename revision brokerAccount { id } }\n  }\n": typeof types.ChangingObjectsFragmentDoc,
    "fragment CursorOfViewer on Viewer { cursor }": typeof types.CursorOfViewerFragmentDoc,
    "fragment ViewerWithCursor on Query { viewer { ...CursorOfViewer } }": typeof types.ViewerWithCursorFragmentDoc,
    "query CursorFirst { viewer { cursor } ...ChangingObjects }": typeof types.CursorFirstDocument,
    "query CursorLast { ...ChangingObjects viewer { cursor } }": typeof types.CursorLastDocument,
    "\n    query CursorBetween {\n      holdings { __typename revision brokerAccount { id } }\n      viewer { cursor }\n      ...ChangingObjects\n    }\n  ": typeof types.CursorBetweenDocument,
    "\n    query CursorTwice { me: viewer { at: cursor } ...ChangingObjects again: viewer { id cursor } }\n  ": typeof types.CursorTwiceDocument,
    "query CursorInFragment { ...ChangingObjects ...ViewerWithCursor }": typeof types.CursorInFragmentDocument,
    "\n    query CursorOnCondition($yes: Boolean = true) {\n      ...ChangingObjects\n      viewer { ... on Viewer @include(if: $yes) { cursor } }\n    }\n  ": typeof types.CursorOnConditionDocument,
    "\n    query CursorThroughNode {\n      ...ChangingObjects\n      node(id: \"Vmlld2VyOmFsaWNl\") { ... on Viewer { cursor } }\n    }\n  ": typeof types.CursorThroughNodeDocument,
    "\n  query RevisedState {\n    transactions(first: 40) { edges { node { id revision orders(first: 3) { id revision } } } }\n    orders(first: 40) { edges { node { id revision transaction { id revision } } } }\n    holdings { revision brokerAccount { id } }\n    viewer { cursor brokerAccounts { id } }\n  }\n": typeof types.RevisedStateDocument,
    "\n  query OneRevisionEach($transaction: ID!, $order: ID!) {\n    transaction(id: $transaction) { revision }\n    order(id: $order) { revision }\n    first: node(id: $transaction) { ... on Transaction { revision } }\n    second: node(id: $order) { ... on Order { revision } }\n  }\n": typeof types.OneRevisionEachDocument,
    "\n  query RevisionOfHoldings($id: ID) { holdings(brokerAccountId: $id) { revision } }\n": typeof types.RevisionOfHoldingsDocument,
    "\n  mutation ReportRevised($id: ID!, $code: Int, $token: String) {\n    reportTransactionOutcome(input: { transactionId: $id, errorCode: $code, smallcaseAuthToken: $token }) {\n      ... on Transaction { id revision error { code } }\n    }\n  }\n": typeof types.ReportRevisedDocument,
    "\n  mutation RefreshRevised($id: ID!) {\n    refreshTransaction(id: $id) { ... on Transaction { id revision status } }\n  }\n": typeof types.RefreshRevisedDocument,
    "\n  mutation RefreshRevisedHoldings {\n    refreshHoldings { ... on Holdings { revision brokerAccount { id } } }\n  }\n": typeof types.RefreshRevisedHoldingsDocument,
    "\n  mutation CreateRevised($input: CreateTransactionInput!) {\n    createTransaction(input: $input) {\n      __typename\n      ... on Transaction { id revision }\n      ... on PossibleDuplicate { transaction { id revision } }\n    }\n  }\n": typeof types.CreateRevisedDocument,
    "\n  mutation UnlinkRevised($id: ID!) { unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename } }\n": typeof types.UnlinkRevisedDocument,
    "\n  subscription FollowRevisedOrder($id: ID!) {\n    orderUpdated(orderId: $id) { ... on StreamPosition { cursor } ... on OrderEvent { cursor order { revision } } }\n  }\n": typeof types.FollowRevisedOrderDocument,
    "\n  subscription FollowRevisedTransaction($id: ID!) {\n    transactionUpdated(transactionId: $id) {\n      ... on StreamPosition { cursor }\n      ... on TransactionEvent { cursor transaction { revision } }\n    }\n  }\n": typeof types.FollowRevisedTransactionDocument,
    "\n  subscription FollowRevised($after: String) { events(after: $after) { ...RevisedParts } }\n": typeof types.FollowRevisedDocument,
    "\n  query OrderVarieties { orders { edges { node { variety } } } }\n": typeof types.OrderVarietiesDocument,
    "\n  mutation ReportAndRead($input: ReportTransactionOutcomeInput!) {\n    reportTransactionOutcome(input: $input) {\n      ... on Transaction { status error { code provenance } }\n    }\n  }\n": typeof types.ReportAndReadDocument,
    "\n  mutation ReportSdkResult($input: ReportTransactionOutcomeInput!) {\n    reportTransactionOutcome(input: $input) {\n      ... on Transaction { status error { code key kind provenance } linkFailure { __typename code } }\n    }\n  }\n": typeof types.ReportSdkResultDocument,
    "\n  query AccountsAfterReport { viewer { brokerAccounts { id } } }\n": typeof types.AccountsAfterReportDocument,
    "\n  fragment SmallcaseParts on SmallcaseRef { scid iscid name provenance }\n": typeof types.SmallcasePartsFragmentDoc,
    "\n  fragment BoughtOrder on Order {\n    batchId status isFinal variety label originalLabel\n    smallcase { ...SmallcaseParts }\n    brokerAccount { id }\n    legs { symbol side quantity filledQuantity }\n  }\n": typeof types.BoughtOrderFragmentDoc,
    "\n  fragment BoughtTransaction on Transaction {\n    gatewayTransactionId status notes signup\n    error { code }\n    smallcase { ...SmallcaseParts }\n    sip { isActive action amount { amount } frequency kind nextAt iscid scid }\n    request {\n      securitiesCount\n      securities { ticker quantity side exchange orderType limitPrice { amount } }\n      smallcaseOrder { type scid iscid }\n      iscid\n    }\n    brokerAccount { id }\n    actsOn { batchId transaction { gatewayTransactionId } }\n    orders { ...BoughtOrder }\n  }\n": typeof types.BoughtTransactionFragmentDoc,
    "\n  query BoughtState($id: ID!) { transaction(id: $id) { ...BoughtTransaction } }\n": typeof types.BoughtStateDocument,
    "\n  subscription FollowBought {\n    events {\n      __typename\n      ... on TransactionEvent { transaction { ...BoughtTransaction } }\n      ... on OrderEvent { order { ...BoughtOrder } }\n    }\n  }\n": typeof types.FollowBoughtDocument,
    "\n  mutation UnlinkBought($id: ID!) {\n    unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename }\n  }\n": typeof types.UnlinkBoughtDocument,
    "\n  subscription FollowOrdersAndTransactions($after: String) {\n    events(after: $after) {\n      __typename cursor\n      ... on OrderEvent { order { batchId status isFinal } }\n      ... on TransactionEvent { transaction { status } }\n    }\n  }\n": typeof types.FollowOrdersAndTransactionsDocument,
    "\n  subscription FollowOrder($orderId: ID, $transactionId: ID, $after: String) {\n    orderUpdated(orderId: $orderId, transactionId: $transactionId, after: $after) {\n      __typename\n      ... on StreamPosition { cursor }\n      ... on OrderEvent { cursor order { id status } }\n    }\n  }\n": typeof types.FollowOrderDocument,
    "\n  subscription FollowTransaction($id: ID) {\n    transactionUpdated(transactionId: $id) {\n      __typename\n      ... on TransactionEvent { transaction { gatewayTransactionId status } }\n    }\n  }\n": typeof types.FollowTransactionDocument,
    "\n  subscription FollowHoldings {\n    holdingsUpdated {\n      __typename\n      ... on HoldingsEvent { holdings { provenance securities { isin } brokerAccount { id } } }\n    }\n  }\n": typeof types.FollowHoldingsDocument,
    "\n  subscription FollowCursors($after: String) { events(after: $after) { cursor } }\n": typeof types.FollowCursorsDocument,
    "\n  subscription FollowNobodysOrder { orderUpdated(orderId: \"000000000000000000000000\") { __typename } }\n": typeof types.FollowNobodysOrderDocument,
    "\n  fragment SubscriptionParts on SmallcaseSubscription {\n    subscriptionId status isInGrace graceEndsAt maySubscribe publisher duration renewal planType\n    amount { amount } startedAt endsAt isCancellable isRenewable fetchedAt\n    cancellation { scheduledAt reason }\n    smallcases { scid name }\n  }\n": typeof types.SubscriptionPartsFragmentDoc,
    "\n  query SubscriptionsOf($id: ID) {\n    subscriptions(brokerAccountId: $id) { ...SubscriptionParts }\n    subscriptionsCount(brokerAccountId: $id)\n  }\n": typeof types.SubscriptionsOfDocument,
    "\n  query SubscriptionsEverywhere($scid: String!) {\n    viewer {\n      currentBrokerAccount { subscriptions { subscriptionId } subscriptionsCount }\n    }\n    smallcase(scid: $scid) { name mySubscription { subscriptionId } }\n  }\n": typeof types.SubscriptionsEverywhereDocument,
    "\n  query SubscriptionsOfAllAccounts($first: Int) {\n    viewer { brokerAccounts(first: $first) { subscriptions { status } } }\n  }\n": typeof types.SubscriptionsOfAllAccountsDocument,
    "\n  query MySubscriptionOfEachSmallcase {\n    smallcases(first: 50) { edges { node { scid mySubscription { status } } } }\n  }\n": typeof types.MySubscriptionOfEachSmallcaseDocument,
    "\n  mutation UnlinkSubscribedAccount($id: ID!) {\n    unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename }\n  }\n": typeof types.UnlinkSubscribedAccountDocument,
    "\n      query ForeignTransaction($id: ID!) { transaction(id: $id) { id status timeline { at } orders { id } } }\n    ": typeof types.ForeignTransactionDocument,
    "\n      query ForeignAnAliasOfTransaction($id: ID!) { viewer { id } x: transaction(id: $id) { id } }\n    ": typeof types.ForeignAnAliasOfTransactionDocument,
    "\n      query ForeignOrder($id: ID!) { order(id: $id) { id status legs { symbol } transaction { id } } }\n    ": typeof types.ForeignOrderDocument,
    "\n      query ForeignOrdersOfATransaction($id: ID!) { orders(transactionId: $id) { edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }\n    ": typeof types.ForeignOrdersOfATransactionDocument,
    "\n      query ForeignHoldings($id: ID!) { holdings(brokerAccountId: $id) { snapshotAt securities { isin } } }\n    ": typeof types.ForeignHoldingsDocument,
    "\n      mutation ForeignCreateAuthTokenForATransaction($id: ID!) { createAuthToken(input: { transactionId: $id }) { token } }\n    ": typeof types.ForeignCreateAuthTokenForATransactionDocument,
    "\n      mutation ForeignCreateAuthTokenForAnAccount($id: ID!) { createAuthToken(input: { brokerAccountId: $id }) { token } }\n    ": typeof types.ForeignCreateAuthTokenForAnAccountDocument,
    "\n      mutation ForeignCreateAuthTokenForAnAccountAsGuest($id: ID!) { createAuthToken(input: { brokerAccountId: $id, kind: GUEST }) { kind } }\n    ": typeof types.ForeignCreateAuthTokenForAnAccountAsGuestDocument,
    "\n      mutation ForeignCreateAuthTokenForAnAccountConnected($id: ID!) { createAuthToken(input: { brokerAccountId: $id, kind: CONNECTED }) { token } }\n    ": typeof types.ForeignCreateAuthTokenForAnAccountConnectedDocument,
    "\n      mutation ForeignCreateTransactionForAnAccount($id: ID!) { createTransaction(input: { idempotencyKey: \"k1\", intent: FETCH_FUNDS, brokerAccountId: $id }) { __typename } }\n    ": typeof types.ForeignCreateTransactionForAnAccountDocument,
    "\n      mutation ForeignAGuestCreateTransactionForAnAccount($id: ID!) { createTransaction(input: { idempotencyKey: \"k2\", intent: CONNECT, brokerAccountId: $id }) { __typename } }\n    ": typeof types.ForeignAGuestCreateTransactionForAnAccountDocument,
    "\n      mutation ForeignCreateTransactionThatCancels($id: ID!) { createTransaction(input: { idempotencyKey: \"k3\", intent: CANCEL_ORDER, cancelOrder: { orderId: $id, symbol: \"INFY\" } }) { __typename } }\n    ": typeof types.ForeignCreateTransactionThatCancelsDocument,
    "\n      mutation ForeignRefreshHoldings($id: ID!) { refreshHoldings(input: { brokerAccountId: $id }) { __typename } }\n    ": typeof types.ForeignRefreshHoldingsDocument,
    "\n      mutation ForeignUnlinkBrokerAccount($id: ID!) { unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename } }\n    ": typeof types.ForeignUnlinkBrokerAccountDocument,
    "\n      mutation ForeignReportTransactionOutcome($id: ID!) { reportTransactionOutcome(input: { transactionId: $id, errorCode: 1012 }) { __typename } }\n    ": typeof types.ForeignReportTransactionOutcomeDocument,
    "\n      subscription FollowForeignOrderUpdatedByOrder($id: ID!) { orderUpdated(orderId: $id) { __typename } }\n    ": typeof types.FollowForeignOrderUpdatedByOrderDocument,
    "\n      subscription FollowForeignOrderUpdatedByTransaction($id: ID!) { orderUpdated(transactionId: $id) { __typename } }\n    ": typeof types.FollowForeignOrderUpdatedByTransactionDocument,
    "\n      subscription FollowForeignTransactionUpdated($id: ID!) { transactionUpdated(transactionId: $id) { __typename } }\n    ": typeof types.FollowForeignTransactionUpdatedDocument,
    "\n  query EveryList {\n    transactions { edges { node { gatewayTransactionId intent } } }\n    orders { edges { node { id } } }\n    events { edges { cursor node { __typename } } }\n    pendingActions { id }\n    holdings { provenance }\n    viewer { brokerAccounts { id } }\n  }\n": typeof types.EveryListDocument,
    "\n  subscription FollowIntents {\n    events { __typename ... on TransactionEvent { transaction { intent } } }\n  }\n": typeof types.FollowIntentsDocument,
    "\n  query EventsAfter($after: String) {\n    events(after: $after) { edges { node { __typename ... on ResyncRequired { reason } } } }\n  }\n": typeof types.EventsAfterDocument,
    "\n  query OrderStatusOf($id: ID!) { order(id: $id) { status } }\n": typeof types.OrderStatusOfDocument,
    "\n  query TransactionStatusOf($id: ID!) { transaction(id: $id) { status } }\n": typeof types.TransactionStatusOfDocument,
    "\n  query HoldingsProvenance($id: ID!) { holdings(brokerAccountId: $id) { provenance } }\n": typeof types.HoldingsProvenanceDocument,
    "\n      query AnonymousViewer { viewer { id } }\n    ": typeof types.AnonymousViewerDocument,
    "\n      query AnonymousNode { node(id: \"x\") { id } }\n    ": typeof types.AnonymousNodeDocument,
    "\n      query AnonymousTransaction { transaction(id: \"x\") { id } }\n    ": typeof types.AnonymousTransactionDocument,
    "\n      query AnonymousTransactions { transactions { edges { cursor } } }\n    ": typeof types.AnonymousTransactionsDocument,
    "\n      query AnonymousOrder { order(id: \"x\") { id } }\n    ": typeof types.AnonymousOrderDocument,
    "\n      query AnonymousOrders { orders { edges { cursor } } }\n    ": typeof types.AnonymousOrdersDocument,
    "\n      query AnonymousHoldings { holdings { provenance } }\n    ": typeof types.AnonymousHoldingsDocument,
    "\n      query AnonymousPendingActions { pendingActions { id } }\n    ": typeof types.AnonymousPendingActionsDocument,
    "\n      query AnonymousEvents { events { edges { cursor } } }\n    ": typeof types.AnonymousEventsDocument,
    "\n      query AnonymousBrokers { brokers { key } }\n    ": typeof types.AnonymousBrokersDocument,
    "\n      mutation AnonymousCreateAuthToken { createAuthToken { token } }\n    ": typeof types.AnonymousCreateAuthTokenDocument,
    "\n      mutation AnonymousCreateTransaction { createTransaction(input: { idempotencyKey: \"k\", intent: CONNECT }) { __typename } }\n    ": typeof types.AnonymousCreateTransactionDocument,
    "\n      mutation AnonymousLinkBrokerAccount { linkBrokerAccount(input: { smallcaseAuthToken: \"x\" }) { __typename } }\n    ": typeof types.AnonymousLinkBrokerAccountDocument,
    "\n      mutation AnonymousUnlinkBrokerAccount { unlinkBrokerAccount(input: { brokerAccountId: \"x\" }) { __typename } }\n    ": typeof types.AnonymousUnlinkBrokerAccountDocument,
    "\n      mutation AnonymousReportTransactionOutcome { reportTransactionOutcome(input: { transactionId: \"x\" }) { __typename } }\n    ": typeof types.AnonymousReportTransactionOutcomeDocument,
    "\n      mutation AnonymousRefreshHoldings { refreshHoldings { __typename } }\n    ": typeof types.AnonymousRefreshHoldingsDocument,
    "\n      subscription FollowAnonymouslyEvents { events { __typename } }\n    ": typeof types.FollowAnonymouslyEventsDocument,
    "\n      subscription FollowAnonymouslyOrderUpdated { orderUpdated { __typename } }\n    ": typeof types.FollowAnonymouslyOrderUpdatedDocument,
    "\n      subscription FollowAnonymouslyTransactionUpdated { transactionUpdated { __typename } }\n    ": typeof types.FollowAnonymouslyTransactionUpdatedDocument,
    "\n      subscription FollowAnonymouslyHoldingsUpdated { holdingsUpdated { __typename } }\n    ": typeof types.FollowAnonymouslyHoldingsUpdatedDocument,
    "\n  query SchemaItself { __typename __schema { queryType { name } } }\n": typeof types.SchemaItselfDocument,
    "\n  mutation CreateWithBadToken {\n    createTransaction(input: { idempotencyKey: \"k\", intent: CONNECT }) { __typename }\n  }\n": typeof types.CreateWithBadTokenDocument,
    "\n  subscription FollowOrderHints {\n    events { ... on OrderEvent { order { status provenance isFinal legs { filledQuantity } } } }\n  }\n": typeof types.FollowOrderHintsDocument,
    "\n  subscription FollowRetractions($id: ID!) {\n    orderUpdated(transactionId: $id) {\n      __typename\n      ... on OrderRetracted { orderId }\n      ... on OrderEvent { order { id batchId } }\n    }\n  }\n": typeof types.FollowRetractionsDocument,
    "\n  subscription ResumeOrder($id: ID!, $after: String) {\n    orderUpdated(orderId: $id, after: $after) {\n      __typename\n      ... on StreamPosition { cursor }\n      ... on OrderRetracted { orderId }\n    }\n  }\n": typeof types.ResumeOrderDocument,
    "\n  query OrderId($id: ID!) { order(id: $id) { id } }\n": typeof types.OrderIdDocument,
    "\n  query PendingActionsInFull { pendingActions { action rawAction iscid scid name } }\n": typeof types.PendingActionsInFullDocument,
    "\n  fragment OrderParts on Order {\n    id batchId status provenance isFinal\n    buyAmount { amount }\n    legs { symbol status quantity filledQuantity averagePrice { amount } exchangeOrderId errorCode }\n    unplacedLegs { symbol }\n  }\n": typeof types.OrderPartsFragmentDoc,
    "\n  fragment TransactionParts on Transaction {\n    id gatewayTransactionId intent status rawStatus provenance isExpired isStale\n    funds { amount currency }\n    error { code message kind provenance isRetryable }\n    orders { ...OrderParts }\n    ordersCount\n  }\n": typeof types.TransactionPartsFragmentDoc,
    "\n  mutation CreateTransaction($input: CreateTransactionInput!) {\n    createTransaction(input: $input) {\n      __typename\n      ... on Transaction { id gatewayTransactionId status }\n      ... on Failure { code message isRetryable }\n      ... on PossibleDuplicate { transaction { id } }\n    }\n  }\n": typeof types.CreateTransactionDocument,
    "\n  query TransactionById($id: ID!) {\n    transaction(id: $id) { ...TransactionParts }\n  }\n": typeof types.TransactionByIdDocument,
    "\n  query TransactionId($id: ID!) {\n    transaction(id: $id) { id }\n  }\n": typeof types.TransactionIdDocument,
    "\n  mutation ReportOutcome($input: ReportTransactionOutcomeInput!) {\n    reportTransactionOutcome(input: $input) {\n      __typename\n      ... on Transaction { linkFailure { code } }\n    }\n  }\n": typeof types.ReportOutcomeDocument,
    "\n  mutation LinkBrokerAccount($token: String!) {\n    linkBrokerAccount(input: { smallcaseAuthToken: $token }) {\n      __typename\n      ... on BrokerAccount { id broker }\n      ... on Failure { code isRetryable }\n    }\n  }\n": typeof types.LinkBrokerAccountDocument,
    "\n  query HoldingsOf($id: ID) {\n    holdings(brokerAccountId: $id) {\n      brokerAccount { id }\n      provenance\n      securities { isin name quantity averagePrice { amount } }\n      mutualFunds { folio fund isin units nav { amount } }\n    }\n  }\n": typeof types.HoldingsOfDocument,
    "\n  query NodeId($id: ID!) {\n    node(id: $id) { __typename id }\n  }\n": typeof types.NodeIdDocument,
    "\n  query OrderIds {\n    orders(first: 100) { edges { node { id } } }\n  }\n": typeof types.OrderIdsDocument,
    "\n  query EventLog {\n    events(first: 100) { edges { cursor node { __typename } } }\n  }\n": typeof types.EventLogDocument,
    "\n  subscription FollowEvents($after: String) {\n    events(after: $after) { __typename cursor }\n  }\n": typeof types.FollowEventsDocument,
    "\n  subscription FollowEventTypes($after: String) {\n    events(after: $after) { __typename }\n  }\n": typeof types.FollowEventTypesDocument,
    "\n  query CursorsOfLog($after: String) {\n    events(first: 100, after: $after) { edges { cursor } pageInfo { hasNextPage endCursor } }\n  }\n": typeof types.CursorsOfLogDocument,
    "\n  fragment RevisedParts on Event {\n    __typename\n    cursor\n    ... on TransactionEvent { transaction { id revision } }\n    ... on OrderEvent { order { id revision } }\n    ... on OrderRetracted { orderId revision }\n    ... on HoldingsEvent { holdings { revision brokerAccount { id } } }\n  }\n": typeof types.RevisedPartsFragmentDoc,
    "\n  query RevisedEvents($after: String) {\n    events(first: 100, after: $after) {\n      edges { node { ...RevisedParts } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.RevisedEventsDocument,
    "\n  query ReadWhileRotating { viewer { id } transactions(first: 3) { edges { node { id } } } }\n": typeof types.ReadWhileRotatingDocument,
    "\n  mutation CreateWhileRotating($input: CreateTransactionInput!) {\n    createTransaction(input: $input) { __typename }\n    createAuthToken { token }\n  }\n": typeof types.CreateWhileRotatingDocument,
    "\n  query ShopLedger {\n    orders(first: 50) {\n      edges { node { id status } }\n    }\n    transactions(first: 50) {\n      edges { node { gatewayTransactionId intent status } }\n    }\n  }\n": typeof types.ShopLedgerDocument,
    "\n  mutation CreateElsewhere($input: CreateTransactionInput!) {\n    createTransaction(input: $input) {\n      __typename\n    }\n  }\n": typeof types.CreateElsewhereDocument,
    "\n  query OrdersInCache($first: Int, $after: String) {\n    orders(first: $first, after: $after) {\n      edges { cursor node { id status revision legs { filledQuantity } } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.OrdersInCacheDocument,
    "\n  query HoldingsInCache { holdings { receivedAt securitiesCount } }\n": typeof types.HoldingsInCacheDocument,
};
const documents: Documents = {
    "\n  subscription FollowAcrossInstances($after: String) {\n    events(after: $after) { __typename cursor ... on OrderEvent { order { batchId } } }\n  }\n": types.FollowAcrossInstancesDocument,
    "\n  query NewestOrders { orders(first: 5) { edges { node { batchId } } } }\n": types.NewestOrdersDocument,
    "\n  query FilledOfNewest { orders(first: 1) { edges { node { legs { filledQuantity } } } } }\n": types.FilledOfNewestDocument,
    "\n  query LivedThrough {\n    events(first: 100) { edges { cursor node { __typename } } }\n    transactions { edges { node { id } } }\n  }\n": types.LivedThroughDocument,
    "\n  query LivedSince($after: String) {\n    events(first: 100, after: $after) { edges { cursor } }\n  }\n": types.LivedSinceDocument,
    "\n  query FilledAfterRestore { orders(first: 1) { edges { node { legs { filledQuantity } } } } }\n": types.FilledAfterRestoreDocument,
    "\n  query WhoAfterTheRotation { viewer { id } }\n": types.WhoAfterTheRotationDocument,
    "\n  mutation SendCodeAtEither($input: RequestMutualFundOtpInput!) {\n    requestMutualFundOtp(input: $input) { __typename ... on Failure { code } }\n  }\n": types.SendCodeAtEitherDocument,
    "\n  fragment ReceivedEvent on Event {\n    __typename\n    cursor\n    ... on OrderEvent { order { __typename id batchId status provenance isFinal } }\n    ... on TransactionEvent { transaction { __typename id gatewayTransactionId status } }\n    ... on ResyncRequired { reason }\n  }\n": types.ReceivedEventFragmentDoc,
    "\n  subscription Everything($after: String) { events(after: $after) { ...ReceivedEvent } }\n": types.EverythingDocument,
    "\n  query Page($after: String) {\n    events(first: 100, after: $after) { edges { node { ...ReceivedEvent } } pageInfo { hasNextPage endCursor } }\n  }\n": types.PageDocument,
    "\n  query CurrentAccount { viewer { currentBrokerAccount { id } } }\n": types.CurrentAccountDocument,
    "\n  query CurrentHoldings { holdings { provenance } }\n": types.CurrentHoldingsDocument,
    "\n  mutation CreateForGraphiql($input: CreateTransactionInput!) {\n    createTransaction(input: $input) {\n      __typename\n    }\n  }\n": types.CreateForGraphiqlDocument,
    "\n  query WhoByTheCommandsOfThePage { viewer { id } }\n": types.WhoByTheCommandsOfThePageDocument,
    "\n  mutation CallWithBadToken {\n    createTransaction(input: { idempotencyKey: \"bad-token\", intent: CONNECT }) { __typename }\n  }\n": types.CallWithBadTokenDocument,
    "\n  query EverythingToldToAlice {\n    viewer { id brokerAccounts { id broker } }\n    transactions(first: 20) { edges { node { ...TransactionParts timeline { source to anomaly } } } }\n    orders(first: 20) {\n      edges {\n        node { id rawStatus legs { symbol statusMessage rawStatus } unplacedLegs { symbol statusMessage } }\n      }\n    }\n    holdings { securities { name } mutualFunds { folio fund amc navDate } smallcases { name } }\n    pendingActions { id name rawAction }\n    investments { edges { node { iscid name currentValue { amount } } } }\n    investmentTotals { currentValue { amount } }\n    exitedInvestments { name }\n    subscriptions { subscriptionId planType smallcases { name } }\n    mutualFundImports { id state folios { folio fund } transactions { edges { node { description } } } }\n    smallcase(scid: \"SCMO_0011\") { name description plans { planId } chart { points { date } } news { edges { node { headline } } } }\n    marketStatus { isOpen }\n    events(first: 20) { edges { node { __typename ... on Event { cursor } } } }\n  }\n": types.EverythingToldToAliceDocument,
    "\n  mutation MintAnyToken($input: CreateAuthTokenInput) {\n    createAuthToken(input: $input) { token kind gateway }\n  }\n": types.MintAnyTokenDocument,
    "\n  mutation ReportAndReadAll($input: ReportTransactionOutcomeInput!) {\n    reportTransactionOutcome(input: $input) {\n      __typename\n      ... on Transaction { ...TransactionParts }\n      ... on Failure { code message }\n    }\n  }\n": types.ReportAndReadAllDocument,
    "\n  mutation RefreshOrFail {\n    refreshHoldings { __typename ... on Failure { code message } }\n  }\n": types.RefreshOrFailDocument,
    "\n  mutation RefreshMoreOrFail($id: ID!) {\n    refreshInvestments { __typename ... on Failure { code message } }\n    refreshTransaction(id: $id) { __typename ... on Failure { code message } }\n  }\n": types.RefreshMoreOrFailDocument,
    "\n  mutation SendOtpOrFail($input: RequestMutualFundOtpInput!) {\n    requestMutualFundOtp(input: $input) { __typename ... on Failure { code message } }\n  }\n": types.SendOtpOrFailDocument,
    "\n  query FreshCatalogue($first: Int!) {\n    smallcases(first: $first) { edges { node { name } } }\n    smallcaseNews(scids: [\"SCET_0010\"], first: $first) { edges { node { headline } } }\n  }\n": types.FreshCatalogueDocument,
    "\n  subscription FollowOrderIds {\n    events { __typename cursor ... on OrderEvent { order { id } } }\n  }\n": types.FollowOrderIdsDocument,
    "\n  subscription FollowWithinLimits { events { cursor } }\n": types.FollowWithinLimitsDocument,
    "\n  query ReadByHostileText($id: ID!, $text: String!) {\n    node(id: $id) { __typename }\n    transaction(id: $id) { id }\n    order(id: $id) { id }\n    orders(first: 1, transactionId: $id) { edges { cursor } }\n    holdings(brokerAccountId: $id) { provenance }\n    events(first: 1, after: $text) { edges { cursor } }\n    transactions(first: 1, after: $text) { edges { cursor } }\n  }\n": types.ReadByHostileTextDocument,
    "\n  mutation CreateByHostileText($text: String!) {\n    createTransaction(\n      input: {\n        idempotencyKey: $text\n        intent: TRANSACTION\n        notes: $text\n        securities: [{ ticker: $text, quantity: 1, side: BUY }]\n      }\n    ) { __typename ... on Failure { code message } }\n    linkBrokerAccount(input: { smallcaseAuthToken: $text }) { __typename ... on Failure { code message } }\n  }\n": types.CreateByHostileTextDocument,
    "\n  mutation ReportByHostileText($id: ID!, $text: String!) {\n    reportTransactionOutcome(input: { transactionId: $id, errorMessage: $text, smallcaseAuthToken: $text }) { __typename }\n    unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename }\n    createAuthToken(input: { transactionId: $id, brokerAccountId: $id }) { kind }\n  }\n": types.ReportByHostileTextDocument,
    "\n  subscription FollowByHostileText($id: ID!, $text: String!) {\n    orderUpdated(orderId: $id, after: $text) { __typename }\n  }\n": types.FollowByHostileTextDocument,
    "\n  mutation RefreshWithinLimits { refreshHoldings { __typename } }\n": types.RefreshWithinLimitsDocument,
    "\n  query ViewerWithinLimits { viewer { id } }\n": types.ViewerWithinLimitsDocument,
    "\n  mutation SendCanary($input: RequestMutualFundOtpInput!) {\n    requestMutualFundOtp(input: $input) { __typename ... on Failure { code message } }\n  }\n": types.SendCanaryDocument,
    "\n  mutation VerifyCanary($input: VerifyMutualFundOtpInput!) {\n    verifyMutualFundOtp(input: $input) { __typename ... on Failure { code message } }\n  }\n": types.VerifyCanaryDocument,
    "\n  query EverythingOfImports {\n    mutualFundImports { id state transaction { id rawStatus error { message } timeline { to anomaly } } }\n    events(first: 50) { edges { node { __typename cursor } } }\n  }\n": types.EverythingOfImportsDocument,
    "\n  query InvestmentsOfOwner { investments { edges { cursor node { iscid } } } exitedInvestmentsCount }\n": types.InvestmentsOfOwnerDocument,
    "\n  query PendingActionIds { pendingActions { id } }\n": types.PendingActionIdsDocument,
    "\n  query CursorsOfLists {\n    transactions { edges { cursor } }\n    orders { edges { cursor } }\n    events { edges { cursor } }\n  }\n": types.CursorsOfListsDocument,
    "\n  query ImportStates { mutualFundImports { state } }\n": types.ImportStatesDocument,
    "\n  query TooDeep { orders(first: 1) { edges { node { legs { averagePrice { amount } } } } } }\n": types.TooDeepDocument,
    "\n  query Phone98765432 { order(id: \"ABCDE1234F\") { id } viewer { id } }\n": types.Phone98765432Document,
    "\n  query PersistedViewer { viewer { id currentBrokerAccount { id } } }\n": types.PersistedViewerDocument,
    "\n  mutation PersistedTokens { a: createAuthToken { kind } b: createAuthToken { kind } c: createAuthToken { kind } }\n": types.PersistedTokensDocument,
    "\n  subscription PersistedEvents($after: String) { events(after: $after) { cursor ... on OrderEvent { order { id } } } }\n": types.PersistedEventsDocument,
    "\n  query PersistedOrders($first: Int!) { orders(first: $first) { edges { node { id status batchId } } } }\n": types.PersistedOrdersDocument,
    "\n  subscription FollowThroughRenewal { events { cursor } }\n": types.FollowThroughRenewalDocument,
    "\n  subscription EventsForClients($after: String) {\n    events(after: $after) {\n      __typename\n      cursor\n      ... on OrderEvent { order { __typename id status legs { filledQuantity } } }\n    }\n  }\n": types.EventsForClientsDocument,
    "\n  query OrdersForClients($after: String) {\n    orders(first: 50, after: $after) {\n      edges { node { id status legs { filledQuantity } } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.OrdersForClientsDocument,
    "\n  mutation RefreshAndHangUp { refreshHoldings { __typename ... on Holdings { provenance } } }\n": types.RefreshAndHangUpDocument,
    "\n  query ViewerId { viewer { id } }\n": types.ViewerIdDocument,
    "\n  query HeldNow { holdings { provenance snapshotAt securities { quantity } } }\n": types.HeldNowDocument,
    "\n  mutation ReportHint($input: ReportTransactionOutcomeInput!) {\n    reportTransactionOutcome(input: $input) {\n      ... on Transaction { status error { code provenance isRetryable } }\n    }\n  }\n": types.ReportHintDocument,
    "\n  mutation RefreshFromHostile {\n    refreshHoldings { __typename ... on Failure { code message } ... on Holdings { provenance } }\n  }\n": types.RefreshFromHostileDocument,
    "\n  query LargestPage {\n    orders(first: 100) {\n      edges {\n        cursor\n        node {\n          id batchId status rawStatus variety isFinal placedAt updatedAt completedAt\n          buyAmount { amount currency } sellAmount { amount currency }\n          provenance\n          legs {\n            symbol exchange side orderType product quantity filledQuantity status rawStatus statusMessage errorCode\n            exchangeOrderId averagePrice { amount currency }\n          }\n          transaction { id status }\n        }\n      }\n    }\n  }\n": types.LargestPageDocument,
    "\n  query TreeOfOrders {\n    orders(first: 100) {\n      edges { node { transaction { orders { transaction { orders { id status legs { symbol status } } } } } } }\n    }\n  }\n": types.TreeOfOrdersDocument,
    "\n  subscription OrderFills($id: ID!) {\n    orderUpdated(orderId: $id) { __typename ... on OrderEvent { order { legs { filledQuantity } } } }\n  }\n": types.OrderFillsDocument,
    "\n  subscription ResyncReasons($after: String) {\n    events(after: $after) { __typename cursor ... on ResyncRequired { reason } }\n  }\n": types.ResyncReasonsDocument,
    "\n  query TimesOfTransaction($id: ID!) { transaction(id: $id) { createdAt expiresAt } }\n": types.TimesOfTransactionDocument,
    "\n  query AmountsOfOrder($id: ID!) {\n    order(id: $id) {\n      buyAmount { amount currency }\n      sellAmount { amount }\n      legs(first: 100) { averagePrice { amount } limitPrice { amount } }\n    }\n  }\n": types.AmountsOfOrderDocument,
    "\n  query HeldAmounts { holdings { securities { quantity averagePrice { amount } } } }\n": types.HeldAmountsDocument,
    "\n  query OrdersUnderLoad {\n    orders(first: 20) {\n      edges { node { id batchId status isFinal provenance legs { symbol side quantity filledQuantity averagePrice { amount } } } }\n    }\n  }\n": types.OrdersUnderLoadDocument,
    "\n  subscription ReplayEvents($after: String) {\n    events(after: $after) {\n      __typename\n      cursor\n      ... on OrderEvent { order { id status legs { status quantity filledQuantity } } }\n    }\n  }\n": types.ReplayEventsDocument,
    "\n  subscription FollowPositions($after: String) {\n    events(after: $after) { __typename ... on Event { cursor } }\n  }\n": types.FollowPositionsDocument,
    "\n  subscription LiveEvents { events { cursor } }\n": types.LiveEventsDocument,
    "\n  subscription FollowWhileAllRotate { events { __typename cursor } }\n": types.FollowWhileAllRotateDocument,
    "\n  mutation CreateWhileStopping($input: CreateTransactionInput!) {\n    createTransaction(input: $input) { __typename }\n  }\n": types.CreateWhileStoppingDocument,
    "\n  subscription FollowUntilStopped { events { cursor } }\n": types.FollowUntilStoppedDocument,
    "\n  subscription FollowLargeOrders($after: String) {\n    events(after: $after) {\n      cursor\n      ... on OrderEvent { order { id status legs { symbol statusMessage } } }\n    }\n  }\n": types.FollowLargeOrdersDocument,
    "\n  query TransactionWhileDown($id: ID!) {\n    transaction(id: $id) { status provenance orders { isFinal provenance legs { filledQuantity } } }\n  }\n": types.TransactionWhileDownDocument,
    "\n  mutation CreateWhileDown($input: CreateTransactionInput!) {\n    createTransaction(input: $input) {\n      __typename\n      ... on Transaction { id gatewayTransactionId status }\n      ... on Failure { code message isRetryable }\n      ... on GatewayUnavailable { retryAfterSeconds }\n      ... on PossibleDuplicate { transaction { id } }\n    }\n  }\n": types.CreateWhileDownDocument,
    "\n  mutation RefreshWhileDown { refreshHoldings { __typename } }\n": types.RefreshWhileDownDocument,
    "\n  query OrdersInLog($after: String) {\n    events(first: 100, after: $after) {\n      edges { cursor node { __typename ... on OrderEvent { order { batchId } } } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.OrdersInLogDocument,
    "\n  mutation ReportPending($id: ID!) {\n    reportTransactionOutcome(input: { transactionId: $id, errorCode: 4006, errorMessage: \"order_pending\" }) {\n      __typename\n    }\n  }\n": types.ReportPendingDocument,
    "\n  query TimelineOfTransaction($id: ID!) {\n    transaction(id: $id) { timeline { source from to batchId } }\n  }\n": types.TimelineOfTransactionDocument,
    "\n  query SomeTransactions { transactions(first: 5) { edges { node { id status } } } }\n": types.SomeTransactionsDocument,
    "\n      query NoTransactions { transactions(first: 0) { edges { cursor } } }\n    ": types.NoTransactionsDocument,
    "\n      query TooManyTransactions { transactions(first: 101) { edges { cursor } } }\n    ": types.TooManyTransactionsDocument,
    "\n      query FewerThanNoOrders { orders(first: -1) { edges { cursor } } }\n    ": types.FewerThanNoOrdersDocument,
    "\n      query TooManyLastOrders { orders(last: 101) { edges { cursor } } }\n    ": types.TooManyLastOrdersDocument,
    "\n      query NoEvents { events(first: 0) { edges { cursor } } }\n    ": types.NoEventsDocument,
    "\n      query TransactionsAfterNothing { transactions(after: \"x\") { edges { cursor } } }\n    ": types.TransactionsAfterNothingDocument,
    "\n      query OrdersBeforeNothing { orders(before: \"x\") { edges { cursor } } }\n    ": types.OrdersBeforeNothingDocument,
    "\n  mutation CreatePurchase($input: CreateTransactionInput!) {\n    createTransaction(input: $input) {\n      __typename\n      ... on Transaction { id gatewayTransactionId status provenance }\n      ... on Failure { code message isRetryable }\n    }\n  }\n": types.CreatePurchaseDocument,
    "\n  subscription FollowPurchase($after: String) {\n    events(after: $after) {\n      __typename cursor\n      ... on OrderEvent { order { batchId status provenance isFinal legs { symbol filledQuantity averagePrice { amount } } } }\n      ... on TransactionEvent { transaction { gatewayTransactionId status } }\n    }\n  }\n": types.FollowPurchaseDocument,
    "\n  query Smallcases($first: Int, $after: String) {\n    smallcases(first: $first, after: $after) {\n      edges { cursor node { scid name minimumInvestment { amount } fetchedAt } }\n      pageInfo { hasNextPage hasPreviousPage endCursor }\n    }\n  }\n": types.SmallcasesDocument,
    "\n  query Smallcase($scid: String!) {\n    smallcase(scid: $scid) {\n      scid name publisher isArchived fetchedAt indexValue constituentsCount\n      constituents { ticker shares weight }\n      returns { daily yearly sinceInception }\n      ratios { riskLabel cagr }\n      plans { planId duration mayRenew amount { amount } isMostPopular isActive }\n    }\n  }\n": types.SmallcaseDocument,
    "\n  query SmallcaseChart($scid: String!, $duration: ChartDuration, $benchmark: String) {\n    smallcase(scid: $scid) {\n      chart(duration: $duration, benchmark: $benchmark) {\n        benchmarkId benchmarkName pointsCount fetchedAt\n        points(first: 1500) { date value benchmark }\n      }\n    }\n  }\n": types.SmallcaseChartDocument,
    "\n  query SmallcaseNews($scids: [String!]!, $first: Int, $after: String) {\n    smallcaseNews(scids: $scids, first: $first, after: $after) {\n      edges { cursor node { headline publishedAt publisher } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.SmallcaseNewsDocument,
    "\n  query CatalogueNextToViewer { viewer { id } smallcases { edges { cursor } } }\n": types.CatalogueNextToViewerDocument,
    "\n  query NewsOfEachSmallcase($first: Int) {\n    smallcases(first: $first) { edges { node { news { edges { cursor } } } } }\n  }\n": types.NewsOfEachSmallcaseDocument,
    "\n  query AccountsOfFlows {\n    viewer { brokerAccounts { id broker } }\n  }\n": types.AccountsOfFlowsDocument,
    "\n  query LedgerOfTrades {\n    transactions { edges { node { id } } }\n    orders { edges { node { id status } } }\n  }\n": types.LedgerOfTradesDocument,
    "\n  subscription FollowWideOrders {\n    events {\n      cursor\n      ... on OrderEvent {\n        order { legs {\n          text0: statusMessage\n          text1: statusMessage\n          text2: statusMessage\n          text3: statusMessage\n          text4: statusMessage\n          text5: statusMessage\n          text6: statusMessage\n          text7: statusMessage\n          text8: statusMessage\n          text9: statusMessage\n          text10: statusMessage\n          text11: statusMessage\n          text12: statusMessage\n          text13: statusMessage\n        } }\n      }\n    }\n  }\n": types.FollowWideOrdersDocument,
    "\n  mutation TokenKindForTransaction($id: ID!) {\n    createAuthToken(input: { transactionId: $id }) { kind }\n  }\n": types.TokenKindForTransactionDocument,
    "\n  query TransactionCursors { transactions { edges { cursor } } }\n": types.TransactionCursorsDocument,
    "\n  query OverviewBeforeErasure {\n    viewer { id brokerAccounts { id } }\n    transactions { edges { node { id } } }\n    orders { edges { node { id } } }\n    holdings { snapshotAt }\n  }\n": types.OverviewBeforeErasureDocument,
    "\n  subscription FollowEnds {\n    events {\n      __typename\n      ... on TransactionEvent { transaction { gatewayTransactionId status } }\n    }\n  }\n": types.FollowEndsDocument,
    "\n  query WhatCame($id: ID!) {\n    transaction(id: $id) { smallcase { iscid } sip { isActive } funds { amount } actsOn { status } }\n    holdings { provenance securitiesCount mutualFundsCount }\n    mutualFundImports { state foliosCount }\n  }\n": types.WhatCameDocument,
    "\n  query FundsOfAccounts {\n    viewer {\n      brokerAccounts { id funds { amount { amount currency } asOf transaction { gatewayTransactionId } } }\n    }\n  }\n": types.FundsOfAccountsDocument,
    "\n  query FundsByNode($id: ID!) { node(id: $id) { ... on BrokerAccount { funds { asOf } } } }\n": types.FundsByNodeDocument,
    "\n  query FundsEvents {\n    events(first: 100) {\n      edges {\n        node {\n          __typename\n          ... on FundsEvent {\n            brokerAccount { id }\n            funds { amount { amount } transaction { gatewayTransactionId } }\n          }\n        }\n      }\n    }\n  }\n": types.FundsEventsDocument,
    "\n  mutation UnlinkWithFunds($id: ID!) { unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename } }\n": types.UnlinkWithFundsDocument,
    "\n  query MarketStatus { marketStatus { isOpen nextChangeAt asOf isEstimated } }\n": types.MarketStatusDocument,
    "\n  mutation RefreshOne($id: ID!) {\n    refreshTransaction(id: $id) {\n      __typename\n      ... on Transaction { status gatewayTransactionId }\n      ... on Failure { code isRetryable }\n    }\n  }\n": types.RefreshOneDocument,
    "\n  query LimitPrices {\n    orders { edges { node { legs { orderType limitPrice { amount } } } } }\n  }\n": types.LimitPricesDocument,
    "\n  query WhatIsKept {\n    transactions { edges { node { id rawStatus timeline { to anomaly } } } }\n  }\n": types.WhatIsKeptDocument,
    "\n  fragment InvestmentParts on Investment {\n    iscid scid name isAmoPending provenance fetchedAt\n    brokerAccount { id }\n    currentInvestment { amount } currentValue { amount }\n    currentReturns { amount } currentReturnsPercent\n    totalReturns { amount } totalReturnsPercent\n    constituentsCount\n    constituents { ticker name shares averagePrice { amount } returns { amount } }\n  }\n": types.InvestmentPartsFragmentDoc,
    "\n  query InvestmentsState($account: ID) {\n    investments(brokerAccountId: $account) { edges { cursor node { ...InvestmentParts } } }\n    investmentTotals(brokerAccountId: $account) {\n      currentValue { amount } currentInvestment { amount } totalReturns { amount } totalReturnsPercent\n    }\n    exitedInvestments(brokerAccountId: $account) { iscid scid name boughtAt exitedAt returns { amount } }\n    exitedInvestmentsCount(brokerAccountId: $account)\n    viewer {\n      currentBrokerAccount {\n        investments { edges { node { iscid } } }\n        investmentTotals { currentValue { amount } }\n        exitedInvestments { iscid }\n        exitedInvestmentsCount\n      }\n    }\n  }\n": types.InvestmentsStateDocument,
    "\n  query OneInvestment($iscid: String!) { investment(iscid: $iscid) { ...InvestmentParts } }\n": types.OneInvestmentDocument,
    "\n  query InvestmentsPage($first: Int, $after: String) {\n    investments(first: $first, after: $after) {\n      edges { cursor node { iscid } }\n      pageInfo { hasNextPage hasPreviousPage }\n    }\n  }\n": types.InvestmentsPageDocument,
    "\n  mutation RefreshTheInvestments($input: RefreshInvestmentsInput) {\n    refreshInvestments(input: $input) {\n      __typename\n      ... on InvestmentsRefreshed { brokerAccount { id } totals { currentValue { amount } } }\n      ... on Failure { code }\n    }\n  }\n": types.RefreshTheInvestmentsDocument,
    "\n  mutation UnlinkInvested($id: ID!) {\n    unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename }\n  }\n": types.UnlinkInvestedDocument,
    "\n  subscription FollowInvestments {\n    events {\n      __typename\n      ... on InvestmentEvent { investment { ...InvestmentParts } }\n      ... on InvestmentExited { iscid }\n    }\n  }\n": types.FollowInvestmentsDocument,
    "\n  query InvestmentEventsKept { events(first: 100) { edges { node { __typename } } } }\n": types.InvestmentEventsKeptDocument,
    "\n  query AccountsOfViewer {\n    viewer { brokerAccounts { id broker } currentBrokerAccount { id } }\n  }\n": types.AccountsOfViewerDocument,
    "\n  mutation MintToken($input: CreateAuthTokenInput) {\n    createAuthToken(input: $input) { kind token gateway expiresAt }\n  }\n": types.MintTokenDocument,
    "\n  mutation Unlink($id: ID!) {\n    unlinkBrokerAccount(input: { brokerAccountId: $id }) {\n      ... on BrokerAccountUnlinked { brokerAccountId }\n    }\n  }\n": types.UnlinkDocument,
    "\n  query PendingActions { pendingActions { id action } }\n": types.PendingActionsDocument,
    "\n  query DetailsOfTransactions {\n    transactions { edges { node { error { code } funds { amount } orders { id } } } }\n  }\n": types.DetailsOfTransactionsDocument,
    "\n  query TransactionsOfOrders {\n    orders { edges { node { transaction { id } } } }\n  }\n": types.TransactionsOfOrdersDocument,
    "\n  query ListsInTransaction($id: ID!, $first: Int, $offset: Int) {\n    transaction(id: $id) {\n      ordersCount\n      orders(first: $first, offset: $offset) { id }\n      timelineCount\n      timeline(first: $first, offset: $offset) { anomaly }\n    }\n  }\n": types.ListsInTransactionDocument,
    "\n  query ListsInOrder($id: ID!, $first: Int, $offset: Int) {\n    order(id: $id) {\n      legsCount\n      legs(first: $first, offset: $offset) { symbol averagePrice { amount } }\n      unplacedLegsCount\n      unplacedLegs(first: $first, offset: $offset) { symbol }\n    }\n  }\n": types.ListsInOrderDocument,
    "\n  query ListsInHoldings($first: Int, $offset: Int) {\n    holdings {\n      securitiesCount\n      securities(first: $first, offset: $offset) { isin averagePrice { amount } }\n      smallcasesCount\n      smallcases(first: $first, offset: $offset) { scid }\n      mutualFundsCount\n      mutualFunds(first: $first, offset: $offset) { folio }\n    }\n  }\n": types.ListsInHoldingsDocument,
    "\n  query ListsInSmallcase($first: Int, $offset: Int) {\n    holdings {\n      smallcases(first: 1) {\n        constituentsCount\n        constituents(first: $first, offset: $offset) { ticker }\n      }\n    }\n  }\n": types.ListsInSmallcaseDocument,
    "\n  query ListsOfViewer($first: Int, $offset: Int) {\n    viewer {\n      brokerAccountsCount\n      brokerAccounts(first: $first, offset: $offset) { id }\n    }\n    pendingActionsCount\n    pendingActions(first: $first, offset: $offset) { id }\n  }\n": types.ListsOfViewerDocument,
    "\n  query ListsOfInvestor($requested: ID!, $iscid: String!, $first: Int, $offset: Int) {\n    transaction(id: $requested) {\n      request { securitiesCount securities(first: $first, offset: $offset) { ticker } }\n    }\n    investment(iscid: $iscid) {\n      constituentsCount\n      constituents(first: $first, offset: $offset) { ticker }\n    }\n    exitedInvestmentsCount\n    exitedInvestments(first: $first, offset: $offset) { iscid }\n  }\n": types.ListsOfInvestorDocument,
    "\n  query ListsOfImports($first: Int, $offset: Int) {\n    mutualFundImportsCount\n    mutualFundImports(first: $first, offset: $offset) { id }\n    holdings {\n      mutualFundImportsCount\n      mutualFundImports(first: $first, offset: $offset) { id }\n    }\n  }\n": types.ListsOfImportsDocument,
    "\n  query ListsOfSubscriber($first: Int, $offset: Int) {\n    subscriptionsCount\n    subscriptions(first: $first, offset: $offset) { subscriptionId }\n    viewer {\n      currentBrokerAccount {\n        exitedInvestmentsCount\n        exitedInvestments(first: $first, offset: $offset) { iscid }\n        subscriptionsCount\n        subscriptions(first: $first, offset: $offset) { subscriptionId }\n      }\n    }\n  }\n": types.ListsOfSubscriberDocument,
    "\n  query ListsInImport($first: Int, $offset: Int) {\n    mutualFundImports(first: 1) {\n      foliosCount\n      folios(first: $first, offset: $offset) { folio isin }\n    }\n  }\n": types.ListsInImportDocument,
    "\n  query ListsInCatalogue($first: Int, $offset: Int) {\n    smallcase(scid: \"SCET_0010\") {\n      constituentsCount\n      constituents(first: $first, offset: $offset) { ticker }\n      chart(duration: ONE_YEAR) {\n        pointsCount\n        points(first: $first, offset: $offset) { date }\n      }\n    }\n  }\n": types.ListsInCatalogueDocument,
    "\n  query LargeEvents($after: String) {\n    events(first: 100, after: $after) {\n      edges {\n        cursor\n        node {\n          __typename\n          ... on OrderEvent { order { legsCount legs(first: 2, offset: 1) { symbol } } }\n        }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.LargeEventsDocument,
    "\n  subscription FollowLegs($orderId: ID!) {\n    orderUpdated(orderId: $orderId) {\n      __typename\n      ... on OrderEvent { order { legsCount legs(first: 3, offset: 48) { symbol } } }\n    }\n  }\n": types.FollowLegsDocument,
    "\n  query OrdersOfTransactions {\n    transactions(first: 100) { edges { node { gatewayTransactionId ordersCount orders(first: 2, offset: 1) { transaction { gatewayTransactionId } } } } }\n  }\n": types.OrdersOfTransactionsDocument,
    "\n  mutation RequestMutualFundOtp($input: RequestMutualFundOtpInput!) {\n    requestMutualFundOtp(input: $input) {\n      __typename\n      ... on MutualFundOtpSent { sendsLeft transaction { gatewayTransactionId } }\n      ... on Failure { code message isRetryable }\n      ... on OtpLimitExceeded { retryAfterSeconds }\n    }\n  }\n": types.RequestMutualFundOtpDocument,
    "\n  mutation VerifyMutualFundOtp($input: VerifyMutualFundOtpInput!) {\n    verifyMutualFundOtp(input: $input) {\n      __typename\n      ... on MutualFundImport { id state transaction { gatewayTransactionId } }\n      ... on Failure { code message isRetryable }\n      ... on OtpIncorrect { triesLeft }\n    }\n  }\n": types.VerifyMutualFundOtpDocument,
    "\n  query StatesOfImports { mutualFundImports { state folios { folio } } }\n": types.StatesOfImportsDocument,
    "\n  query MutualFundImports($first: Int = 20, $offset: Int = 0, $rows: Int = 2, $after: String) {\n    mutualFundImportsCount\n    mutualFundImports(first: $first, offset: $offset) {\n      id state provenance receivedAt foliosCount transactionsCount\n      transaction { gatewayTransactionId status timeline { anomaly } }\n      folios { folio isin units marketValue { amount } costValue { amount } }\n      summary { marketValue { amount } costValue { amount } }\n      transactions(first: $rows, after: $after) {\n        edges { cursor node { folio fund date description units price { amount } amount { amount } } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.MutualFundImportsDocument,
    "\n  query ImportsOfHoldings {\n    holdings {\n      provenance mutualFundsProvenance mutualFundImportsCount\n      mutualFundImports { state provenance }\n      mutualFunds { folio }\n    }\n  }\n": types.ImportsOfHoldingsDocument,
    "\n  subscription FollowMutualFundImports {\n    events {\n      __typename\n      ... on MutualFundImportEvent { import { id state folios { folio } transactionsCount } }\n      ... on HoldingsEvent { holdings { mutualFunds { folio } } }\n    }\n  }\n": types.FollowMutualFundImportsDocument,
    "\n  query MutualFundImportNode($id: ID!) {\n    node(id: $id) { __typename id ... on MutualFundImport { state folios { folio } } }\n  }\n": types.MutualFundImportNodeDocument,
    "\n  mutation RefreshWithoutAccount { refreshHoldings { __typename } }\n": types.RefreshWithoutAccountDocument,
    "\n  query PricesOfOrders($id: ID!) {\n    transaction(id: $id) {\n      status\n      orders { isFinal status buyAmount { amount } legs { symbol quantity filledQuantity averagePrice { amount } } }\n      timeline { anomaly }\n    }\n  }\n": types.PricesOfOrdersDocument,
    "\n  query PartsOfHoldings($id: ID) {\n    holdings(brokerAccountId: $id) {\n      isUpdating\n      isStale\n      provenance\n      mutualFundsProvenance\n      snapshotAt\n      securitiesSnapshotAt\n      securities { isin name quantity averagePrice { amount } }\n      mutualFunds { folio units }\n    }\n  }\n": types.PartsOfHoldingsDocument,
    "\n  mutation RefreshOddHoldings($id: ID) {\n    refreshHoldings(input: { brokerAccountId: $id }) {\n      __typename\n      ... on Failure { code isRetryable }\n      ... on Holdings { securitiesCount }\n    }\n  }\n": types.RefreshOddHoldingsDocument,
    "\n  query OddActions { pendingActions { scid action rawAction smallcaseName: name } }\n": types.OddActionsDocument,
    "\n  mutation ReportWithToken($input: ReportTransactionOutcomeInput!) {\n    reportTransactionOutcome(input: $input) {\n      ... on Transaction { status error { code key provenance } linkFailure { __typename code } }\n    }\n  }\n": types.ReportWithTokenDocument,
    "\n  query PageOfTransactions($first: Int, $after: String, $last: Int, $before: String, $status: [TransactionStatus!]) {\n    list: transactions(first: $first, after: $after, last: $last, before: $before, status: $status) {\n      edges { cursor node { id status } }\n      pageInfo { ...WholePageInfo }\n    }\n  }\n": types.PageOfTransactionsDocument,
    "\n  query PageOfOrders($first: Int, $after: String, $last: Int, $before: String, $status: [OrderStatus!], $transactionId: ID) {\n    list: orders(first: $first, after: $after, last: $last, before: $before, status: $status, transactionId: $transactionId) {\n      edges { cursor node { id status } }\n      pageInfo { ...WholePageInfo }\n    }\n  }\n": types.PageOfOrdersDocument,
    "\n  query PageOfEvents($first: Int, $after: String) {\n    events(first: $first, after: $after) {\n      edges { cursor node { __typename cursor ... on ResyncRequired { reason } } }\n      pageInfo { ...WholePageInfo }\n    }\n  }\n": types.PageOfEventsDocument,
    "\n  fragment WholePageInfo on PageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n": types.WholePageInfoFragmentDoc,
    "\n  query PendingActionsInStates($includeEnded: Boolean) {\n    pendingActions(includeEnded: $includeEnded) { id iscid action rawAction date status endedAt }\n    pendingActionsCount(includeEnded: $includeEnded)\n  }\n": types.PendingActionsInStatesDocument,
    "\n  mutation DismissAction($id: ID!) { dismissPendingAction(id: $id) { id status endedAt } }\n": types.DismissActionDocument,
    "\n  subscription FollowPendingActions($after: String) {\n    pendingActionsUpdated(after: $after) {\n      __typename\n      ... on Event { cursor }\n      ... on PendingActionEvent { action { action status } }\n      ... on PendingActionResolved { pendingActionId action { action status } }\n    }\n  }\n": types.FollowPendingActionsDocument,
    "\n  mutation UnlinkWithActions($id: ID!) { unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename } }\n": types.UnlinkWithActionsDocument,
    "\n  query WhoIsThisAfterAReload { viewer { id } }\n": types.WhoIsThisAfterAReloadDocument,
    "\n  subscription FollowThroughAReload { events { cursor } }\n": types.FollowThroughAReloadDocument,
    "\n  mutation MintAfterAReload { createAuthToken { token } }\n": types.MintAfterAReloadDocument,
    "\n  mutation CreateAfterAReload($input: CreateTransactionInput!) {\n    createTransaction(input: $input) { __typename }\n  }\n": types.CreateAfterAReloadDocument,
    "\n  mutation ReportAndSeeError($input: ReportTransactionOutcomeInput!) {\n    reportTransactionOutcome(input: $input) {\n      __typename\n      ... on Transaction { status error { code provenance isRetryable } }\n    }\n  }\n": types.ReportAndSeeErrorDocument,
    "\n  query TimelineAfterReports($id: ID!) { transaction(id: $id) { timeline { source from to } } }\n": types.TimelineAfterReportsDocument,
    "\n  fragment ChangingObjects on Query {\n    orders(first: 5) { edges { node { __typename id revision transaction { __typename id revision } } } }\n    transactions(first: 5) { edges { node { __typename id revision orders(first: 5) { __typename id revision } } } }\n    holdings { __typename revision brokerAccount { id } }\n  }\n": types.ChangingObjectsFragmentDoc,
    "fragment CursorOfViewer on Viewer { cursor }": types.CursorOfViewerFragmentDoc,
    "fragment ViewerWithCursor on Query { viewer { ...CursorOfViewer } }": types.ViewerWithCursorFragmentDoc,
    "query CursorFirst { viewer { cursor } ...ChangingObjects }": types.CursorFirstDocument,
    "query CursorLast { ...ChangingObjects viewer { cursor } }": types.CursorLastDocument,
    "\n    query CursorBetween {\n      holdings { __typename revision brokerAccount { id } }\n      viewer { cursor }\n      ...ChangingObjects\n    }\n  ": types.CursorBetweenDocument,
    "\n    query CursorTwice { me: viewer { at: cursor } ...ChangingObjects again: viewer { id cursor } }\n  ": types.CursorTwiceDocument,
    "query CursorInFragment { ...ChangingObjects ...ViewerWithCursor }": types.CursorInFragmentDocument,
    "\n    query CursorOnCondition($yes: Boolean = true) {\n      ...ChangingObjects\n      viewer { ... on Viewer @include(if: $yes) { cursor } }\n    }\n  ": types.CursorOnConditionDocument,
    "\n    query CursorThroughNode {\n      ...ChangingObjects\n      node(id: \"Vmlld2VyOmFsaWNl\") { ... on Viewer { cursor } }\n    }\n  ": types.CursorThroughNodeDocument,
    "\n  query RevisedState {\n    transactions(first: 40) { edges { node { id revision orders(first: 3) { id revision } } } }\n    orders(first: 40) { edges { node { id revision transaction { id revision } } } }\n    holdings { revision brokerAccount { id } }\n    viewer { cursor brokerAccounts { id } }\n  }\n": types.RevisedStateDocument,
    "\n  query OneRevisionEach($transaction: ID!, $order: ID!) {\n    transaction(id: $transaction) { revision }\n    order(id: $order) { revision }\n    first: node(id: $transaction) { ... on Transaction { revision } }\n    second: node(id: $order) { ... on Order { revision } }\n  }\n": types.OneRevisionEachDocument,
    "\n  query RevisionOfHoldings($id: ID) { holdings(brokerAccountId: $id) { revision } }\n": types.RevisionOfHoldingsDocument,
    "\n  mutation ReportRevised($id: ID!, $code: Int, $token: String) {\n    reportTransactionOutcome(input: { transactionId: $id, errorCode: $code, smallcaseAuthToken: $token }) {\n      ... on Transaction { id revision error { code } }\n    }\n  }\n": types.ReportRevisedDocument,
    "\n  mutation RefreshRevised($id: ID!) {\n    refreshTransaction(id: $id) { ... on Transaction { id revision status } }\n  }\n": types.RefreshRevisedDocument,
    "\n  mutation RefreshRevisedHoldings {\n    refreshHoldings { ... on Holdings { revision brokerAccount { id } } }\n  }\n": types.RefreshRevisedHoldingsDocument,
    "\n  mutation CreateRevised($input: CreateTransactionInput!) {\n    createTransaction(input: $input) {\n      __typename\n      ... on Transaction { id revision }\n      ... on PossibleDuplicate { transaction { id revision } }\n    }\n  }\n": types.CreateRevisedDocument,
    "\n  mutation UnlinkRevised($id: ID!) { unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename } }\n": types.UnlinkRevisedDocument,
    "\n  subscription FollowRevisedOrder($id: ID!) {\n    orderUpdated(orderId: $id) { ... on StreamPosition { cursor } ... on OrderEvent { cursor order { revision } } }\n  }\n": types.FollowRevisedOrderDocument,
    "\n  subscription FollowRevisedTransaction($id: ID!) {\n    transactionUpdated(transactionId: $id) {\n      ... on StreamPosition { cursor }\n      ... on TransactionEvent { cursor transaction { revision } }\n    }\n  }\n": types.FollowRevisedTransactionDocument,
    "\n  subscription FollowRevised($after: String) { events(after: $after) { ...RevisedParts } }\n": types.FollowRevisedDocument,
    "\n  query OrderVarieties { orders { edges { node { variety } } } }\n": types.OrderVarietiesDocument,
    "\n  mutation ReportAndRead($input: ReportTransactionOutcomeInput!) {\n    reportTransactionOutcome(input: $input) {\n      ... on Transaction { status error { code provenance } }\n    }\n  }\n": types.ReportAndReadDocument,
    "\n  mutation ReportSdkResult($input: ReportTransactionOutcomeInput!) {\n    reportTransactionOutcome(input: $input) {\n      ... on Transaction { status error { code key kind provenance } linkFailure { __typename code } }\n    }\n  }\n": types.ReportSdkResultDocument,
    "\n  query AccountsAfterReport { viewer { brokerAccounts { id } } }\n": types.AccountsAfterReportDocument,
    "\n  fragment SmallcaseParts on SmallcaseRef { scid iscid name provenance }\n": types.SmallcasePartsFragmentDoc,
    "\n  fragment BoughtOrder on Order {\n    batchId status isFinal variety label originalLabel\n    smallcase { ...SmallcaseParts }\n    brokerAccount { id }\n    legs { symbol side quantity filledQuantity }\n  }\n": types.BoughtOrderFragmentDoc,
    "\n  fragment BoughtTransaction on Transaction {\n    gatewayTransactionId status notes signup\n    error { code }\n    smallcase { ...SmallcaseParts }\n    sip { isActive action amount { amount } frequency kind nextAt iscid scid }\n    request {\n      securitiesCount\n      securities { ticker quantity side exchange orderType limitPrice { amount } }\n      smallcaseOrder { type scid iscid }\n      iscid\n    }\n    brokerAccount { id }\n    actsOn { batchId transaction { gatewayTransactionId } }\n    orders { ...BoughtOrder }\n  }\n": types.BoughtTransactionFragmentDoc,
    "\n  query BoughtState($id: ID!) { transaction(id: $id) { ...BoughtTransaction } }\n": types.BoughtStateDocument,
    "\n  subscription FollowBought {\n    events {\n      __typename\n      ... on TransactionEvent { transaction { ...BoughtTransaction } }\n      ... on OrderEvent { order { ...BoughtOrder } }\n    }\n  }\n": types.FollowBoughtDocument,
    "\n  mutation UnlinkBought($id: ID!) {\n    unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename }\n  }\n": types.UnlinkBoughtDocument,
    "\n  subscription FollowOrdersAndTransactions($after: String) {\n    events(after: $after) {\n      __typename cursor\n      ... on OrderEvent { order { batchId status isFinal } }\n      ... on TransactionEvent { transaction { status } }\n    }\n  }\n": types.FollowOrdersAndTransactionsDocument,
    "\n  subscription FollowOrder($orderId: ID, $transactionId: ID, $after: String) {\n    orderUpdated(orderId: $orderId, transactionId: $transactionId, after: $after) {\n      __typename\n      ... on StreamPosition { cursor }\n      ... on OrderEvent { cursor order { id status } }\n    }\n  }\n": types.FollowOrderDocument,
    "\n  subscription FollowTransaction($id: ID) {\n    transactionUpdated(transactionId: $id) {\n      __typename\n      ... on TransactionEvent { transaction { gatewayTransactionId status } }\n    }\n  }\n": types.FollowTransactionDocument,
    "\n  subscription FollowHoldings {\n    holdingsUpdated {\n      __typename\n      ... on HoldingsEvent { holdings { provenance securities { isin } brokerAccount { id } } }\n    }\n  }\n": types.FollowHoldingsDocument,
    "\n  subscription FollowCursors($after: String) { events(after: $after) { cursor } }\n": types.FollowCursorsDocument,
    "\n  subscription FollowNobodysOrder { orderUpdated(orderId: \"000000000000000000000000\") { __typename } }\n": types.FollowNobodysOrderDocument,
    "\n  fragment SubscriptionParts on SmallcaseSubscription {\n    subscriptionId status isInGrace graceEndsAt maySubscribe publisher duration renewal planType\n    amount { amount } startedAt endsAt isCancellable isRenewable fetchedAt\n    cancellation { scheduledAt reason }\n    smallcases { scid name }\n  }\n": types.SubscriptionPartsFragmentDoc,
    "\n  query SubscriptionsOf($id: ID) {\n    subscriptions(brokerAccountId: $id) { ...SubscriptionParts }\n    subscriptionsCount(brokerAccountId: $id)\n  }\n": types.SubscriptionsOfDocument,
    "\n  query SubscriptionsEverywhere($scid: String!) {\n    viewer {\n      currentBrokerAccount { subscriptions { subscriptionId } subscriptionsCount }\n    }\n    smallcase(scid: $scid) { name mySubscription { subscriptionId } }\n  }\n": types.SubscriptionsEverywhereDocument,
    "\n  query SubscriptionsOfAllAccounts($first: Int) {\n    viewer { brokerAccounts(first: $first) { subscriptions { status } } }\n  }\n": types.SubscriptionsOfAllAccountsDocument,
    "\n  query MySubscriptionOfEachSmallcase {\n    smallcases(first: 50) { edges { node { scid mySubscription { status } } } }\n  }\n": types.MySubscriptionOfEachSmallcaseDocument,
    "\n  mutation UnlinkSubscribedAccount($id: ID!) {\n    unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename }\n  }\n": types.UnlinkSubscribedAccountDocument,
    "\n      query ForeignTransaction($id: ID!) { transaction(id: $id) { id status timeline { at } orders { id } } }\n    ": types.ForeignTransactionDocument,
    "\n      query ForeignAnAliasOfTransaction($id: ID!) { viewer { id } x: transaction(id: $id) { id } }\n    ": types.ForeignAnAliasOfTransactionDocument,
    "\n      query ForeignOrder($id: ID!) { order(id: $id) { id status legs { symbol } transaction { id } } }\n    ": types.ForeignOrderDocument,
    "\n      query ForeignOrdersOfATransaction($id: ID!) { orders(transactionId: $id) { edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }\n    ": types.ForeignOrdersOfATransactionDocument,
    "\n      query ForeignHoldings($id: ID!) { holdings(brokerAccountId: $id) { snapshotAt securities { isin } } }\n    ": types.ForeignHoldingsDocument,
    "\n      mutation ForeignCreateAuthTokenForATransaction($id: ID!) { createAuthToken(input: { transactionId: $id }) { token } }\n    ": types.ForeignCreateAuthTokenForATransactionDocument,
    "\n      mutation ForeignCreateAuthTokenForAnAccount($id: ID!) { createAuthToken(input: { brokerAccountId: $id }) { token } }\n    ": types.ForeignCreateAuthTokenForAnAccountDocument,
    "\n      mutation ForeignCreateAuthTokenForAnAccountAsGuest($id: ID!) { createAuthToken(input: { brokerAccountId: $id, kind: GUEST }) { kind } }\n    ": types.ForeignCreateAuthTokenForAnAccountAsGuestDocument,
    "\n      mutation ForeignCreateAuthTokenForAnAccountConnected($id: ID!) { createAuthToken(input: { brokerAccountId: $id, kind: CONNECTED }) { token } }\n    ": types.ForeignCreateAuthTokenForAnAccountConnectedDocument,
    "\n      mutation ForeignCreateTransactionForAnAccount($id: ID!) { createTransaction(input: { idempotencyKey: \"k1\", intent: FETCH_FUNDS, brokerAccountId: $id }) { __typename } }\n    ": types.ForeignCreateTransactionForAnAccountDocument,
    "\n      mutation ForeignAGuestCreateTransactionForAnAccount($id: ID!) { createTransaction(input: { idempotencyKey: \"k2\", intent: CONNECT, brokerAccountId: $id }) { __typename } }\n    ": types.ForeignAGuestCreateTransactionForAnAccountDocument,
    "\n      mutation ForeignCreateTransactionThatCancels($id: ID!) { createTransaction(input: { idempotencyKey: \"k3\", intent: CANCEL_ORDER, cancelOrder: { orderId: $id, symbol: \"INFY\" } }) { __typename } }\n    ": types.ForeignCreateTransactionThatCancelsDocument,
    "\n      mutation ForeignRefreshHoldings($id: ID!) { refreshHoldings(input: { brokerAccountId: $id }) { __typename } }\n    ": types.ForeignRefreshHoldingsDocument,
    "\n      mutation ForeignUnlinkBrokerAccount($id: ID!) { unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename } }\n    ": types.ForeignUnlinkBrokerAccountDocument,
    "\n      mutation ForeignReportTransactionOutcome($id: ID!) { reportTransactionOutcome(input: { transactionId: $id, errorCode: 1012 }) { __typename } }\n    ": types.ForeignReportTransactionOutcomeDocument,
    "\n      subscription FollowForeignOrderUpdatedByOrder($id: ID!) { orderUpdated(orderId: $id) { __typename } }\n    ": types.FollowForeignOrderUpdatedByOrderDocument,
    "\n      subscription FollowForeignOrderUpdatedByTransaction($id: ID!) { orderUpdated(transactionId: $id) { __typename } }\n    ": types.FollowForeignOrderUpdatedByTransactionDocument,
    "\n      subscription FollowForeignTransactionUpdated($id: ID!) { transactionUpdated(transactionId: $id) { __typename } }\n    ": types.FollowForeignTransactionUpdatedDocument,
    "\n  query EveryList {\n    transactions { edges { node { gatewayTransactionId intent } } }\n    orders { edges { node { id } } }\n    events { edges { cursor node { __typename } } }\n    pendingActions { id }\n    holdings { provenance }\n    viewer { brokerAccounts { id } }\n  }\n": types.EveryListDocument,
    "\n  subscription FollowIntents {\n    events { __typename ... on TransactionEvent { transaction { intent } } }\n  }\n": types.FollowIntentsDocument,
    "\n  query EventsAfter($after: String) {\n    events(after: $after) { edges { node { __typename ... on ResyncRequired { reason } } } }\n  }\n": types.EventsAfterDocument,
    "\n  query OrderStatusOf($id: ID!) { order(id: $id) { status } }\n": types.OrderStatusOfDocument,
    "\n  query TransactionStatusOf($id: ID!) { transaction(id: $id) { status } }\n": types.TransactionStatusOfDocument,
    "\n  query HoldingsProvenance($id: ID!) { holdings(brokerAccountId: $id) { provenance } }\n": types.HoldingsProvenanceDocument,
    "\n      query AnonymousViewer { viewer { id } }\n    ": types.AnonymousViewerDocument,
    "\n      query AnonymousNode { node(id: \"x\") { id } }\n    ": types.AnonymousNodeDocument,
    "\n      query AnonymousTransaction { transaction(id: \"x\") { id } }\n    ": types.AnonymousTransactionDocument,
    "\n      query AnonymousTransactions { transactions { edges { cursor } } }\n    ": types.AnonymousTransactionsDocument,
    "\n      query AnonymousOrder { order(id: \"x\") { id } }\n    ": types.AnonymousOrderDocument,
    "\n      query AnonymousOrders { orders { edges { cursor } } }\n    ": types.AnonymousOrdersDocument,
    "\n      query AnonymousHoldings { holdings { provenance } }\n    ": types.AnonymousHoldingsDocument,
    "\n      query AnonymousPendingActions { pendingActions { id } }\n    ": types.AnonymousPendingActionsDocument,
    "\n      query AnonymousEvents { events { edges { cursor } } }\n    ": types.AnonymousEventsDocument,
    "\n      query AnonymousBrokers { brokers { key } }\n    ": types.AnonymousBrokersDocument,
    "\n      mutation AnonymousCreateAuthToken { createAuthToken { token } }\n    ": types.AnonymousCreateAuthTokenDocument,
    "\n      mutation AnonymousCreateTransaction { createTransaction(input: { idempotencyKey: \"k\", intent: CONNECT }) { __typename } }\n    ": types.AnonymousCreateTransactionDocument,
    "\n      mutation AnonymousLinkBrokerAccount { linkBrokerAccount(input: { smallcaseAuthToken: \"x\" }) { __typename } }\n    ": types.AnonymousLinkBrokerAccountDocument,
    "\n      mutation AnonymousUnlinkBrokerAccount { unlinkBrokerAccount(input: { brokerAccountId: \"x\" }) { __typename } }\n    ": types.AnonymousUnlinkBrokerAccountDocument,
    "\n      mutation AnonymousReportTransactionOutcome { reportTransactionOutcome(input: { transactionId: \"x\" }) { __typename } }\n    ": types.AnonymousReportTransactionOutcomeDocument,
    "\n      mutation AnonymousRefreshHoldings { refreshHoldings { __typename } }\n    ": types.AnonymousRefreshHoldingsDocument,
    "\n      subscription FollowAnonymouslyEvents { events { __typename } }\n    ": types.FollowAnonymouslyEventsDocument,
    "\n      subscription FollowAnonymouslyOrderUpdated { orderUpdated { __typename } }\n    ": types.FollowAnonymouslyOrderUpdatedDocument,
    "\n      subscription FollowAnonymouslyTransactionUpdated { transactionUpdated { __typename } }\n    ": types.FollowAnonymouslyTransactionUpdatedDocument,
    "\n      subscription FollowAnonymouslyHoldingsUpdated { holdingsUpdated { __typename } }\n    ": types.FollowAnonymouslyHoldingsUpdatedDocument,
    "\n  query SchemaItself { __typename __schema { queryType { name } } }\n": types.SchemaItselfDocument,
    "\n  mutation CreateWithBadToken {\n    createTransaction(input: { idempotencyKey: \"k\", intent: CONNECT }) { __typename }\n  }\n": types.CreateWithBadTokenDocument,
    "\n  subscription FollowOrderHints {\n    events { ... on OrderEvent { order { status provenance isFinal legs { filledQuantity } } } }\n  }\n": types.FollowOrderHintsDocument,
    "\n  subscription FollowRetractions($id: ID!) {\n    orderUpdated(transactionId: $id) {\n      __typename\n      ... on OrderRetracted { orderId }\n      ... on OrderEvent { order { id batchId } }\n    }\n  }\n": types.FollowRetractionsDocument,
    "\n  subscription ResumeOrder($id: ID!, $after: String) {\n    orderUpdated(orderId: $id, after: $after) {\n      __typename\n      ... on StreamPosition { cursor }\n      ... on OrderRetracted { orderId }\n    }\n  }\n": types.ResumeOrderDocument,
    "\n  query OrderId($id: ID!) { order(id: $id) { id } }\n": types.OrderIdDocument,
    "\n  query PendingActionsInFull { pendingActions { action rawAction iscid scid name } }\n": types.PendingActionsInFullDocument,
    "\n  fragment OrderParts on Order {\n    id batchId status provenance isFinal\n    buyAmount { amount }\n    legs { symbol status quantity filledQuantity averagePrice { amount } exchangeOrderId errorCode }\n    unplacedLegs { symbol }\n  }\n": types.OrderPartsFragmentDoc,
    "\n  fragment TransactionParts on Transaction {\n    id gatewayTransactionId intent status rawStatus provenance isExpired isStale\n    funds { amount currency }\n    error { code message kind provenance isRetryable }\n    orders { ...OrderParts }\n    ordersCount\n  }\n": types.TransactionPartsFragmentDoc,
    "\n  mutation CreateTransaction($input: CreateTransactionInput!) {\n    createTransaction(input: $input) {\n      __typename\n      ... on Transaction { id gatewayTransactionId status }\n      ... on Failure { code message isRetryable }\n      ... on PossibleDuplicate { transaction { id } }\n    }\n  }\n": types.CreateTransactionDocument,
    "\n  query TransactionById($id: ID!) {\n    transaction(id: $id) { ...TransactionParts }\n  }\n": types.TransactionByIdDocument,
    "\n  query TransactionId($id: ID!) {\n    transaction(id: $id) { id }\n  }\n": types.TransactionIdDocument,
    "\n  mutation ReportOutcome($input: ReportTransactionOutcomeInput!) {\n    reportTransactionOutcome(input: $input) {\n      __typename\n      ... on Transaction { linkFailure { code } }\n    }\n  }\n": types.ReportOutcomeDocument,
    "\n  mutation LinkBrokerAccount($token: String!) {\n    linkBrokerAccount(input: { smallcaseAuthToken: $token }) {\n      __typename\n      ... on BrokerAccount { id broker }\n      ... on Failure { code isRetryable }\n    }\n  }\n": types.LinkBrokerAccountDocument,
    "\n  query HoldingsOf($id: ID) {\n    holdings(brokerAccountId: $id) {\n      brokerAccount { id }\n      provenance\n      securities { isin name quantity averagePrice { amount } }\n      mutualFunds { folio fund isin units nav { amount } }\n    }\n  }\n": types.HoldingsOfDocument,
    "\n  query NodeId($id: ID!) {\n    node(id: $id) { __typename id }\n  }\n": types.NodeIdDocument,
    "\n  query OrderIds {\n    orders(first: 100) { edges { node { id } } }\n  }\n": types.OrderIdsDocument,
    "\n  query EventLog {\n    events(first: 100) { edges { cursor node { __typename } } }\n  }\n": types.EventLogDocument,
    "\n  subscription FollowEvents($after: String) {\n    events(after: $after) { __typename cursor }\n  }\n": types.FollowEventsDocument,
    "\n  subscription FollowEventTypes($after: String) {\n    events(after: $after) { __typename }\n  }\n": types.FollowEventTypesDocument,
    "\n  query CursorsOfLog($after: String) {\n    events(first: 100, after: $after) { edges { cursor } pageInfo { hasNextPage endCursor } }\n  }\n": types.CursorsOfLogDocument,
    "\n  fragment RevisedParts on Event {\n    __typename\n    cursor\n    ... on TransactionEvent { transaction { id revision } }\n    ... on OrderEvent { order { id revision } }\n    ... on OrderRetracted { orderId revision }\n    ... on HoldingsEvent { holdings { revision brokerAccount { id } } }\n  }\n": types.RevisedPartsFragmentDoc,
    "\n  query RevisedEvents($after: String) {\n    events(first: 100, after: $after) {\n      edges { node { ...RevisedParts } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.RevisedEventsDocument,
    "\n  query ReadWhileRotating { viewer { id } transactions(first: 3) { edges { node { id } } } }\n": types.ReadWhileRotatingDocument,
    "\n  mutation CreateWhileRotating($input: CreateTransactionInput!) {\n    createTransaction(input: $input) { __typename }\n    createAuthToken { token }\n  }\n": types.CreateWhileRotatingDocument,
    "\n  query ShopLedger {\n    orders(first: 50) {\n      edges { node { id status } }\n    }\n    transactions(first: 50) {\n      edges { node { gatewayTransactionId intent status } }\n    }\n  }\n": types.ShopLedgerDocument,
    "\n  mutation CreateElsewhere($input: CreateTransactionInput!) {\n    createTransaction(input: $input) {\n      __typename\n    }\n  }\n": types.CreateElsewhereDocument,
    "\n  query OrdersInCache($first: Int, $after: String) {\n    orders(first: $first, after: $after) {\n      edges { cursor node { id status revision legs { filledQuantity } } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.OrdersInCacheDocument,
    "\n  query HoldingsInCache { holdings { receivedAt securitiesCount } }\n": types.HoldingsInCacheDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowAcrossInstances($after: String) {\n    events(after: $after) { __typename cursor ... on OrderEvent { order { batchId } } }\n  }\n"): typeof import('./graphql.js').FollowAcrossInstancesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NewestOrders { orders(first: 5) { edges { node { batchId } } } }\n"): typeof import('./graphql.js').NewestOrdersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FilledOfNewest { orders(first: 1) { edges { node { legs { filledQuantity } } } } }\n"): typeof import('./graphql.js').FilledOfNewestDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LivedThrough {\n    events(first: 100) { edges { cursor node { __typename } } }\n    transactions { edges { node { id } } }\n  }\n"): typeof import('./graphql.js').LivedThroughDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LivedSince($after: String) {\n    events(first: 100, after: $after) { edges { cursor } }\n  }\n"): typeof import('./graphql.js').LivedSinceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FilledAfterRestore { orders(first: 1) { edges { node { legs { filledQuantity } } } } }\n"): typeof import('./graphql.js').FilledAfterRestoreDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhoAfterTheRotation { viewer { id } }\n"): typeof import('./graphql.js').WhoAfterTheRotationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SendCodeAtEither($input: RequestMutualFundOtpInput!) {\n    requestMutualFundOtp(input: $input) { __typename ... on Failure { code } }\n  }\n"): typeof import('./graphql.js').SendCodeAtEitherDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ReceivedEvent on Event {\n    __typename\n    cursor\n    ... on OrderEvent { order { __typename id batchId status provenance isFinal } }\n    ... on TransactionEvent { transaction { __typename id gatewayTransactionId status } }\n    ... on ResyncRequired { reason }\n  }\n"): typeof import('./graphql.js').ReceivedEventFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription Everything($after: String) { events(after: $after) { ...ReceivedEvent } }\n"): typeof import('./graphql.js').EverythingDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Page($after: String) {\n    events(first: 100, after: $after) { edges { node { ...ReceivedEvent } } pageInfo { hasNextPage endCursor } }\n  }\n"): typeof import('./graphql.js').PageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CurrentAccount { viewer { currentBrokerAccount { id } } }\n"): typeof import('./graphql.js').CurrentAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CurrentHoldings { holdings { provenance } }\n"): typeof import('./graphql.js').CurrentHoldingsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateForGraphiql($input: CreateTransactionInput!) {\n    createTransaction(input: $input) {\n      __typename\n    }\n  }\n"): typeof import('./graphql.js').CreateForGraphiqlDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhoByTheCommandsOfThePage { viewer { id } }\n"): typeof import('./graphql.js').WhoByTheCommandsOfThePageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CallWithBadToken {\n    createTransaction(input: { idempotencyKey: \"bad-token\", intent: CONNECT }) { __typename }\n  }\n"): typeof import('./graphql.js').CallWithBadTokenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EverythingToldToAlice {\n    viewer { id brokerAccounts { id broker } }\n    transactions(first: 20) { edges { node { ...TransactionParts timeline { source to anomaly } } } }\n    orders(first: 20) {\n      edges {\n        node { id rawStatus legs { symbol statusMessage rawStatus } unplacedLegs { symbol statusMessage } }\n      }\n    }\n    holdings { securities { name } mutualFunds { folio fund amc navDate } smallcases { name } }\n    pendingActions { id name rawAction }\n    investments { edges { node { iscid name currentValue { amount } } } }\n    investmentTotals { currentValue { amount } }\n    exitedInvestments { name }\n    subscriptions { subscriptionId planType smallcases { name } }\n    mutualFundImports { id state folios { folio fund } transactions { edges { node { description } } } }\n    smallcase(scid: \"SCMO_0011\") { name description plans { planId } chart { points { date } } news { edges { node { headline } } } }\n    marketStatus { isOpen }\n    events(first: 20) { edges { node { __typename ... on Event { cursor } } } }\n  }\n"): typeof import('./graphql.js').EverythingToldToAliceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MintAnyToken($input: CreateAuthTokenInput) {\n    createAuthToken(input: $input) { token kind gateway }\n  }\n"): typeof import('./graphql.js').MintAnyTokenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReportAndReadAll($input: ReportTransactionOutcomeInput!) {\n    reportTransactionOutcome(input: $input) {\n      __typename\n      ... on Transaction { ...TransactionParts }\n      ... on Failure { code message }\n    }\n  }\n"): typeof import('./graphql.js').ReportAndReadAllDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefreshOrFail {\n    refreshHoldings { __typename ... on Failure { code message } }\n  }\n"): typeof import('./graphql.js').RefreshOrFailDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefreshMoreOrFail($id: ID!) {\n    refreshInvestments { __typename ... on Failure { code message } }\n    refreshTransaction(id: $id) { __typename ... on Failure { code message } }\n  }\n"): typeof import('./graphql.js').RefreshMoreOrFailDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SendOtpOrFail($input: RequestMutualFundOtpInput!) {\n    requestMutualFundOtp(input: $input) { __typename ... on Failure { code message } }\n  }\n"): typeof import('./graphql.js').SendOtpOrFailDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FreshCatalogue($first: Int!) {\n    smallcases(first: $first) { edges { node { name } } }\n    smallcaseNews(scids: [\"SCET_0010\"], first: $first) { edges { node { headline } } }\n  }\n"): typeof import('./graphql.js').FreshCatalogueDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowOrderIds {\n    events { __typename cursor ... on OrderEvent { order { id } } }\n  }\n"): typeof import('./graphql.js').FollowOrderIdsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowWithinLimits { events { cursor } }\n"): typeof import('./graphql.js').FollowWithinLimitsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ReadByHostileText($id: ID!, $text: String!) {\n    node(id: $id) { __typename }\n    transaction(id: $id) { id }\n    order(id: $id) { id }\n    orders(first: 1, transactionId: $id) { edges { cursor } }\n    holdings(brokerAccountId: $id) { provenance }\n    events(first: 1, after: $text) { edges { cursor } }\n    transactions(first: 1, after: $text) { edges { cursor } }\n  }\n"): typeof import('./graphql.js').ReadByHostileTextDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateByHostileText($text: String!) {\n    createTransaction(\n      input: {\n        idempotencyKey: $text\n        intent: TRANSACTION\n        notes: $text\n        securities: [{ ticker: $text, quantity: 1, side: BUY }]\n      }\n    ) { __typename ... on Failure { code message } }\n    linkBrokerAccount(input: { smallcaseAuthToken: $text }) { __typename ... on Failure { code message } }\n  }\n"): typeof import('./graphql.js').CreateByHostileTextDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReportByHostileText($id: ID!, $text: String!) {\n    reportTransactionOutcome(input: { transactionId: $id, errorMessage: $text, smallcaseAuthToken: $text }) { __typename }\n    unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename }\n    createAuthToken(input: { transactionId: $id, brokerAccountId: $id }) { kind }\n  }\n"): typeof import('./graphql.js').ReportByHostileTextDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowByHostileText($id: ID!, $text: String!) {\n    orderUpdated(orderId: $id, after: $text) { __typename }\n  }\n"): typeof import('./graphql.js').FollowByHostileTextDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefreshWithinLimits { refreshHoldings { __typename } }\n"): typeof import('./graphql.js').RefreshWithinLimitsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ViewerWithinLimits { viewer { id } }\n"): typeof import('./graphql.js').ViewerWithinLimitsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SendCanary($input: RequestMutualFundOtpInput!) {\n    requestMutualFundOtp(input: $input) { __typename ... on Failure { code message } }\n  }\n"): typeof import('./graphql.js').SendCanaryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation VerifyCanary($input: VerifyMutualFundOtpInput!) {\n    verifyMutualFundOtp(input: $input) { __typename ... on Failure { code message } }\n  }\n"): typeof import('./graphql.js').VerifyCanaryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EverythingOfImports {\n    mutualFundImports { id state transaction { id rawStatus error { message } timeline { to anomaly } } }\n    events(first: 50) { edges { node { __typename cursor } } }\n  }\n"): typeof import('./graphql.js').EverythingOfImportsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InvestmentsOfOwner { investments { edges { cursor node { iscid } } } exitedInvestmentsCount }\n"): typeof import('./graphql.js').InvestmentsOfOwnerDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PendingActionIds { pendingActions { id } }\n"): typeof import('./graphql.js').PendingActionIdsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CursorsOfLists {\n    transactions { edges { cursor } }\n    orders { edges { cursor } }\n    events { edges { cursor } }\n  }\n"): typeof import('./graphql.js').CursorsOfListsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ImportStates { mutualFundImports { state } }\n"): typeof import('./graphql.js').ImportStatesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TooDeep { orders(first: 1) { edges { node { legs { averagePrice { amount } } } } } }\n"): typeof import('./graphql.js').TooDeepDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Phone98765432 { order(id: \"ABCDE1234F\") { id } viewer { id } }\n"): typeof import('./graphql.js').Phone98765432Document;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PersistedViewer { viewer { id currentBrokerAccount { id } } }\n"): typeof import('./graphql.js').PersistedViewerDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PersistedTokens { a: createAuthToken { kind } b: createAuthToken { kind } c: createAuthToken { kind } }\n"): typeof import('./graphql.js').PersistedTokensDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription PersistedEvents($after: String) { events(after: $after) { cursor ... on OrderEvent { order { id } } } }\n"): typeof import('./graphql.js').PersistedEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PersistedOrders($first: Int!) { orders(first: $first) { edges { node { id status batchId } } } }\n"): typeof import('./graphql.js').PersistedOrdersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowThroughRenewal { events { cursor } }\n"): typeof import('./graphql.js').FollowThroughRenewalDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription EventsForClients($after: String) {\n    events(after: $after) {\n      __typename\n      cursor\n      ... on OrderEvent { order { __typename id status legs { filledQuantity } } }\n    }\n  }\n"): typeof import('./graphql.js').EventsForClientsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OrdersForClients($after: String) {\n    orders(first: 50, after: $after) {\n      edges { node { id status legs { filledQuantity } } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql.js').OrdersForClientsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefreshAndHangUp { refreshHoldings { __typename ... on Holdings { provenance } } }\n"): typeof import('./graphql.js').RefreshAndHangUpDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ViewerId { viewer { id } }\n"): typeof import('./graphql.js').ViewerIdDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query HeldNow { holdings { provenance snapshotAt securities { quantity } } }\n"): typeof import('./graphql.js').HeldNowDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReportHint($input: ReportTransactionOutcomeInput!) {\n    reportTransactionOutcome(input: $input) {\n      ... on Transaction { status error { code provenance isRetryable } }\n    }\n  }\n"): typeof import('./graphql.js').ReportHintDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefreshFromHostile {\n    refreshHoldings { __typename ... on Failure { code message } ... on Holdings { provenance } }\n  }\n"): typeof import('./graphql.js').RefreshFromHostileDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LargestPage {\n    orders(first: 100) {\n      edges {\n        cursor\n        node {\n          id batchId status rawStatus variety isFinal placedAt updatedAt completedAt\n          buyAmount { amount currency } sellAmount { amount currency }\n          provenance\n          legs {\n            symbol exchange side orderType product quantity filledQuantity status rawStatus statusMessage errorCode\n            exchangeOrderId averagePrice { amount currency }\n          }\n          transaction { id status }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.js').LargestPageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TreeOfOrders {\n    orders(first: 100) {\n      edges { node { transaction { orders { transaction { orders { id status legs { symbol status } } } } } } }\n    }\n  }\n"): typeof import('./graphql.js').TreeOfOrdersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription OrderFills($id: ID!) {\n    orderUpdated(orderId: $id) { __typename ... on OrderEvent { order { legs { filledQuantity } } } }\n  }\n"): typeof import('./graphql.js').OrderFillsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ResyncReasons($after: String) {\n    events(after: $after) { __typename cursor ... on ResyncRequired { reason } }\n  }\n"): typeof import('./graphql.js').ResyncReasonsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TimesOfTransaction($id: ID!) { transaction(id: $id) { createdAt expiresAt } }\n"): typeof import('./graphql.js').TimesOfTransactionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AmountsOfOrder($id: ID!) {\n    order(id: $id) {\n      buyAmount { amount currency }\n      sellAmount { amount }\n      legs(first: 100) { averagePrice { amount } limitPrice { amount } }\n    }\n  }\n"): typeof import('./graphql.js').AmountsOfOrderDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query HeldAmounts { holdings { securities { quantity averagePrice { amount } } } }\n"): typeof import('./graphql.js').HeldAmountsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OrdersUnderLoad {\n    orders(first: 20) {\n      edges { node { id batchId status isFinal provenance legs { symbol side quantity filledQuantity averagePrice { amount } } } }\n    }\n  }\n"): typeof import('./graphql.js').OrdersUnderLoadDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ReplayEvents($after: String) {\n    events(after: $after) {\n      __typename\n      cursor\n      ... on OrderEvent { order { id status legs { status quantity filledQuantity } } }\n    }\n  }\n"): typeof import('./graphql.js').ReplayEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowPositions($after: String) {\n    events(after: $after) { __typename ... on Event { cursor } }\n  }\n"): typeof import('./graphql.js').FollowPositionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription LiveEvents { events { cursor } }\n"): typeof import('./graphql.js').LiveEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowWhileAllRotate { events { __typename cursor } }\n"): typeof import('./graphql.js').FollowWhileAllRotateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateWhileStopping($input: CreateTransactionInput!) {\n    createTransaction(input: $input) { __typename }\n  }\n"): typeof import('./graphql.js').CreateWhileStoppingDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowUntilStopped { events { cursor } }\n"): typeof import('./graphql.js').FollowUntilStoppedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowLargeOrders($after: String) {\n    events(after: $after) {\n      cursor\n      ... on OrderEvent { order { id status legs { symbol statusMessage } } }\n    }\n  }\n"): typeof import('./graphql.js').FollowLargeOrdersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TransactionWhileDown($id: ID!) {\n    transaction(id: $id) { status provenance orders { isFinal provenance legs { filledQuantity } } }\n  }\n"): typeof import('./graphql.js').TransactionWhileDownDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateWhileDown($input: CreateTransactionInput!) {\n    createTransaction(input: $input) {\n      __typename\n      ... on Transaction { id gatewayTransactionId status }\n      ... on Failure { code message isRetryable }\n      ... on GatewayUnavailable { retryAfterSeconds }\n      ... on PossibleDuplicate { transaction { id } }\n    }\n  }\n"): typeof import('./graphql.js').CreateWhileDownDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefreshWhileDown { refreshHoldings { __typename } }\n"): typeof import('./graphql.js').RefreshWhileDownDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OrdersInLog($after: String) {\n    events(first: 100, after: $after) {\n      edges { cursor node { __typename ... on OrderEvent { order { batchId } } } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql.js').OrdersInLogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReportPending($id: ID!) {\n    reportTransactionOutcome(input: { transactionId: $id, errorCode: 4006, errorMessage: \"order_pending\" }) {\n      __typename\n    }\n  }\n"): typeof import('./graphql.js').ReportPendingDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TimelineOfTransaction($id: ID!) {\n    transaction(id: $id) { timeline { source from to batchId } }\n  }\n"): typeof import('./graphql.js').TimelineOfTransactionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SomeTransactions { transactions(first: 5) { edges { node { id status } } } }\n"): typeof import('./graphql.js').SomeTransactionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      query NoTransactions { transactions(first: 0) { edges { cursor } } }\n    "): typeof import('./graphql.js').NoTransactionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      query TooManyTransactions { transactions(first: 101) { edges { cursor } } }\n    "): typeof import('./graphql.js').TooManyTransactionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      query FewerThanNoOrders { orders(first: -1) { edges { cursor } } }\n    "): typeof import('./graphql.js').FewerThanNoOrdersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      query TooManyLastOrders { orders(last: 101) { edges { cursor } } }\n    "): typeof import('./graphql.js').TooManyLastOrdersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      query NoEvents { events(first: 0) { edges { cursor } } }\n    "): typeof import('./graphql.js').NoEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      query TransactionsAfterNothing { transactions(after: \"x\") { edges { cursor } } }\n    "): typeof import('./graphql.js').TransactionsAfterNothingDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      query OrdersBeforeNothing { orders(before: \"x\") { edges { cursor } } }\n    "): typeof import('./graphql.js').OrdersBeforeNothingDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreatePurchase($input: CreateTransactionInput!) {\n    createTransaction(input: $input) {\n      __typename\n      ... on Transaction { id gatewayTransactionId status provenance }\n      ... on Failure { code message isRetryable }\n    }\n  }\n"): typeof import('./graphql.js').CreatePurchaseDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowPurchase($after: String) {\n    events(after: $after) {\n      __typename cursor\n      ... on OrderEvent { order { batchId status provenance isFinal legs { symbol filledQuantity averagePrice { amount } } } }\n      ... on TransactionEvent { transaction { gatewayTransactionId status } }\n    }\n  }\n"): typeof import('./graphql.js').FollowPurchaseDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Smallcases($first: Int, $after: String) {\n    smallcases(first: $first, after: $after) {\n      edges { cursor node { scid name minimumInvestment { amount } fetchedAt } }\n      pageInfo { hasNextPage hasPreviousPage endCursor }\n    }\n  }\n"): typeof import('./graphql.js').SmallcasesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Smallcase($scid: String!) {\n    smallcase(scid: $scid) {\n      scid name publisher isArchived fetchedAt indexValue constituentsCount\n      constituents { ticker shares weight }\n      returns { daily yearly sinceInception }\n      ratios { riskLabel cagr }\n      plans { planId duration mayRenew amount { amount } isMostPopular isActive }\n    }\n  }\n"): typeof import('./graphql.js').SmallcaseDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SmallcaseChart($scid: String!, $duration: ChartDuration, $benchmark: String) {\n    smallcase(scid: $scid) {\n      chart(duration: $duration, benchmark: $benchmark) {\n        benchmarkId benchmarkName pointsCount fetchedAt\n        points(first: 1500) { date value benchmark }\n      }\n    }\n  }\n"): typeof import('./graphql.js').SmallcaseChartDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SmallcaseNews($scids: [String!]!, $first: Int, $after: String) {\n    smallcaseNews(scids: $scids, first: $first, after: $after) {\n      edges { cursor node { headline publishedAt publisher } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql.js').SmallcaseNewsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CatalogueNextToViewer { viewer { id } smallcases { edges { cursor } } }\n"): typeof import('./graphql.js').CatalogueNextToViewerDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NewsOfEachSmallcase($first: Int) {\n    smallcases(first: $first) { edges { node { news { edges { cursor } } } } }\n  }\n"): typeof import('./graphql.js').NewsOfEachSmallcaseDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AccountsOfFlows {\n    viewer { brokerAccounts { id broker } }\n  }\n"): typeof import('./graphql.js').AccountsOfFlowsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LedgerOfTrades {\n    transactions { edges { node { id } } }\n    orders { edges { node { id status } } }\n  }\n"): typeof import('./graphql.js').LedgerOfTradesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowWideOrders {\n    events {\n      cursor\n      ... on OrderEvent {\n        order { legs {\n          text0: statusMessage\n          text1: statusMessage\n          text2: statusMessage\n          text3: statusMessage\n          text4: statusMessage\n          text5: statusMessage\n          text6: statusMessage\n          text7: statusMessage\n          text8: statusMessage\n          text9: statusMessage\n          text10: statusMessage\n          text11: statusMessage\n          text12: statusMessage\n          text13: statusMessage\n        } }\n      }\n    }\n  }\n"): typeof import('./graphql.js').FollowWideOrdersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TokenKindForTransaction($id: ID!) {\n    createAuthToken(input: { transactionId: $id }) { kind }\n  }\n"): typeof import('./graphql.js').TokenKindForTransactionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TransactionCursors { transactions { edges { cursor } } }\n"): typeof import('./graphql.js').TransactionCursorsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OverviewBeforeErasure {\n    viewer { id brokerAccounts { id } }\n    transactions { edges { node { id } } }\n    orders { edges { node { id } } }\n    holdings { snapshotAt }\n  }\n"): typeof import('./graphql.js').OverviewBeforeErasureDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowEnds {\n    events {\n      __typename\n      ... on TransactionEvent { transaction { gatewayTransactionId status } }\n    }\n  }\n"): typeof import('./graphql.js').FollowEndsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhatCame($id: ID!) {\n    transaction(id: $id) { smallcase { iscid } sip { isActive } funds { amount } actsOn { status } }\n    holdings { provenance securitiesCount mutualFundsCount }\n    mutualFundImports { state foliosCount }\n  }\n"): typeof import('./graphql.js').WhatCameDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FundsOfAccounts {\n    viewer {\n      brokerAccounts { id funds { amount { amount currency } asOf transaction { gatewayTransactionId } } }\n    }\n  }\n"): typeof import('./graphql.js').FundsOfAccountsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FundsByNode($id: ID!) { node(id: $id) { ... on BrokerAccount { funds { asOf } } } }\n"): typeof import('./graphql.js').FundsByNodeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FundsEvents {\n    events(first: 100) {\n      edges {\n        node {\n          __typename\n          ... on FundsEvent {\n            brokerAccount { id }\n            funds { amount { amount } transaction { gatewayTransactionId } }\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.js').FundsEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnlinkWithFunds($id: ID!) { unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename } }\n"): typeof import('./graphql.js').UnlinkWithFundsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MarketStatus { marketStatus { isOpen nextChangeAt asOf isEstimated } }\n"): typeof import('./graphql.js').MarketStatusDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefreshOne($id: ID!) {\n    refreshTransaction(id: $id) {\n      __typename\n      ... on Transaction { status gatewayTransactionId }\n      ... on Failure { code isRetryable }\n    }\n  }\n"): typeof import('./graphql.js').RefreshOneDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LimitPrices {\n    orders { edges { node { legs { orderType limitPrice { amount } } } } }\n  }\n"): typeof import('./graphql.js').LimitPricesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhatIsKept {\n    transactions { edges { node { id rawStatus timeline { to anomaly } } } }\n  }\n"): typeof import('./graphql.js').WhatIsKeptDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment InvestmentParts on Investment {\n    iscid scid name isAmoPending provenance fetchedAt\n    brokerAccount { id }\n    currentInvestment { amount } currentValue { amount }\n    currentReturns { amount } currentReturnsPercent\n    totalReturns { amount } totalReturnsPercent\n    constituentsCount\n    constituents { ticker name shares averagePrice { amount } returns { amount } }\n  }\n"): typeof import('./graphql.js').InvestmentPartsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InvestmentsState($account: ID) {\n    investments(brokerAccountId: $account) { edges { cursor node { ...InvestmentParts } } }\n    investmentTotals(brokerAccountId: $account) {\n      currentValue { amount } currentInvestment { amount } totalReturns { amount } totalReturnsPercent\n    }\n    exitedInvestments(brokerAccountId: $account) { iscid scid name boughtAt exitedAt returns { amount } }\n    exitedInvestmentsCount(brokerAccountId: $account)\n    viewer {\n      currentBrokerAccount {\n        investments { edges { node { iscid } } }\n        investmentTotals { currentValue { amount } }\n        exitedInvestments { iscid }\n        exitedInvestmentsCount\n      }\n    }\n  }\n"): typeof import('./graphql.js').InvestmentsStateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OneInvestment($iscid: String!) { investment(iscid: $iscid) { ...InvestmentParts } }\n"): typeof import('./graphql.js').OneInvestmentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InvestmentsPage($first: Int, $after: String) {\n    investments(first: $first, after: $after) {\n      edges { cursor node { iscid } }\n      pageInfo { hasNextPage hasPreviousPage }\n    }\n  }\n"): typeof import('./graphql.js').InvestmentsPageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefreshTheInvestments($input: RefreshInvestmentsInput) {\n    refreshInvestments(input: $input) {\n      __typename\n      ... on InvestmentsRefreshed { brokerAccount { id } totals { currentValue { amount } } }\n      ... on Failure { code }\n    }\n  }\n"): typeof import('./graphql.js').RefreshTheInvestmentsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnlinkInvested($id: ID!) {\n    unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename }\n  }\n"): typeof import('./graphql.js').UnlinkInvestedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowInvestments {\n    events {\n      __typename\n      ... on InvestmentEvent { investment { ...InvestmentParts } }\n      ... on InvestmentExited { iscid }\n    }\n  }\n"): typeof import('./graphql.js').FollowInvestmentsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InvestmentEventsKept { events(first: 100) { edges { node { __typename } } } }\n"): typeof import('./graphql.js').InvestmentEventsKeptDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AccountsOfViewer {\n    viewer { brokerAccounts { id broker } currentBrokerAccount { id } }\n  }\n"): typeof import('./graphql.js').AccountsOfViewerDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MintToken($input: CreateAuthTokenInput) {\n    createAuthToken(input: $input) { kind token gateway expiresAt }\n  }\n"): typeof import('./graphql.js').MintTokenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Unlink($id: ID!) {\n    unlinkBrokerAccount(input: { brokerAccountId: $id }) {\n      ... on BrokerAccountUnlinked { brokerAccountId }\n    }\n  }\n"): typeof import('./graphql.js').UnlinkDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PendingActions { pendingActions { id action } }\n"): typeof import('./graphql.js').PendingActionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DetailsOfTransactions {\n    transactions { edges { node { error { code } funds { amount } orders { id } } } }\n  }\n"): typeof import('./graphql.js').DetailsOfTransactionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TransactionsOfOrders {\n    orders { edges { node { transaction { id } } } }\n  }\n"): typeof import('./graphql.js').TransactionsOfOrdersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ListsInTransaction($id: ID!, $first: Int, $offset: Int) {\n    transaction(id: $id) {\n      ordersCount\n      orders(first: $first, offset: $offset) { id }\n      timelineCount\n      timeline(first: $first, offset: $offset) { anomaly }\n    }\n  }\n"): typeof import('./graphql.js').ListsInTransactionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ListsInOrder($id: ID!, $first: Int, $offset: Int) {\n    order(id: $id) {\n      legsCount\n      legs(first: $first, offset: $offset) { symbol averagePrice { amount } }\n      unplacedLegsCount\n      unplacedLegs(first: $first, offset: $offset) { symbol }\n    }\n  }\n"): typeof import('./graphql.js').ListsInOrderDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ListsInHoldings($first: Int, $offset: Int) {\n    holdings {\n      securitiesCount\n      securities(first: $first, offset: $offset) { isin averagePrice { amount } }\n      smallcasesCount\n      smallcases(first: $first, offset: $offset) { scid }\n      mutualFundsCount\n      mutualFunds(first: $first, offset: $offset) { folio }\n    }\n  }\n"): typeof import('./graphql.js').ListsInHoldingsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ListsInSmallcase($first: Int, $offset: Int) {\n    holdings {\n      smallcases(first: 1) {\n        constituentsCount\n        constituents(first: $first, offset: $offset) { ticker }\n      }\n    }\n  }\n"): typeof import('./graphql.js').ListsInSmallcaseDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ListsOfViewer($first: Int, $offset: Int) {\n    viewer {\n      brokerAccountsCount\n      brokerAccounts(first: $first, offset: $offset) { id }\n    }\n    pendingActionsCount\n    pendingActions(first: $first, offset: $offset) { id }\n  }\n"): typeof import('./graphql.js').ListsOfViewerDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ListsOfInvestor($requested: ID!, $iscid: String!, $first: Int, $offset: Int) {\n    transaction(id: $requested) {\n      request { securitiesCount securities(first: $first, offset: $offset) { ticker } }\n    }\n    investment(iscid: $iscid) {\n      constituentsCount\n      constituents(first: $first, offset: $offset) { ticker }\n    }\n    exitedInvestmentsCount\n    exitedInvestments(first: $first, offset: $offset) { iscid }\n  }\n"): typeof import('./graphql.js').ListsOfInvestorDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ListsOfImports($first: Int, $offset: Int) {\n    mutualFundImportsCount\n    mutualFundImports(first: $first, offset: $offset) { id }\n    holdings {\n      mutualFundImportsCount\n      mutualFundImports(first: $first, offset: $offset) { id }\n    }\n  }\n"): typeof import('./graphql.js').ListsOfImportsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ListsOfSubscriber($first: Int, $offset: Int) {\n    subscriptionsCount\n    subscriptions(first: $first, offset: $offset) { subscriptionId }\n    viewer {\n      currentBrokerAccount {\n        exitedInvestmentsCount\n        exitedInvestments(first: $first, offset: $offset) { iscid }\n        subscriptionsCount\n        subscriptions(first: $first, offset: $offset) { subscriptionId }\n      }\n    }\n  }\n"): typeof import('./graphql.js').ListsOfSubscriberDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ListsInImport($first: Int, $offset: Int) {\n    mutualFundImports(first: 1) {\n      foliosCount\n      folios(first: $first, offset: $offset) { folio isin }\n    }\n  }\n"): typeof import('./graphql.js').ListsInImportDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ListsInCatalogue($first: Int, $offset: Int) {\n    smallcase(scid: \"SCET_0010\") {\n      constituentsCount\n      constituents(first: $first, offset: $offset) { ticker }\n      chart(duration: ONE_YEAR) {\n        pointsCount\n        points(first: $first, offset: $offset) { date }\n      }\n    }\n  }\n"): typeof import('./graphql.js').ListsInCatalogueDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LargeEvents($after: String) {\n    events(first: 100, after: $after) {\n      edges {\n        cursor\n        node {\n          __typename\n          ... on OrderEvent { order { legsCount legs(first: 2, offset: 1) { symbol } } }\n        }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql.js').LargeEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowLegs($orderId: ID!) {\n    orderUpdated(orderId: $orderId) {\n      __typename\n      ... on OrderEvent { order { legsCount legs(first: 3, offset: 48) { symbol } } }\n    }\n  }\n"): typeof import('./graphql.js').FollowLegsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OrdersOfTransactions {\n    transactions(first: 100) { edges { node { gatewayTransactionId ordersCount orders(first: 2, offset: 1) { transaction { gatewayTransactionId } } } } }\n  }\n"): typeof import('./graphql.js').OrdersOfTransactionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestMutualFundOtp($input: RequestMutualFundOtpInput!) {\n    requestMutualFundOtp(input: $input) {\n      __typename\n      ... on MutualFundOtpSent { sendsLeft transaction { gatewayTransactionId } }\n      ... on Failure { code message isRetryable }\n      ... on OtpLimitExceeded { retryAfterSeconds }\n    }\n  }\n"): typeof import('./graphql.js').RequestMutualFundOtpDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation VerifyMutualFundOtp($input: VerifyMutualFundOtpInput!) {\n    verifyMutualFundOtp(input: $input) {\n      __typename\n      ... on MutualFundImport { id state transaction { gatewayTransactionId } }\n      ... on Failure { code message isRetryable }\n      ... on OtpIncorrect { triesLeft }\n    }\n  }\n"): typeof import('./graphql.js').VerifyMutualFundOtpDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query StatesOfImports { mutualFundImports { state folios { folio } } }\n"): typeof import('./graphql.js').StatesOfImportsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MutualFundImports($first: Int = 20, $offset: Int = 0, $rows: Int = 2, $after: String) {\n    mutualFundImportsCount\n    mutualFundImports(first: $first, offset: $offset) {\n      id state provenance receivedAt foliosCount transactionsCount\n      transaction { gatewayTransactionId status timeline { anomaly } }\n      folios { folio isin units marketValue { amount } costValue { amount } }\n      summary { marketValue { amount } costValue { amount } }\n      transactions(first: $rows, after: $after) {\n        edges { cursor node { folio fund date description units price { amount } amount { amount } } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): typeof import('./graphql.js').MutualFundImportsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ImportsOfHoldings {\n    holdings {\n      provenance mutualFundsProvenance mutualFundImportsCount\n      mutualFundImports { state provenance }\n      mutualFunds { folio }\n    }\n  }\n"): typeof import('./graphql.js').ImportsOfHoldingsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowMutualFundImports {\n    events {\n      __typename\n      ... on MutualFundImportEvent { import { id state folios { folio } transactionsCount } }\n      ... on HoldingsEvent { holdings { mutualFunds { folio } } }\n    }\n  }\n"): typeof import('./graphql.js').FollowMutualFundImportsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MutualFundImportNode($id: ID!) {\n    node(id: $id) { __typename id ... on MutualFundImport { state folios { folio } } }\n  }\n"): typeof import('./graphql.js').MutualFundImportNodeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefreshWithoutAccount { refreshHoldings { __typename } }\n"): typeof import('./graphql.js').RefreshWithoutAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PricesOfOrders($id: ID!) {\n    transaction(id: $id) {\n      status\n      orders { isFinal status buyAmount { amount } legs { symbol quantity filledQuantity averagePrice { amount } } }\n      timeline { anomaly }\n    }\n  }\n"): typeof import('./graphql.js').PricesOfOrdersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PartsOfHoldings($id: ID) {\n    holdings(brokerAccountId: $id) {\n      isUpdating\n      isStale\n      provenance\n      mutualFundsProvenance\n      snapshotAt\n      securitiesSnapshotAt\n      securities { isin name quantity averagePrice { amount } }\n      mutualFunds { folio units }\n    }\n  }\n"): typeof import('./graphql.js').PartsOfHoldingsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefreshOddHoldings($id: ID) {\n    refreshHoldings(input: { brokerAccountId: $id }) {\n      __typename\n      ... on Failure { code isRetryable }\n      ... on Holdings { securitiesCount }\n    }\n  }\n"): typeof import('./graphql.js').RefreshOddHoldingsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OddActions { pendingActions { scid action rawAction smallcaseName: name } }\n"): typeof import('./graphql.js').OddActionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReportWithToken($input: ReportTransactionOutcomeInput!) {\n    reportTransactionOutcome(input: $input) {\n      ... on Transaction { status error { code key provenance } linkFailure { __typename code } }\n    }\n  }\n"): typeof import('./graphql.js').ReportWithTokenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PageOfTransactions($first: Int, $after: String, $last: Int, $before: String, $status: [TransactionStatus!]) {\n    list: transactions(first: $first, after: $after, last: $last, before: $before, status: $status) {\n      edges { cursor node { id status } }\n      pageInfo { ...WholePageInfo }\n    }\n  }\n"): typeof import('./graphql.js').PageOfTransactionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PageOfOrders($first: Int, $after: String, $last: Int, $before: String, $status: [OrderStatus!], $transactionId: ID) {\n    list: orders(first: $first, after: $after, last: $last, before: $before, status: $status, transactionId: $transactionId) {\n      edges { cursor node { id status } }\n      pageInfo { ...WholePageInfo }\n    }\n  }\n"): typeof import('./graphql.js').PageOfOrdersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PageOfEvents($first: Int, $after: String) {\n    events(first: $first, after: $after) {\n      edges { cursor node { __typename cursor ... on ResyncRequired { reason } } }\n      pageInfo { ...WholePageInfo }\n    }\n  }\n"): typeof import('./graphql.js').PageOfEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment WholePageInfo on PageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n"): typeof import('./graphql.js').WholePageInfoFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PendingActionsInStates($includeEnded: Boolean) {\n    pendingActions(includeEnded: $includeEnded) { id iscid action rawAction date status endedAt }\n    pendingActionsCount(includeEnded: $includeEnded)\n  }\n"): typeof import('./graphql.js').PendingActionsInStatesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DismissAction($id: ID!) { dismissPendingAction(id: $id) { id status endedAt } }\n"): typeof import('./graphql.js').DismissActionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowPendingActions($after: String) {\n    pendingActionsUpdated(after: $after) {\n      __typename\n      ... on Event { cursor }\n      ... on PendingActionEvent { action { action status } }\n      ... on PendingActionResolved { pendingActionId action { action status } }\n    }\n  }\n"): typeof import('./graphql.js').FollowPendingActionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnlinkWithActions($id: ID!) { unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename } }\n"): typeof import('./graphql.js').UnlinkWithActionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhoIsThisAfterAReload { viewer { id } }\n"): typeof import('./graphql.js').WhoIsThisAfterAReloadDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowThroughAReload { events { cursor } }\n"): typeof import('./graphql.js').FollowThroughAReloadDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MintAfterAReload { createAuthToken { token } }\n"): typeof import('./graphql.js').MintAfterAReloadDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateAfterAReload($input: CreateTransactionInput!) {\n    createTransaction(input: $input) { __typename }\n  }\n"): typeof import('./graphql.js').CreateAfterAReloadDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReportAndSeeError($input: ReportTransactionOutcomeInput!) {\n    reportTransactionOutcome(input: $input) {\n      __typename\n      ... on Transaction { status error { code provenance isRetryable } }\n    }\n  }\n"): typeof import('./graphql.js').ReportAndSeeErrorDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TimelineAfterReports($id: ID!) { transaction(id: $id) { timeline { source from to } } }\n"): typeof import('./graphql.js').TimelineAfterReportsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ChangingObjects on Query {\n    orders(first: 5) { edges { node { __typename id revision transaction { __typename id revision } } } }\n    transactions(first: 5) { edges { node { __typename id revision orders(first: 5) { __typename id revision } } } }\n    holdings { __typename revision brokerAccount { id } }\n  }\n"): typeof import('./graphql.js').ChangingObjectsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment CursorOfViewer on Viewer { cursor }"): typeof import('./graphql.js').CursorOfViewerFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment ViewerWithCursor on Query { viewer { ...CursorOfViewer } }"): typeof import('./graphql.js').ViewerWithCursorFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query CursorFirst { viewer { cursor } ...ChangingObjects }"): typeof import('./graphql.js').CursorFirstDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query CursorLast { ...ChangingObjects viewer { cursor } }"): typeof import('./graphql.js').CursorLastDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query CursorBetween {\n      holdings { __typename revision brokerAccount { id } }\n      viewer { cursor }\n      ...ChangingObjects\n    }\n  "): typeof import('./graphql.js').CursorBetweenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query CursorTwice { me: viewer { at: cursor } ...ChangingObjects again: viewer { id cursor } }\n  "): typeof import('./graphql.js').CursorTwiceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query CursorInFragment { ...ChangingObjects ...ViewerWithCursor }"): typeof import('./graphql.js').CursorInFragmentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query CursorOnCondition($yes: Boolean = true) {\n      ...ChangingObjects\n      viewer { ... on Viewer @include(if: $yes) { cursor } }\n    }\n  "): typeof import('./graphql.js').CursorOnConditionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query CursorThroughNode {\n      ...ChangingObjects\n      node(id: \"Vmlld2VyOmFsaWNl\") { ... on Viewer { cursor } }\n    }\n  "): typeof import('./graphql.js').CursorThroughNodeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RevisedState {\n    transactions(first: 40) { edges { node { id revision orders(first: 3) { id revision } } } }\n    orders(first: 40) { edges { node { id revision transaction { id revision } } } }\n    holdings { revision brokerAccount { id } }\n    viewer { cursor brokerAccounts { id } }\n  }\n"): typeof import('./graphql.js').RevisedStateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OneRevisionEach($transaction: ID!, $order: ID!) {\n    transaction(id: $transaction) { revision }\n    order(id: $order) { revision }\n    first: node(id: $transaction) { ... on Transaction { revision } }\n    second: node(id: $order) { ... on Order { revision } }\n  }\n"): typeof import('./graphql.js').OneRevisionEachDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RevisionOfHoldings($id: ID) { holdings(brokerAccountId: $id) { revision } }\n"): typeof import('./graphql.js').RevisionOfHoldingsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReportRevised($id: ID!, $code: Int, $token: String) {\n    reportTransactionOutcome(input: { transactionId: $id, errorCode: $code, smallcaseAuthToken: $token }) {\n      ... on Transaction { id revision error { code } }\n    }\n  }\n"): typeof import('./graphql.js').ReportRevisedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefreshRevised($id: ID!) {\n    refreshTransaction(id: $id) { ... on Transaction { id revision status } }\n  }\n"): typeof import('./graphql.js').RefreshRevisedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefreshRevisedHoldings {\n    refreshHoldings { ... on Holdings { revision brokerAccount { id } } }\n  }\n"): typeof import('./graphql.js').RefreshRevisedHoldingsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateRevised($input: CreateTransactionInput!) {\n    createTransaction(input: $input) {\n      __typename\n      ... on Transaction { id revision }\n      ... on PossibleDuplicate { transaction { id revision } }\n    }\n  }\n"): typeof import('./graphql.js').CreateRevisedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnlinkRevised($id: ID!) { unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename } }\n"): typeof import('./graphql.js').UnlinkRevisedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowRevisedOrder($id: ID!) {\n    orderUpdated(orderId: $id) { ... on StreamPosition { cursor } ... on OrderEvent { cursor order { revision } } }\n  }\n"): typeof import('./graphql.js').FollowRevisedOrderDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowRevisedTransaction($id: ID!) {\n    transactionUpdated(transactionId: $id) {\n      ... on StreamPosition { cursor }\n      ... on TransactionEvent { cursor transaction { revision } }\n    }\n  }\n"): typeof import('./graphql.js').FollowRevisedTransactionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowRevised($after: String) { events(after: $after) { ...RevisedParts } }\n"): typeof import('./graphql.js').FollowRevisedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OrderVarieties { orders { edges { node { variety } } } }\n"): typeof import('./graphql.js').OrderVarietiesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReportAndRead($input: ReportTransactionOutcomeInput!) {\n    reportTransactionOutcome(input: $input) {\n      ... on Transaction { status error { code provenance } }\n    }\n  }\n"): typeof import('./graphql.js').ReportAndReadDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReportSdkResult($input: ReportTransactionOutcomeInput!) {\n    reportTransactionOutcome(input: $input) {\n      ... on Transaction { status error { code key kind provenance } linkFailure { __typename code } }\n    }\n  }\n"): typeof import('./graphql.js').ReportSdkResultDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AccountsAfterReport { viewer { brokerAccounts { id } } }\n"): typeof import('./graphql.js').AccountsAfterReportDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SmallcaseParts on SmallcaseRef { scid iscid name provenance }\n"): typeof import('./graphql.js').SmallcasePartsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment BoughtOrder on Order {\n    batchId status isFinal variety label originalLabel\n    smallcase { ...SmallcaseParts }\n    brokerAccount { id }\n    legs { symbol side quantity filledQuantity }\n  }\n"): typeof import('./graphql.js').BoughtOrderFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment BoughtTransaction on Transaction {\n    gatewayTransactionId status notes signup\n    error { code }\n    smallcase { ...SmallcaseParts }\n    sip { isActive action amount { amount } frequency kind nextAt iscid scid }\n    request {\n      securitiesCount\n      securities { ticker quantity side exchange orderType limitPrice { amount } }\n      smallcaseOrder { type scid iscid }\n      iscid\n    }\n    brokerAccount { id }\n    actsOn { batchId transaction { gatewayTransactionId } }\n    orders { ...BoughtOrder }\n  }\n"): typeof import('./graphql.js').BoughtTransactionFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query BoughtState($id: ID!) { transaction(id: $id) { ...BoughtTransaction } }\n"): typeof import('./graphql.js').BoughtStateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowBought {\n    events {\n      __typename\n      ... on TransactionEvent { transaction { ...BoughtTransaction } }\n      ... on OrderEvent { order { ...BoughtOrder } }\n    }\n  }\n"): typeof import('./graphql.js').FollowBoughtDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnlinkBought($id: ID!) {\n    unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename }\n  }\n"): typeof import('./graphql.js').UnlinkBoughtDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowOrdersAndTransactions($after: String) {\n    events(after: $after) {\n      __typename cursor\n      ... on OrderEvent { order { batchId status isFinal } }\n      ... on TransactionEvent { transaction { status } }\n    }\n  }\n"): typeof import('./graphql.js').FollowOrdersAndTransactionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowOrder($orderId: ID, $transactionId: ID, $after: String) {\n    orderUpdated(orderId: $orderId, transactionId: $transactionId, after: $after) {\n      __typename\n      ... on StreamPosition { cursor }\n      ... on OrderEvent { cursor order { id status } }\n    }\n  }\n"): typeof import('./graphql.js').FollowOrderDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowTransaction($id: ID) {\n    transactionUpdated(transactionId: $id) {\n      __typename\n      ... on TransactionEvent { transaction { gatewayTransactionId status } }\n    }\n  }\n"): typeof import('./graphql.js').FollowTransactionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowHoldings {\n    holdingsUpdated {\n      __typename\n      ... on HoldingsEvent { holdings { provenance securities { isin } brokerAccount { id } } }\n    }\n  }\n"): typeof import('./graphql.js').FollowHoldingsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowCursors($after: String) { events(after: $after) { cursor } }\n"): typeof import('./graphql.js').FollowCursorsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowNobodysOrder { orderUpdated(orderId: \"000000000000000000000000\") { __typename } }\n"): typeof import('./graphql.js').FollowNobodysOrderDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SubscriptionParts on SmallcaseSubscription {\n    subscriptionId status isInGrace graceEndsAt maySubscribe publisher duration renewal planType\n    amount { amount } startedAt endsAt isCancellable isRenewable fetchedAt\n    cancellation { scheduledAt reason }\n    smallcases { scid name }\n  }\n"): typeof import('./graphql.js').SubscriptionPartsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SubscriptionsOf($id: ID) {\n    subscriptions(brokerAccountId: $id) { ...SubscriptionParts }\n    subscriptionsCount(brokerAccountId: $id)\n  }\n"): typeof import('./graphql.js').SubscriptionsOfDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SubscriptionsEverywhere($scid: String!) {\n    viewer {\n      currentBrokerAccount { subscriptions { subscriptionId } subscriptionsCount }\n    }\n    smallcase(scid: $scid) { name mySubscription { subscriptionId } }\n  }\n"): typeof import('./graphql.js').SubscriptionsEverywhereDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SubscriptionsOfAllAccounts($first: Int) {\n    viewer { brokerAccounts(first: $first) { subscriptions { status } } }\n  }\n"): typeof import('./graphql.js').SubscriptionsOfAllAccountsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MySubscriptionOfEachSmallcase {\n    smallcases(first: 50) { edges { node { scid mySubscription { status } } } }\n  }\n"): typeof import('./graphql.js').MySubscriptionOfEachSmallcaseDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnlinkSubscribedAccount($id: ID!) {\n    unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename }\n  }\n"): typeof import('./graphql.js').UnlinkSubscribedAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      query ForeignTransaction($id: ID!) { transaction(id: $id) { id status timeline { at } orders { id } } }\n    "): typeof import('./graphql.js').ForeignTransactionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      query ForeignAnAliasOfTransaction($id: ID!) { viewer { id } x: transaction(id: $id) { id } }\n    "): typeof import('./graphql.js').ForeignAnAliasOfTransactionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      query ForeignOrder($id: ID!) { order(id: $id) { id status legs { symbol } transaction { id } } }\n    "): typeof import('./graphql.js').ForeignOrderDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      query ForeignOrdersOfATransaction($id: ID!) { orders(transactionId: $id) { edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }\n    "): typeof import('./graphql.js').ForeignOrdersOfATransactionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      query ForeignHoldings($id: ID!) { holdings(brokerAccountId: $id) { snapshotAt securities { isin } } }\n    "): typeof import('./graphql.js').ForeignHoldingsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      mutation ForeignCreateAuthTokenForATransaction($id: ID!) { createAuthToken(input: { transactionId: $id }) { token } }\n    "): typeof import('./graphql.js').ForeignCreateAuthTokenForATransactionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      mutation ForeignCreateAuthTokenForAnAccount($id: ID!) { createAuthToken(input: { brokerAccountId: $id }) { token } }\n    "): typeof import('./graphql.js').ForeignCreateAuthTokenForAnAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      mutation ForeignCreateAuthTokenForAnAccountAsGuest($id: ID!) { createAuthToken(input: { brokerAccountId: $id, kind: GUEST }) { kind } }\n    "): typeof import('./graphql.js').ForeignCreateAuthTokenForAnAccountAsGuestDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      mutation ForeignCreateAuthTokenForAnAccountConnected($id: ID!) { createAuthToken(input: { brokerAccountId: $id, kind: CONNECTED }) { token } }\n    "): typeof import('./graphql.js').ForeignCreateAuthTokenForAnAccountConnectedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      mutation ForeignCreateTransactionForAnAccount($id: ID!) { createTransaction(input: { idempotencyKey: \"k1\", intent: FETCH_FUNDS, brokerAccountId: $id }) { __typename } }\n    "): typeof import('./graphql.js').ForeignCreateTransactionForAnAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      mutation ForeignAGuestCreateTransactionForAnAccount($id: ID!) { createTransaction(input: { idempotencyKey: \"k2\", intent: CONNECT, brokerAccountId: $id }) { __typename } }\n    "): typeof import('./graphql.js').ForeignAGuestCreateTransactionForAnAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      mutation ForeignCreateTransactionThatCancels($id: ID!) { createTransaction(input: { idempotencyKey: \"k3\", intent: CANCEL_ORDER, cancelOrder: { orderId: $id, symbol: \"INFY\" } }) { __typename } }\n    "): typeof import('./graphql.js').ForeignCreateTransactionThatCancelsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      mutation ForeignRefreshHoldings($id: ID!) { refreshHoldings(input: { brokerAccountId: $id }) { __typename } }\n    "): typeof import('./graphql.js').ForeignRefreshHoldingsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      mutation ForeignUnlinkBrokerAccount($id: ID!) { unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename } }\n    "): typeof import('./graphql.js').ForeignUnlinkBrokerAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      mutation ForeignReportTransactionOutcome($id: ID!) { reportTransactionOutcome(input: { transactionId: $id, errorCode: 1012 }) { __typename } }\n    "): typeof import('./graphql.js').ForeignReportTransactionOutcomeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      subscription FollowForeignOrderUpdatedByOrder($id: ID!) { orderUpdated(orderId: $id) { __typename } }\n    "): typeof import('./graphql.js').FollowForeignOrderUpdatedByOrderDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      subscription FollowForeignOrderUpdatedByTransaction($id: ID!) { orderUpdated(transactionId: $id) { __typename } }\n    "): typeof import('./graphql.js').FollowForeignOrderUpdatedByTransactionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      subscription FollowForeignTransactionUpdated($id: ID!) { transactionUpdated(transactionId: $id) { __typename } }\n    "): typeof import('./graphql.js').FollowForeignTransactionUpdatedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EveryList {\n    transactions { edges { node { gatewayTransactionId intent } } }\n    orders { edges { node { id } } }\n    events { edges { cursor node { __typename } } }\n    pendingActions { id }\n    holdings { provenance }\n    viewer { brokerAccounts { id } }\n  }\n"): typeof import('./graphql.js').EveryListDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowIntents {\n    events { __typename ... on TransactionEvent { transaction { intent } } }\n  }\n"): typeof import('./graphql.js').FollowIntentsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EventsAfter($after: String) {\n    events(after: $after) { edges { node { __typename ... on ResyncRequired { reason } } } }\n  }\n"): typeof import('./graphql.js').EventsAfterDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OrderStatusOf($id: ID!) { order(id: $id) { status } }\n"): typeof import('./graphql.js').OrderStatusOfDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TransactionStatusOf($id: ID!) { transaction(id: $id) { status } }\n"): typeof import('./graphql.js').TransactionStatusOfDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query HoldingsProvenance($id: ID!) { holdings(brokerAccountId: $id) { provenance } }\n"): typeof import('./graphql.js').HoldingsProvenanceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      query AnonymousViewer { viewer { id } }\n    "): typeof import('./graphql.js').AnonymousViewerDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      query AnonymousNode { node(id: \"x\") { id } }\n    "): typeof import('./graphql.js').AnonymousNodeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      query AnonymousTransaction { transaction(id: \"x\") { id } }\n    "): typeof import('./graphql.js').AnonymousTransactionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      query AnonymousTransactions { transactions { edges { cursor } } }\n    "): typeof import('./graphql.js').AnonymousTransactionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      query AnonymousOrder { order(id: \"x\") { id } }\n    "): typeof import('./graphql.js').AnonymousOrderDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      query AnonymousOrders { orders { edges { cursor } } }\n    "): typeof import('./graphql.js').AnonymousOrdersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      query AnonymousHoldings { holdings { provenance } }\n    "): typeof import('./graphql.js').AnonymousHoldingsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      query AnonymousPendingActions { pendingActions { id } }\n    "): typeof import('./graphql.js').AnonymousPendingActionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      query AnonymousEvents { events { edges { cursor } } }\n    "): typeof import('./graphql.js').AnonymousEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      query AnonymousBrokers { brokers { key } }\n    "): typeof import('./graphql.js').AnonymousBrokersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      mutation AnonymousCreateAuthToken { createAuthToken { token } }\n    "): typeof import('./graphql.js').AnonymousCreateAuthTokenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      mutation AnonymousCreateTransaction { createTransaction(input: { idempotencyKey: \"k\", intent: CONNECT }) { __typename } }\n    "): typeof import('./graphql.js').AnonymousCreateTransactionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      mutation AnonymousLinkBrokerAccount { linkBrokerAccount(input: { smallcaseAuthToken: \"x\" }) { __typename } }\n    "): typeof import('./graphql.js').AnonymousLinkBrokerAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      mutation AnonymousUnlinkBrokerAccount { unlinkBrokerAccount(input: { brokerAccountId: \"x\" }) { __typename } }\n    "): typeof import('./graphql.js').AnonymousUnlinkBrokerAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      mutation AnonymousReportTransactionOutcome { reportTransactionOutcome(input: { transactionId: \"x\" }) { __typename } }\n    "): typeof import('./graphql.js').AnonymousReportTransactionOutcomeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      mutation AnonymousRefreshHoldings { refreshHoldings { __typename } }\n    "): typeof import('./graphql.js').AnonymousRefreshHoldingsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      subscription FollowAnonymouslyEvents { events { __typename } }\n    "): typeof import('./graphql.js').FollowAnonymouslyEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      subscription FollowAnonymouslyOrderUpdated { orderUpdated { __typename } }\n    "): typeof import('./graphql.js').FollowAnonymouslyOrderUpdatedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      subscription FollowAnonymouslyTransactionUpdated { transactionUpdated { __typename } }\n    "): typeof import('./graphql.js').FollowAnonymouslyTransactionUpdatedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      subscription FollowAnonymouslyHoldingsUpdated { holdingsUpdated { __typename } }\n    "): typeof import('./graphql.js').FollowAnonymouslyHoldingsUpdatedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SchemaItself { __typename __schema { queryType { name } } }\n"): typeof import('./graphql.js').SchemaItselfDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateWithBadToken {\n    createTransaction(input: { idempotencyKey: \"k\", intent: CONNECT }) { __typename }\n  }\n"): typeof import('./graphql.js').CreateWithBadTokenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowOrderHints {\n    events { ... on OrderEvent { order { status provenance isFinal legs { filledQuantity } } } }\n  }\n"): typeof import('./graphql.js').FollowOrderHintsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowRetractions($id: ID!) {\n    orderUpdated(transactionId: $id) {\n      __typename\n      ... on OrderRetracted { orderId }\n      ... on OrderEvent { order { id batchId } }\n    }\n  }\n"): typeof import('./graphql.js').FollowRetractionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ResumeOrder($id: ID!, $after: String) {\n    orderUpdated(orderId: $id, after: $after) {\n      __typename\n      ... on StreamPosition { cursor }\n      ... on OrderRetracted { orderId }\n    }\n  }\n"): typeof import('./graphql.js').ResumeOrderDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OrderId($id: ID!) { order(id: $id) { id } }\n"): typeof import('./graphql.js').OrderIdDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PendingActionsInFull { pendingActions { action rawAction iscid scid name } }\n"): typeof import('./graphql.js').PendingActionsInFullDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OrderParts on Order {\n    id batchId status provenance isFinal\n    buyAmount { amount }\n    legs { symbol status quantity filledQuantity averagePrice { amount } exchangeOrderId errorCode }\n    unplacedLegs { symbol }\n  }\n"): typeof import('./graphql.js').OrderPartsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TransactionParts on Transaction {\n    id gatewayTransactionId intent status rawStatus provenance isExpired isStale\n    funds { amount currency }\n    error { code message kind provenance isRetryable }\n    orders { ...OrderParts }\n    ordersCount\n  }\n"): typeof import('./graphql.js').TransactionPartsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateTransaction($input: CreateTransactionInput!) {\n    createTransaction(input: $input) {\n      __typename\n      ... on Transaction { id gatewayTransactionId status }\n      ... on Failure { code message isRetryable }\n      ... on PossibleDuplicate { transaction { id } }\n    }\n  }\n"): typeof import('./graphql.js').CreateTransactionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TransactionById($id: ID!) {\n    transaction(id: $id) { ...TransactionParts }\n  }\n"): typeof import('./graphql.js').TransactionByIdDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TransactionId($id: ID!) {\n    transaction(id: $id) { id }\n  }\n"): typeof import('./graphql.js').TransactionIdDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReportOutcome($input: ReportTransactionOutcomeInput!) {\n    reportTransactionOutcome(input: $input) {\n      __typename\n      ... on Transaction { linkFailure { code } }\n    }\n  }\n"): typeof import('./graphql.js').ReportOutcomeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LinkBrokerAccount($token: String!) {\n    linkBrokerAccount(input: { smallcaseAuthToken: $token }) {\n      __typename\n      ... on BrokerAccount { id broker }\n      ... on Failure { code isRetryable }\n    }\n  }\n"): typeof import('./graphql.js').LinkBrokerAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query HoldingsOf($id: ID) {\n    holdings(brokerAccountId: $id) {\n      brokerAccount { id }\n      provenance\n      securities { isin name quantity averagePrice { amount } }\n      mutualFunds { folio fund isin units nav { amount } }\n    }\n  }\n"): typeof import('./graphql.js').HoldingsOfDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NodeId($id: ID!) {\n    node(id: $id) { __typename id }\n  }\n"): typeof import('./graphql.js').NodeIdDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OrderIds {\n    orders(first: 100) { edges { node { id } } }\n  }\n"): typeof import('./graphql.js').OrderIdsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EventLog {\n    events(first: 100) { edges { cursor node { __typename } } }\n  }\n"): typeof import('./graphql.js').EventLogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowEvents($after: String) {\n    events(after: $after) { __typename cursor }\n  }\n"): typeof import('./graphql.js').FollowEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowEventTypes($after: String) {\n    events(after: $after) { __typename }\n  }\n"): typeof import('./graphql.js').FollowEventTypesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CursorsOfLog($after: String) {\n    events(first: 100, after: $after) { edges { cursor } pageInfo { hasNextPage endCursor } }\n  }\n"): typeof import('./graphql.js').CursorsOfLogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RevisedParts on Event {\n    __typename\n    cursor\n    ... on TransactionEvent { transaction { id revision } }\n    ... on OrderEvent { order { id revision } }\n    ... on OrderRetracted { orderId revision }\n    ... on HoldingsEvent { holdings { revision brokerAccount { id } } }\n  }\n"): typeof import('./graphql.js').RevisedPartsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RevisedEvents($after: String) {\n    events(first: 100, after: $after) {\n      edges { node { ...RevisedParts } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql.js').RevisedEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ReadWhileRotating { viewer { id } transactions(first: 3) { edges { node { id } } } }\n"): typeof import('./graphql.js').ReadWhileRotatingDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateWhileRotating($input: CreateTransactionInput!) {\n    createTransaction(input: $input) { __typename }\n    createAuthToken { token }\n  }\n"): typeof import('./graphql.js').CreateWhileRotatingDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ShopLedger {\n    orders(first: 50) {\n      edges { node { id status } }\n    }\n    transactions(first: 50) {\n      edges { node { gatewayTransactionId intent status } }\n    }\n  }\n"): typeof import('./graphql.js').ShopLedgerDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateElsewhere($input: CreateTransactionInput!) {\n    createTransaction(input: $input) {\n      __typename\n    }\n  }\n"): typeof import('./graphql.js').CreateElsewhereDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OrdersInCache($first: Int, $after: String) {\n    orders(first: $first, after: $after) {\n      edges { cursor node { id status revision legs { filledQuantity } } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql.js').OrdersInCacheDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query HoldingsInCache { holdings { receivedAt securitiesCount } }\n"): typeof import('./graphql.js').HoldingsInCacheDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
