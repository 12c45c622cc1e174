import { BOUNDS } from './bounds.js';
import { eachOf, pathTo } from './decode-batch.js';
import { DecodeError } from './decode-error.js';
import type {
  HoldingsFact,
  MutualFundFact,
  PositionFact,
  SecurityHoldingFact,
  SmallcaseHoldingFact,
} from './facts.js';
import { isRecord, type JsonObject } from '../core/json.js';
import {
  fieldOf,
  firstOf,
  readDecimal,
  readInstant,
  readObject,
  readShaped,
  readText,
  requireText,
  withoutEnvelope,
} from './json.js';
import { AUTH_ID_SHAPE } from './wire.js';

/**
 * Decodes a holdings response (protocol section 12), with or without its envelope, v1 or v2 by its shape.
 * `authId` is the account it must belong to, null for any; it is used if the response names no account.
 * Throws DecodeError.
 */
export function decodeHoldings(json: unknown, authId: string | null = null): HoldingsFact {
  return decodeHoldingsBody(readObject(withoutEnvelope(json), 'data'), authId);
}

/** As {@link decodeHoldings}, for the object that holds `securities` itself. */
export function decodeHoldingsBody(body: JsonObject, authId: string | null): HoldingsFact {
  const named = readShaped(fieldOf(body, 'smallcaseAuthId'), AUTH_ID_SHAPE, 'smallcaseAuthId');
  const owner = named ?? authId;
  if (owner === null) throw new DecodeError('smallcaseAuthId', 'is missing');
  if (authId !== null && owner !== authId)
    throw new DecodeError('smallcaseAuthId', 'is another than expected');
  return {
    authId: owner,
    broker: readText(fieldOf(body, 'broker'), 'broker'),
    ...decodeSecurities(body),
    snapshotAt: readInstant(fieldOf(body, 'snapshotDate')),
    lastUpdateAt: readInstant(fieldOf(body, 'lastUpdate')),
    isUpdating: fieldOf(body, 'updating') === true,
    smallcases: decodeSmallcases(body),
    mutualFunds: decodeMutualFunds(body),
  };
}

/** A list in v2, an object with `holdings` in v1. */
function decodeSecurities(body: JsonObject): Pick<HoldingsFact, 'version' | 'securities'> {
  const securities = fieldOf(body, 'securities');
  if (isRecord(securities))
    return {
      version: 'v1',
      securities: eachOf(securities, 'holdings', 'securities', BOUNDS.securities, decodeV1),
    };
  if (securities === undefined || securities === null) throw new DecodeError('securities', 'is missing');
  return { version: 'v2', securities: eachOf(body, 'securities', '', BOUNDS.securities, decodeV2) };
}

function decodeV1(value: unknown, path: string): SecurityHoldingFact {
  const row = readObject(value, path);
  const ticker = requireText(fieldOf(row, 'ticker'), pathTo(path, 'ticker'));
  const isBse = readText(fieldOf(row, 'exchange'), pathTo(path, 'exchange')) === 'BSE';
  return {
    isin: readText(fieldOf(row, 'isin'), pathTo(path, 'isin')),
    name: readText(fieldOf(row, 'name'), pathTo(path, 'name')) ?? ticker,
    nseTicker: isBse ? null : ticker,
    bseTicker: isBse ? ticker : null,
    quantity: readDecimal(firstOf(row, 'shares', 'quantity'), pathTo(path, 'shares')),
    averagePrice: readDecimal(fieldOf(row, 'averagePrice'), pathTo(path, 'averagePrice')),
    nsePosition: null,
    bsePosition: null,
    collateralQuantity: null,
    transactableQuantity: null,
    smallcaseQuantity: null,
  };
}

function decodeV2(value: unknown, path: string): SecurityHoldingFact {
  const row = readObject(value, path);
  const text = (name: string) => readText(fieldOf(row, name), pathTo(path, name));
  const decimal = (name: string) => readDecimal(fieldOf(row, name), pathTo(path, name));
  const settled = optionalObject(row, 'holdings', path);
  const positions = optionalObject(row, 'positions', path);
  const tickers = { nseTicker: text('nseTicker'), bseTicker: text('bseTicker') };
  const isin = text('isin');
  const name = text('name') ?? tickers.nseTicker ?? tickers.bseTicker ?? isin;
  if (name === null) throw new DecodeError(pathTo(path, 'name'), 'is missing');
  return {
    isin,
    name,
    ...tickers,
    quantity: readDecimal(fieldOf(settled, 'quantity'), pathTo(path, 'holdings.quantity')),
    averagePrice: readDecimal(fieldOf(settled, 'averagePrice'), pathTo(path, 'holdings.averagePrice')),
    nsePosition: decodePosition(positions, 'nse', pathTo(path, 'positions')),
    bsePosition: decodePosition(positions, 'bse', pathTo(path, 'positions')),
    collateralQuantity: decimal('collateralQuantity'),
    transactableQuantity: decimal('transactableQuantity'),
    smallcaseQuantity: decimal('smallcaseQuantity'),
  };
}

