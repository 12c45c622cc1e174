import type { TimelineEntry } from '../../ledger/timeline.js';

/** Where a fact came from: the app, a webhook or a read of Gateway; or the state that followed from it. */
export type Lane = 'APP' | 'WEBHOOK' | 'READ' | 'STATE';

/** One thing that happened to a transaction or its order. */
export interface ExplainedFact {
  /** Epoch milliseconds of Dwar's clock. */
  readonly at: number;
  readonly lane: Lane;
  readonly source: TimelineEntry['source'];
  /** The status before and after; null where there is none. */
  readonly from: string | null;
  readonly to: string | null;
  /** What contradicted the known state, in words; null where nothing did. */
  readonly anomaly: string | null;
  /** The order concerned; null when it is the transaction itself. */
  readonly batchId: string | null;
  readonly isAboutTransaction: boolean;
  /** Null where there is none, and in entries that were written before it was recorded. */
  readonly deliveryId: string | null;
  readonly eventSeq: number | null;
  readonly traceId: string | null;
  /** Of a read: milliseconds since the hint that it settles. Null where there was none. */
  readonly delayMs: number | null;
  /** Whether something failed: a status that is a failure, or a delivery that could not be applied. */
  readonly isFailure: boolean;
  /** Whether it says nothing new: a delivery that changed nothing, or a contradiction once more. */
  readonly isRepeat: boolean;
  /** In plain English, without a time of day. */
  readonly sentence: string;
}

/** Something that will happen, or why nothing more does. */
export interface NextStep {
  /** Epoch milliseconds of Dwar's clock; null when it has no time. */
  readonly at: number | null;
  readonly sentence: string;
}

/** What happened to a transaction and its orders, and what happens next. */
export interface Explanation {
  /** In the order of time. */
  readonly facts: readonly ExplainedFact[];
  /** Whether more happened than is kept or shown. */
  readonly isTruncated: boolean;
  /** Never empty. */
  readonly next: readonly NextStep[];
  /** All of it as text to be pasted into a report. */
  readonly markdown: string;
}

/** Shows an id that names a person's order or account, or hides a part of it. */
export type Mask = (id: string) => string;

/** Changes nothing: for a ledger without real persons. */
export const unmasked: Mask = (id) => id;
