import { isRecord, type JsonObject } from '../../core/json.js';
import { decodeSmallcaseRef } from '../../gateway/decode/decode-smallcase.js';
import type { SmallcaseRefFact } from '../../gateway/facts.js';
import { isTextNestedDeeperThan, MAX_NESTING } from '../../gateway/json.js';
import { Row } from '../../gateway/row.js';
import { decoded } from '../../gateway/unreadable.js';
import { ISCID_SHAPE } from '../../gateway/wire.js';

/** What can be read of the value an SDK gave the app (protocol section 18.2). Null where it has none. */
interface SdkResult {
  readonly token: string | null;
  readonly code: number | null;
  /** A textual error code. */
  readonly key: string | null;
  readonly message: string | null;
  /** The smallcase an order was of. */
  readonly smallcase: SmallcaseRefFact | null;
  /** Whether it says that it failed, with or without a reason. */
  readonly isFailure: boolean;
}

const NOTHING: SdkResult = {
  token: null,
  code: null,
  key: null,
  message: null,
  smallcase: null,
  isFailure: false,
};
/** Texts within texts: a result in JSON whose `data` is JSON or base64 again. */
const LEVELS = 4;
/** Where the parts of a result may stand, the outermost first. */
const INNER = ['error', 'err', 'userInfo', 'data', 'transaction', 'result'];

/**
 * Reads an SDK's value as the app got it: JSON text, base64 of it, or an object in either; a token may stand
 * within the error (section 18.2). What cannot be read is nothing, never an error.
 */
export function readSdkResult(text: string): SdkResult {
  const objects = objectsIn(text, LEVELS);
  if (objects.length === 0) return NOTHING;
  const token = firstText(objects, 'smallcaseAuthToken');
  const smallcase = smallcaseIn(objects);
  if (objects[0]?.success === true) return { ...NOTHING, token, smallcase };
  const codes = objects.flatMap((object) => [object.errorCode, object.code]);
  const code = codes.map(asCode).find((found) => found !== null) ?? null;
  const words = codes.filter((found) => typeof found === 'string' && asCode(found) === null);
  const message = firstText(objects, 'errorMessage', 'message', 'error');
  const word = words.find((found) => found !== '');
  const key = typeof word === 'string' ? word : null;
  const isFailure = objects[0]?.success === false || code !== null || key !== null;
  return { token, code, key, message: cleaned(message), smallcase, isFailure };
}

/** Section 18.2: `iscid`, `scid` and `name` of a smallcase order. */
function smallcaseIn(objects: readonly JsonObject[]): SmallcaseRefFact | null {
  const own = objects.find(({ iscid }) => typeof iscid === 'string' && ISCID_SHAPE.test(iscid));
  if (own === undefined) return null;
  const { fact } = decoded((unreadable) => decodeSmallcaseRef(new Row(own, '', unreadable)));
  return fact === null ? null : { ...fact, name: cleaned(fact.name) };
}

/** The object in a text or value, and those inside it that may hold parts of a result. */
function objectsIn(value: unknown, levels: number): readonly JsonObject[] {
  if (levels === 0) return [];
  if (typeof value === 'string') return objectsIn(parse(value), levels - 1);
  if (!isRecord(value)) return [];
  return [value, ...INNER.flatMap((name) => objectsIn(value[name], levels - 1))];
}

function parse(text: string): unknown {
  return parseJson(text) ?? parseJson(Buffer.from(text, 'base64').toString());
}

function parseJson(text: string): unknown {
  if (isTextNestedDeeperThan(Buffer.from(text), MAX_NESTING)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function asCode(value: unknown): number | null {
  if (typeof value === 'string' && /^-?\d{1,9}$/.test(value)) return Number(value);
  return Number.isSafeInteger(value) && Math.abs(Number(value)) < 2 ** 31 ? Number(value) : null;
}

function firstText(objects: readonly JsonObject[], ...names: readonly string[]): string | null {
  for (const object of objects) {
    const found = names.map((name) => object[name]).find((text) => typeof text === 'string' && text !== '');
    if (typeof found === 'string') return found;
  }
  return null;
}

function cleaned(message: string | null): string | null {
  return message === null ? null : message.replace(/[\p{Cc}\p{Cs}]/gu, ' ');
}
