import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;
/** What {@link newSecret} makes: 32 bytes in base64url. */
const SHAPE = /^[\w-]{43}$/;

/** A random code or token of 256 bits. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** The SHA-256 under which a code or token is stored, in hexadecimal; null for a text that cannot be one. */
export function digestOf(secret: string): string | null {
  return SHAPE.test(secret) ? createHash('sha256').update(secret).digest('hex') : null;
}
