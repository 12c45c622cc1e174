import type { Clock } from '../core/clock.js';
import { describeError } from '../core/describe-error.js';
import { AppError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import { SingleFlight } from '../core/single-flight.js';
import { AuthTokenInvalid, type AuthTokens, OWN_TOKEN_TTL_SECONDS } from '../gateway/auth-tokens.js';
import type { TransactionFact } from '../gateway/facts.js';
import type { GatewayClient } from '../gateway/gateway-client.js';
import { GatewayError } from '../gateway/gateway-error.js';
import { saveBrokerAccount, type StoredBrokerAccount } from '../ledger/broker-accounts.js';
import type { Ledger, Unit } from '../ledger/ledger.js';
import { hastenRead } from '../ledger/planned-reads.js';
import { recentTransactions, type StoredTransaction } from '../ledger/transactions.js';
import type { Viewer } from '../viewer/viewer.js';

/** What linking comes to. */
export type LinkOutcome =
  | { readonly account: StoredBrokerAccount }
  | {
      readonly refused: 'AUTH_TOKEN_INVALID' | 'BROKER_ACCOUNT_UNPROVEN' | 'BROKER_ACCOUNT_LINKED_ELSEWHERE';
    };

interface Collaborators {
  readonly ledger: Ledger;
  readonly gateway: GatewayClient;
  readonly tokens: AuthTokens;
  readonly clock: Clock;
  readonly log: Log;
  /** Called in the same commit as a new link: applies deliveries that waited for the account. */
  readonly onLinked: (unit: Unit, authId: string) => Promise<void>;
  /** Wakes whoever does the planned reads. */
  readonly wakeReader: () => void;
  /** Longest time all reads of a proof may take together. */
  readonly proofTimeoutMs: number;
}

/** Which of the viewer's own transactions may prove control of an account, and how many are read to find one. */
const RECENT_MS = 24 * 3_600_000;
const RECENT_COUNT = 20;
const READS_AT_MOST = 5;

interface Proof {
  readonly broker: string | null;
}

/**
 * Links broker accounts (guarantee G10). It takes a token signed by Gateway **and** an authenticated read of one of this viewer's
 * own recent transactions that was completed with the same account. A token alone may have been copied; a transaction alone may
 * have been completed by somebody else.
 */
export class BrokerAccountLinker {
  /** Equal reads of one viewer share one call. */
  readonly #reads = new SingleFlight<TransactionFact>();

  constructor(private readonly deps: Collaborators) {}

  /** Throws GATEWAY_UNAVAILABLE when the proof could not be read. */
  async link(viewer: Viewer, smallcaseAuthToken: string): Promise<LinkOutcome> {
    const authId = await this.verify(smallcaseAuthToken);
    return authId === null ? { refused: 'AUTH_TOKEN_INVALID' } : await this.#link(viewer, authId);
  }

  /** Links the account of a verified token as far as the proof goes; one that is missing or cannot be read now links nothing. */
  async linkIfProven(viewer: Viewer, authId: string): Promise<void> {
    try {
      await this.#link(viewer, authId);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.deps.log.warn({ err: describeError(error) }, 'a reported token could not be used for linking');
    }
  }

  /** The account an SDK token names; null when it is not Gateway's, or a guest's. Asks nobody. */
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
    const proof = await this.#findProof(viewer, authId);
    if (proof === null) return { refused: 'BROKER_ACCOUNT_UNPROVEN' };
    const account = await this.deps.ledger.write((unit) => this.#store(unit, viewer, authId, proof));
    this.deps.wakeReader();
    return account.viewerId === viewer.id ? { account } : { refused: 'BROKER_ACCOUNT_LINKED_ELSEWHERE' };
  }

  async #findProof(viewer: Viewer, authId: string): Promise<Proof | null> {
    const { ledger, clock } = this.deps;
    const recent = await recentTransactions(ledger.db, viewer.id, clock.now() - RECENT_MS, RECENT_COUNT);
    const known = recent.find(({ snapshot }) => snapshot.authId === authId);
    if (known !== undefined) return { broker: known.snapshot.broker };
    return await this.#readProof(
      recent.filter(({ snapshot }) => snapshot.authId === null),
      authId,
    );
  }

  /** Reads the newest transactions whose user is not known yet. One failed read does not hide the proof in another. */
  async #readProof(candidates: readonly StoredTransaction[], authId: string): Promise<Proof | null> {
    const deadline = AbortSignal.timeout(this.deps.proofTimeoutMs);
    let failed: unknown = null;
    for (const { snapshot } of candidates.slice(0, READS_AT_MOST)) {
      try {
        const key = JSON.stringify([snapshot.viewerId, snapshot.transactionId]);
        const fact = await this.#reads.run(
          key,
          (signal) => this.#read(snapshot.transactionId, signal),
          deadline,
        );
        if (fact.authId === authId) return { broker: fact.broker };
      } catch (error) {
        if (!(error instanceof GatewayError) && error !== deadline.reason) throw error;
        this.deps.log.warn({ err: describeError(error) }, 'a proof of control could not be read');
        failed = error;
        if (deadline.aborted) break;
      }
    }
    if (failed === null) return null;
    throw new AppError('GATEWAY_UNAVAILABLE', 'Gateway could not be asked for the proof. Try again.', {
      cause: failed,
    });
  }

  async #read(transactionId: string, signal: AbortSignal): Promise<TransactionFact> {
    const { token } = await this.deps.tokens.mintGuest(OWN_TOKEN_TTL_SECONDS);
    return await this.deps.gateway.transactionDetails(transactionId, token, signal);
  }

  async #store(unit: Unit, viewer: Viewer, authId: string, proof: Proof): Promise<StoredBrokerAccount> {
    const { clock, gateway } = this.deps;
    const now = clock.now();
    const account = await saveBrokerAccount(unit, {
      authId,
      viewerId: viewer.id,
      broker: proof.broker,
      linkedAt: now,
    });
    if (account.viewerId !== viewer.id) return account;
    await this.deps.onLinked(unit, authId);
    // Holdings that were imported before the link can be read now.
    for (const { snapshot } of await recentTransactions(unit.db, viewer.id, now - RECENT_MS, RECENT_COUNT)) {
      const isImport = snapshot.intent === 'HOLDINGS_IMPORT' && (snapshot.authId ?? authId) === authId;
      if (isImport) await hastenRead(unit, snapshot.transactionId, now + gateway.clockOffsetMs);
    }
    return account;
  }
}
