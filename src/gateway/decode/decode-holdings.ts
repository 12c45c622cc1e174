import { isRecord } from '../../core/json.js';
import { nonZero } from '../../core/money.js';
import { BOUNDS } from '../bounds.js';
import { DecodeError } from './decode-error.js';
import type {
  HoldingsFact,
  MutualFundFact,
  PositionFact,
  SecurityHoldingFact,
  SmallcaseHoldingFact,
} from '../facts.js';
import { fieldOf, withoutEnvelope } from '../json.js';
import { Row } from '../row.js';
import type { Unreadable } from '../unreadable.js';
import { AUTH_ID_SHAPE } from '../wire.js';

/**
 * Decodes a holdings response (protocol section 12), with or without its envelope, v1 or v2 by its shape.
 * `authId` is the account it must belong to, null for any; it is used if the response names no account.
 * Throws DecodeError for what is no holdings response, and for one of another account.
 */
export function decodeHoldings(json: unknown, unreadable: Unreadable, authId: string | null): HoldingsFact {
  return decodeHoldingsBody(Row.of(withoutEnvelope(json), 'data', unreadable), authId);
}

/** As {@link decodeHoldings}, for the object that holds `securities` itself. */
export function decodeHoldingsBody(body: Row, authId: string | null): HoldingsFact {
  if (!BODY_FIELDS.some((name) => Object.hasOwn(body.fields, name)))
    throw new DecodeError(body.at('securities'), 'is missing');
  const owner = body.shaped(AUTH_ID_SHAPE, 'smallcaseAuthId') ?? authId;
  if (owner === null) throw new DecodeError(body.at('smallcaseAuthId'), 'is missing');
  if (authId !== null && owner !== authId)
    throw new DecodeError(body.at('smallcaseAuthId'), 'is another than expected');
  const { version, securities } = decodeSecurities(body);
  const parts = { securities, smallcases: decodeSmallcases(body), mutualFunds: decodeMutualFunds(body) };
  // A body of which no part can be read is never an empty one.
  if (Object.values(parts).every((part) => part === null) && PARTS.some((name) => isScalar(body, name)))
    throw new DecodeError(body.at('securities'), 'cannot be read, nor can another part');
  return {
    authId: owner,
    broker: body.text('broker'),
    version,
    ...parts,
    snapshotAt: body.instant('snapshotDate'),
    lastUpdateAt: body.instant('lastUpdate'),
    isUpdating: body.flag('updating'),
  };
}

const PARTS = ['securities', 'smallcases', 'mutualFunds'];
/** One of these shows what a body is; any of them may be absent or null. */
const BODY_FIELDS = [...PARTS, 'updating', 'snapshotDate', 'lastUpdate'];

/** Whether a text, a number or a boolean stands where a list or an object belongs. */
function isScalar(body: Row, name: string): boolean {
  const value = fieldOf(body.fields, name);
  return body.has(name) && !isRecord(value) && !Array.isArray(value);
}

/** A list in v2, an object with `holdings` in v1. */
function decodeSecurities(body: Row): Pick<HoldingsFact, 'version' | 'securities'> {
  return isRecord(fieldOf(body.fields, 'securities'))
    ? { version: 'v1', securities: body.row('securities').list('holdings', BOUNDS.securities, decodeV1) }
    : { version: 'v2', securities: body.list('securities', BOUNDS.securities, decodeV2) };
}

function decodeV1(row: Row): SecurityHoldingFact {
  const ticker = row.text('ticker');
  const isBse = row.text('exchange') === 'BSE';
  return identified(row, {
    isin: row.text('isin'),
    name: row.text('name') ?? ticker,
    nseTicker: isBse ? null : ticker,
    bseTicker: isBse ? ticker : null,
    quantity: row.decimal('shares', 'quantity'),
    averagePrice: nonZero(row.decimal('averagePrice')),
    nsePosition: null,
    bsePosition: null,
    collateralQuantity: null,
    transactableQuantity: null,
    smallcaseQuantity: null,
  });
}

