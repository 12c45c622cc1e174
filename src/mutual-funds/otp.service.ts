import { badInput, notFound } from '../core/errors.js';
import type { Moment } from '../core/time/clock.js';
import { type AuthTokens, OWN_TOKEN_TTL_SECONDS } from '../gateway/auth-tokens.js';
import { GatewayError } from '../gateway/gateway-error.js';
import type { OtpClient, OtpSubject } from '../gateway/otp/otp-client.js';
import { OTP_SHAPE } from '../gateway/otp/otp-wire.js';
import type { Refusal } from '../graphql/failure.js';
import type { Ledger } from '../ledger/ledger.js';
import { findMutualFundImport, saveOtpAccepted } from '../ledger/mutual-funds/imports.js';
import { forgetOtpCall, type OtpCallKind } from '../ledger/mutual-funds/otp-calls.js';
import { bringReadForward } from '../ledger/planned-reads.js';
import type { MutualFundImportSnapshot, TransactionSnapshot } from '../ledger/snapshots.js';
import { type Revised, revised } from '../ledger/object-revisions.js';
import { findTransaction } from '../ledger/transactions.js';
import { ownTransaction } from '../viewer/ownership.js';
import type { Viewer } from '../viewer/viewer.js';
import { appendImportEvent } from './import-event.js';
import { allowOtpCall } from './otp-limits.js';
import { sendRefusal, tryRefusal } from './otp-refusals.js';
import { checkSubject } from './otp-subject.js';
import type { RequestMutualFundOtpInput, VerifyMutualFundOtpInput } from './otp.input.js';

/** A code is on its way. */
interface OtpSent {
  readonly transaction: Revised<TransactionSnapshot>;
  readonly sendsLeft: number;
}

/** A refusal with how many more codes may be tried. */
type TryRefusal = Refusal & { readonly triesLeft: number };

interface Collaborators {
  readonly ledger: Ledger;
  readonly otps: OtpClient;
  readonly tokens: AuthTokens;
  readonly moment: () => Moment;
  readonly wakeReconciler: (transactionId: string) => void;
}

/**
 * Imports mutual funds through screens of the app (protocol section 13): a code is sent, the user types it,
 * and a webhook brings the data. PAN, contact and code are passed on and kept nowhere (guarantee G8).
 *
 * Both calls are made at most once each time: a send reaches a person, a try is counted. They are recorded in
 * the ledger first, so that a crash and a second instance stay within the limits too.
 */
export class MutualFundOtpService {
  constructor(private readonly deps: Collaborators) {}

  /** Has a code sent. Throws BAD_USER_INPUT, NOT_FOUND. */
  async send(viewer: Viewer, input: RequestMutualFundOtpInput): Promise<OtpSent | Refusal> {
    const { transaction, subject } = await this.#prepare(viewer, input);
    if (await this.#isOver(viewer, transaction)) return { refused: 'TRANSACTION_EXPIRED' };
    const allowed = await this.#allow(transaction, 'SEND');
    if (allowed.callId === null) return { refused: 'OTP_LIMIT_EXCEEDED', ...allowed };
    const error = await this.#attempt(allowed.callId, transaction, (token) =>
      this.deps.otps.sendOtp(subject, token),
    );
    return error === null ? { transaction, sendsLeft: allowed.left } : sendRefusal(error);
  }

  /**
   * Hands the code in. A transaction whose code was accepted already gives its import, and no call is made.
   * Throws BAD_USER_INPUT, NOT_FOUND.
   */
  async verify(
    viewer: Viewer,
    input: VerifyMutualFundOtpInput,
  ): Promise<MutualFundImportSnapshot | TryRefusal> {
    const { transaction, subject } = await this.#prepare(viewer, input);
    if (!OTP_SHAPE.test(input.otp)) throw badInput('input.otp', 'must be six digits');
    const known = await findMutualFundImport(this.deps.ledger.db, viewer.id, transaction.transactionId);
    if (known !== null && isAccepted(known)) return known;
    if (await this.#isOver(viewer, transaction)) return { refused: 'TRANSACTION_EXPIRED', triesLeft: 0 };
    const allowed = await this.#allow(transaction, 'TRY');
    if (allowed.callId === null) return { refused: 'OTP_ATTEMPTS_EXCEEDED', triesLeft: 0 };
    const error = await this.#attempt(allowed.callId, transaction, (token) =>
      this.deps.otps.verifyOtp(subject, input.otp, token),
    );
    if (error === null) return await this.#accept(transaction);
    const refusal = tryRefusal(error);
    if (refusal.refused === 'OUTCOME_UNKNOWN') await this.#readSoon(transaction);
    return { ...refusal, triesLeft: allowed.left };
  }

