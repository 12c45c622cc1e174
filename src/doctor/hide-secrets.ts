import type { Config } from '../config/variables.js';
import { Secret } from '../core/secret.js';
import type { Finding } from './finding.js';

const HIDDEN = '[secret]';
/** A shorter parameter of a URL is a switch such as `require`. */
const PARAMETER_MIN = 8;

/**
 * Returns a function that hides every secret of a configuration in a finding: a server may quote in its error
 * what it was sent.
 */
export function secretsHider(config: Config): (finding: Finding) => Finding {
  const secrets = [...new Set(Object.values(config).flatMap(secretsIn))]
    .filter((text) => text !== '')
    // A secret may be a part of another one.
    .sort((one, other) => other.length - one.length);
  const hide = (text: string) => secrets.reduce((shown, secret) => shown.replaceAll(secret, HIDDEN), text);
  return ({ hint, ...finding }) => ({
    ...finding,
    text: hide(finding.text),
    ...(hint === undefined ? {} : { hint: hide(hint) }),
  });
}

/** The secrets in the value of a variable, as written and decoded: itself, or the password of a URL. */
function secretsIn(value: unknown): readonly string[] {
  if (value instanceof Secret) return [value.reveal(), ...passwordsIn(value.reveal())];
  return typeof value === 'string' ? passwordsIn(value) : [];
}

/** The password of a URL, and the value of each of its parameters that could be one. */
function passwordsIn(text: string): readonly string[] {
  if (!text.includes('://') || !URL.canParse(text)) return [];
  const { password, searchParams } = new URL(text);
  const values = [...searchParams].map(([, value]) => value).filter(({ length }) => length >= PARAMETER_MIN);
  return [password, decoded(password), ...values];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
