import { createHmac, randomBytes } from 'node:crypto';
import { type AuthTokens, createAuthTokens } from '../gateway/auth-tokens.js';
import { paths } from '../gateway/wire.js';
import { fieldOf } from '../gateway/json.js';
import type { JsonObject } from '../core/json.js';
import { Refuted } from './refuted.js';
import { dataOf } from './expect.js';
import { type Answer, methodOf, type PartnerCall, type PartnerHttp } from './partner-http.js';
import { shown, shownJson } from './shown.js';
import type { Target } from './target.js';

/** One call in a transcript; nothing of it is private. */
export interface CallRecord {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly durationMs: number;
  readonly request: unknown;
  readonly answer: unknown;
}

/** A call as checks make it: as a guest, unless they say otherwise. */
export type StageCall = Omit<PartnerCall, 'token' | 'isPersonal'> & {
  readonly token?: string | null;
  /** Whether a user has a part in the answer, so that no text of it is shown (false). */
  readonly isPersonal?: boolean;
};

interface Kept {
  readonly value: Promise<unknown>;
  readonly calls: CallRecord[];
}

/** What all checks of a run share. */
interface Shared {
  readonly target: Target;
  readonly http: PartnerHttp;
  readonly tokens: AuthTokens;
  readonly kept: Map<string, Kept>;
  readonly runId: string;
}

const TOKEN_SECONDS = 300;

/** What checks work with: calls of the target, tokens, and results that several checks look at. */
export class Stage {
  /** The calls that the check has made or shares, in order. */
  readonly calls: CallRecord[] = [];
  readonly #shared: Shared;

  private constructor(shared: Shared) {
    this.#shared = shared;
  }

  static open(target: Target, http: PartnerHttp): Stage {
    const tokens = createAuthTokens({ secret: target.secret });
    const runId = randomBytes(4).toString('hex');
    return new Stage({ target, http, tokens, kept: new Map(), runId });
  }

  /** The same stage with an empty list of calls, for the next check. */
  next(): Stage {
    return new Stage(this.#shared);
  }

  get target(): Target {
    return this.#shared.target;
  }

  get gateway(): string {
    return this.#shared.target.gatewayName;
  }

  /** Marks what this run creates: carried as `notes`, it holds nothing personal. */
  get mark(): string {
    return `dwar contract run ${this.#shared.runId}; inert, expires untouched`;
  }

  async guest(): Promise<string> {
    return (await this.#shared.tokens.mintGuest(TOKEN_SECONDS)).token;
  }

  async connected(authId: string): Promise<string> {
    return (await this.#shared.tokens.mintConnected(authId, TOKEN_SECONDS)).token;
  }

  /** Makes one call. Throws `GatewayError` if no answer comes. */
  async call(call: StageCall): Promise<Answer> {
    const { token = await this.guest(), isPersonal = false, ...rest } = call;
    const sent = { ...rest, token, isPersonal };
    const answer = await this.#shared.http.send(sent);
    this.calls.push(this.#recordOf(sent, answer));
    return answer;
  }

  /** Runs `make` at the first of the checks that share `key`; a failure is shared too. */
  async once<T>(key: string, make: (stage: Stage) => Promise<T>): Promise<T> {
    const { kept } = this.#shared;
    let one = kept.get(key);
    if (one === undefined) {
      const stage = this.next();
      one = { value: make(stage), calls: stage.calls };
      kept.set(key, one);
    }
    try {
      return (await one.value) as T;
    } finally {
      this.calls.push(...one.calls);
    }
  }

  /** Asks for a new transaction, marked by `notes`. */
  async create(body: JsonObject, token?: string): Promise<Answer> {
    return await this.call({
      path: paths.createTransaction(this.gateway),
      body: { notes: this.mark, ...body },
      ...(token === undefined ? {} : { token }),
    });
  }

  /** Reads a transaction. */
  async details(transactionId: string, options: Partial<StageCall> = {}): Promise<Answer> {
    return await this.call({
      path: paths.transactionDetails(this.gateway),
      query: { transactionId },
      ...options,
    });
  }

  #recordOf(call: PartnerCall, answer: Answer): CallRecord {
    const { gatewayName, secret, apiSecret } = this.target;
    const secrets = [secret.reveal(), apiSecret.reveal(), gatewayName, call.token ?? ''];
    const showing = { errorTexts: !call.isPersonal, secrets: secrets.filter((text) => text !== '') };
    const { pathname } = new URL(call.path, this.target.baseUrl);
    return {
      method: methodOf(call),
      path: pathname.replaceAll(gatewayName, '{gateway}'),
      status: answer.status,
      durationMs: answer.durationMs,
      request: shownJson(call.body ?? call.query ?? null, showing),
      answer: answer.json === null ? `<${answer.text.length} characters>` : shownJson(answer.json, showing),
    };
  }
}

/** The id of a transaction that was created. Throws {@link Refuted} if there is none. */
export function createdId(answer: Answer): string {
  const id = fieldOf(dataOf(answer), 'transactionId');
  if (typeof id !== 'string' || id === '') throw new Refuted(`\`data.transactionId\` is ${shown(id)}`);
  return id;
}

/** A `smallcaseAuthId` that no user has. */
export function inventedId(): string {
  return randomBytes(12).toString('hex');
}

/** A transaction id that was never given out. */
export function unknownTransaction(): string {
  return `TRX_${randomBytes(16).toString('hex')}`;
}

/** A JWS of any claims, header and key, for tokens that no library makes. */
export function signedToken(
  key: string | Buffer,
  claims: JsonObject,
  header: JsonObject = { alg: 'HS256', typ: 'JWT' },
): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${encode(header)}.${encode(claims)}`;
  if (header.alg === 'none') return `${signed}.`;
  const hash = header.alg === 'HS512' ? 'sha512' : 'sha256';
  return `${signed}.${createHmac(hash, key).update(signed).digest('base64url')}`;
}
