import { Agent, request } from 'node:http';
import { lookup as lookUp } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { readVersion } from '../../core/built/version.js';
import { CliError, EXIT_USAGE } from '../context.js';

const TIMEOUT_MS = 10_000;

/** What a forwarded delivery was answered with. */
export interface Forwarded {
  /** The status of the answer; null if none came. */
  readonly status: number | null;
  /** Why it counts as failed; null if the status is 2xx. */
  readonly problem: string | null;
  readonly tookMs: number;
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

function isLoopback(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && LOOPBACK.check(address, version === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Parses the URL of `--forward-to`: http at this machine. Throws `CliError` for anything else; whether a name
 * leads to this machine is checked at each connection.
 */
export function parseForwardUrl(value: string): URL {
  const refuse = (reason: string) =>
    new CliError(`--forward-to ${reason}`, {
      hint: 'Give a URL of this machine, such as http://127.0.0.1:3000/webhooks.',
      exitCode: EXIT_USAGE,
    });
  if (!URL.canParse(value)) throw refuse('must be a URL');
  const url = new URL(value);
  if (url.protocol !== 'http:') throw refuse('must begin with http://');
  if (url.username + url.password !== '') throw refuse('must hold no user and password');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isLoopback(host)) throw refuse('must be an address of this machine');
  return url;
}

/** Resolves names as usual, and fails unless every address is one of this machine. */
export const lookupLoopback: LookupFunction = (hostname, options, callback) => {
  lookUp(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error !== null || first === undefined) return callback(error ?? new Error('no address'), '', 0);
    if (!addresses.every(({ address }) => isLoopback(address)))
      return callback(Object.assign(new Error('not loopback'), { code: 'NOT_LOOPBACK' }), '', 0);
    if (options.all === true) return callback(null, addresses);
    return callback(null, first.address, first.family);
  });
};

const PROBLEMS: Readonly<Record<string, string>> = {
  NOT_LOOPBACK: 'the name leads to another machine',
  ECONNREFUSED: 'nothing listens there',
};

/**
 * Posts deliveries to a server on this machine, one after another. It follows no redirect and uses no proxy.
 */
export class Forwarder {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1, lookup: lookupLoopback });

  constructor(private readonly url: URL) {}

  /** Posts the bytes as Gateway has sent them. Never rejects. */
  async post(deliveryId: string, body: Buffer, signal: AbortSignal): Promise<Forwarded> {
    const startedAt = performance.now();
    const outcome = await this.#send(deliveryId, body, signal).then(
      (status) => ({ status, problem: problemOf(status) }),
      (error: NodeJS.ErrnoException) => ({ status: null, problem: reasonOf(error) }),
    );
    return { ...outcome, tookMs: Math.round(performance.now() - startedAt) };
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(deliveryId: string, body: Buffer, signal: AbortSignal): Promise<number> {
    const headers = {
      'content-type': 'application/json',
      'content-length': body.length,
      'user-agent': `dwar-listen/${readVersion()}`,
      'dwar-delivery': deliveryId,
    };
    const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    return new Promise((resolve, reject) => {
      const sent = request(
        this.url,
        { method: 'POST', agent: this.#agent, headers, signal: limit },
        (response) => {
          response.on('error', reject);
          response.on('end', () => resolve(response.statusCode ?? 0));
          // Nothing of the answer is used.
          response.resume();
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }
}

function problemOf(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? 'a redirect, which is not followed' : 'not accepted';
}

function reasonOf({ code = '', name }: NodeJS.ErrnoException): string {
  if (name === 'TimeoutError' || code === 'ABORT_ERR' || code === '23')
    return `no answer within ${TIMEOUT_MS / 1000} s`;
  return PROBLEMS[code] ?? `no answer${/^[A-Z_]+$/.test(code) ? ` (${code})` : ''}`;
}
