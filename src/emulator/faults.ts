import { STATUS_CODES } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HTTP_ERRORS } from '../gateway/wire.js';
import { failure } from './refusal.js';

/** One way a partner call goes wrong (design section 6). */
export interface FaultRule {
  /** Applies to URL paths that contain this text. */
  readonly path: string;
  /** Answers with this status. */
  readonly status?: number | undefined;
  /** Waits this many real milliseconds first; alone, the call then goes on as usual. */
  readonly delayMs?: number | undefined;
  /** Never answers. */
  readonly hang?: boolean | undefined;
  /** Cuts the connection. */
  readonly reset?: boolean | undefined;
  /** Answers with this body: a string as it is, anything else as JSON. With status 200 unless another is given. */
  readonly body?: unknown;
  /** Extra headers of the answer, such as `retry-after`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** For how many calls; for all of them without it. */
  readonly times?: number | undefined;
}

/** The rules in force, and the sockets they keep hanging. */
export class Faults {
  #rules: { rule: FaultRule; left: number }[] = [];
  readonly #abort = new AbortController();

  /** Replaces all rules; an empty list ends all faults. */
  set(rules: readonly FaultRule[]): void {
    this.#rules = rules.map((rule) => ({ rule, left: rule.times ?? Number.POSITIVE_INFINITY }));
  }

  list(): readonly FaultRule[] {
    return this.#rules
      .filter(({ left }) => left > 0)
      .map(({ rule, left }) => (Number.isFinite(left) ? { ...rule, times: left } : rule));
  }

  /** Applies the first rule that fits to a call; true when the call is answered or cut off with that. */
  async apply(path: string, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const active = this.#rules.find(({ rule, left }) => left > 0 && path.includes(rule.path));
    if (active === undefined) return false;
    active.left -= 1;
    const { rule } = active;
    if (rule.delayMs !== undefined)
      await delay(rule.delayMs, undefined, { signal: this.#abort.signal, ref: false }).catch(() => {});
    if (rule.reset === true || rule.hang === true) {
      reply.hijack();
      if (rule.reset === true) request.raw.socket.resetAndDestroy();
      return true;
    }
    return answer(rule, reply);
  }

  /** Ends delays; hung sockets end with the server. */
  close(): void {
    this.#abort.abort();
  }
}

function answer({ status, body, headers }: FaultRule, reply: FastifyReply): boolean {
  if (status === undefined && body === undefined) return false;
  reply.code(status ?? 200).headers(headers ?? {});
  if (typeof body === 'string')
    reply.type(body.trimStart().startsWith('<') ? 'text/html' : 'application/json').send(body);
  else reply.type('application/json').send(JSON.stringify(body ?? defaultBody(status ?? 200)));
  return true;
}

function defaultBody(status: number): unknown {
  const known = Object.values(HTTP_ERRORS).find((error) => error.status === status);
  return failure(known?.text ?? STATUS_CODES[status] ?? 'Error', known?.errorType ?? null);
}
