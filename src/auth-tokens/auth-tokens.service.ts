import { AppError, badInput } from '../core/errors.js';
import type { AuthTokens } from '../gateway/auth-tokens.js';
import { findOwnAccount } from '../ledger/broker-accounts.js';
import type { Ledger } from '../ledger/ledger.js';
import { ownAccount, ownTransaction } from '../viewer/ownership.js';
import type { Viewer } from '../viewer/viewer.js';
import type { AuthTokenType, CreateAuthTokenInput } from './auth-token.type.js';

/** Settings that every token is returned with. */
interface Settings {
  readonly gatewayName: string;
  readonly isLeprechaun: boolean;
  readonly ttlSeconds: number;
}

/**
 * Hands out Gateway auth tokens. A connected one only for an account that is linked to the viewer now
 * (guarantee G10).
 */
export class AuthTokensService {
  constructor(
    private readonly ledger: Ledger,
    private readonly tokens: AuthTokens,
    private readonly settings: Settings,
  ) {}

  /** Throws NOT_FOUND, BAD_USER_INPUT, BROKER_ACCOUNT_REQUIRED. */
  async create(viewer: Viewer, input: CreateAuthTokenInput): Promise<AuthTokenType> {
    const { gatewayName, isLeprechaun, ttlSeconds } = this.settings;
    const authId = await this.#identity(viewer, input);
    const minted =
      authId === null
        ? await this.tokens.mintGuest(ttlSeconds)
        : await this.tokens.mintConnected(authId, ttlSeconds);
    return {
      token: minted.token,
      kind: authId === null ? 'GUEST' : 'CONNECTED',
      expiresAt: new Date(minted.expiresAt),
      gateway: gatewayName,
      isLeprechaun,
    };
  }

  /** The linked account to speak for; null for a guest. */
  async #identity(viewer: Viewer, input: CreateAuthTokenInput): Promise<string | null> {
    const { transactionId = null, brokerAccountId = null, kind = null } = input;
    if (transactionId !== null && brokerAccountId !== null) {
      throw badInput('input.brokerAccountId', 'cannot be given together with transactionId');
    }
    if (kind === 'GUEST' && brokerAccountId !== null) {
      throw badInput('input.kind', 'a guest token speaks for no broker account');
    }
    const identity =
      transactionId === null
        ? ((await ownAccount(this.ledger.db, viewer, brokerAccountId))?.authId ?? null)
        : await this.#creator(viewer, transactionId);
    if (transactionId !== null && kind !== null && (kind === 'GUEST') !== (identity === null)) {
      throw badInput('input.kind', 'the transaction was created with the other kind');
    }
    if (kind === 'GUEST') return null;
    if (kind === 'CONNECTED' && identity === null) {
      throw new AppError(
        'BROKER_ACCOUNT_REQUIRED',
        'Link a broker account first: a connected token requires one.',
      );
    }
    return identity;
  }

  /** The identity a transaction was created with, as far as the account is still linked. */
  async #creator(viewer: Viewer, argument: string): Promise<string | null> {
    const { createdFor } = (await ownTransaction(this.ledger.db, viewer, argument)).snapshot;
    if (createdFor === null) return null;
    if ((await findOwnAccount(this.ledger.db, viewer.id, createdFor)) !== null) return createdFor;
    throw new AppError(
      'BROKER_ACCOUNT_REQUIRED',
      'The broker account of this transaction is no longer linked.',
    );
  }
}
