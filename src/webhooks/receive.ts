import { describeError } from '../core/describe-error.js';
import { AppError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import { type Span, traced, type Tracing } from '../core/tracing.js';
import { yieldIfLong } from '../core/turns.js';
import type { WebhookOutcome, WebhookRefusal } from '../core/webhook-outcome.js';
import { NoAnswer } from '../core/worker-thread.js';
import type { HintOutcome } from '../ledger/deliveries/deliveries.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Inbox, Intake } from './inbox.js';
import type { DeliveryReport } from './report.js';
import type { ReadWebhook, WebhookReader } from './reader.js';

interface Collaborators {
  readonly ledger: Ledger;
  readonly inbox: Inbox;
  readonly reader: WebhookReader;
  readonly log: Log;
  readonly tracing: Tracing;
  /** Counts deliveries by kind and outcome. */
  readonly count: (kind: string, outcome: string) => void;
  readonly report: DeliveryReport;
  /** Called after a commit: confirming reads may be due, among them one of this transaction. */
  readonly wakeReconciler: (transactionId: string | null) => void;
  /** Called with the id of each delivery that was stored. Must not throw. */
  readonly onDelivery: (deliveryId: string) => void;
  /** Called when a delivery is to be played again. */
  readonly wakePlayer: () => void;
}

/** What the metrics count of a delivery that was not accepted. */
const METRIC_REFUSALS: Readonly<Record<WebhookRefusal, string>> = {
  malformed: 'malformed',
  invalid: 'bad_checksum',
  'too-many-bodies': '429',
  busy: '429',
  failed: '503',
  'not-stored': '503',
};

/** Receives one delivery: verifies it, then stores and applies it in one commit, then returns the outcome. */
export function createWebhookReceiver(deps: Collaborators): (rawBody: Buffer) => Promise<WebhookOutcome> {
  const { tracing } = deps;
  return (rawBody) => traced(tracing, 'webhook', {}, (span) => receive(rawBody, span));

  async function receive(rawBody: Buffer, span: Span): Promise<WebhookOutcome> {
    const count = (kind: string, outcome: string) => {
      deps.count(kind, outcome);
      span.set({ 'dwar.webhook.kind': kind, 'dwar.webhook.outcome': outcome });
    };
    // Deliveries that arrive together are read from their sockets in one turn of the event loop.
    const turn = yieldIfLong();
    if (turn !== undefined) await turn;
    const webhook = await verify(deps, rawBody);
    if (typeof webhook === 'string') {
      count('UNVERIFIED', METRIC_REFUSALS[webhook]);
      return webhook;
    }
    const { kind } = webhook;
    const intake = await store(deps, webhook);
    if (typeof intake === 'object') {
      count(kind, metricOf(intake));
      deps.report.outcome(webhook, intake);
      deps.report.unreadable(kind, webhook.unreadable);
      deps.onDelivery(intake.deliveryId);
      // It is on disk, so the sender need not repeat it.
      return 'stored';
    }
    if (intake === 'repeated' || intake === 'erased') {
      count(kind, intake);
      // Gateway need not send it again.
      return 'repeated';
    }
    count(kind, METRIC_REFUSALS[intake]);
    return intake;
  }
}

/** What the metrics count of a delivery that is on disk: `stored` if it was applied, or why it was not. */
function metricOf({ state }: HintOutcome): string {
  return state === 'APPLIED' ? 'stored' : state.toLowerCase();
}

/** If the reader fails, nothing was stored, and Gateway sends the delivery again. */
async function verify(
  { reader, log }: Collaborators,
  rawBody: Buffer,
): Promise<ReadWebhook | WebhookRefusal> {
  try {
    return await reader.verify(rawBody);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    log.error({ bytes: rawBody.length, err: describeError(error) }, 'verifying a webhook failed');
    return error.reason === 'busy' ? 'busy' : 'failed';
  }
}

async function store(deps: Collaborators, webhook: ReadWebhook): Promise<Intake | WebhookRefusal> {
  try {
    const intake = await deps.ledger.decide(deps.inbox.take(webhook));
    if (typeof intake === 'object') deps.wakeReconciler(webhook.transactionId);
    return intake;
  } catch (error) {
    if (error instanceof AppError && error.code === 'STORAGE_UNAVAILABLE') return 'not-stored';
    return await keep(deps, webhook, error);
  }
}

/**
 * A delivery that cannot be applied is our defect, not the sender's: it is stored and replayed later
 * (guarantee G2).
 */
async function keep(deps: Collaborators, webhook: ReadWebhook, error: unknown): Promise<Intake> {
  deps.log.error({ kind: webhook.kind, err: describeError(error) }, 'a webhook could not be applied');
  const intake = await deps.ledger.decide(deps.inbox.keep(webhook));
  deps.wakePlayer();
  return intake;
}
