import { isRecord } from '../../core/json.js';
import { nonZero } from '../../core/money.js';
import { BOUNDS } from '../bounds.js';
import { DecodeError, ExceedsBounds } from './decode-error.js';
import type { MutualFundFact, MutualFundTransactionFact } from '../facts.js';
import { fieldOf } from '../json.js';
import { decodeEach, type Row } from '../row.js';
import type { Unreadable } from '../unreadable.js';

/** What the payload of a mutual-fund webhook holds; a part that it leaves out is null. */
interface MutualFundPayload {
  readonly folios: readonly MutualFundFact[] | null;
  readonly transactions: readonly MutualFundTransactionFact[] | null;
}

const PATH = 'data.payload';

/**
 * Decodes the payload of a registrar import (protocol section 17.4): one object or a list of them, in either
 * of its shapes, `{dtSummary, dtTransaction}` or `{summary, transactions}` (section 25). Throws DecodeError
 * when neither part can be read: what cannot be read is never an empty import.
 */
export function decodeMutualFundPayload(payload: unknown, unreadable: Unreadable): MutualFundPayload {
  const objects = Array.isArray(payload) ? payload : [payload];
  const parts = decodeEach(objects, PATH, BOUNDS.folios, unreadable, decodePart);
  const folios = joined(parts.map((part) => part.folios));
  const transactions = joined(parts.map((part) => part.transactions));
  if (folios === null && transactions === null) throw new DecodeError(PATH, 'holds no folios');
  checkBound(folios, BOUNDS.folios);
  checkBound(transactions, BOUNDS.statementRows);
  return { folios, transactions };
}

function joined<Fact>(lists: readonly (readonly Fact[] | null)[]): readonly Fact[] | null {
  const found = lists.filter((list) => list !== null);
  return found.length === 0 ? null : found.flat();
}

function checkBound(list: readonly unknown[] | null, max: number): void {
  if (list !== null && list.length > max)
    throw new ExceedsBounds(PATH, `holds ${list.length} items, at most ${max} are taken`);
}

/** Throws DecodeError for an object of which neither part can be read. */
function decodePart(part: Row): MutualFundPayload {
  const folios = foliosOf(part);
  const transactions = transactionsOf(part);
  if (folios === null && transactions === null) throw new DecodeError(part.at('dtSummary'), 'is missing');
  return { folios, transactions };
}

/** Rows of `dtSummary` or of `summary`; null for none, and for a list of which no row can be read. */
function foliosOf(part: Row): readonly MutualFundFact[] | null {
  const name = part.has('dtSummary') ? 'dtSummary' : 'summary';
  if (!isRecord(fieldOf(part.fields, name))) return rowsOf(part, name, BOUNDS.folios, decodeFolio);
  return foliosIn(part.row(name));
}

/** `summary` is an object of undocumented content (section 25): a row, or what holds lists of rows. */
function foliosIn(summary: Row): readonly MutualFundFact[] | null {
  const names = Object.keys(summary.fields).filter((name) => Array.isArray(summary.fields[name]));
  const folios = names.flatMap((name) => summary.list(name, BOUNDS.folios, decodeFolio) ?? []);
  if (folios.length > 0) return folios;
  if (isFolio(summary)) return [decodeFolio(summary)];
  summary.unreadable.lose(summary.at('folio'));
  return null;
}

function transactionsOf(part: Row): readonly MutualFundTransactionFact[] | null {
  const name = part.has('dtTransaction') ? 'dtTransaction' : 'transactions';
  return rowsOf(part, name, BOUNDS.statementRows, decodeTransaction);
}

/** Null when the list is absent or no list, and when it has rows and none of them can be read. */
function rowsOf<Fact>(
  part: Row,
  name: string,
  max: number,
  decode: (row: Row) => Fact,
): readonly Fact[] | null {
  const sent = fieldOf(part.fields, name);
  const rows = part.list(name, max, decode);
  return rows?.length === 0 && Array.isArray(sent) && sent.length > 0 ? null : rows;
}

const FOLIO_FIELDS = ['folio', 'scheme', 'schemeName', 'isin', 'closingBalance'];

function isFolio(row: Row): boolean {
  return FOLIO_FIELDS.some((name) => row.has(name));
}

/**
 * Rows are undocumented: fields in an expected form are read, all others are null. Throws DecodeError for a
 * row that has none of those that make a folio.
 */
function decodeFolio(row: Row): MutualFundFact {
  if (!isFolio(row)) throw new DecodeError(row.at('folio'), 'is missing');
  return {
    folio: row.text('folio'),
    fund: row.text('scheme', 'schemeName'),
    isin: row.text('isin'),
    amc: row.text('amcName'),
    units: row.decimal('closingBalance'),
    averagePrice: null,
    nav: nonZero(row.decimal('nav')),
    navDate: row.text('lastNavDate'),
    marketValue: row.decimal('marketValue'),
    costValue: row.decimal('costValue'),
    pnl: null,
    xirr: null,
  };
}

/**
 * The names of a statement row are [assumed] (section 17.4): those of the registrars, and plain ones. PAN,
 * e-mail and phone number, which registrars repeat in each row, are not read (guarantee G8). Throws
 * DecodeError for a row that says neither when nor what.
 */
function decodeTransaction(row: Row): MutualFundTransactionFact {
  const fact = {
    folio: row.text('folio'),
    fund: row.text('scheme', 'schemeName'),
    isin: row.text('isin'),
    amc: row.text('amcName'),
    date: row.text('trxnDate', 'transactionDate', 'date', 'postedDate'),
    description: row.prose('trxnDesc', 'description', 'type'),
    units: row.decimal('trxnUnits', 'units'),
    price: nonZero(row.decimal('purchasePrice', 'price', 'nav')),
    amount: row.decimal('trxnAmount', 'amount'),
  };
  if ((fact.date ?? fact.description ?? fact.units ?? fact.amount) === null)
    throw new DecodeError(row.at('trxnDate'), 'is missing');
  return fact;
}
