import { type OutgoingHttpHeaders, STATUS_CODES } from 'node:http';
import type { FastifyReply } from 'fastify';
import { HTTP_ERRORS } from '../../gateway/wire.js';
import { failure } from '../partner-api/refusal.js';

/** The part of a fault rule that describes its answer. */
export interface AnswerRule {
  readonly status?: number | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Answers with a rule's status and body. Returns false if it has neither. */
export function answerPlainly(rule: AnswerRule, reply: FastifyReply): boolean {
  const { status, body } = rule;
  if (status === undefined && body === undefined) return false;
  const isText = typeof body === 'string';
  const text = isText ? body : JSON.stringify(body ?? defaultBody(status ?? 200));
  const type = isText && body.trimStart().startsWith('<') ? 'text/html' : 'application/json; charset=utf-8';
  beginAnswer(rule, reply, { 'content-type': type, 'content-length': Buffer.byteLength(text) });
  reply.raw.end(text);
  return true;
}

/** Detaches the reply from Fastify and sends status and headers; the caller sends the body. */
export function beginAnswer(rule: AnswerRule, reply: FastifyReply, headers: OutgoingHttpHeaders): void {
  reply.code(rule.status ?? 200).hijack();
  reply.raw.writeHead(reply.statusCode, {
    ...(reply.getHeaders() as OutgoingHttpHeaders),
    ...headers,
    ...rule.headers,
  });
}

function defaultBody(status: number): unknown {
  const known = Object.values(HTTP_ERRORS).find((error) => error.status === status);
  return failure(known?.text ?? STATUS_CODES[status] ?? 'Error', known?.errorType ?? null);
}
