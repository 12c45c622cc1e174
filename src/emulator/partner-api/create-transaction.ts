import { CONNECTED_ONLY_INTENTS } from '../../gateway/wire.js';
import { findInvestment, type InvestmentName } from '../market/investments.js';
import { type CreateRequest, readCreateRequest } from './create-request.js';
import { lifeOf } from '../state/lifetime.js';
import { badField, refusal } from './refusal.js';
import { digestOf } from '../state/ids.js';
import type { Identity } from '../state/tokens.js';
import { isoTime, type World } from '../world.js';

/**
 * Creates a transaction (section 7), without idempotency: equal calls create two. Throws {@link
 * PartnerRefusal}.
 */
export function createTransaction(
  world: World,
  identity: Identity,
  body: unknown,
): { transactionId: string; expireAt: string } {
  const request = readCreateRequest(body);
  checkIdentity(request, identity);
  if (request.intent === 'CANCEL_ORDER') checkOrderIsKnown(world, identity, request.orderConfig);
  checkInvestmentIsKnown(world, identity, request);
  const now = world.clock.now();
  const record = world.store.putTransaction({
    transactionId: world.ids.transactionId(),
    intent: request.intent,
    request: withoutPersonalData(request),
    notes: request.notes ?? null,
    status: 'INITIALIZED',
    createdAt: now,
    updatedAt: now,
    expireAt: now + lifeOf(request.intent, world.lifetimeProfile),
    ownerAuthId: identity.kind === 'connected' ? identity.authId : null,
    authId: null,
    broker: null,
    loginWallMs: null,
    signup: false,
    result: null,
    batches: [],
    settlement: null,
    error: null,
    ...investorOf(request),
  });
  return { transactionId: record.transactionId, expireAt: isoTime(record.expireAt) };
}

/**
 * Checks the kind of token an intent needs (section 7.1). CONNECT accepts both kinds (section 22, row 21).
 */
function checkIdentity(request: CreateRequest, identity: Identity): void {
  if (identity.kind === 'connected') {
    if (request.intent === 'ONBOARDING') throw badField('intent', 'ONBOARDING needs a guest token');
    return;
  }
  if (CONNECTED_ONLY_INTENTS.includes(request.intent)) throw refusal('connectedRequired');
  if (request.intent !== 'TRANSACTION') return;
  const { type } = request.orderConfig;
  if (type !== 'SECURITIES' && type !== 'BUY') throw refusal('connectedRequired');
}

/**
 * Checks that `batchId` and `ticker` name a leg of this account, as they come from an order response (section
 * 7.1).
 */
function checkOrderIsKnown(
  world: World,
  identity: Identity,
  target: { readonly batchId: string; readonly ticker: string },
): void {
  const authId = identity.kind === 'connected' ? identity.authId : null;
  const owner = world.store.transactionOfBatch(target.batchId);
  const batch = owner?.batches.find((candidate) => candidate.batchId === target.batchId);
  if (batch === undefined || owner?.authId !== authId)
    throw badField('orderConfig.batchId', 'names no order of this user');
  if (!batch.orders.some((leg) => leg.tradingsymbol === target.ticker))
    throw badField('orderConfig.ticker', 'is not in that order');
}

/** What is kept of a PAN. */
function investorOf(request: CreateRequest): { readonly investor?: string } {
  const pan = request.intent === 'MF_HOLDINGS_IMPORT' ? request.assetConfig?.pan : undefined;
  return pan === undefined ? {} : { investor: digestOf(pan) };
}

/**
 * Checks that a follow-up names an investment of this account (section 7.3). The answer is [assumed]; that of
 * another user's investment is the same.
 */
function checkInvestmentIsKnown(world: World, identity: Identity, request: CreateRequest): void {
  const name = investmentNamed(request);
  if (name === null || identity.kind === 'guest') return;
  if (findInvestment(world.store.accounts.get(identity.authId), name) !== undefined) return;
  const field = name.iscid === undefined ? 'scid' : 'iscid';
  throw badField(`orderConfig.${field}`, 'names no investment of this user');
}

function investmentNamed(request: CreateRequest): InvestmentName | null {
  switch (request.intent) {
    case 'SIP_SETUP':
    case 'IMR_SETUP':
    case 'CANCEL_AMO':
      return request.orderConfig;
    case 'TRANSACTION': {
      const { orderConfig } = request;
      return orderConfig.type === 'SECURITIES' || orderConfig.type === 'BUY' ? null : orderConfig;
    }
    default:
      return null;
  }
}

/** Removes PAN, phone and e-mail, which are checked but never stored (section 7.5). */
function withoutPersonalData(request: CreateRequest): CreateRequest {
  if (request.intent !== 'MF_HOLDINGS_IMPORT') return request;
  const { pan, phone, email, ...rest } = request.assetConfig ?? {};
  return { ...request, assetConfig: rest };
}
