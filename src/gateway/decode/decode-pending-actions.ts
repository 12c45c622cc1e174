import { ExactNumber, isRecord, type JsonObject } from '../../core/json.js';
import { BOUNDS } from '../bounds.js';
import { ExceedsBounds } from './decode-error.js';
import type { PendingActionFact } from '../facts.js';
import { fieldOf, readName, readText, requireShaped } from '../json.js';
import { Row } from '../row.js';
import { ISCID_SHAPE } from '../wire.js';

/** An action that a delivery names, with the fields that stand next to its name. */
interface Named {
  readonly word: string | null;
  readonly fields: JsonObject;
}

/** Names of one action, the documented one first. */
const WORDS = ['action', 'type', 'label'];
const KNOWN = ['REBALANCE', 'SIP', 'FIX', 'CUSTOMIZE', 'BUY', 'SELL'] as const;
/** The documentation of notifications calls `FIX` a repair (protocol section 17.5). */
const REPAIRS = ['REPAIR', 'FIX_REPAIR'] as const;

/**
 * The actions of a delivery. No sample of one is public (protocol section 17.5), so every form that names an
 * action is read: a word, a list of words, or a map such as the SDK gets at session start. A delivery that
 * names none still says that something waits: one action without a name. Throws DecodeError when an action
 * names no investment, or a text is too long.
 */
export function decodePendingActions(body: Row, authId: string): readonly PendingActionFact[] {
  const named = namedIn(body);
  if (named.length > BOUNDS.actions)
    throw new ExceedsBounds('actions', `holds ${named.length} items, at most ${BOUNDS.actions} are taken`);
  const found = named.length === 0 ? [{ word: null, fields: {} }] : named;
  return found.map(({ word, fields }) =>
    decodeAction(word, new Row({ ...body.fields, ...fields }, '', body.unreadable), authId),
  );
}

function namedIn(body: Row): readonly Named[] {
  for (const name of ['action', 'actions', 'type', 'label']) {
    const found = actionsIn(fieldOf(body.fields, name));
    if (found.length > 0) return found;
    if (body.has(name)) body.unreadable.note(body.at(name));
  }
  return [];
}

function actionsIn(value: unknown): readonly Named[] {
  if (Array.isArray(value)) return value.flatMap(actionsIn);
  if (!isRecord(value)) return wordOf(value) === null ? [] : [{ word: wordOf(value), fields: {} }];
  const word = WORDS.map((name) => wordOf(value[name])).find((found) => found !== null) ?? null;
  if (word !== null) return [{ word, fields: value }];
  return Object.entries(value).flatMap(([name, under]) => underName(name, under));
}

function wordOf(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  return value instanceof ExactNumber ? value.digits : null;
}

/** `{rebalance: [{iscid}]}`, `{rebalance: [iscid]}`, `{rebalance: {date}}` or `{rebalance: true}`. */
function underName(word: string, under: unknown): readonly Named[] {
  if (Array.isArray(under)) return under.flatMap((item) => underName(word, item));
  if (isRecord(under)) return [{ word, fields: under }];
  if (typeof under === 'string' && ISCID_SHAPE.test(under)) return [{ word, fields: { iscid: under } }];
  return under === undefined || under === null || under === false ? [] : [{ word, fields: {} }];
}

function decodeAction(word: string | null, row: Row, authId: string): PendingActionFact {
  checkLength(word, 'action');
  for (const name of ['scid', 'name']) checkLength(fieldOf(row.fields, name), name);
  const isRepair = readName(word, REPAIRS) !== 'UNKNOWN';
  return {
    authId,
    iscid: requireShaped(fieldOf(row.fields, 'iscid'), ISCID_SHAPE, 'iscid'),
    scid: row.text('scid'),
    name: row.text('name'),
    action: isRepair ? 'FIX' : readName(word, KNOWN),
    rawAction: readText(word, 'action'),
    date: row.instant('date'),
  };
}

/**
 * The texts of a pending action are kept and no read corrects them, so one that is too long is refused with
 * the whole, and not cut.
 */
function checkLength(value: unknown, name: string): void {
  const max = BOUNDS.actionTextLength;
  if (typeof value === 'string' && value.length > max)
    throw new ExceedsBounds(name, `has ${value.length} characters, at most ${max} are taken`);
}
