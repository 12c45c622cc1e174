import { readFileSync, statSync } from 'node:fs';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { Config } from '../../config/variables.js';
import { isCompactJws } from '../../core/compact-jws.js';
import { describeError } from '../../core/describe-error.js';
import { cutText, hidePrivate } from '../../core/private-text.js';
import { KeysUnavailable } from '../../viewer/key-set.js';
import { createTokenVerifier } from '../../viewer/session-token.js';
import { TOKEN_REFUSALS, type TokenRefusal, TokenRefused } from '../../viewer/token-refused.js';
import { type CliContext, CliError, EXIT_USAGE } from '../context.js';
import type { Finding } from '../../doctor/finding.js';

/** Most that is read of a file or of standard input, in bytes: more than the longest token. */
const INPUT_MAX = 64 * 1024;

/**
 * Reads the session token that `--token` names: `-` is standard input, anything else a file. Throws
 * `CliError` if it is a token itself, since every user of the machine can read arguments. No message repeats
 * the argument.
 */
export async function readToken(context: CliContext, source: string): Promise<string> {
  if (looksLikeToken(source)) {
    throw new CliError('--token holds a token, and every user of this machine can read arguments', {
      hint: 'Pass the token on standard input with `--token -`, or the path of a file that holds it.',
      exitCode: EXIT_USAGE,
    });
  }
  const text = source === '-' ? await context.readInput(INPUT_MAX) : readTokenFile(source);
  const value = text
    .trim()
    .replace(/^authorization:/i, '')
    .trim();
  const token = value.replace(/^bearer(?: |$)/i, '').trim();
  if (token !== '' && !/\s/.test(token)) return token;
  throw new CliError('--token: there must be one token, and nothing else, in what it names', {
    exitCode: EXIT_USAGE,
  });
}

/** A shorter text may be the name of a file. */
const TOKEN_MIN = 40;

function looksLikeToken(source: string): boolean {
  const text = source.trim();
  if (/^(?:bearer\s|eyJ[\w-]*\.)/i.test(text)) return true;
  return text.length >= TOKEN_MIN && isCompactJws(text, INPUT_MAX);
}

function readTokenFile(path: string): string {
  try {
    if (statSync(path).size > INPUT_MAX) throw Object.assign(new Error(), { code: 'EFBIG' });
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CliError(`the file that --token names cannot be read: ${code}`, { exitCode: EXIT_USAGE });
  }
}

/** Verifies a session token as the server does, and says why the server would refuse it. */
export async function checkToken(config: Config, token: string): Promise<Finding> {
  const check = 'token';
  try {
    const { expiresAt } = await createTokenVerifier(config).verify(token);
    return { check, level: 'ok', text: `is accepted until ${new Date(expiresAt).toISOString()}` };
  } catch (error) {
    if (error instanceof KeysUnavailable) {
      const reason = describeError(error.cause).message;
      const hint = 'Whether the token is good is not known; callers get AUTHENTICATION_UNAVAILABLE (503).';
      return { check, level: 'fail', text: `cannot be verified: ${reason}`, hint };
    }
    if (!(error instanceof TokenRefused)) throw error;
    const hint = [TOKEN_REFUSALS[error.code], detailOf(error.code, token, config)].join(' ').trim();
    return { check, level: 'fail', text: `is refused: ${error.code}`, hint };
  }
}

/** What the token has, next to what is expected. Nothing of its subject or signature. */
function detailOf(reason: TokenRefusal, token: string, config: Config): string {
  const { header, claims } = decode(token);
  switch (reason) {
    case 'algorithm':
      return `It has ${shown(header.alg)}.`;
    case 'unknown_key':
      return `It has kid ${shown(header.kid)} and alg ${shown(header.alg)}.`;
    case 'issuer':
      return `It has ${shown(claims.iss)}, and AUTH_ISSUER is ${shown(config.AUTH_ISSUER)}.`;
    case 'audience':
      return `It has ${shown(claims.aud)}, and AUTH_AUDIENCE is ${shown(config.AUTH_AUDIENCE)}.`;
    case 'claims':
      return `Its sub is ${kindOf(claims.sub)}, its exp ${kindOf(claims.exp)}.`;
    case 'expired':
      return `It expired ${secondsAfter(claims.exp)} s ago by this machine's clock.`;
    case 'not_yet_valid':
      return `It begins in ${-secondsAfter(claims.nbf)} s by this machine's clock.`;
    default:
      return '';
  }
}

function kindOf(value: unknown): string {
  return value === undefined ? 'missing' : `a ${Array.isArray(value) ? 'list' : typeof value}`;
}

function secondsAfter(epochSeconds: unknown): number {
  return Math.round(Date.now() / 1000 - Number(epochSeconds));
}

type Decoded = Readonly<Record<string, unknown>>;

function decode(token: string): { readonly header: Decoded; readonly claims: Decoded } {
  try {
    return { header: { ...decodeProtectedHeader(token) }, claims: decodeJwt(token) };
  } catch {
    return { header: {}, claims: {} };
  }
}

const SHOWN_MAX = 200;

/** A value of the token, without personal data and not too long. */
function shown(value: unknown): string {
  if (value === undefined) return 'none';
  return hidePrivate(cutText(JSON.stringify(value).replace(/\p{Cc}/gu, ' '), SHOWN_MAX));
}
