import type { Moment } from '../../core/time/clock.js';
import { readStory, type Story } from '../../ledger/operator/story.js';
import type { Queries } from '../../ledger/unit.js';
import type { Explanation, Mask } from './explanation.js';
import { factsOf } from './facts.js';
import { toMarkdown } from './markdown.js';
import { nextSteps } from './next-steps.js';

/** How a story is shown. */
export interface ExplainOptions {
  /** Applied to the ids in sentences and Markdown; the fields of the facts keep theirs. */
  readonly mask: Mask;
  /** Dwar's time and Gateway's. */
  readonly moment: Moment;
  /** Only this order of the transaction. Default: all of it. */
  readonly batchId?: string | null;
}

/** Explains what happened to a transaction and its orders, and what happens next. Pure. */
export function explain(story: Story, { mask, moment }: ExplainOptions): Explanation {
  const facts = factsOf(story, mask);
  const explained = { facts, isTruncated: story.isTruncated, next: nextSteps(story, facts, moment) };
  return { ...explained, markdown: toMarkdown(story, explained, mask) };
}

/** As {@link explain}, of one transaction of the ledger; null when it is not there. Whosever it is. */
export async function explainTransaction(
  db: Queries,
  transactionId: string,
  options: ExplainOptions,
): Promise<Explanation | null> {
  const story = await readStory(db, transactionId);
  if (story === null) return null;
  const { batchId = null } = options;
  return explain(batchId === null ? story : storyOfOrder(story, batchId), options);
}

/** What concerns one order: the steps of its transaction, and its own. */
function storyOfOrder(story: Story, batchId: string): Story {
  return {
    ...story,
    orders: story.orders.filter(({ snapshot }) => snapshot.batchId === batchId),
    entries: story.entries.filter((entry) => entry.batchId === null || entry.batchId === batchId),
  };
}
