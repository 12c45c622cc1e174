import type { SdkAnswer } from '../shared/messages.js';
import { sdkError, sdkErrorOf } from './errors.js';
import type { Settings } from './settings.js';

/** Section 9, the fields that are read here. */
export interface TransactionDetails {
  readonly transactionId: string;
  readonly intent: string;
  readonly status: string;
  readonly expired: boolean;
  readonly success:
    | (Readonly<Record<string, unknown>> & { readonly data?: Readonly<Record<string, unknown>> })
    | null;
  readonly error: { readonly value: boolean; readonly code?: number; readonly message?: string };
}

export interface Broker {
  readonly key: string;
  readonly name: string;
}

/** What `initSession` returns (section 23). */
export interface SessionData {
  readonly csrf: string;
  readonly gatewayToken: string;
  readonly status: string;
  readonly displayName: string;
  readonly userData: { readonly broker?: { readonly name: string } };
  readonly allowedBrokers: { readonly sst: readonly string[]; readonly holdingsImport: readonly string[] };
  readonly standIn: { readonly isOriginListed: boolean; readonly brokers: readonly Broker[] };
}

/** Refused by the emulator, with its HTTP status. */
export class CallRefused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const UNAUTHENTICATED = 401;
const BAD_REQUEST = 400;

/** The calls of one session of the SDK (section 23). A session that the emulator has lost is opened again. */
export class Session {
  private opened: SessionData | null = null;

  constructor(
    private readonly settings: Settings,
    private readonly gateway: string,
    private readonly sdkToken: string | null,
  ) {}

  /** Throws the error of a failed initialisation (section 18.3). */
  async open(): Promise<SessionData> {
    if (this.opened !== null) return this.opened;
    try {
      this.opened = await this.send<SessionData>('POST', 'initSession', { sdkToken: this.sdkToken });
      return this.opened;
    } catch (error) {
      const { message, status } = error as Partial<CallRefused>;
      if (message === 'invalid gateway') throw sdkError('invalid_gateway', null);
      if (status === UNAUTHENTICATED) throw sdkError('invalid_jwt', null);
      throw sdkErrorOf(2000);
    }
  }

  /** Throws 3002 for an id that is unknown. */
  async transaction(transactionId: string): Promise<TransactionDetails> {
    const path = `transaction?transactionId=${encodeURIComponent(transactionId)}`;
    try {
      return (await this.call<{ transaction: TransactionDetails }>('GET', path)).transaction;
    } catch (error) {
      throw (error as Partial<CallRefused>).status === BAD_REQUEST ? sdkErrorOf(3002) : error;
    }
  }

  markErrored(transactionId: string, errorCode: number, errorMessage: string): Promise<boolean> {
    const body = { transactionId, errorCode, errorMessage, status: 'ERRORED' };
    return this.call('POST', 'transaction/markErrored', body);
  }

  complete(transactionId: string, broker: string | null, token: string): Promise<SdkAnswer> {
    return this.call('POST', 'transaction/complete', { transactionId, broker, token });
  }

  /** Calls within the session. Throws {@link CallRefused}, and `internal_error` if nothing answers. */
  async call<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
    await this.open();
    try {
      return await this.send<T>(method, path, body);
    } catch (error) {
      if ((error as Partial<CallRefused>).status !== UNAUTHENTICATED) throw error;
      this.opened = null;
      await this.open();
      return await this.send<T>(method, path, body);
    }
  }

  private async send<T>(method: string, path: string, body?: object): Promise<T> {
    const { emulator, explains } = this.settings;
    const headers: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    if (this.opened !== null) {
      headers['x-sc-gateway'] = this.opened.gatewayToken;
      headers['x-sc-csrf'] = this.opened.csrf;
    }
    const url = `${emulator}/gateway/${encodeURIComponent(this.gateway)}/${path}`;
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await fetch(url, init).catch(() => null);
    const answer: unknown = await response?.json().catch(() => null);
    if (explains) explain(`${method} ${url}`, response?.status ?? null, body, answer);
    if (response === null) throw sdkErrorOf(2000);
    const { data, errors, error } = (answer ?? {}) as {
      data?: T;
      errors?: readonly string[];
      error?: string;
    };
    if (!response.ok)
      throw new CallRefused(response.status, errors?.[0] ?? error ?? `HTTP ${response.status}`);
    return data as T;
  }
}

const SECRET = /token|csrf/i;

function explain(call: string, status: number | null, ...bodies: readonly unknown[]): void {
  const hide = (key: string, value: unknown) =>
    SECRET.test(key) && typeof value === 'string' ? '(hidden)' : value;
  const shown = bodies.map((body) => (body === undefined ? null : JSON.parse(JSON.stringify(body, hide))));
  console.info(`[Dwar stand-in] ${call} → ${status ?? 'no answer'}`, ...shown);
}
