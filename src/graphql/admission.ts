import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import type { RateLimiter } from '../cache/rate-limits.js';
import { AppError } from '../core/errors.js';
import type { Viewer } from '../viewer/viewer.js';
import { exceededLimit, type OperationLimits } from './limits.js';

/** One operation that is about to run. */
export interface Candidate {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly viewer: Viewer | null;
}

/** Says why an operation may not run; null when it may. The same on every transport. */
export type Admission = (candidate: Candidate) => Promise<AppError | null>;

interface AdmissionOptions {
  readonly limits: OperationLimits;
  /** Counted by viewer, once for each field: aliases and several fields in one request are several calls. */
  readonly rates: Readonly<Record<'authTokens' | 'mutations', RateLimiter>>;
}

/** Admits operations that are small enough and whose viewer has not done too much in the last minute. */
export function createAdmission({ limits, rates }: AdmissionOptions): Admission {
  return async ({ document, operation, variables, viewer }) => {
    const exceeded = exceededLimit(document, operation, variables, limits);
    if (exceeded !== null || operation.operation !== 'mutation' || viewer === null) return exceeded;
    const calls = rootFields(document, operation.selectionSet);
    const tokens = calls.filter((name) => name === 'createAuthToken').length;
    const waits = [
      tokens === 0 ? null : await rates.authTokens.take(viewer.id, tokens),
      tokens === calls.length ? null : await rates.mutations.take(viewer.id, calls.length - tokens),
    ];
    const waitMs = waits.find((wait) => wait !== null) ?? null;
    return waitMs === null ? null : rateLimited(waitMs);
  };
}

function rateLimited(waitMs: number): AppError {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
  return new AppError('RATE_LIMITED', `Too many calls. Try again in ${retryAfterSeconds} s.`, {
    retryAfterSeconds,
    details: { resetAt: new Date(Date.now() + waitMs).toISOString() },
  });
}

/** Names of the operation's own fields, those of its fragments included. */
function rootFields(document: DocumentNode, selectionSet: SelectionSetNode): string[] {
  return selectionSet.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD)
      return selection.name.value.startsWith('__') ? [] : [selection.name.value];
    if (selection.kind === Kind.INLINE_FRAGMENT) return rootFields(document, selection.selectionSet);
    const fragment = document.definitions.find(
      (definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
    );
    return fragment?.kind === Kind.FRAGMENT_DEFINITION ? rootFields(document, fragment.selectionSet) : [];
  });
}
