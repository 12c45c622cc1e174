import { AppError } from '../../core/errors.js';
import type { Secret } from '../../core/secret.js';

/** Moving the clock by a day runs everything that becomes due on the way. */
const TIMEOUT_MS = 30_000;
const ANSWER_MAX_BYTES = 16 * 1024 * 1024;

/** A call of the emulator's control API. */
export interface ControlCall {
  readonly method: 'GET' | 'POST';
  /** Below `/__emulator/`. */
  readonly path: string;
  /** The query of the URL, without the question mark. Default: none. */
  readonly query?: string;
  readonly body?: unknown;
}

/** Its answer: JSON as text. */
export interface ControlAnswer {
  readonly status: number;
  readonly text: string;
}

/** One call of Gateway's API, as the emulator lists it. */
export interface ReceivedCall {
  readonly id: number;
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly transactionId: string | null;
}

/** One webhook, as the emulator lists it. */
export interface SentWebhook {
  readonly id: string;
  readonly kind: string;
  readonly transactionId: string | null;
  readonly mode: string;
  readonly tampering?: string;
  readonly state: string;
  readonly sha256: string;
  readonly createdAt: string;
  readonly nextAttemptAt: string | null;
  readonly attempts: readonly { readonly at: string; readonly status: number | null }[];
  readonly body: unknown;
}

/** Calls the control API of an emulator with its token. */
export class EmulatorControl {
  readonly #base: URL;
  readonly #token: Secret;

  constructor({ url, controlToken }: { readonly url: string; readonly controlToken: Secret }) {
    this.#base = new URL('/__emulator/', url);
    this.#token = controlToken;
  }

  /** Passes a call on. Throws EMULATOR_UNAVAILABLE if there is no answer within 30 s, or one over 16 MiB. */
  async call({ method, path, query = '', body }: ControlCall): Promise<ControlAnswer> {
    const url = new URL(path, this.#base);
    url.search = query;
    try {
      const response = await fetch(url, {
        method,
        headers: {
          authorization: `Bearer ${this.#token.reveal()}`,
          ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
        },
        ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return { status: response.status, text: await boundedText(response) };
    } catch (cause) {
      throw new AppError('EMULATOR_UNAVAILABLE', 'The emulator of `dwar dev` gave no answer.', { cause });
    }
  }

  /** The newest calls of Gateway's API that it received, oldest first. Throws EMULATOR_UNAVAILABLE. */
  async receivedCalls(limit: number): Promise<readonly ReceivedCall[]> {
    return await this.#list<ReceivedCall>('requests/recent', limit);
  }

  /** The newest webhooks that it made, oldest first. Throws EMULATOR_UNAVAILABLE. */
  async sentWebhooks(limit: number): Promise<readonly SentWebhook[]> {
    return await this.#list<SentWebhook>('deliveries', limit);
  }

  async #list<Row>(path: string, limit: number): Promise<readonly Row[]> {
    const { status, text } = await this.call({ method: 'GET', path, query: `limit=${limit}` });
    if (status === 200) return JSON.parse(text) as readonly Row[];
    throw new AppError('EMULATOR_UNAVAILABLE', `The emulator answered ${status}.`);
  }
}

async function boundedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > ANSWER_MAX_BYTES) throw new Error(`the answer has more than ${ANSWER_MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
