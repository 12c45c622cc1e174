import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type RateLimiter, rateLimited } from '../cache/rate-limits.js';
import { withDeadline } from '../core/time/deadline.js';
import { describeError } from '../core/describe-error.js';
import { AppError, type ErrorCode } from '../core/errors.js';
import type { Log } from '../core/log.js';
import { errorBody } from '../execution/errors.js';
import { BodyBudget } from './body-budget.js';
import { type BodyFault, withBody } from './read-body.js';

/** What became of one delivery. */
export interface WebhookAnswer {
  readonly status: 200 | 400 | 401 | 413 | 429 | 503;
  /** For every status but 200. */
  readonly code?: ErrorCode;
  readonly retryAfterSeconds?: number;
  /** With 200: what is answered as `status`, such as `stored` or `repeated`. Default `stored`. */
  readonly outcome?: string;
}

export interface WebhookRouteOptions {
  /** Takes the body as it came, unverified. What it throws is answered 503. */
  readonly receive: (rawBody: Buffer) => Promise<WebhookAnswer>;
  readonly log: Log;
  /** Counts the code of a refusal. */
  readonly onTold: (code: ErrorCode) => void;
  /** Largest body, in bytes. */
  readonly maxBytes: number;
  /** The address that bad deliveries are counted by. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** Counts deliveries without a good proof by address. Good ones are never counted, and never refused for it. */
  readonly badWebhooks: RateLimiter;
  /** Longest time `receive` may take, in milliseconds. Default 20,000. */
  readonly receiveTimeoutMs?: number;
}

export const WEBHOOK_PATH = '/webhooks/gateway';

/** Longest time for a body to arrive, in milliseconds: Gateway sends all of it at once. */
const BODY_TIMEOUT_MS = 5_000;

/** Registers `POST /webhooks/gateway` in a scope of its own, where bodies stay bytes. */
export function registerWebhookRoute(app: FastifyInstance, options: WebhookRouteOptions): void {
  const { maxBytes, addressOf } = options;
  const rules = {
    budget: new BodyBudget(maxBytes),
    maxBytes,
    timeoutMs: BODY_TIMEOUT_MS,
    refuse: (fault: BodyFault) => refusal(FAULTS[fault]),
  };
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.post(WEBHOOK_PATH, { onRequest: refuseByHead(options) }, async (request, reply) => {
      const { raw } = request;
      try {
        const told = await withBody(raw, { ...rules, address: addressOf(raw) }, (body) =>
          receive(options, request, body),
        );
        if (told.status === 400 || told.status === 401) await countBad(options, request);
        return answer(options, reply, request, told);
      } catch (error) {
        // What is left of the body is not read, so the connection cannot be used again.
        if (error instanceof AppError) reply.header('connection', 'close');
        throw error;
      }
    });
  });
}

/** `no-room` and `too-slow` may be tried again: a genuine delivery is neither for long. */
const FAULTS: Readonly<Record<BodyFault, ErrorCode>> = {
  'no-room': 'WEBHOOK_LIMITED',
  'too-slow': 'WEBHOOK_LIMITED',
  'too-large': 'PAYLOAD_TOO_LARGE',
  'broken-off': 'WEBHOOK_MALFORMED',
};

/** Media type and told size, before any byte of the body is taken. */
function refuseByHead({ maxBytes }: WebhookRouteOptions) {
  return async ({ headers }: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
    const isTooLarge = Number(headers['content-length'] ?? 0) > maxBytes;
    if (type === 'application/json' && !isTooLarge) return;
    reply.header('connection', 'close');
    throw refusal(isTooLarge ? 'PAYLOAD_TOO_LARGE' : 'WEBHOOK_MALFORMED');
  };
}

async function receive(
  options: WebhookRouteOptions,
  request: FastifyRequest,
  rawBody: Buffer,
): Promise<WebhookAnswer> {
  const { log, receiveTimeoutMs = 20_000 } = options;
  try {
    return await withDeadline('receiving a webhook', receiveTimeoutMs, options.receive(rawBody));
  } catch (error) {
    const code = 'STORAGE_UNAVAILABLE';
    log.error({ requestId: request.id, code, err: describeError(error) }, 'a webhook could not be received');
    return { status: 503, code };
  }
}

/** Throws RATE_LIMITED, with which the connection ends, when this address has sent too many. */
async function countBad(
  { addressOf, badWebhooks }: WebhookRouteOptions,
  { raw }: FastifyRequest,
): Promise<void> {
  const waitMs = await badWebhooks.take(addressOf(raw), 1);
  if (waitMs !== null) throw rateLimited(waitMs);
}

/** Seconds after which Gateway may try again when nothing better is known. */
const RETRY_AFTER_SECONDS = 5;

const MESSAGES: Partial<Record<ErrorCode, string>> = {
  WEBHOOK_MALFORMED: 'The delivery must be a JSON object of a known shape, sent as application/json.',
  WEBHOOK_CHECKSUM_INVALID: 'The checksum is missing or wrong.',
  WEBHOOK_LIMITED: 'Too much is waiting, or this came too slowly; send it again later.',
  PAYLOAD_TOO_LARGE: 'The delivery is larger than accepted.',
  STORAGE_UNAVAILABLE: 'The delivery could not be stored; send it again later.',
};

const CODES: Readonly<Record<Exclude<WebhookAnswer['status'], 200>, ErrorCode>> = {
  400: 'WEBHOOK_MALFORMED',
  401: 'WEBHOOK_CHECKSUM_INVALID',
  413: 'PAYLOAD_TOO_LARGE',
  429: 'WEBHOOK_LIMITED',
  503: 'STORAGE_UNAVAILABLE',
};

function answer(
  { onTold }: WebhookRouteOptions,
  reply: FastifyReply,
  request: FastifyRequest,
  told: WebhookAnswer,
): FastifyReply {
  if (told.status === 200) return reply.send({ status: told.outcome ?? 'stored' });
  const { code, retryAfterSeconds } = refusal(told.code ?? CODES[told.status], told.retryAfterSeconds);
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  onTold(code);
  return reply.code(told.status).send(errorBody(code, MESSAGES[code] ?? 'Refused.', request.id));
}

function refusal(code: ErrorCode, retryAfterSeconds?: number): AppError {
  const mayRetry = code === 'WEBHOOK_LIMITED' || code === 'STORAGE_UNAVAILABLE';
  const after = retryAfterSeconds ?? (mayRetry ? RETRY_AFTER_SECONDS : undefined);
  return new AppError(
    code,
    MESSAGES[code] ?? 'Refused.',
    after === undefined ? {} : { retryAfterSeconds: after },
  );
}
