/** The part of Dwar's schema that the benchmark asks for, with the same names and types. */
export const SDL = `
  enum OrderStatus { PLACED COMPLETED PARTIALLYFILLED UNFILLED UNPLACED MARKEDCOMPLETE UNKNOWN }
  enum OrderVariety { REGULAR AMO UNKNOWN }
  enum OrderType { MARKET LIMIT UNKNOWN }
  enum LegStatus { COMPLETE CANCELLED REJECTED PARTIAL OPEN PLACED UNKNOWN }
  enum Provenance { WEBHOOK CONFIRMED }
  enum Side { BUY SELL UNKNOWN }
  scalar DateTime
  scalar Decimal

  type Money { amount: Decimal! currency: String! }
  type OrderLeg {
    symbol: String!
    exchange: String
    side: Side!
    orderType: OrderType!
    status: LegStatus!
    quantity: Int
    filledQuantity: Int
    averagePrice: Money
    exchangeOrderId: String
  }
  type Order {
    id: ID!
    batchId: String!
    status: OrderStatus!
    variety: OrderVariety!
    isFinal: Boolean!
    provenance: Provenance!
    buyAmount: Money
    completedAt: DateTime
    legs: [OrderLeg!]!
  }
  type OrderEdge { node: Order }
  type PageInfo { hasNextPage: Boolean! }
  type OrderConnection { edges: [OrderEdge!]! pageInfo: PageInfo! }
  type Query { orders(first: Int = 20): OrderConnection }

  interface Event { cursor: String! }
  type OrderEvent implements Event { cursor: String! order: Order! }
  type Subscription { events: Event! }
`;

/** Plain resolvers over data in memory. The context has the `viewer`. */
export const readingResolvers = (store) => ({
  Query: { orders: (_root, { first }, { viewer }) => store.page(viewer, first) },
});

/** The viewer of a request. Peers believe a header; Dwar verifies a token. */
export const viewerOf = (headers) => String(headers['x-viewer'] ?? '');
