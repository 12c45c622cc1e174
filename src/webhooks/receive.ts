import { describeError } from '../core/describe-error.js';
import { AppError, type ErrorCode } from '../core/errors.js';
import type { Log } from '../core/log.js';
import { type Span, traced, type Tracing } from '../core/tracing.js';
import { yieldIfLong } from '../core/turns.js';
import { NoAnswer } from '../core/worker-thread.js';
import type { Ledger } from '../ledger/ledger.js';
import { type Inbox, TooManyBodies } from './inbox.js';
import type { ReadWebhook, WebhookReader } from './reader.js';
import type { Refusal } from './stages.js';

/** What the sender is answered: 2xx only when the bytes and their effect are on disk (guarantee G2). */
export interface WebhookAnswer {
  readonly status: 200 | 400 | 401 | 429 | 503;
  readonly code?: ErrorCode;
  readonly retryAfterSeconds?: number;
  readonly outcome?: string;
}

interface Collaborators {
  readonly ledger: Ledger;
  readonly inbox: Inbox;
  readonly reader: WebhookReader;
  readonly log: Log;
  readonly tracing: Tracing;
  /** Counts deliveries by kind and outcome. */
  readonly count: (kind: string, outcome: string) => void;
  /** Called after a commit: confirming reads may be due, among them one of this transaction. */
  readonly wakeReader: (transactionId: string | null) => void;
  /** Called when a delivery is to be played again. */
  readonly wakePlayer: () => void;
}

const LIMITED_RETRY_SECONDS = 900;
const BUSY_RETRY_SECONDS = 5;

/** Receives one delivery: the stages of verification, then one commit, then the answer. */
export function createWebhookReceiver(deps: Collaborators): (rawBody: Buffer) => Promise<WebhookAnswer> {
  const { log, tracing } = deps;
  return (rawBody) => traced(tracing, 'webhook', {}, (span) => receive(rawBody, span));

  async function receive(rawBody: Buffer, span: Span): Promise<WebhookAnswer> {
    const count = (kind: string, outcome: string) => {
      deps.count(kind, outcome);
      span.set({ 'dwar.webhook.kind': kind, 'dwar.webhook.outcome': outcome });
    };
    // Deliveries that arrive together are read from their sockets in one turn.
    const turn = yieldIfLong();
    if (turn !== undefined) await turn;
    const webhook = await verify(deps, rawBody);
    if (typeof webhook === 'object' && 'status' in webhook) {
      count('UNVERIFIED', String(webhook.status));
      return webhook;
    }
    if (webhook === 'malformed') {
      count('UNVERIFIED', 'malformed');
      return { status: 400, code: 'WEBHOOK_MALFORMED' };
    }
    if (webhook === 'invalid') {
      count('UNVERIFIED', 'bad_checksum');
      return { status: 401, code: 'WEBHOOK_CHECKSUM_INVALID' };
    }
    const answer = await store(deps, webhook);
    const { kind, transactionId } = webhook;
    count(kind, answer.outcome ?? String(answer.status));
    log.debug({ kind, outcome: answer.outcome, transactionId }, 'webhook');
    if (answer.outcome !== 'oversized') return answer;
    log.warn(
      { kind, transactionId },
      'a webhook holds more than Gateway sends; it is kept, and nothing of it was applied',
    );
    // It is on disk like any other: its sender is not to repeat it.
    return { ...answer, outcome: 'stored' };
  }
}

/** Without an answer of the reader the delivery was not stored: Gateway sends it again. */
async function verify(
  { reader, log }: Collaborators,
  rawBody: Buffer,
): Promise<ReadWebhook | Refusal | WebhookAnswer> {
  try {
    return await reader.verify(rawBody);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    log.error({ bytes: rawBody.length, err: describeError(error) }, 'a webhook could not be looked at');
    return error.reason === 'busy'
      ? { status: 429, code: 'WEBHOOK_LIMITED', retryAfterSeconds: BUSY_RETRY_SECONDS }
      : { status: 503, code: 'STORAGE_UNAVAILABLE', retryAfterSeconds: BUSY_RETRY_SECONDS };
  }
}

async function store(deps: Collaborators, webhook: ReadWebhook): Promise<WebhookAnswer> {
  try {
    const intake = await deps.ledger.write((unit) => deps.inbox.take(unit, webhook));
    if (intake === 'stored') deps.wakeReader(webhook.transactionId);
    return { status: 200, outcome: intake };
  } catch (error) {
    if (error instanceof TooManyBodies) {
      return { status: 429, code: 'WEBHOOK_LIMITED', retryAfterSeconds: LIMITED_RETRY_SECONDS };
    }
    if (error instanceof AppError && error.code === 'STORAGE_UNAVAILABLE') {
      return { status: 503, code: error.code, retryAfterSeconds: error.retryAfterSeconds ?? 1 };
    }
    return await keep(deps, webhook, error);
  }
}

/** A delivery that could not be applied is a defect of ours, not of the sender's: it is kept, and played again (guarantee G2). */
async function keep(deps: Collaborators, webhook: ReadWebhook, error: unknown): Promise<WebhookAnswer> {
  deps.log.error({ kind: webhook.kind, err: describeError(error) }, 'a webhook could not be applied');
  const intake = await deps.ledger.write((unit) => deps.inbox.keep(unit, webhook));
  deps.wakePlayer();
  return { status: 200, outcome: intake };
}
