import type { Clock } from '../core/time/clock.js';
import { describeError } from '../core/describe-error.js';
import { AppError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import { AuthTokenInvalid, type AuthTokens } from '../gateway/auth-tokens.js';
import type { GatewayClient } from '../gateway/gateway-client.js';
import type { Refusal } from '../graphql/failure.js';
import { findBrokerAccount, saveBrokerAccount, type StoredBrokerAccount } from '../ledger/broker-accounts.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Unit } from '../ledger/unit.js';
import { forgetAccountClaim, saveAccountClaim } from '../ledger/operator/account-claims.js';
import { bringReadForward } from '../ledger/planned-reads.js';
import { recordStep } from '../ledger/timeline.js';
import { removeTombstone, Tombstones } from '../ledger/erasure/tombstones.js';
import { findTransaction, recentTransactions } from '../ledger/transactions.js';
import type { Viewer } from '../viewer/viewer.js';
import { type Proof, ProofFinder } from './proofs.js';

/** The linked account, or why none was linked. */
export type LinkOutcome = { readonly account: StoredBrokerAccount } | Refusal;

interface Collaborators {
  readonly ledger: Ledger;
  readonly gateway: GatewayClient;
  readonly tokens: AuthTokens;
  readonly clock: Clock;
  readonly log: Log;
  /** Called in the same commit as a new link: applies deliveries that waited for the account. */
  readonly onLinked: (unit: Unit, authId: string) => Promise<void>;
  /** Wakes the reconciler. */
  readonly wakeReconciler: () => void;
  /** Longest time all reads of a proof may take together. */
  readonly proofTimeoutMs: number;
}

/** The viewer's transactions that a new link concerns. */
const RECENT_MS = 24 * 3_600_000;
const RECENT_COUNT = 20;

/**
 * Links broker accounts (guarantee G10). It takes a token signed by Gateway **and** an authenticated read of
 * one of this viewer's own recent transactions that was completed with the same account. A token alone may
 * have been copied; a transaction alone may have been completed by another person.
 */
export class BrokerAccountLinker {
  readonly #proofs: ProofFinder;

  constructor(private readonly deps: Collaborators) {
    this.#proofs = new ProofFinder(deps);
  }

  /** Throws GATEWAY_UNAVAILABLE or GATEWAY_NOT_UNDERSTOOD when the proof could not be read. */
  async link(viewer: Viewer, smallcaseAuthToken: string): Promise<LinkOutcome> {
    const authId = await this.verify(smallcaseAuthToken);
    return authId === null ? { refused: 'AUTH_TOKEN_INVALID' } : await this.#link(viewer, authId);
  }

  /**
   * Links the account of a verified token as far as the proof goes. Returns why it is not linked; null if it
   * is.
   */
  async linkIfProven(viewer: Viewer, authId: string): Promise<Refusal | null> {
    try {
      const outcome = await this.#link(viewer, authId);
      return 'refused' in outcome ? outcome : null;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.deps.log.warn({ err: describeError(error) }, 'a reported token could not be used for linking');
      const isOdd = error.code === 'GATEWAY_NOT_UNDERSTOOD';
      return { refused: isOdd ? 'GATEWAY_NOT_UNDERSTOOD' : 'GATEWAY_UNAVAILABLE' };
    }
  }

  /**
   * The account an SDK token names; null for a token of a guest or one that Gateway did not sign. Makes no
   * call.
   */
  async verify(smallcaseAuthToken: string): Promise<string | null> {
    try {
      const claims = await this.deps.tokens.verify(smallcaseAuthToken);
      return claims.kind === 'CONNECTED' ? claims.authId : null;
    } catch (error) {
      if (error instanceof AuthTokenInvalid) return null;
      throw error;
    }
  }

  async #link(viewer: Viewer, authId: string): Promise<LinkOutcome> {
    const proof = await this.#proofs.find(viewer, authId);
    if (proof === null) return { refused: 'BROKER_ACCOUNT_UNPROVEN' };
    const account = await this.deps.ledger.write((unit) => this.#store(unit, viewer, authId, proof));
    if (account === null) return { refused: 'BROKER_ACCOUNT_UNPROVEN' };
    this.deps.wakeReconciler();
    return account.viewerId === viewer.id ? { account } : { refused: 'BROKER_ACCOUNT_LINKED_ELSEWHERE' };
  }

  /**
   * Null when the proof has been used for a link that is no more. The viewer's own account is simply linked
   * again.
   */
  async #store(
    unit: Unit,
    viewer: Viewer,
    authId: string,
    proof: Proof,
  ): Promise<StoredBrokerAccount | null> {
    const now = this.deps.clock.now();
    const before = await findBrokerAccount(unit.db, authId);
    if (before?.viewerId !== viewer.id && proof.isUsed) return null;
    // The viewer may have been erased since the proof was found.
    if ((await findTransaction(unit.db, proof.transactionId)) === null) return null;
    const account = await saveBrokerAccount(unit, {
      authId,
      viewerId: viewer.id,
      broker: proof.broker,
      linkedAt: now,
    });
    const { transactionId } = proof;
    if (account.viewerId !== viewer.id) {
      await saveAccountClaim(unit, { authId, viewerId: viewer.id, transactionId, claimedAt: now });
      return account;
    }
    await forgetAccountClaim(unit, authId, viewer.id);
    await removeTombstone(unit, new Tombstones(this.deps.ledger.digestKey).of('account', authId));
    await this.deps.onLinked(unit, authId);
    await this.#followLink(unit, viewer, authId, proof);
    return account;
  }

  /** Marks what proved the account as used, and has holdings that were imported before the link read now. */
  async #followLink(unit: Unit, viewer: Viewer, authId: string, proof: Proof): Promise<void> {
    const { clock, gateway } = this.deps;
    const now = clock.now();
    for (const { snapshot } of await recentTransactions(unit.db, viewer.id, now - RECENT_MS, RECENT_COUNT)) {
      const { transactionId, intent, status } = snapshot;
      if (snapshot.authId === authId || transactionId === proof.transactionId) {
        await recordStep(unit, snapshot, { at: now, source: 'LINK', from: null, to: status });
      }
      const isImport = intent === 'HOLDINGS_IMPORT' && (snapshot.authId ?? authId) === authId;
      if (isImport) await bringReadForward(unit, transactionId, now + gateway.clockOffsetMs);
    }
  }
}
