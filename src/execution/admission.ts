import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { type RateLimiter, rateLimited } from '../cache/rate-limits.js';
import type { AppError } from '../core/errors.js';
import type { Viewer } from '../viewer/viewer.js';
import { exceededLimit, type OperationLimits } from './limits.js';

/** An operation that is about to run, and its caller. */
export interface Candidate {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly viewer: Viewer | null;
  /** The client's address, as rates are counted by. */
  readonly address: string;
}

/** Returns why an operation may not run, or null if it may. The same on every transport. */
export type Admission = (candidate: Candidate) => Promise<AppError | null>;

interface AdmissionOptions {
  readonly schema: GraphQLSchema;
  readonly limits: OperationLimits;
  /**
   * `authTokens` and all other `mutations` are counted by viewer, both together by `address`. Each root field
   * counts as a call, so aliases do not help around a limit.
   */
  readonly rates: Readonly<Record<'authTokens' | 'mutations' | 'address', RateLimiter>>;
}

/** Admits operations that cost no more than the limit and whose viewer and address are within their rates. */
export function createAdmission({ schema, limits, rates }: AdmissionOptions): Admission {
  return async ({ document, operation, variables, viewer, address }) => {
    const exceeded = exceededLimit(schema, document, operation, variables, limits);
    if (exceeded !== null || operation.operation !== 'mutation') return exceeded;
    const calls = rootFields(document, operation.selectionSet);
    const tokens = calls.filter((name) => name === 'createAuthToken').length;
    const waitMs = await takePoints([
      [rates.authTokens, viewer?.id, tokens],
      [rates.mutations, viewer?.id, calls.length - tokens],
      [rates.address, address, calls.length],
    ]);
    return waitMs === null ? null : rateLimited(waitMs);
  };
}

/**
 * Takes points from each key until one has too few. Returns how long that one has to wait, in milliseconds,
 * or null.
 */
async function takePoints(
  wanted: readonly (readonly [RateLimiter, key: string | undefined, points: number])[],
): Promise<number | null> {
  for (const [rate, key, points] of wanted) {
    const waitMs = key === undefined || points === 0 ? null : await rate.take(key, points);
    if (waitMs !== null) return waitMs;
  }
  return null;
}

/** Names of the root fields, including those in fragments. */
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
