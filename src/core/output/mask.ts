import { hidePrivate } from '../private-text.js';

/**
 * Hides personal data and proofs in text for a screen (guarantee G8). What remains still distinguishes two
 * rows.
 */

const HIDDEN = '***';
/** Fields with personal data or a proof, hidden in any form. */
const HIDDEN_FIELDS = [
  /^pan(?:_?no|number)?$/i,
  /^(?:phone|mobile)(?:_?(?:no|number))?$/i,
  /^email(?:_?(?:id|address))?$/i,
  /^(?:dob|date_?of_?birth|address)$/i,
  /^(?:checksum|password|secret)$/i,
  /token$/i,
];
/** Fields with the name of a person. Product names are hidden as well, which does no harm. */
const NAME_FIELD =
  /^(?:name|(?:first|last|middle|full|user|client|investor|holder|nominee|account)_?(?:holder_?)?name)$/i;
/** Fields with an id that identifies a person's account or order. */
const ID_FIELDS = [
  /^(?:smallcaseAuthId|authId|transactionId|batchId|exchangeOrderId|iscid)$/i,
  /^(?:folio(?:_?(?:no|number))?|clientId|client_?code|viewer(?:Id)?|sub)$/i,
  /^(?:createdFor|actsOn(?:Order)?|actionId)$/i,
];

/** Shortens `5f0321b5f3743c31d95abd35` to `5f03…bd35`; hides shorter ids entirely. */
export function maskId(id: string): string {
  const head = /^TRX_/.test(id) ? 8 : 4;
  return id.length < head + 8 ? HIDDEN : `${id.slice(0, head)}…${id.slice(-4)}`;
}

/** Hides anything that looks like a PAN, an e-mail address, an Indian mobile number or a token. */
export function maskText(text: string): string {
  return hidePrivate(text, () => HIDDEN);
}

/**
 * Copies decoded JSON and hides personal data. Numbers keep their type unless they look like a phone number.
 */
export function maskJson(value: unknown, field = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => maskJson(item, field));
  if (isPlainObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [maskText(key), maskJson(inner, key)]),
    );
  }
  if (value === null || value === '' || typeof value === 'boolean') return value;
  return maskScalar(value, field);
}

function maskScalar(value: unknown, field: string): unknown {
  if (NAME_FIELD.test(field) || matchesAny(HIDDEN_FIELDS, field)) return HIDDEN;
  const text = String(value);
  if (matchesAny(ID_FIELDS, field)) return maskId(text);
  const masked = maskText(text);
  return masked === text ? value : masked;
}

function matchesAny(patterns: readonly RegExp[], text: string): boolean {
  return patterns.some((pattern) => pattern.test(text));
}

/** A lossless number is an object too, but counts as a value. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !('isLosslessNumber' in value);
}
