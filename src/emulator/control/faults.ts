import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerPlainly } from './fault-answers.js';
import { type HostileAnswer, sendHostileAnswer } from './hostile-answers.js';

/** Makes partner calls fail (design section 6). */
export interface FaultRule {
  /** Applies to URL paths that contain this text. `/gateway/` matches the creation of transactions alone. */
  readonly path: string;
  /** Answers with this status. */
  readonly status?: number | undefined;
  /** Waits this many real milliseconds first; without another effect, the call then proceeds as usual. */
  readonly delayMs?: number | undefined;
  /** Never answers. */
  readonly hang?: boolean | undefined;
  /** Cuts the connection. */
  readonly reset?: boolean | undefined;
  /** Sends an answer that a client must survive. */
  readonly answer?: HostileAnswer | undefined;
  /** Where `redirect` points. */
  readonly location?: string | undefined;
  /** Answers with this body: a string unchanged, anything else as JSON. The default status is 200. */
  readonly body?: unknown;
  /** Extra headers of the answer, such as `retry-after`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Applies the rule after the call has done its work, so that only the answer is lost. */
  readonly after?: boolean | undefined;
  /** How many calls the rule applies to. Default: all. */
  readonly times?: number | undefined;
}

/** The fault rules in force, and the calls they delay. */
export class Faults {
  #rules: { rule: FaultRule; left: number }[] = [];
  readonly #afterRules = new WeakMap<FastifyRequest, FaultRule>();
  readonly #abort = new AbortController();

  /** Replaces all rules; an empty list removes them. */
  set(rules: readonly FaultRule[]): void {
    this.#rules = rules.map((rule) => ({ rule, left: rule.times ?? Number.POSITIVE_INFINITY }));
  }

  list(): readonly FaultRule[] {
    return this.#rules
      .filter(({ left }) => left > 0)
      .map(({ rule, left }) => (Number.isFinite(left) ? { ...rule, times: left } : rule));
  }

  /** Applies the first matching rule to a call. Returns true if the rule has answered it or cut it off. */
  async apply(path: string, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const active = this.#rules.find(({ rule, left }) => left > 0 && path.includes(rule.path));
    if (active === undefined) return false;
    active.left -= 1;
    if (active.rule.after !== true) return this.#apply(active.rule, reply, null);
    this.#afterRules.set(request, active.rule);
    return false;
  }

  /** Applies an `after` rule to the answer `payload`. Returns true if that answer must not be sent. */
  async applyToAnswer(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<boolean> {
    const rule = this.#afterRules.get(request);
    if (rule === undefined) return false;
    this.#afterRules.delete(request);
    return this.#apply(rule, reply, typeof payload === 'string' ? payload : null);
  }

  async #apply(rule: FaultRule, reply: FastifyReply, genuine: string | null): Promise<boolean> {
    if (rule.delayMs !== undefined)
      await delay(rule.delayMs, undefined, { signal: this.#abort.signal, ref: false }).catch(() => {});
    if (rule.reset === true || rule.hang === true) {
      reply.hijack();
      if (rule.reset === true) reply.request.raw.socket.resetAndDestroy();
      return true;
    }
    if (rule.answer !== undefined) {
      sendHostileAnswer(rule.answer, rule, reply, { genuine, signal: this.#abort.signal });
      return true;
    }
    return answerPlainly(rule, reply);
  }

  /** Ends delays and slow answers. Closing the server ends hung sockets. */
  close(): void {
    this.#abort.abort();
  }
}
