import { GatewayError, type GatewayErrorKind, safeUpstreamText } from './gateway-error.js';
import type { HttpAnswer } from './http-exchange.js';
import { isRecord, type JsonObject } from '../core/json.js';
import { fieldOf, parseExactly, readObject } from './json.js';
import { ERROR_TYPES, HTTP_ERRORS } from './wire.js';

/** What reading an answer needs to know of its request. */
export interface AnswerContext {
  readonly operation: string;
  /** Values that must not appear in any message. */
  readonly secrets: readonly string[];
  /** Epoch milliseconds of our clock. */
  readonly now: number;
  /**
   * Called when the answer is one of Gateway itself: its envelope, in a 2xx or 4xx. A proxy's page or a 5xx
   * is not.
   */
  readonly onOwnAnswer?: () => void;
}

/**
 * The envelope of a successful answer (protocol section 6), numbers exact. Throws GatewayError: by status for
 * all but 2xx, `rejected` for a 2xx that says it failed, `malformed` for a 2xx that is no envelope.
 */
export function readEnvelope(answer: HttpAnswer, context: AnswerContext): JsonObject {
  const { status } = answer;
  if (status < 200 || status > 299) throw failureOf(answer, context);
  const envelope = parseEnvelope(answer, context);
  const success = fieldOf(envelope, 'success');
  if (typeof success === 'boolean') context.onOwnAnswer?.();
  if (success === true) return envelope;
  const kind = success === false ? 'rejected' : 'malformed';
  throw new GatewayError(kind, `${context.operation}: ${kind}`, {
    status,
    upstreamMessage: success === false ? messageOf(envelope, answer, context) : null,
    errorType: errorTypeOf(envelope),
  });
}

/** Shorter than this, a secret would be found in ordinary words. */
const SECRET_MIN = 8;

/**
 * An answer that repeats a secret of ours is in no protocol: nothing of it is believed, stored or shown
 * (guarantee G8).
 */
function parseEnvelope(answer: HttpAnswer, context: AnswerContext): JsonObject {
  const refuse = (why: string, cause?: unknown) =>
    new GatewayError('malformed', `${context.operation}: ${why}`, { status: answer.status, cause });
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(answer.body);
    if (repeats(text, context.secrets)) throw refuse('the answer repeats a secret');
    return readObject(parseExactly(text), '');
  } catch (cause) {
    throw cause instanceof GatewayError ? cause : refuse('the answer is no JSON object', cause);
  }
}

function repeats(text: string, secrets: readonly string[]): boolean {
  const forms = secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  return forms.some((form) => form.length >= SECRET_MIN && text.includes(form));
}

function failureOf(answer: HttpAnswer, context: AnswerContext): GatewayError {
  const { status } = answer;
  const body = parseLeniently(answer.body);
  if (status >= 400 && status < 500 && fieldOf(body, 'success') === false) context.onOwnAnswer?.();
  const kind = kindOf(status, rawMessageOf(body) ?? '');
  return new GatewayError(kind, `${context.operation}: HTTP ${status}`, {
    status,
    upstreamMessage: messageOf(body, answer, context),
    errorType: errorTypeOf(body),
    retryAfterSeconds: retryAfterOf(answer, context.now),
  });
}

/** Section 6: not every tenant answers 401 to a bad key or token (section 22, row 19). */
const AUTH_TEXTS: readonly string[] = [
  HTTP_ERRORS.secretInvalid.text,
  HTTP_ERRORS.gatewayUnknown.text,
  HTTP_ERRORS.jwtInvalid.text,
  HTTP_ERRORS.jwtExpired.text,
].map((text) => text.toLowerCase());

function kindOf(status: number, message: string): GatewayErrorKind {
  if (status === 429) return 'throttled';
  if (status >= 500) return 'unavailable';
  if (status < 400) return 'malformed';
  const isAuthText = AUTH_TEXTS.includes(message.trim().toLowerCase());
  return status === 401 || ((status === 400 || status === 403) && isAuthText) ? 'unauthorised' : 'rejected';
}

function parseLeniently(body: Buffer): JsonObject {
  try {
    const value: unknown = JSON.parse(body.toString());
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

/** Section 6: the first text of `errors[0]`, `errors`, `message`, `data`. */
function rawMessageOf(body: JsonObject): string | null {
  const errors = fieldOf(body, 'errors');
  const first = Array.isArray(errors) ? errors[0] : undefined;
  const texts: readonly unknown[] = [first, errors, fieldOf(body, 'message'), fieldOf(body, 'data')];
  return texts.find((text): text is string => typeof text === 'string' && text !== '') ?? null;
}

function errorTypeOf(body: JsonObject): string | null {
  const errorType = fieldOf(body, 'errorType');
  return ERROR_TYPES.find((known) => known === errorType) ?? null;
}

function messageOf(body: JsonObject, answer: HttpAnswer, { secrets }: AnswerContext): string | null {
  return safeUpstreamText(rawMessageOf(body) ?? answer.statusText, secrets);
}

const DAY_SECONDS = 86_400;

/** From seconds, or from a date, by upstream's own clock if it sent one. At most a day. */
function retryAfterOf(answer: HttpAnswer, now: number): number | null {
  const text = answer.retryAfter?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Math.min(Number(text), DAY_SECONDS);
  const date = /^[A-Z][a-z]{2,}, /.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isFinite(date)) return null;
  const upstreamNow = Date.parse(answer.date ?? '');
  const waitMs = date - (Number.isFinite(upstreamNow) ? upstreamNow : now);
  return Math.min(Math.max(0, Math.ceil(waitMs / 1000)), DAY_SECONDS);
}
