import type { z } from 'zod';
import { isRecord, type JsonObject } from '../core/json.js';
import { safeUpstreamText } from '../gateway/gateway-error.js';
import { fieldOf } from '../gateway/json.js';
import { HTTP_ERRORS } from '../gateway/wire.js';
import { Refuted } from './refuted.js';
import type { Answer } from './partner-http.js';
import { shown } from './shown.js';

/** Throws {@link Refuted} with what was observed, unless the claim holds. */
export function expectThat(holds: boolean, observed: string): asserts holds {
  if (!holds) throw new Refuted(observed);
}

/** Expects one value, which is one of the protocol's words. */
export function expectValue(value: unknown, expected: string | boolean | null, at: string): void {
  expectThat(value === expected, `${at} is ${shown(value)}, not ${shown(expected)}`);
}

export function expectStatus(answer: Answer, ...expected: readonly number[]): void {
  expectThat(
    expected.includes(answer.status),
    `the status is ${answer.status}, not ${expected.join(' or ')}${explanation(answer)}`,
  );
}

/** Expects a 4xx. */
export function expectRefusal(answer: Answer): void {
  expectThat(answer.status >= 400 && answer.status < 500, `it is answered ${answer.status}`);
}

const AUTH_TEXTS: readonly string[] = [
  HTTP_ERRORS.secretInvalid.text,
  HTTP_ERRORS.gatewayUnknown.text,
  HTTP_ERRORS.jwtInvalid.text,
  HTTP_ERRORS.jwtExpired.text,
].map((text) => text.toLowerCase());

/** Whether keys or token were refused, by status or by the text of the error (section 22, row 19). */
export function isAuthRefusal(answer: Answer): boolean {
  if (answer.status === 401) return true;
  const text = firstError(answer)?.trim().toLowerCase() ?? '';
  return answer.status >= 400 && answer.status < 500 && AUTH_TEXTS.includes(text);
}

/** Expects that keys and token were accepted, however the call itself was answered. */
export function expectAuthenticated(answer: Answer): void {
  expectThat(
    answer.status < 500 && !isAuthRefusal(answer),
    `it is refused with ${answer.status}${explanation(answer)}`,
  );
  expectThat(typeof answer.json?.success === 'boolean', `the answer (${answer.status}) is no envelope`);
}

/**
 * Expects that keys or token were refused: by status or text, or at least otherwise than `accepted`, the
 * answer to the same call with good ones.
 */
export function expectAuthRefusal(answer: Answer, accepted: Answer): void {
  const isOther = answer.status !== accepted.status || firstError(answer) !== firstError(accepted);
  const isRefused = answer.status >= 400 && answer.status < 500;
  const observed = `it is answered ${answer.status}${explanation(answer)}`;
  expectThat(isAuthRefusal(answer) || (isRefused && isOther), observed);
}

/** The text of the first error; null if there is none where section 6 has it. */
export function firstError(answer: Answer): string | null {
  const errors = fieldOf(answer.json ?? {}, 'errors');
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  return typeof first === 'string' ? first : null;
}

/** The `data` of a successful answer. */
export function dataOf(answer: Answer): JsonObject {
  expectThat(
    answer.status >= 200 && answer.status < 300,
    `it is answered ${answer.status}${explanation(answer)}`,
  );
  const data = fieldOf(answer.json ?? {}, 'data');
  expectThat(isRecord(data), `\`data\` is ${shown(data)}`);
  return data;
}

/** The text of a refusal, to understand a status by. */
function explanation(answer: Answer): string {
  return firstError(answer) === null ? '' : ` with ${shownError(answer)}`;
}

/** The text of the first error for a sentence; its shape alone if a user has a part in the answer. */
export function shownError(answer: Answer): string {
  const text = firstError(answer);
  if (text === null || answer.isPersonal) return shown(text ?? undefined);
  return JSON.stringify(safeUpstreamText(text) ?? '');
}

/** Expects a value of a shape; names the first path that differs, and what stands there. */
export function expectShape(value: unknown, shape: z.ZodType, at: string): void {
  const parsed = shape.safeParse(value);
  if (parsed.success) return;
  const [issue] = parsed.error.issues;
  const path = issue?.path ?? [];
  const found = path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
  const where = path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}.${String(key)}`),
    at,
  );
  throw new Refuted(`${where} is ${shown(found)}: ${issue?.message ?? 'it has another shape'}`);
}
