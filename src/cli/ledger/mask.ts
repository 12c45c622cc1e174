import { hidePrivate } from '../../core/private-text.js';

/**
 * Hides personal data and proofs in text meant for a screen (guarantee G8). What is left is enough to tell two rows apart.
 */

const HIDDEN = '***';
/** Fields whose value is a person's, or proves something, in any form. */
const HIDDEN_FIELD =
  /^(?:pan|pan_?no|panNumber|phone|phone_?(?:no|number)|mobile|mobile_?(?:no|number)|email|email_?(?:id|address)|dob|date_?of_?birth|address|checksum|password|secret)$|token$/i;
/** Names of people and of what they hold; product names are hidden along with them, which does no harm. */
const NAME_FIELD =
  /^(?:name|(?:first|last|middle|full|user|client|investor|holder|nominee|account)_?(?:holder_?)?name)$/i;
/** Ids that lead to one person's account or order. */
const ID_FIELD =
  /^(?:smallcaseAuthId|authId|transactionId|batchId|exchangeOrderId|iscid|folio(?:_?(?:no|number))?|clientId|client_?code|viewer|sub)$/i;

/** `5f0321b5f3743c31d95abd35` becomes `5f03…bd35`; what is too short to show a part of is hidden whole. */
export function maskId(id: string): string {
  const head = /^TRX_/.test(id) ? 8 : 4;
  return id.length < head + 8 ? HIDDEN : `${id.slice(0, head)}…${id.slice(-4)}`;
}

/** Hides what looks like a PAN, an e-mail address, an Indian mobile number or a token anywhere in a text. */
export function maskText(text: string): string {
  return hidePrivate(text, () => HIDDEN);
}

/** A copy of decoded JSON in which personal data is hidden; numbers keep their type unless they look like a phone number. */
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
  if (HIDDEN_FIELD.test(field) || NAME_FIELD.test(field)) return HIDDEN;
  const text = String(value);
  if (ID_FIELD.test(field)) return maskId(text);
  const masked = maskText(text);
  return masked === text ? value : masked;
}

/** Objects of a class, such as numbers kept as digits, are values. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !('isLosslessNumber' in value);
}
