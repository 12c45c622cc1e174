import { Agent as HttpAgent, type AgentOptions, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Socket } from 'node:net';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { Secret } from '../secret.js';
import { isExemptFromProxy } from './no-proxy.js';

/** The proxies for calls of other servers, by the names of their variables. The URLs may hold passwords. */
export interface EgressProxies {
  readonly HTTPS_PROXY?: Secret | undefined;
  readonly HTTP_PROXY?: Secret | undefined;
  /** Targets that are called without a proxy; see {@link isExemptFromProxy}. */
  readonly NO_PROXY?: readonly string[];
}

/** The agents for the requests of one target, whichever scheme it has. */
export interface Agents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

/**
 * Agents for a target: direct ones or, where a proxy is set for it, ones that lead through a tunnel
 * (`CONNECT`), for http targets too. So an answer is always the target's own; a proxy that refuses is an
 * error whose code begins with `PROXY_`, before anything is sent to the target. `connectTimeoutMs` limits how
 * long the proxy may take to answer.
 */
export function createAgents(
  target: string,
  proxies: EgressProxies,
  options: AgentOptions,
  connectTimeoutMs: number,
): Agents {
  const proxy = proxyFor(target, proxies);
  if (proxy === null) return { http: new HttpAgent(options), https: new HttpsAgent(options) };
  const tunnel = new TunnelAgent(proxy, options, connectTimeoutMs);
  return { http: tunnel, https: tunnel as unknown as HttpsAgent };
}

/** The proxy that leads to a target; null if it is called directly. */
export function proxyFor(target: string, proxies: EgressProxies): URL | null {
  const url = new URL(target);
  const proxy = url.protocol === 'https:' ? proxies.HTTPS_PROXY : proxies.HTTP_PROXY;
  if (proxy === undefined || isExemptFromProxy(url, proxies.NO_PROXY ?? [])) return null;
  return new URL(proxy.reveal());
}

/** A proxy as it may be shown: without its user and password (guarantee G8). */
export function describeProxy({ protocol, host, username, password }: URL): string {
  return `${protocol}//${username + password === '' ? '' : '[hidden]@'}${host}`;
}

/**
 * The library's agent, except that a proxy has limited time, that its refusal is an error (the library hands
 * it on as the target's answer), and that idle connections end as the options say.
 */
class TunnelAgent extends HttpsProxyAgent<string> {
  readonly #timeoutMs: number;

  constructor(proxy: URL, options: AgentOptions, timeoutMs: number) {
    super(proxy, options);
    this.#timeoutMs = timeoutMs;
    Object.assign(this.options, options);
  }

  override async connect(
    request: ClientRequest,
    options: Parameters<HttpsProxyAgent<string>['connect']>[1],
  ): Promise<Socket> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), this.#timeoutMs);
    let status = 0;
    request.once('proxyConnect', ({ statusCode }: { statusCode: number }) => (status = statusCode));
    // Read before the first turn ends, so each connection has its own signal.
    this.connectOpts = { ...this.connectOpts, signal: late.signal };
    try {
      const socket = await super.connect(request, options);
      if (status === 200) return socket;
      socket.destroy();
    } catch (error) {
      if (!late.signal.aborted) throw error;
      throw proxyError('PROXY_TIMEOUT', 'the proxy did not answer in time');
    } finally {
      clearTimeout(timer);
    }
    throw proxyError(`PROXY_${status}`, `the proxy answered ${status}`);
  }
}

function proxyError(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
