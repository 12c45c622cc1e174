import type { FieldFunctionOptions, Reference, TypePolicies } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';

interface Edge {
  readonly node: Reference | null;
}

/** An order that was retracted is in the lists that were read before: its edge is left out. */
function presentEdges(edges: readonly Edge[] | undefined, { canRead }: FieldFunctionOptions) {
  return edges?.filter(({ node }) => node === null || canRead(node));
}

/**
 * How `InMemoryCache` keeps what Dwar returns: pages of a connection are joined, and holdings, which have no
 * id, are completed instead of replaced. Merge your own policies into a copy of it.
 */
export const typePolicies: TypePolicies = {
  Query: {
    fields: {
      orders: relayStylePagination(['status', 'transactionId']),
      transactions: relayStylePagination(['status']),
      investments: relayStylePagination(['brokerAccountId']),
      holdings: { merge: true },
    },
  },
  OrderConnection: { fields: { edges: { read: presentEdges } } },
};
