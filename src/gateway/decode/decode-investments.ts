import { isRecord } from '../../core/json.js';
import type { DecimalString } from '../../core/money.js';
import { BOUNDS } from '../bounds.js';
import { DecodeError } from './decode-error.js';
import type {
  ExitedInvestmentFact,
  InvestmentConstituentFact,
  InvestmentFact,
  InvestmentsFact,
  ReturnsFact,
} from '../facts.js';
import { fieldOf, firstOf, requireShaped, withoutEnvelope } from '../json.js';
import { decodeEach, Row } from '../row.js';
import type { Unreadable } from '../unreadable.js';
import { ISCID_SHAPE } from '../wire.js';

/**
 * Decodes the answer of user investments (protocol section 15), with or without its envelope and its totals.
 * Where the list stands is [assumed]: it is `data`, or `investments` or `smallcases` in it. Throws
 * DecodeError for what is no list of investments.
 */
export function decodeInvestments(json: unknown, unreadable: Unreadable): InvestmentsFact {
  const data = withoutEnvelope(json);
  const list = listIn(data, 'investments', 'smallcases');
  return {
    investments: decodeEach(list, 'data.investments', BOUNDS.smallcases, unreadable, decodeInvestment),
    totals: isRecord(data) ? decodeTotals(new Row(data, 'data', unreadable)) : null,
  };
}

/** As {@link decodeInvestments}, for `exitedSmallcases` (section 25). Its fields are [assumed]. */
export function decodeExitedInvestments(
  json: unknown,
  unreadable: Unreadable,
): readonly ExitedInvestmentFact[] {
  const list = listIn(withoutEnvelope(json), 'exitedSmallcases', 'investments', 'smallcases');
  return decodeEach(list, 'data.exitedSmallcases', BOUNDS.exitedInvestments, unreadable, decodeExited);
}

function listIn(data: unknown, ...names: readonly string[]): readonly unknown[] {
  const list = isRecord(data) ? (firstOf(data, ...names) ?? []) : (data ?? []);
  if (!Array.isArray(list)) throw new DecodeError(`data.${names[0]}`, 'must be a list');
  return list;
}

/** The investment stands below `investment`, or is the item itself. */
function decodeInvestment(item: Row): InvestmentFact {
  const row = isRecord(fieldOf(item.fields, 'investment')) ? item.row('investment') : item;
  return {
    iscid: requireShaped(fieldOf(row.fields, 'iscid'), ISCID_SHAPE, row.at('iscid')),
    scid: row.text('scid'),
    name: row.text('name'),
    isAmoPending: row.row('flags').optionalFlag('amoPending'),
    constituents: row.row('currentConfig').list('constituents', BOUNDS.constituents, decodeConstituent) ?? [],
    ...decodeReturns(isRecord(fieldOf(row.fields, 'returns')) ? row.row('returns') : row),
  };
}

function decodeConstituent(row: Row): InvestmentConstituentFact {
  const ticker = row.text('ticker');
  if (ticker === null) throw new DecodeError(row.at('ticker'), 'is missing');
  return {
    ticker,
    name: row.text('stockName'),
    shares: row.decimal('shares'),
    averagePrice: row.decimal('averagePrice'),
    returns: row.decimal('returns'),
  };
}

/** Percents are null where nothing is invested. */
function decodeReturns(row: Row): ReturnsFact {
  return {
    currentInvestment: row.decimal('currentInvestment'),
    currentValue: row.decimal('networth', 'currentValue'),
    currentReturns: row.decimal('currentReturns'),
    currentReturnsPercent: row.decimal('currentReturnsPercent'),
    totalReturns: row.decimal('totalReturns'),
    totalReturnsPercent: row.decimal('totalReturnsPercent'),
  };
}

const ZERO = '0.00' as DecimalString;
/** What an empty list in place of the totals says: nothing is invested. Percents of nothing are unknown. */
const NOTHING_INVESTED: ReturnsFact = {
  currentInvestment: ZERO,
  currentValue: ZERO,
  currentReturns: ZERO,
  currentReturnsPercent: null,
  totalReturns: ZERO,
  totalReturnsPercent: null,
};

function decodeTotals(data: Row): ReturnsFact | null {
  const aggregated = fieldOf(data.fields, 'aggregated');
  if (Array.isArray(aggregated) && aggregated.length === 0) return NOTHING_INVESTED;
  const row = data.row('aggregated');
  return isRecord(aggregated) ? decodeReturns(row) : null;
}

function decodeExited(row: Row): ExitedInvestmentFact {
  const fact = {
    iscid: row.shaped(ISCID_SHAPE, 'iscid'),
    scid: row.text('scid'),
    name: row.text('name'),
    boughtAt: row.instant('boughtOn', 'date'),
    exitedAt: row.instant('exitedOn', 'dateSold'),
    returns: row.decimal('returns', 'totalReturns'),
  };
  if (fact.iscid === null && fact.scid === null) throw new DecodeError(row.at('iscid'), 'is missing');
  return fact;
}
