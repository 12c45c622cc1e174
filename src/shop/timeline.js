import timeline from './documents/timeline.graphql?raw';

/** Address of GraphiQL with the query for a transaction, by its global id or Gateway's id. */
export function timelineOf(token, transactionId) {
  const query = timeline.replace('TRX_00000000000000000000000000000000', transactionId);
  return `/graphql#${new URLSearchParams({ token, query })}`;
}
