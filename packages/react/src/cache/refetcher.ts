import type { Query, QueryClient } from '@tanstack/react-query';

/** Has queries read again: those that are shown at once, the others when they are shown next. */
export class Refetcher {
  readonly queryClient: QueryClient;
  /** Queries to read again after the read in progress, which may be older than the reason. */
  readonly #waiting = new Set<Query>();

  constructor(queryClient: QueryClient) {
    this.queryClient = queryClient;
  }

  find(queryKey: readonly unknown[]): Query[] {
    return this.queryClient.getQueryCache().findAll({ queryKey });
  }

  /**
   * Reads a query again after the read in progress, if there is one. `isUrgent` discards the response to that
   * one where the query has data already.
   */
  refetch(query: Query, isUrgent = false): void {
    const { data, fetchStatus } = query.state;
    const mayDiscard = isUrgent && data !== undefined && query.isActive();
    if (fetchStatus === 'idle' || mayDiscard) this.#invalidate(query);
    else this.#refetchAfter(query);
  }

  #refetchAfter(query: Query): void {
    if (this.#waiting.has(query)) return;
    this.#waiting.add(query);
    const end = () => this.#waiting.delete(query);
    void query.promise?.then(() => {
      end();
      this.#invalidate(query);
    }, end);
  }

  /** As `refetch`, for all queries whose keys begin with `queryKey`. */
  refetchAll(queryKey: readonly unknown[]): void {
    for (const query of this.find(queryKey)) this.refetch(query);
  }

  /** Replaces the data of a query, which stays as stale as it was. */
  write(query: Query, data: unknown): void {
    const { queryKey, state } = query;
    const { dataUpdatedAt, isInvalidated } = state;
    this.queryClient.setQueryData(queryKey, data, { updatedAt: dataUpdatedAt });
    if (isInvalidated)
      void this.queryClient.invalidateQueries({ queryKey, exact: true, refetchType: 'none' });
  }

  /** A failed read is the state of its query. */
  #invalidate({ queryKey }: Query): void {
    this.queryClient.invalidateQueries({ queryKey, exact: true }).catch(() => undefined);
  }
}
