import type { FastifyRequest } from 'fastify';
import { HEADER_AUTH_TOKEN, HEADER_SECRET } from '../../gateway/wire.js';
import { refusal } from './refusal.js';
import { type Identity, verifyAuthToken } from '../state/tokens.js';
import type { World } from '../world.js';

/**
 * Authenticates a partner call (sections 3, 4 and 6): checks the gateway name in the path, the API secret,
 * then the auth token. Returns the identity the token proves. Throws the {@link PartnerRefusal} of section 6.
 */
export function authenticate(world: World, request: FastifyRequest): Identity {
  const { gateway } = request.params as { gateway?: string };
  if (gateway !== world.gatewayName) throw refusal('gatewayUnknown');
  return authenticateKeys(world, request);
}

/** As {@link authenticate}, for a path without a gateway name: that of the OTP API (section 13). */
export function authenticateKeys(world: World, request: FastifyRequest): Identity {
  const secret = request.headers[HEADER_SECRET];
  if (typeof secret !== 'string' || !world.apiSecret.accepted.some((one) => one.equals(secret)))
    throw refusal('secretInvalid');
  const token = request.headers[HEADER_AUTH_TOKEN];
  const verdict = verifyAuthToken(world.secret, typeof token === 'string' ? token : '', Date.now());
  if (verdict.ok) return verdict.identity;
  throw refusal(verdict.reason === 'expired' ? 'jwtExpired' : 'jwtInvalid');
}
