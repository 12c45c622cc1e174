import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerPlainly } from './fault-answers.js';
import { type HostileAnswer, sendHostileAnswer } from './hostile-answers.js';

/** One way a partner call goes wrong (design section 6). */
export interface FaultRule {
  /** Applies to URL paths that contain this text. */
  readonly path: string;
  /** Answers with this status. */
  readonly status?: number | undefined;
  /** Waits this many real milliseconds first; without another effect, the call then proceeds as usual. */
  readonly delayMs?: number | undefined;
  /** Never answers. */
  readonly hang?: boolean | undefined;
  /** Cuts the connection. */
  readonly reset?: boolean | undefined;
  /** Answers in a way that no client should trust. */
  readonly answer?: HostileAnswer | undefined;
  /** Where `redirect` points. */
  readonly location?: string | undefined;
  /** Answers with this body: a string as it is, anything else as JSON. With status 200 unless another is given. */
  readonly body?: unknown;
  /** Extra headers of the answer, such as `retry-after`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Lets the call do its work first, so that only the answer is lost. */
  readonly after?: boolean | undefined;
  /** For how many calls; for all of them without it. */
  readonly times?: number | undefined;
}

/** The rules in force, and what they keep waiting. */
export class Faults {
  #rules: { rule: FaultRule; left: number }[] = [];
  readonly #late = new WeakMap<FastifyRequest, FaultRule>();
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
    if (active.rule.after !== true) return this.#play(active.rule, reply, null);
    this.#late.set(request, active.rule);
    return false;
  }

  /** Applies a rule that let the call do its work, to the answer `payload`; true when that answer must not be sent. */
  async applyToAnswer(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<boolean> {
    const rule = this.#late.get(request);
    if (rule === undefined) return false;
    this.#late.delete(request);
    return this.#play(rule, reply, typeof payload === 'string' ? payload : null);
  }

  async #play(rule: FaultRule, reply: FastifyReply, genuine: string | null): Promise<boolean> {
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

  /** Ends delays and slow answers; hung sockets end with the server. */
  close(): void {
    this.#abort.abort();
  }
}
