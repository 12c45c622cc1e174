import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import type { Agents } from '../core/http/egress.js';
import { ForbiddenTarget, type Resolve, resolveTarget, type TargetRules } from './target.js';

/** How an attempt ended. Only `delivered` is a success. */
export type Outcome = 'delivered' | 'refused' | 'redirected' | 'timed_out' | 'unreachable' | 'forbidden';

/** An attempt that has ended. */
export interface Attempt {
  readonly outcome: Outcome;
  /** What happened, in words, without anything that the receiver has sent but its status. */
  readonly problem: string | null;
  /** The wait that the receiver asked for; null if it did not. */
  readonly retryAfterMs: number | null;
}

/** What one attempt sends, and what it may take. */
export interface PostOptions {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly rules: TargetRules;
  readonly resolve: Resolve;
  readonly agents: Agents;
  /** For the whole attempt. */
  readonly timeoutMs: number;
  /** Ends the attempt early: the process is closing. */
  readonly closing: AbortSignal;
}

/** An answer is drained so that its connection can serve again; a longer one ends the connection. */
const DRAIN_MAX_BYTES = 64 * 1024;

/**
 * Sends one POST to the address that the target was resolved to. Redirects are not followed, and what the
 * receiver answers is not read. Never rejects.
 */
export async function post(options: PostOptions): Promise<Attempt> {
  const limit = new TimeLimit(options.timeoutMs, options.closing);
  try {
    const { url, rules, resolve } = options;
    const address = await limit.race(resolveTarget(url, rules, resolve));
    return judge(await send(options, address, limit));
  } catch (error) {
    limit.end();
    return failed(error, limit.signal);
  }
}

/** Aborts its signal after a time, or when the process closes, unless it ended before. */
class TimeLimit {
  readonly #late = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #abort = () => this.#late.abort();
  readonly signal = this.#late.signal;

  constructor(
    timeoutMs: number,
    private readonly closing: AbortSignal,
  ) {
    this.#timer = setTimeout(this.#abort, timeoutMs);
    closing.addEventListener('abort', this.#abort);
    if (closing.aborted) this.#abort();
  }

  /** Waits for work that cannot be aborted itself. */
  async race<T>(work: Promise<T>): Promise<T> {
    const { signal } = this;
    let stop = () => {};
    const late = new Promise<never>((_, reject) => {
      stop = () => reject(new Error('aborted'));
      signal.addEventListener('abort', stop);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  end(): void {
    clearTimeout(this.#timer);
    this.closing.removeEventListener('abort', this.#abort);
  }
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

async function send(options: PostOptions, address: string, limit: TimeLimit): Promise<Answer> {
  try {
    return await sendOnce(options, address, limit);
  } catch (error) {
    // The receiver had closed the idle connection at the moment it was used.
    if (!(error instanceof StaleConnection)) throw error;
    return await sendOnce(options, address, limit);
  }
}

class StaleConnection extends Error {}

function sendOnce(
  { url, headers, body, agents }: PostOptions,
  address: string,
  limit: TimeLimit,
): Promise<Answer> {
  const { signal } = limit;
  return new Promise((resolve, reject) => {
    const isHttps = url.protocol === 'https:';
    const name = url.hostname.replace(/^\[|\]$/g, '');
    const sent = (isHttps ? httpsRequest : httpRequest)({
      method: 'POST',
      host: address,
      port: url.port === '' ? (isHttps ? 443 : 80) : Number(url.port),
      path: url.pathname + url.search,
      // The certificate must be that of the name, though the connection is to the address.
      ...(isHttps && isIP(name) === 0 ? { servername: name } : {}),
      agent: isHttps ? agents.https : agents.http,
      headers: {
        host: url.host,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Dwar-Webhooks',
        ...headers,
      },
      signal,
    });
    sent.once('response', (answer) => {
      answer.once('close', () => limit.end());
      drain(sent, answer);
      resolve({ status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'] });
    });
    // What still comes after the answer must not end the process.
    sent.on('error', (error: NodeJS.ErrnoException) => {
      const isStale = sent.reusedSocket && error.code === 'ECONNRESET' && !signal.aborted;
      reject(isStale ? new StaleConnection() : error);
    });
    sent.end(body);
  });
}

function drain(sent: ClientRequest, answer: IncomingMessage): void {
  let bytes = 0;
  answer.on('error', () => {});
  answer.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > DRAIN_MAX_BYTES) sent.destroy();
  });
}

function judge({ status, retryAfter }: Answer): Attempt {
  if (status >= 200 && status < 300) return { outcome: 'delivered', problem: null, retryAfterMs: null };
  const outcome = status >= 300 && status < 400 ? 'redirected' : 'refused';
  const followed = outcome === 'redirected' ? '; redirects are not followed' : '';
  return { outcome, problem: `answered ${status}${followed}`, retryAfterMs: waitIn(retryAfter) };
}

/** Seconds only: a date would need the receiver's clock to be right. */
function waitIn(retryAfter: string | undefined): number | null {
  return /^\d{1,9}$/.test(retryAfter ?? '') ? Number(retryAfter) * 1000 : null;
}

function failed(error: unknown, signal: AbortSignal): Attempt {
  const { message, code } = error as NodeJS.ErrnoException;
  if (error instanceof ForbiddenTarget) return { outcome: 'forbidden', problem: message, retryAfterMs: null };
  if (signal.aborted) return { outcome: 'timed_out', problem: 'gave no answer in time', retryAfterMs: null };
  const problem = `could not be reached: ${code ?? 'connection failed'}`;
  return { outcome: 'unreachable', problem, retryAfterMs: null };
}
