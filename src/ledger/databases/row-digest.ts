import { createHash } from 'node:crypto';

/** Sums of digests stay below it, so that they do not depend on the order of the rows. */
const SUM_BELOW = 2n ** 128n;

/** Digest of every column of a row: 32 hexadecimal digits. */
export function rowDigest(row: Readonly<Record<string, unknown>>): string {
  const hash = createHash('sha256');
  for (const column of Object.keys(row).sort()) {
    const value = row[column];
    const isBytes = Buffer.isBuffer(value);
    const bytes = isBytes ? value : Buffer.from(JSON.stringify(value));
    hash.update(`${column}:${isBytes ? 'bytes' : 'json'}:${bytes.length}:`).update(bytes);
  }
  return hash.digest('hex').slice(0, 32);
}

/** The sum of digests, as hexadecimal digits: the same in any order. */
export function sumOfDigests(digests: Iterable<string>): string {
  let sum = 0n;
  for (const digest of digests) sum = (sum + BigInt(`0x${digest}`)) % SUM_BELOW;
  return sum.toString(16).padStart(32, '0');
}
