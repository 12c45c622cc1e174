import ipaddr from 'ipaddr.js';
import { newId } from '../core/ids.js';
import { type Clock, monotonicMs } from '../core/time/clock.js';
import type { RefusedRequest, RejectedDelivery, RejectionReason } from '../core/webhook-outcome.js';
import { diagnose, type SigningSecrets } from './diagnosis.js';
import { SMALL_BYTES } from './reader.js';

interface RejectedDeliveriesOptions {
  readonly clock: Clock;
  /** Read for each diagnosis. */
  readonly secrets: () => SigningSecrets;
  /** Whether bodies are kept: never in production. */
  readonly keepsBodies: boolean;
}

const KEPT = 200;
/** Of one body, and of all bodies together. */
const BODY_BYTES = 64 * 1024;
const BODIES_BYTES = 2 * 1024 * 1024;
/** Deliveries that are diagnosed within a second, and the bytes of their bodies. */
const DIAGNOSED_PER_SECOND = 10;
const DIAGNOSED_BYTES_PER_SECOND = 256 * 1024;

const REASONS: Readonly<Record<RejectionReason, string>> = {
  malformed: 'The body is not a delivery: no JSON object, or without the fields that prove it.',
  invalid: 'The checksum is missing or wrong.',
  'too-many-bodies': 'Its proof has arrived with too many different bodies.',
  busy: 'Too many large deliveries were waiting.',
  failed: 'Receiving it failed or took too long; the log has the reason.',
  'not-stored': 'The ledger could not store it.',
  'media-type': 'It was not sent as application/json.',
  'too-large': 'It is larger than WEBHOOK_MAX_BYTES.',
  'too-slow': 'Its body did not arrive in time.',
  'broken-off': 'The connection ended before the body was whole.',
  'no-room': 'Too many bodies were arriving at once.',
};

/** The last deliveries that this instance has refused, in memory: without proof nothing is stored. */
export class RejectedDeliveries {
  /** Oldest first. */
  readonly #kept: RejectedDelivery[] = [];
  readonly #listeners = new Set<(rejected: RejectedDelivery) => void>();
  #second = { since: Number.NEGATIVE_INFINITY, count: 0, bytes: 0 };

  constructor(private readonly options: RejectedDeliveriesOptions) {}

  /** At most 200, newest first. The newest of them may not be diagnosed yet. */
  list(): readonly RejectedDelivery[] {
    return this.#kept.toReversed();
  }

  /**
   * Calls the listener with each delivery that is refused from now on, once it is diagnosed. The listener
   * must not throw. Returns a function that ends this.
   */
  onRejected(listener: (rejected: RejectedDelivery) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Drops the bodies that are kept: they may be about a viewer who was erased. */
  dropBodies(): void {
    for (const [index, entry] of this.#kept.entries()) this.#kept[index] = { ...entry, body: null };
  }

  /** Remembers a refused delivery. Its diagnosis follows in a later turn of the event loop. */
  add(refused: RefusedRequest): void {
    const { sizeBytes, reason, body } = refused;
    const { clock, keepsBodies } = this.options;
    const receivedAt = clock.now();
    const entry: RejectedDelivery = {
      id: newId(receivedAt),
      receivedAt,
      network: networkOf(refused.address),
      sizeBytes,
      mediaType: mediaTypeOf(refused.contentType),
      reason: REASONS[reason],
      diagnosis: [],
      body: keepsBodies && body !== null ? body.toString('utf8', 0, BODY_BYTES) : null,
    };
    this.#kept.push(entry);
    if (this.#kept.length > KEPT) this.#kept.shift();
    if (keepsBodies) this.#dropOldBodies();
    if (body !== null && (reason === 'malformed' || reason === 'invalid')) this.#diagnose(entry, body);
    else this.#publish(entry);
  }

  #diagnose(entry: RejectedDelivery, body: Buffer): void {
    const obstacle = this.#takeTurn(body.length);
    if (obstacle === null) setImmediate(() => this.#complete(entry, diagnose(body, this.options.secrets())));
    else this.#complete(entry, [obstacle]);
  }

  /** Why a body of this size is not diagnosed now; null if it may be. */
  #takeTurn(bytes: number): string | null {
    if (bytes > SMALL_BYTES) return 'Not diagnosed: the body is too large.';
    const now = monotonicMs(this.options.clock);
    if (now - this.#second.since >= 1_000) this.#second = { since: now, count: 0, bytes: 0 };
    const { since, count, bytes: before } = this.#second;
    if (count >= DIAGNOSED_PER_SECOND || before + bytes > DIAGNOSED_BYTES_PER_SECOND)
      return 'Not diagnosed: too many refused deliveries at once.';
    this.#second = { since, count: count + 1, bytes: before + bytes };
    return null;
  }

  #complete(entry: RejectedDelivery, diagnosis: readonly string[]): void {
    const index = this.#kept.findLastIndex(({ id }) => id === entry.id);
    // It may have been pushed out, or have lost its body meanwhile.
    const current = this.#kept[index] ?? { ...entry, body: null };
    const diagnosed = { ...current, diagnosis };
    if (index >= 0) this.#kept[index] = diagnosed;
    this.#publish(diagnosed);
  }

  #publish(rejected: RejectedDelivery): void {
    for (const listener of this.#listeners) listener(rejected);
  }

  #dropOldBodies(): void {
    let bytes = 0;
    for (let index = this.#kept.length - 1; index >= 0; index -= 1) {
      const entry = this.#kept[index];
      if (entry === undefined || entry.body === null) continue;
      bytes += Buffer.byteLength(entry.body);
      if (bytes > BODIES_BYTES) this.#kept[index] = { ...entry, body: null };
    }
  }
}

/** The network of an address as the server counts it: less than that, so that it names no person. */
function networkOf(address: string): string {
  const [text = ''] = address.split('/');
  if (!ipaddr.isValid(text)) return 'unknown';
  const parsed = ipaddr.process(text);
  if (parsed instanceof ipaddr.IPv4) return `${parsed.octets.slice(0, 3).join('.')}.0/24`;
  const { parts } = parsed as ipaddr.IPv6;
  return `${new ipaddr.IPv6([...parts.slice(0, 3), 0, 0, 0, 0, 0]).toString()}/48`;
}

const MEDIA_TYPE = /^[\w!#$&^.+-]{1,60}\/[\w!#$&^.+-]{1,60}$/;

function mediaTypeOf(contentType: string | null): string | null {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return MEDIA_TYPE.test(type) ? type : null;
}
