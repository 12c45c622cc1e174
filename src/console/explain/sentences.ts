import { maskText } from '../../core/output/mask.js';
import type { DeliveryOutline } from '../../ledger/operator/story.js';
import type { Happening } from './happening.js';
import type { SettledHint } from './hints.js';
import { counted, duration, outcomeOf, sentenceOf } from './words.js';

/** What a sentence needs to know besides the entry. */
export interface SentenceContext {
  readonly intent: string;
  /** The hint that the entry's read settles; null if there is none. */
  readonly hint: SettledHint | null;
  /** How the subject is called. */
  readonly name: string;
}

/** One sentence about an entry of a timeline. */
export function entrySentence(happening: Happening, context: SentenceContext): string {
  const { entry } = happening;
  switch (entry.source) {
    case 'CALL':
      return `The app created the transaction, with the intent ${context.intent}.`;
    case 'LINK':
      return 'The transaction proved a broker account, which is linked to the viewer.';
    case 'REPORT':
      return entry.anomaly === null
        ? 'The app reported what the SDK returned; a read follows that checks it.'
        : `The app reported what does not fit, which changed nothing: ${maskText(entry.anomaly)}.`;
    case 'WEBHOOK':
      return webhookSentence(happening, context);
    case 'POLL':
      return sentenceOf(readSentence(happening, context));
  }
}

function webhookSentence({ entry, order }: Happening, { name }: SentenceContext): string {
  if (entry.anomaly !== null || entry.to === null)
    return `A webhook contradicted what is known, and changed nothing: ${maskText(entry.anomaly ?? '')}.`;
  const outcome = outcomeOf(entry.to, order);
  return `A webhook said that ${name} is ${outcome}; a read follows that confirms or corrects it.`;
}

function readSentence(happening: Happening, { name, hint }: SentenceContext): string {
  const { entry, order, transaction, isRetraction, isCorrection } = happening;
  const { batchId, from, to, anomaly } = entry;
  const read = hint === null ? 'a read' : `${duration(hint.delayMs)} after ${hint.by}, a read`;
  if (isRetraction) return `${read} of Gateway did not contain ${name}, which only a webhook had reported.`;
  if (anomaly !== null && isCorrection)
    return `${read} contradicted what the webhook had said of ${name}: the read counts.`;
  if (anomaly !== null || to === null)
    return `${read} contradicted what is settled, and changed nothing: ${maskText(anomaly ?? '')}.`;
  if (batchId === null) {
    const code = transaction?.error?.code ?? null;
    const state = to === 'ERRORED' && code !== null ? `${to} (${code})` : to;
    return from === to
      ? `${read} found more about the transaction, which is still ${state}.`
      : `${read} found the transaction ${state}.`;
  }
  const outcome = outcomeOf(to, order);
  if (isCorrection) return `${read} found something else: ${name} is ${outcome}.`;
  return hint?.status === to
    ? `${read} agreed: ${name} is ${outcome}.`
    : `${read} found that ${name} is ${outcome}.`;
}

/** One sentence about a delivery that no entry is about. */
export function deliverySentence({ kind, state, failures, problem }: DeliveryOutline): string {
  const reason = problem === null ? '' : `: ${maskText(problem)}`;
  switch (state) {
    case 'APPLIED':
      return APPLIED[kind] ?? 'A webhook reported nothing new.';
    case 'UNMATCHED':
      return `A webhook arrived and waits${reason}.`;
    case 'PENDING':
      return `A webhook is stored and not applied yet, after ${counted(failures, 'failure')}.`;
    case 'DEAD':
      return 'A webhook could not be applied in five attempts; the log has the reason.';
    case 'ANOMALY':
      return `A webhook contradicted what is known${reason}.`;
    case 'IGNORED':
    case 'OVERSIZED':
    case 'UNREADABLE':
      return `A webhook is stored and was not applied${reason}; a read finds out what has changed.`;
  }
}

const APPLIED: Readonly<Record<string, string>> = {
  HOLDINGS: 'A webhook brought holdings; a read follows that confirms or corrects them.',
  MUTUAL_FUNDS: 'A webhook brought the mutual funds; Gateway offers no read that could confirm them.',
  PENDING_ACTION: 'A webhook brought a pending action; Gateway offers no read that could confirm it.',
};

/** One sentence about a state that a read left. */
export function stateSentence(
  kind: 'FINAL' | 'RETRACTED' | 'SETTLED' | 'STALE',
  name: string,
  { entry, order, transaction }: Happening,
): string {
  switch (kind) {
    case 'FINAL':
      return `${sentenceOf(name)} is final: ${outcomeOf(entry.to ?? 'UNKNOWN', order)}.`;
    case 'RETRACTED':
      return `${sentenceOf(name)} is retracted: it does not exist at Gateway.`;
    case 'SETTLED':
      return `The transaction is settled: ${entry.to}.`;
    case 'STALE':
      return `The transaction is stale, ${transaction?.status ?? entry.to}: its order did not end in time.`;
  }
}
