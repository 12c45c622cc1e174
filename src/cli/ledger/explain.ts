import { maskId } from '../../core/output/mask.js';
import { explain } from '../../console/explain/explain.js';
import { type Explanation, type Mask, unmasked } from '../../console/explain/explanation.js';
import { headOf, timeOf } from '../../console/explain/markdown.js';
import { findSubject, type Subject } from '../../ledger/operator/find-subject.js';
import { readStory, type Story } from '../../ledger/operator/story.js';
import type { Queries } from '../../ledger/unit.js';
import { type CliContext, CliError } from '../context.js';
import { withLedger } from './with-ledger.js';

interface ExplainOptions {
  readonly data?: string;
  readonly raw?: boolean;
  readonly json?: boolean;
  readonly markdown?: boolean;
}

/** `dwar explain <id>`: prints what happened to a transaction and its orders, and what happens next. */
export async function explainId(context: CliContext, id: string, options: ExplainOptions): Promise<void> {
  const { subject, story } = await withLedger(context, options, ({ db }) => find(db, id));
  const mask = options.raw === true ? unmasked : maskId;
  const now = Date.now();
  // Only a running instance knows how far Gateway's clock is ahead.
  const explanation = explain(story, { mask, moment: { now, upstreamNow: now } });
  if (options.json === true) return context.out(JSON.stringify(toJson(subject, explanation, mask)));
  if (options.markdown === true) return context.out(explanation.markdown.trimEnd());
  for (const line of toText(story, explanation, mask)) context.out(line);
}

async function find(db: Queries, id: string): Promise<{ readonly subject: Subject; readonly story: Story }> {
  const subject = await findSubject(db, id);
  const story = subject === null ? null : await readStory(db, subject.transactionId);
  if (subject !== null && story !== null) return { subject, story };
  throw new CliError(`there is no transaction or order ${id} in this ledger`, {
    hint:
      'Give the id of a transaction (TRX_…), of a batch, or the one that the exchange gave to an order, ' +
      'and the ledger it is in: see --data. `dwar deliveries list --raw` shows the transactions of webhooks.',
  });
}

function toText(story: Story, { facts, isTruncated, next }: Explanation, mask: Mask): string[] {
  return [
    ...headOf(story, mask),
    '',
    ...facts.map(({ at, lane, sentence }) => `${timeOf(at)}  ${lane.padEnd(7)}  ${sentence}`),
    ...(isTruncated ? ['More happened than is kept.'] : []),
    '',
    'What happens next:',
    ...next.map(({ at, sentence }) => (at === null ? sentence : `${timeOf(at)}  ${sentence}`)),
  ];
}

/** Every id that names a person's order is masked; those of deliveries, events and traces are not. */
function toJson({ transactionId, batchId }: Subject, { facts, isTruncated, next }: Explanation, mask: Mask) {
  const shown = (id: string | null) => (id === null ? null : mask(id));
  return {
    transactionId: mask(transactionId),
    batchId: shown(batchId),
    facts: facts.map((fact) => ({ ...fact, at: timeOf(fact.at), batchId: shown(fact.batchId) })),
    isTruncated,
    next: next.map(({ at, sentence }) => ({ at: at === null ? null : timeOf(at), sentence })),
  };
}
