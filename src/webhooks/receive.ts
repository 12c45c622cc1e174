import { setTimeout as pause } from 'node:timers/promises';
import { describeError } from '../core/describe-error.js';
import { AppError, type ErrorCode } from '../core/errors.js';
import type { Log } from '../core/log.js';
import type { Secret } from '../core/secret.js';
import { type Span, traced, type Tracing } from '../core/tracing.js';
import { yieldIfLong } from '../core/turns.js';
import type { Ledger } from '../ledger/ledger.js';
import { type Inbox, TooManyBodies } from './inbox.js';
import { type VerifiedWebhook, verifyDelivery } from './stages.js';

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
  /** The API secret, and the previous one while it is being changed. */
  readonly secrets: readonly Secret[];
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

/** Receives one delivery: the stages of verification, then one commit, then the answer. */
export function createWebhookReceiver(deps: Collaborators): (rawBody: Buffer) => Promise<WebhookAnswer> {
  const { log, secrets, tracing } = deps;
  const inTurn = createTurns();
  return (rawBody) => traced(tracing, 'webhook', {}, (span) => receive(rawBody, span));

  async function receive(rawBody: Buffer, span: Span): Promise<WebhookAnswer> {
    const count = (kind: string, outcome: string) => {
      deps.count(kind, outcome);
      span.set({ 'dwar.webhook.kind': kind, 'dwar.webhook.outcome': outcome });
    };
    // Deliveries that arrive together are read from their sockets in one turn.
    const turn = yieldIfLong();
    if (turn !== undefined) await turn;
    const webhook = await inTurn(rawBody, () => verifyDelivery(rawBody, secrets));
    if (webhook === 'malformed') {
      count('UNVERIFIED', 'malformed');
      return { status: 400, code: 'WEBHOOK_MALFORMED' };
    }
    if (webhook === 'invalid') {
      count('UNVERIFIED', 'bad_checksum');
      return { status: 401, code: 'WEBHOOK_CHECKSUM_INVALID' };
    }
    const answer = await store(deps, webhook);
    count(webhook.kind, answer.outcome ?? String(answer.status));
    log.debug(
      { kind: webhook.kind, outcome: answer.outcome, transactionId: webhook.transactionId },
      'webhook',
    );
    return answer;
  }
}

/** Bodies up to this size are looked at as they come. */
const SMALL_BYTES = 64 * 1024;
/** How much longer than a look at a large body the pause after it is. */
const PAUSE_TIMES = 4;

/**
 * Large bodies are looked at one after another, with pauses: whoever sends many of them, proof or not, takes a fifth of the time of
 * this process at most (guarantee G11).
 */
function createTurns() {
  let last: Promise<unknown> = Promise.resolve();
  return async <T>(rawBody: Buffer, look: () => T): Promise<T> => {
    if (rawBody.length <= SMALL_BYTES) return look();
    const turn = last.then(() => {
      const startedAt = performance.now();
      const seen = look();
      return { seen, pauseMs: PAUSE_TIMES * (performance.now() - startedAt) };
    });
    last = turn.then(({ pauseMs }) => pause(pauseMs)).catch(() => {});
    return (await turn).seen;
  };
}

async function store(deps: Collaborators, webhook: VerifiedWebhook): Promise<WebhookAnswer> {
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
async function keep(deps: Collaborators, webhook: VerifiedWebhook, error: unknown): Promise<WebhookAnswer> {
  deps.log.error({ kind: webhook.kind, err: describeError(error) }, 'a webhook could not be applied');
  const intake = await deps.ledger.write((unit) => deps.inbox.keep(unit, webhook));
  deps.wakePlayer();
  return { status: 200, outcome: intake };
}
