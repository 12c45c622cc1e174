import { isRecord, type JsonObject } from '../core/json.js';
import { type Agents, createAgents } from '../core/http/egress.js';
import { exchange } from '../gateway/http-exchange.js';
import { HEADER_AUTH_TOKEN, HEADER_SECRET } from '../gateway/wire.js';
import type { Target } from './target.js';

/** One call as a check makes it: unlike Dwar's own client, with headers left out or wrong on purpose. */
export interface PartnerCall {
  readonly method?: 'GET' | 'POST' | 'OPTIONS';
  /** A path below the base URL, or a whole URL. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Value of `x-gateway-secret`: the API secret by default; null leaves the header out. */
  readonly secret?: string | null;
  /** Value of `x-gateway-authtoken`; null leaves the header out. */
  readonly token: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether a user has a part in the answer. */
  readonly isPersonal: boolean;
}

/** An answer of any status. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
  /** The body, if it is a JSON object. */
  readonly json: JsonObject | null;
  /** Epoch milliseconds of the `Date` header; of our clock where there is none. */
  readonly at: number;
  readonly durationMs: number;
  /** Whether a user has a part in it, so that no text of it may be shown. */
  readonly isPersonal: boolean;
}

/** Longest answer that is read, in bytes. */
const ANSWER_MAX_BYTES = 10 * 1024 * 1024;
const IDLE_MS = 4_000;

/** Makes calls of one target, each once. */
export class PartnerHttp {
  readonly #target: Target;
  readonly #agents = new Map<string, Agents>();

  constructor(target: Target) {
    this.#target = target;
  }

  /** Throws `GatewayError` if no answer comes. */
  async send(call: PartnerCall): Promise<Answer> {
    const { timeoutMs } = this.#target;
    const url = this.#urlOf(call);
    const startedAt = performance.now();
    const answer = await exchange({
      operation: `${methodOf(call)} ${call.path}`,
      method: methodOf(call),
      url,
      headers: this.#headersOf(call),
      body: call.body === undefined ? undefined : JSON.stringify(call.body),
      signal: undefined,
      agent: this.#agentsFor(url),
      connectTimeoutMs: timeoutMs,
      responseTimeoutMs: timeoutMs,
      totalTimeoutMs: timeoutMs,
      maxAnswerBytes: ANSWER_MAX_BYTES,
    });
    const text = answer.body.toString('utf8');
    const date = Date.parse(answer.date ?? '');
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      json: parseObject(text),
      at: Number.isFinite(date) ? date : Date.now(),
      durationMs: Math.round(performance.now() - startedAt),
      isPersonal: call.isPersonal,
    };
  }

  /** Ends idle connections. */
  close(): void {
    for (const { http, https } of this.#agents.values()) {
      http.destroy();
      https.destroy();
    }
  }

  #urlOf({ path, query = {} }: PartnerCall): URL {
    const isWhole = /^https?:/.test(path);
    const base = this.#target.baseUrl.replace(/(?<!\/)\/+$/, '');
    const url = new URL(isWhole ? path : `${base}${path}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value);
    return url;
  }

  #headersOf(call: PartnerCall): Record<string, string> {
    const secret = call.secret === undefined ? this.#target.apiSecret.reveal() : call.secret;
    return {
      accept: 'application/json',
      'user-agent': 'dwar-contract',
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(secret === null ? {} : { [HEADER_SECRET]: secret }),
      ...(call.token === null ? {} : { [HEADER_AUTH_TOKEN]: call.token }),
      ...call.headers,
    };
  }

  #agentsFor(url: URL): Agents {
    const known = this.#agents.get(url.origin);
    if (known !== undefined) return known;
    const { proxies, timeoutMs } = this.#target;
    const agents = createAgents(url.href, proxies, { keepAlive: true, timeout: IDLE_MS }, timeoutMs);
    this.#agents.set(url.origin, agents);
    return agents;
  }
}

/** How a call is made. */
export function methodOf({ method, body }: PartnerCall): 'GET' | 'POST' | 'OPTIONS' {
  return method ?? (body === undefined ? 'GET' : 'POST');
}

/** The JSON object that a text holds; null for anything else. */
export function parseObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}