function decodePosition(positions: JsonObject, exchange: 'nse' | 'bse', path: string): PositionFact | null {
  const position = optionalObject(positions, exchange, path);
  const at = (name: string) => pathTo(pathTo(path, exchange), name);
  const quantity = readDecimal(fieldOf(position, 'quantity'), at('quantity'));
  if (quantity === null) return null;
  return { quantity, averagePrice: readDecimal(fieldOf(position, 'averagePrice'), at('averagePrice')) };
}

/**
 * `private` is `{stats}`, `{investments}` or an empty list, as the partner's permissions go (section 12.2).
 */
function decodeSmallcases(body: JsonObject): readonly SmallcaseHoldingFact[] {
  const smallcases = fieldOf(body, 'smallcases');
  if (!isRecord(smallcases)) return [];
  const shared = eachOf(smallcases, 'public', 'smallcases', BOUNDS.smallcases, (item, path) =>
    decodeSmallcase(item, path, false),
  );
  const hidden = fieldOf(smallcases, 'private');
  const isPrivate = (item: unknown, path: string) => decodeSmallcase(item, path, true);
  if (Array.isArray(hidden))
    return [...shared, ...eachOf(smallcases, 'private', 'smallcases', BOUNDS.smallcases, isPrivate)];
  if (!isRecord(hidden)) return shared;
  if (Object.hasOwn(hidden, 'investments')) {
    return [...shared, ...eachOf(hidden, 'investments', 'smallcases.private', BOUNDS.smallcases, isPrivate)];
  }
  return isRecord(fieldOf(hidden, 'stats')) ? [...shared, isPrivate(hidden, 'smallcases.private')] : shared;
}

function decodeSmallcase(value: unknown, path: string, isPrivate: boolean): SmallcaseHoldingFact {
  const row = readObject(value, path);
  const stats = optionalObject(row, 'stats', path);
  return {
    scid: isPrivate ? null : readText(fieldOf(row, 'scid'), pathTo(path, 'scid')),
    name: readText(fieldOf(row, 'name'), pathTo(path, 'name')),
    isPrivate,
    currentValue: readDecimal(fieldOf(stats, 'currentValue'), pathTo(path, 'stats.currentValue')),
    totalReturns: readDecimal(fieldOf(stats, 'totalReturns'), pathTo(path, 'stats.totalReturns')),
    constituents: eachOf(row, 'constituents', path, BOUNDS.constituents, decodeConstituent),
  };
}

function decodeConstituent(value: unknown, path: string): SmallcaseHoldingFact['constituents'][number] {
  const row = readObject(value, path);
  const shares = readDecimal(fieldOf(row, 'shares'), pathTo(path, 'shares'));
  if (shares === null) throw new DecodeError(pathTo(path, 'shares'), 'is missing');
  return { ticker: requireText(fieldOf(row, 'ticker'), pathTo(path, 'ticker')), shares };
}

function decodeMutualFunds(body: JsonObject): readonly MutualFundFact[] | null {
  const funds = fieldOf(body, 'mutualFunds');
  if (funds === undefined || funds === null) return null;
  if (Array.isArray(funds)) return eachOf(body, 'mutualFunds', '', BOUNDS.folios, decodeMutualFund);
  return eachOf(readObject(funds, 'mutualFunds'), 'holdings', 'mutualFunds', BOUNDS.folios, decodeMutualFund);
}

function decodeMutualFund(value: unknown, path: string): MutualFundFact {
  const row = readObject(value, path);
  const decimal = (name: string) => readDecimal(fieldOf(row, name), pathTo(path, name));
  return {
    folio: readText(fieldOf(row, 'folio'), pathTo(path, 'folio')),
    fund: readText(firstOf(row, 'fund', 'tradingsymbol'), pathTo(path, 'fund')),
    isin: readText(fieldOf(row, 'isin'), pathTo(path, 'isin')),
    amc: null,
    units: decimal('quantity'),
    averagePrice: decimal('averagePrice'),
    nav: decimal('lastPrice'),
    navDate: readText(fieldOf(row, 'lastPriceDate'), pathTo(path, 'lastPriceDate')),
    marketValue: null,
    costValue: null,
    pnl: decimal('pnl'),
    xirr: decimal('xirr'),
  };
}

function optionalObject(parent: JsonObject, name: string, path: string): JsonObject {
  const value = fieldOf(parent, name);
  return value === undefined || value === null ? {} : readObject(value, pathTo(path, name));
}
