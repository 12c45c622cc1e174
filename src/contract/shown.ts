import { isRecord } from '../core/json.js';
import { hidePrivate } from '../core/private-text.js';
import { BROKER_KEY_ALIASES, BROKERS, LEPRECHAUN_SUFFIX } from '../gateway/brokers.js';
import { SMALLCASE_UNKNOWN, SUBSCRIPTION_STATUSES } from '../gateway/catalogue/wire.js';
import { safeUpstreamText } from '../gateway/gateway-error.js';
import { OTP_ERRORS } from '../gateway/otp/otp-wire.js';
import {
  BATCH_STATUSES,
  ERROR_TYPES,
  EXCHANGES,
  HTTP_ERRORS,
  INTENTS,
  ORDER_TYPES,
  SDK_ERRORS,
  SIDES,
  SMALLCASE_ORDER_TYPES,
  TRANSACTION_STATUSES,
} from '../gateway/wire.js';

/**
 * How values of the target appear in reports and transcripts. A value is shown if it is one of the protocol's
 * own words, and as its shape otherwise: so no name, amount, id or token can be shown, whether it is
 * recognised as one or not.
 */

const BROKER_KEYS = [...BROKERS.map(({ key }) => key), ...Object.keys(BROKER_KEY_ALIASES)];

const WORDS: ReadonlySet<string> = new Set([
  ...BATCH_STATUSES,
  ...ERROR_TYPES,
  ...EXCHANGES,
  ...INTENTS,
  ...ORDER_TYPES,
  ...SIDES,
  ...SMALLCASE_ORDER_TYPES,
  ...SUBSCRIPTION_STATUSES,
  ...TRANSACTION_STATUSES,
  ...Object.values(HTTP_ERRORS).map(({ text }) => text),
  ...Object.values(OTP_ERRORS).map(({ text }) => text),
  ...Object.values(SDK_ERRORS).map(({ message }) => message),
  ...BROKER_KEYS,
  ...BROKER_KEYS.map((key) => `${key}${LEPRECHAUN_SUFFIX}`),
  SMALLCASE_UNKNOWN.text,
  ...['COMPLETE', 'CANCELLED', 'CANCELLED AMO', 'REJECTED', 'PARTIAL', 'OPEN', 'ERROR', 'CNC', 'SECURITIES'],
  ...['regular', 'amo', 'v1', 'v2', 'REBALANCE', 'CUSTOMIZE', 'PENDING', 'EXPIRED', 'TRX_'],
]);

const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/^$/, '<empty text>'],
  [/^TRX_[0-9a-f]{32}$/, '<transaction id>'],
  [/^[0-9a-f]{24}$/, '<24 hex>'],
  [/^[0-9a-f]{64}$/, '<64 hex>'],
  [/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, '<ISO time>'],
  [/^\d{4}-\d\d-\d\d(?:T.*)?$/, '<other time>'],
  [/^[\w-]+\.[\w-]+\.[\w-]*$/, '<token>'],
  [/^https?:/, '<URL>'],
  [/^\d+$/, '<digits>'],
];

/** A name of a field as the protocol spells them. Anything else could be a person's. */
const FIELD = /^_?[a-z][A-Za-z0-9]{0,31}$/;
const FIELDS_MAX = 60;
const DEPTH_MAX = 8;
const ERROR_FIELDS: ReadonlySet<string> = new Set(['errors', 'message', 'errorType']);

/** A single value for a sentence: one of the protocol's words, or the shape of any other. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return '<number>';
  if (typeof value === 'string') return shownText(value);
  return Array.isArray(value) ? `<list of ${value.length}>` : '<object>';
}

function shownText(text: string): string {
  if (WORDS.has(text)) return JSON.stringify(text);
  const [, shape] = SHAPES.find(([pattern]) => pattern.test(text)) ?? [];
  return shape ?? `<text of ${text.length} characters>`;
}

/** What a transcript may show beyond the protocol's words. */
export interface Showing {
  /** Texts of errors, if no user had a part in the call: they are what an assumption is corrected by. */
  readonly errorTexts: boolean;
  /** Own values that an answer could repeat. */
  readonly secrets: readonly string[];
}

/** A copy of decoded JSON that holds field names, the protocol's words and shapes, and nothing else. */
export function shownJson(value: unknown, showing: Showing, field = '', depth = 0): unknown {
  if (depth > DEPTH_MAX) return '<deeper>';
  if (Array.isArray(value)) {
    // The first item shows the shape of all.
    const items = value.slice(0, 1).map((item) => shownJson(item, showing, field, depth + 1));
    return value.length > 1 ? [...items, `<${value.length - 1} more>`] : items;
  }
  if (isRecord(value)) {
    const entries = Object.entries(value).slice(0, FIELDS_MAX);
    return Object.fromEntries(
      entries.map(([name, inner], index) => [
        shownField(name, index),
        shownJson(inner, showing, name, depth + 1),
      ]),
    );
  }
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string' && ERROR_FIELDS.has(field) && showing.errorTexts)
    return safeUpstreamText(value, showing.secrets) ?? '';
  return shown(value);
}

function shownField(name: string, index: number): string {
  return FIELD.test(name) && hidePrivate(name) === name ? name : `<field ${index + 1}>`;
}
