import type { Secret } from '../core/secret.js';

/** The secret published in Gateway's documentation, and common placeholders. */
const SAMPLE_SECRETS = [
  'gatewayDemo_secret',
  'have-a-good-day',
  'changeme',
  'change-me',
  'replace-me',
  'secret-secret',
];

/** Minimum key of HMAC with SHA-256, in bytes: the length of the hash (RFC 7518, 3.2; RFC 2104, 3). */
export const SECRET_MIN_BYTES = 32;

type Secrets<Name extends string> = { readonly [Each in Name]?: Secret | undefined };

/** Whether a secret is public. */
export function isSampleSecret(secret: string): boolean {
  return SAMPLE_SECRETS.includes(secret);
}

/** Whether a secret is so short that it could be brute-forced from a token or checksum. */
export function isShortSecret(secret: Secret | undefined): boolean {
  return secret !== undefined && Buffer.byteLength(secret.reveal()) < SECRET_MIN_BYTES;
}

/** A problem for each of these secrets that is set and too short to sign tokens. */
export function shortForTokens<Name extends string>(config: Secrets<Name>, names: readonly Name[]): string[] {
  return names
    .filter((name) => isShortSecret(config[name]))
    .map(
      (name) =>
        `${name} is shorter than ${SECRET_MIN_BYTES} bytes, which HS256 needs; ` +
        'make one with: openssl rand -base64 48',
    );
}

/** A problem for each pair of secrets that are both set, to one value. */
export function equalSecrets<Name extends string>(
  config: Secrets<Name>,
  pairs: readonly (readonly [Name, Name])[],
): string[] {
  return pairs
    .filter(([left, right]) => {
      const other = config[right];
      return other !== undefined && config[left]?.equals(other.reveal()) === true;
    })
    .map(([left, right]) => `${left} and ${right} are equal; they are different secrets`);
}
