import { createCipheriv, createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** What an opaque id of the console stands for. */
export type SealedKind =
  | 'order'
  | 'transaction'
  | 'account'
  | 'viewer'
  | 'subject'
  | 'orders'
  | 'transactions'
  | 'deliveries'
  | 'accounts'
  | 'holdings'
  | 'investments'
  | 'events'
  | 'feed'
  | 'service feed'
  | 'rows';

const CIPHER = 'aes-256-ctr';
const IV_BYTES = 16;
/** Longer than any id or cursor that was sealed: the id of a viewer has up to 765 bytes. */
const LENGTH_MAX = 1_200;

/**
 * Seals ids and cursors so that they show nothing of the person they belong to: a masked operator works with
 * them without seeing an id. Equal ids have equal seals, on every instance of one ledger.
 *
 * The initialisation vector is the head of an HMAC-SHA-256 of kind and text, as in SIV (RFC 5297), and the
 * text is encrypted with AES-256 in counter mode. The keys are derived from the digest key of the ledger.
 */
export class SealedIds {
  readonly #macKey: Buffer;
  readonly #cipherKey: Buffer;

  constructor(digestKey: string) {
    this.#macKey = derive(digestKey, 'dwar console ids: authentication');
    this.#cipherKey = derive(digestKey, 'dwar console ids: encryption');
  }

  /** The opaque form of a text. */
  seal(kind: SealedKind, text: string): string {
    const iv = this.#ivOf(kind, text);
    const cipher = createCipheriv(CIPHER, this.#cipherKey, iv);
    return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]).toString('base64url');
  }

  /** The text behind a seal; null if it was forged, or sealed as another kind or for another ledger. */
  open(kind: SealedKind, sealed: string): string | null {
    if (sealed.length > LENGTH_MAX) return null;
    const bytes = Buffer.from(sealed, 'base64url');
    // Base64url has several spellings of some bytes; an id has one.
    if (bytes.length <= IV_BYTES || bytes.toString('base64url') !== sealed) return null;
    const iv = bytes.subarray(0, IV_BYTES);
    const decipher = createDecipheriv(CIPHER, this.#cipherKey, iv);
    const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES)), decipher.final()]).toString(
      'utf8',
    );
    return timingSafeEqual(iv, this.#ivOf(kind, text)) ? text : null;
  }

  #ivOf(kind: SealedKind, text: string): Buffer {
    return createHmac('sha256', this.#macKey).update(`${kind}\0${text}`).digest().subarray(0, IV_BYTES);
  }
}

function derive(digestKey: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', digestKey, '', purpose, 32));
}
