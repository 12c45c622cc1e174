import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { refusal } from '../partner-api/refusal.js';
import { BoundedMap } from '../state/bounded-map.js';
import { type Identity, verifyAuthToken } from '../state/tokens.js';
import type { World } from '../world.js';

/** A session of the browser SDK: what `initSession` returns of it (section 23). */
export interface SdkSession {
  readonly gatewayToken: string;
  readonly csrf: string;
  readonly identity: Identity;
}

interface StoredSession {
  readonly csrf: string;
  readonly sdkToken: string;
}

const SESSIONS_MAX = 10_000;

/** Sessions by their token. They are lost when the emulator stops; the SDK then opens a new one. */
export class SdkSessions {
  readonly #world: World;
  readonly #stored = new BoundedMap<StoredSession>(SESSIONS_MAX);

  constructor(world: World) {
    this.#world = world;
  }

  /** Opens a session for an auth token. Throws the refusal `Invalid JWT`. */
  open(sdkToken: string): SdkSession {
    const identity = this.#identityOf(sdkToken);
    const [gatewayToken, csrf] = [newKey(), newKey()];
    this.#stored.set(gatewayToken, { csrf, sdkToken });
    return { gatewayToken, csrf, identity };
  }

  /** Returns whose session a call belongs to. Throws a refusal with 401 for none, or one that has expired. */
  authenticate(request: FastifyRequest): Identity {
    const { 'x-sc-gateway': gatewayToken, 'x-sc-csrf': csrf } = request.headers;
    const stored = typeof gatewayToken === 'string' ? this.#stored.get(gatewayToken) : undefined;
    if (stored === undefined || stored.csrf !== csrf) throw refusal('jwtInvalid');
    return this.#identityOf(stored.sdkToken);
  }

  #identityOf(sdkToken: string): Identity {
    const verdict = verifyAuthToken(this.#world.secret, sdkToken, Date.now());
    if (!verdict.ok) throw refusal('jwtInvalid');
    return verdict.identity;
  }
}

function newKey(): string {
  return randomBytes(24).toString('base64url');
}
