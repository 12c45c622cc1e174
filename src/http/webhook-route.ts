import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type RateLimiter, rateLimited } from '../cache/rate-limits.js';
import { withDeadline } from '../core/time/deadline.js';
import { describeError } from '../core/describe-error.js';
import { AppError, ERROR_CATALOGUE, type ErrorCode } from '../core/errors.js';
import type { Log } from '../core/log.js';
import type { RefusedRequest, RejectionReason, WebhookOutcome } from '../core/webhook-outcome.js';
import { errorBody } from '../execution/errors.js';
import { BodyBudget } from './body-budget.js';
import { type BodyFault, withBody } from './read-body.js';

export interface WebhookRouteOptions {
  /** Receives the unverified bytes of a body. If it rejects, the response is 503. */
  readonly receive: (rawBody: Buffer) => Promise<WebhookOutcome>;
  readonly log: Log;
  /** Counts the error codes of responses. */
  readonly onError: (code: ErrorCode) => void;
  /** Called for a delivery that is refused for its size: if it was genuine, it is lost. */
  readonly onTooLarge: () => void;
  /** Called with each refused delivery, before the answer is sent. Must not throw or take long. */
  readonly onRejected?: ((refused: RefusedRequest) => void) | undefined;
  /** Largest body, in bytes. */
  readonly maxBytes: number;
  /** The address by which rejected deliveries are counted. */
  readonly addressOf: (request: IncomingMessage) => string;
  /**
   * Limits deliveries without a valid proof, by address. Valid deliveries are neither counted nor limited.
   */
  readonly badWebhooks: RateLimiter;
  /** Longest time `receive` may take, in milliseconds. Default 20,000. */
  readonly receiveTimeoutMs?: number;
}

export const WEBHOOK_PATH = '/webhooks/gateway';

/** Longest time for a body to arrive, in milliseconds: Gateway sends it in one piece. */
const BODY_TIMEOUT_MS = 5_000;

/** Registers `POST /webhooks/gateway` in a scope of its own, where bodies are not parsed. */
export function registerWebhookRoute(app: FastifyInstance, options: WebhookRouteOptions): void {
  const budget = new BodyBudget(options.maxBytes);
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.post(WEBHOOK_PATH, { onRequest: rejectByHead(options) }, (request, reply) =>
      handle(options, budget, request, reply),
    );
  });
}

/** Rejects by media type and declared length, before reading the body. */
function rejectByHead(options: WebhookRouteOptions) {
  const { maxBytes } = options;
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { headers } = request;
    const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
    const isTooLarge = Number(headers['content-length'] ?? 0) > maxBytes;
    if (type === 'application/json' && !isTooLarge) return;
    reply.header('connection', 'close');
    throw refuse(options, request, isTooLarge ? 'too-large' : 'media-type');
  };
}

async function handle(
  options: WebhookRouteOptions,
  budget: BodyBudget,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { maxBytes, addressOf } = options;
  const address = addressOf(request.raw);
  const rules = {
    budget,
    address,
    maxBytes,
    timeoutMs: BODY_TIMEOUT_MS,
    refuse: (reason: BodyFault) => refuse(options, request, reason),
  };
  try {
    const outcome = await withBody(request.raw, rules, async (body) => {
      const received = await receive(options, request, body);
      if (received !== 'stored' && received !== 'repeated') reject(options, request, received, body);
      return received;
    });
    if (outcome === 'malformed' || outcome === 'invalid') await countBad(options, address);
    return respond(options, reply, request, outcome);
  } catch (error) {
    // The rest of the body stays unread, so the connection cannot be reused.
    if (error instanceof AppError) reply.header('connection', 'close');
    throw error;
  }
}

async function receive(
  options: WebhookRouteOptions,
  request: FastifyRequest,
  rawBody: Buffer,
): Promise<WebhookOutcome> {
  const { log, receiveTimeoutMs = 20_000 } = options;
  try {
    return await withDeadline('receiving a webhook', receiveTimeoutMs, options.receive(rawBody));
  } catch (error) {
    const { code } = REFUSALS.failed;
    log.error({ requestId: request.id, code, err: describeError(error) }, 'a webhook could not be received');
    return 'failed';
  }
}

/** Throws RATE_LIMITED, which also ends the connection, if this address has sent too many. */
async function countBad({ badWebhooks }: WebhookRouteOptions, address: string): Promise<void> {
  const waitMs = await badWebhooks.take(address, 1);
  if (waitMs !== null) throw rateLimited(waitMs);
}

interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
  /** Seconds after which Gateway may send the delivery again. */
  readonly retryAfterSeconds?: number;
}

const MALFORMED: Refusal = {
  code: 'WEBHOOK_MALFORMED',
  message: 'The delivery must be a JSON object of a known shape, sent as application/json.',
};
const LIMITED: Refusal = {
  code: 'WEBHOOK_LIMITED',
  message: 'Too many deliveries are waiting, or this one arrived too slowly; send it again later.',
  retryAfterSeconds: 5,
};
const UNAVAILABLE: Refusal = {
  code: 'STORAGE_UNAVAILABLE',
  message: 'The delivery could not be stored; send it again later.',
  retryAfterSeconds: 5,
};

/** How each refusal is answered; its status is that of its code in `ERROR_CATALOGUE`. */
const REFUSALS: Readonly<Record<RejectionReason, Refusal>> = {
  malformed: MALFORMED,
  'media-type': MALFORMED,
  'broken-off': MALFORMED,
  invalid: { code: 'WEBHOOK_CHECKSUM_INVALID', message: 'The checksum is missing or wrong.' },
  'too-large': { code: 'PAYLOAD_TOO_LARGE', message: 'The delivery is larger than accepted.' },
  // A genuine delivery runs into these two only briefly.
  'no-room': LIMITED,
  'too-slow': LIMITED,
  busy: LIMITED,
  'too-many-bodies': { ...LIMITED, retryAfterSeconds: 900 },
  failed: UNAVAILABLE,
  'not-stored': { ...UNAVAILABLE, retryAfterSeconds: 1 },
};

function respond(
  { onError }: WebhookRouteOptions,
  reply: FastifyReply,
  request: FastifyRequest,
  outcome: WebhookOutcome,
): FastifyReply {
  if (outcome === 'stored' || outcome === 'repeated') return reply.send({ status: outcome });
  const { code, message, retryAfterSeconds } = REFUSALS[outcome];
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  onError(code);
  return reply.code(ERROR_CATALOGUE[code].status).send(errorBody(code, message, request.id));
}

/** The error for a delivery whose body was not read to its end. */
function refuse(options: WebhookRouteOptions, request: FastifyRequest, reason: RejectionReason): AppError {
  if (reason === 'too-large') options.onTooLarge();
  reject(options, request, reason, null);
  const { code, message, retryAfterSeconds } = REFUSALS[reason];
  return new AppError(code, message, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
}

function reject(
  { onRejected, addressOf }: WebhookRouteOptions,
  { raw, headers }: FastifyRequest,
  reason: RejectionReason,
  body: Buffer | null,
): void {
  onRejected?.({
    address: addressOf(raw),
    sizeBytes: body?.length ?? declaredBytes(headers['content-length']),
    contentType: headers['content-type'] ?? null,
    reason,
    body,
  });
}

function declaredBytes(header: string | undefined): number {
  const bytes = Number(header ?? 0);
  return Number.isSafeInteger(bytes) && bytes > 0 ? bytes : 0;
}
