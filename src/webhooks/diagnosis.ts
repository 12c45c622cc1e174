import type { JsonObject } from '../core/json.js';
import type { Secret } from '../core/secret.js';
import { checksumOf } from '../gateway/checksum.js';
import { fieldOf } from '../gateway/json.js';
import { anywhere, type ClaimedWebhook, recogniseWebhook } from '../gateway/webhook-kind.js';
import { AUTH_ID_SHAPE, TRANSACTION_ID_SHAPE } from '../gateway/wire.js';
import { parseDelivery } from './stages.js';

/** The secrets that a sender may have signed with. */
export interface SigningSecrets {
  readonly api: Secret;
  /** Undefined unless the API secret is being changed. */
  readonly previousApi: Secret | undefined;
  readonly jwt: Secret;
}

/**
 * Why a delivery proves nothing, one sentence for each fault that was found. The sentences repeat nothing
 * of the delivery. It takes about as long as verifying the body, and some twenty checksums: call it apart
 * from the intake.
 */
export function diagnose(rawBody: Buffer, secrets: SigningSecrets): readonly string[] {
  const parsed = parseDelivery(rawBody);
  if (parsed === null) return ['The body is not a JSON object in UTF-8, or is nested too deeply.'];
  const { text, body } = parsed;
  const claimed = recogniseWebhook(body, text);
  const shapes = [...faultsOfMessage(claimed), ...faultsOfChecksum(body)];
  const candidate = candidateOf(claimed.checksum);
  if (candidate === null) return shapes;
  const match = findMatch(candidate, claimed, body, secrets);
  if (match !== null) return [...shapes, match];
  const isComplete = claimed.timestamp !== null && claimed.id !== null;
  return isComplete ? [...shapes, MATCHES_NOTHING] : shapes;
}

const MATCHES_NOTHING =
  'The checksum matches with none of the configured secrets: compare GATEWAY_API_SECRET with the API ' +
  'secret that smallcase issued.';

/** What is wrong with the two fields that a checksum is made over. */
function faultsOfMessage({ kind, timestamp, id }: ClaimedWebhook): string[] {
  const isFunds = kind === 'MUTUAL_FUNDS';
  const name = isFunds ? 'transactionId' : 'smallcaseAuthId';
  const shape = isFunds ? TRANSACTION_ID_SHAPE : AUTH_ID_SHAPE;
  const faults: string[] = [];
  if (timestamp === null) faults.push('The timestamp is missing, or is neither a text nor a number.');
  if (id === null) faults.push(`The field ${name} is missing, or is no text.`);
  else if (!shape.test(id)) faults.push(`The field ${name} does not have the shape of Gateway's ids.`);
  return faults;
}

/** What is wrong with the form of the checksum. */
function faultsOfChecksum(body: JsonObject): string[] {
  const checksum = anywhere(body, 'checksum');
  if (checksum === undefined) return ['The checksum is missing.'];
  if (typeof checksum !== 'string') return ['The checksum is no text.'];
  const faults: string[] = [];
  if (checksum.length !== 64)
    faults.push(`The checksum has the wrong length: ${checksum.length} characters instead of 64.`);
  if (!/^[0-9a-fA-F]*$/.test(checksum))
    faults.push('The checksum is not hex: it must consist of the digits 0 to 9 and a to f.');
  else if (/[A-F]/.test(checksum)) faults.push('The checksum is in upper case; it must be in lower case.');
  return faults;
}

/** The checksum as it should have been written; null if it is none in any known form. */
function candidateOf(checksum: string | null): string | null {
  const text = checksum?.slice(0, 100).trim() ?? '';
  if (/^[0-9a-fA-F]{64}$/.test(text)) return text.toLowerCase();
  return /^[A-Za-z0-9+/]{43}=?$/.test(text) ? Buffer.from(text, 'base64').toString('hex') : null;
}

/** A text that senders make checksums over by mistake, and what to say of it. */
interface Mistake {
  readonly message: string;
  readonly sentence: string;
}

/** What the checksum was made over and with which secret, as a sentence; null if that was not found. */
function findMatch(
  candidate: string,
  claimed: ClaimedWebhook,
  body: JsonObject,
  { api, previousApi, jwt }: SigningSecrets,
): string | null {
  const { timestamp, id } = claimed;
  const matches = (message: string, secret: Secret | undefined) =>
    secret !== undefined && checksumOf(message, secret) === candidate;
  if (timestamp !== null && id !== null) {
    const message = timestamp + id;
    if (matches(message, api)) return 'The checksum matches with the API secret: only its form is wrong.';
    if (matches(message, previousApi)) return 'The checksum matches with the previous API secret.';
    if (matches(message, jwt))
      return 'The checksum matches with the JWT secret: the two secrets are swapped.';
  }
  for (const { message, sentence } of mistakes(claimed, body)) {
    if (matches(message, api)) return `${sentence}.`;
    if (matches(message, previousApi)) return `${sentence}, and with the previous API secret.`;
    if (matches(message, jwt)) return `${sentence}, and with the JWT secret: the two secrets are swapped.`;
  }
  return null;
}

function* mistakes({ timestamp, id }: ClaimedWebhook, body: JsonObject): Generator<Mistake> {
  const data = fieldOf(body, 'data');
  const inner = fieldOf((data ?? {}) as JsonObject, 'timestamp');
  if (id !== null && (typeof inner === 'string' || typeof inner === 'number'))
    yield {
      message: `${inner}${id}`,
      sentence: 'The checksum matches with the timestamp under `data`, but the one at top level counts',
    };
  if (timestamp !== null && id !== null)
    yield {
      message: id + timestamp,
      sentence: 'The checksum matches over the id and then the timestamp, in the wrong order',
    };
  if (timestamp !== null)
    yield { message: timestamp, sentence: 'The checksum matches over the timestamp alone, without the id' };
  const { checksum: _, ...rest } = body;
  const sentence =
    'The checksum matches over the re-serialised body; it must be made over the timestamp and the id';
  yield { message: JSON.stringify(rest), sentence };
  if (data !== undefined) yield { message: JSON.stringify(data), sentence };
}
