import type { SecretKeys } from '../core/secret.js';
import { yieldIfLong } from '../core/turns.js';
import { WorkerThread } from '../core/worker-thread.js';
import type { WebhookKind } from '../gateway/webhook-kind.js';
import { type ReadDelivery, type Reading, type Refusal, readBody, verifyAndRead } from './stages.js';

/** A verified delivery with its decoded content. */
export interface ReadWebhook extends ReadDelivery {
  readonly rawBody: Buffer;
}

/** A body for the thread: to be verified with any of the secrets, or, with a kind, verified before. */
export type ReaderJob = { readonly body: Uint8Array } & (
  | { readonly kind: null; readonly secrets: readonly string[] }
  | { readonly kind: WebhookKind }
);

/** Larger bodies are processed in the thread: this many bytes take some 20 ms at worst. */
export const SMALL_BYTES = 128 * 1024;
/**
 * A body that cannot be looked at in this time is answered 503; the slowest of 2 MiB takes a few seconds on a
 * busy machine.
 */
const TIMEOUT_MS = 15_000;
/**
 * Heap of the thread: what its code takes, and for each byte of the largest body what the costliest JSON
 * becomes, measured.
 */
const HEAP_MB = 64;
const HEAP_TIMES = 64;
const MAX_WAITING = 64;
const MEBIBYTE = 2 ** 20;

/**
 * Verifies the bodies of deliveries; large ones off the event loop, since a sender needs no proof (guarantee
 * G11).
 */
export class WebhookReader {
  readonly #thread: WorkerThread<ReaderJob, ReadDelivery | Refusal | Reading>;

  /** `apiSecret`: what a body may be signed with. `maxBytes`: the largest body. */
  constructor(
    private readonly apiSecret: Pick<SecretKeys, 'accepted'>,
    maxBytes: number,
  ) {
    this.#thread = new WorkerThread({
      file: 'webhooks/verify-worker.js',
      heapMb: HEAP_MB + Math.ceil((HEAP_TIMES * maxBytes) / MEBIBYTE),
      timeoutMs: TIMEOUT_MS,
      maxWaiting: MAX_WAITING,
    });
  }

  /** Verifies and decodes a delivery, see {@link verifyAndRead}. Throws {@link NoAnswer}. */
  async verify(rawBody: Buffer): Promise<ReadWebhook | Refusal> {
    const verified =
      rawBody.length > SMALL_BYTES
        ? await this.#verifyInThread(rawBody)
        : await inTurn(() => verifyAndRead(rawBody, this.apiSecret.accepted));
    return typeof verified === 'string' ? verified : { ...verified, rawBody };
  }

  /** Decodes a stored delivery, see {@link readBody}. Throws {@link NoAnswer}. */
  async read(kind: WebhookKind, body: Buffer): Promise<Reading> {
    if (body.length > SMALL_BYTES) return (await this.#thread.run({ kind, body })) as Reading;
    return await inTurn(() => readBody(kind, body.toString()));
  }

  async #verifyInThread(body: Buffer): Promise<ReadDelivery | Refusal> {
    const secrets = this.apiSecret.accepted.map((secret) => secret.reveal());
    return (await this.#thread.run({ kind: null, body, secrets })) as ReadDelivery | Refusal;
  }

  close(): Promise<void> {
    return this.#thread.close();
  }
}

async function inTurn<T>(work: () => T): Promise<T> {
  const pause = yieldIfLong();
  if (pause !== undefined) await pause;
  return work();
}