function decodeV2(row: Row): SecurityHoldingFact {
  const settled = row.row('holdings');
  const positions = row.row('positions');
  const nseTicker = row.text('nseTicker');
  const bseTicker = row.text('bseTicker');
  const isin = row.text('isin');
  return identified(row, {
    isin,
    name: row.text('name') ?? nseTicker ?? bseTicker ?? isin,
    nseTicker,
    bseTicker,
    quantity: settled.decimal('quantity'),
    averagePrice: nonZero(settled.decimal('averagePrice')),
    nsePosition: decodePosition(positions.row('nse')),
    bsePosition: decodePosition(positions.row('bse')),
    collateralQuantity: row.decimal('collateralQuantity'),
    transactableQuantity: row.decimal('transactableQuantity'),
    smallcaseQuantity: row.decimal('smallcaseQuantity'),
  });
}

/** A row of which nothing says which security it is cannot be shown. */
function identified(row: Row, holding: SecurityHoldingFact): SecurityHoldingFact {
  const { isin, nseTicker, bseTicker, name } = holding;
  if ((isin ?? nseTicker ?? bseTicker ?? name) === null) throw new DecodeError(row.at('isin'), 'is missing');
  return holding;
}

function decodePosition(position: Row): PositionFact | null {
  const quantity = position.decimal('quantity');
  if (quantity === null) return null;
  return { quantity, averagePrice: nonZero(position.decimal('averagePrice')) };
}

/**
 * `private` is `{stats}`, `{investments}` or an empty list, as the partner's permissions go (section 12.2).
 */
function decodeSmallcases(body: Row): readonly SmallcaseHoldingFact[] | null {
  if (Array.isArray(fieldOf(body.fields, 'smallcases')))
    return body.list('smallcases', BOUNDS.smallcases, (row) => decodeSmallcase(row, false));
  if (!body.has('smallcases')) return null;
  const smallcases = body.row('smallcases');
  const shared = smallcases.list('public', BOUNDS.smallcases, (row) => decodeSmallcase(row, false));
  const hidden = decodePrivate(smallcases);
  return shared === null && hidden === null ? null : [...(shared ?? []), ...(hidden ?? [])];
}

function decodePrivate(smallcases: Row): readonly SmallcaseHoldingFact[] | null {
  const isPrivate = (row: Row) => decodeSmallcase(row, true);
  const sent = fieldOf(smallcases.fields, 'private');
  if (!isRecord(sent)) return smallcases.list('private', BOUNDS.smallcases, isPrivate);
  const hidden = smallcases.row('private');
  if (hidden.has('investments')) return hidden.list('investments', BOUNDS.smallcases, isPrivate);
  return isRecord(sent.stats) ? [isPrivate(hidden)] : [];
}

function decodeSmallcase(row: Row, isPrivate: boolean): SmallcaseHoldingFact {
  const stats = row.row('stats');
  return {
    scid: isPrivate ? null : row.text('scid'),
    name: row.text('name'),
    isPrivate,
    currentValue: stats.decimal('currentValue'),
    totalReturns: stats.decimal('totalReturns'),
    constituents: row.list('constituents', BOUNDS.constituents, decodeConstituent) ?? [],
  };
}

function decodeConstituent(row: Row): SmallcaseHoldingFact['constituents'][number] {
  const ticker = row.text('ticker');
  if (ticker === null) throw new DecodeError(row.at('ticker'), 'is missing');
  return { ticker, shares: row.decimal('shares') };
}

/** An object with `holdings`, or the list itself. */
function decodeMutualFunds(body: Row): readonly MutualFundFact[] | null {
  return isRecord(fieldOf(body.fields, 'mutualFunds'))
    ? body.row('mutualFunds').list('holdings', BOUNDS.folios, decodeMutualFund)
    : body.list('mutualFunds', BOUNDS.folios, decodeMutualFund);
}

function decodeMutualFund(row: Row): MutualFundFact {
  return {
    folio: row.text('folio'),
    fund: row.text('fund', 'tradingsymbol'),
    isin: row.text('isin'),
    amc: null,
    units: row.decimal('quantity'),
    averagePrice: nonZero(row.decimal('averagePrice')),
    nav: nonZero(row.decimal('lastPrice')),
    navDate: row.text('lastPriceDate'),
    marketValue: null,
    costValue: null,
    pnl: row.decimal('pnl'),
    xirr: row.decimal('xirr'),
  };
}
