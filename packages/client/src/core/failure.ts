/**
 * Whether a member of a mutation's result is a failure: an expected outcome such as `PossibleDuplicate`, with
 * `code`, `message` and `isRetryable`. The document must select `isRetryable`.
 */
export function isFailure<T extends { readonly __typename: string }>(
  result: T,
): result is Extract<T, { readonly isRetryable: boolean }> {
  return 'isRetryable' in result && typeof result.isRetryable === 'boolean';
}

/**
 * Whether `next` is a later state of an object than `known`, by the number of the event that changed it last.
 * A query and the stream may bring the states of one object in any order: keep the newer one.
 */
export function isNewer(
  known: { readonly revision: number } | null | undefined,
  next: { readonly revision: number },
): boolean {
  return known === null || known === undefined || next.revision > known.revision;
}

/**
 * A union to which a later version of the server may add members. A switch over `__typename` then needs a
 * `default`, and an app stays correct when a member is added.
 */
export type Growing<T extends { readonly __typename: string }> = T | { readonly __typename: '%other' };
