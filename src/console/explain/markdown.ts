import type { Story } from '../../ledger/operator/story.js';
import type { ExplainedFact, Explanation, Mask } from './explanation.js';
import { outcomeOf } from './words.js';

/** The head of a story as lines of text: what it is about, and how it stands now. */
export function headOf({ transaction, orders }: Story, mask: Mask): string[] {
  const { transactionId, intent, status, provenance } = transaction.snapshot;
  return [
    `Transaction ${mask(transactionId)}: ${intent}, ${status} (${provenance})`,
    ...orders.map(({ snapshot, isRetracted }) => {
      const state = isRetracted ? 'retracted' : snapshot.isFinal ? 'final' : snapshot.provenance;
      return `Order ${mask(snapshot.batchId)}: ${outcomeOf(snapshot.status, snapshot)} (${state})`;
    }),
  ];
}

/** A story as Markdown, to be pasted into a report. Times are UTC. */
export function toMarkdown(story: Story, explained: Omit<Explanation, 'markdown'>, mask: Mask): string {
  const [title = '', ...orders] = headOf(story, mask);
  return [
    `### ${title}`,
    '',
    ...orders.map((line) => `- ${line}`),
    ...(orders.length === 0 ? [] : ['']),
    '#### What happened',
    '',
    '| time (UTC) | lane | fact |',
    '|---|---|---|',
    ...explained.facts.map((fact) => `| ${timeOf(fact.at)} | ${fact.lane} | ${cellOf(fact)} |`),
    ...(explained.isTruncated ? ['', 'More happened than is kept.'] : []),
    '',
    '#### What happens next',
    '',
    ...explained.next.map(({ at, sentence }) =>
      at === null ? `- ${sentence}` : `- ${timeOf(at)}: ${sentence}`,
    ),
    '',
  ].join('\n');
}

/** A time as ISO 8601; a time that no date can hold is shown as its number. */
export function timeOf(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? String(at) : date.toISOString();
}

function cellOf({ sentence, deliveryId }: ExplainedFact): string {
  const from = deliveryId === null ? '' : ` (delivery ${deliveryId})`;
  return `${sentence}${from}`.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
}
