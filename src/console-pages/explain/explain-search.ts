import type { FactFragment } from '../data/generated/graphql.js';
import { flagParam, namesParam, type RawSearch } from '../shell/search-params.js';

export const EXPLAIN_TABS = ['timeline', 'diff', 'deliveries', 'reads', 'raw'] as const;
export type ExplainTab = (typeof EXPLAIN_TABS)[number];

/** The open tab and what narrows the steps, as the address has them. */
export interface ExplainSearch {
  readonly tab?: ExplainTab | undefined;
  /** Only what contradicted the known state. */
  readonly anomalies?: true | undefined;
  /** Only what failed. */
  readonly failed?: true | undefined;
  /** False hides what says nothing new. */
  readonly repeats?: false | undefined;
}

/** Reads the search params of an address; what is not understood is left out. */
export function parseExplainSearch(raw: RawSearch): ExplainSearch {
  return {
    tab: namesParam(raw.tab, EXPLAIN_TABS)?.[0],
    anomalies: flagParam(raw.anomalies) || undefined,
    failed: flagParam(raw.failed) || undefined,
    repeats: flagParam(raw.repeats) === false ? false : undefined,
  };
}

/** Whether a step is shown: with two filters, what one of them names. */
export function isStepShown(
  { anomaly, isFailure, isRepeat }: FactFragment,
  { anomalies, failed, repeats }: ExplainSearch,
): boolean {
  if (repeats === false && isRepeat) return false;
  const isAny = anomalies === undefined && failed === undefined;
  return isAny || (anomalies === true && anomaly !== null) || (failed === true && isFailure);
}

/** Returns the index of the next shown step in a direction; null if none is shown. */
export function nextShown(shown: readonly number[], current: number | null, by: 1 | -1): number | null {
  if (current === null) return (by === 1 ? shown[0] : shown.at(-1)) ?? null;
  const next = by === 1 ? shown.find((index) => index > current) : shown.findLast((index) => index < current);
  return next ?? (shown.includes(current) ? current : (shown.at(by === 1 ? -1 : 0) ?? null));
}