  async #prepare(
    viewer: Viewer,
    input: RequestMutualFundOtpInput,
  ): Promise<{ readonly transaction: Revised<TransactionSnapshot>; readonly subject: OtpSubject }> {
    const transaction = revised(await ownTransaction(this.deps.ledger.db, viewer, input.transactionId));
    if (transaction.intent !== 'MF_HOLDINGS_IMPORT')
      throw badInput('input.transactionId', 'must name an MF_HOLDINGS_IMPORT transaction');
    return { transaction, subject: checkSubject(input, transaction.transactionId) };
  }

  /** Whether a further code can have no effect, so that none is asked for. */
  async #isOver(viewer: Viewer, { transactionId, status, expireAt }: TransactionSnapshot): Promise<boolean> {
    if (['COMPLETED', 'ERRORED', 'ACTION_REQUIRED'].includes(status)) return true;
    if (this.deps.moment().upstreamNow > expireAt) return true;
    const known = await findMutualFundImport(this.deps.ledger.db, viewer.id, transactionId);
    return known !== null && isAccepted(known);
  }

  #allow({ viewerId, transactionId }: TransactionSnapshot, kind: OtpCallKind) {
    const call = { viewerId, transactionId, kind, calledAt: this.deps.moment().now };
    return this.deps.ledger.write(
      async (unit) => {
        // The viewer may have been erased since the request began.
        if ((await findTransaction(unit.db, transactionId)) === null) throw notFound('transaction');
        return await allowOtpCall(unit, call);
      },
      { scope: { viewers: [viewerId] } },
    );
  }

  /** Makes one call. Returns why it failed; a call that never left is not counted. */
  async #attempt(
    callId: string,
    { viewerId, createdFor }: TransactionSnapshot,
    call: (token: string) => Promise<void>,
  ): Promise<GatewayError | null> {
    const { tokens, ledger } = this.deps;
    const { token } =
      createdFor === null
        ? await tokens.mintGuest(OWN_TOKEN_TTL_SECONDS)
        : await tokens.mintConnected(createdFor, OWN_TOKEN_TTL_SECONDS);
    try {
      await call(token);
      return null;
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      const scope = { viewers: [viewerId] };
      if (!error.sent || error.isRefusedHere)
        await ledger.write((unit) => forgetOtpCall(unit, callId), { scope });
      return error;
    }
  }

  /** Records that the code was accepted: the data now comes by webhook, once a read shows the same. */
  async #accept({ viewerId, transactionId }: TransactionSnapshot): Promise<MutualFundImportSnapshot> {
    const { ledger, moment, wakeReconciler } = this.deps;
    const { now, upstreamNow } = moment();
    await ledger.write(
      async (unit) => {
        const stored = await findTransaction(unit.db, transactionId);
        if (stored === null) return;
        await saveOtpAccepted(unit, stored, now);
        await bringReadForward(unit, transactionId, upstreamNow);
        await appendImportEvent(unit, viewerId, transactionId, now);
      },
      { scope: { viewers: [viewerId] } },
    );
    wakeReconciler(transactionId);
    const accepted = await findMutualFundImport(ledger.db, viewerId, transactionId);
    if (accepted === null) throw new Error('an import has no transaction');
    return accepted;
  }

  async #readSoon({ viewerId, transactionId }: TransactionSnapshot): Promise<void> {
    const { ledger, moment, wakeReconciler } = this.deps;
    const { upstreamNow } = moment();
    await ledger.write((unit) => bringReadForward(unit, transactionId, upstreamNow), {
      scope: { viewers: [viewerId] },
    });
    wakeReconciler(transactionId);
  }
}

function isAccepted({ otpAcceptedAt, received, transaction }: MutualFundImportSnapshot): boolean {
  return otpAcceptedAt !== null || received !== null || transaction.status === 'COMPLETED';
}
