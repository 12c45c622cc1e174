import {
  countOtpCalls,
  newestOtpCalls,
  type OtpCall,
  type OtpCallKind,
  recordOtpCall,
} from '../ledger/mutual-funds/otp-calls.js';
import type { Unit } from '../ledger/unit.js';

/** Calls of each kind for one transaction: below the five of Gateway (protocol section 13). */
const MOST_OF_TRANSACTION: Readonly<Record<OtpCallKind, number>> = { SEND: 4, TRY: 4 };
/** Codes that one viewer may have sent within this time, for all of their transactions. */
const MOST_SENDS_OF_VIEWER = 4;
const VIEWER_WINDOW_MS = 10 * 60_000;

/** A call that may be made, with how many more of its kind may follow; or how long none may. */
type Allowance =
  | { readonly callId: string; readonly left: number }
  | { readonly callId: null; readonly retryAfterSeconds: number | null };

/**
 * Counts a call before it is made, so that neither a crash nor another instance makes one too many. Refuses
 * it over a limit: for good for the transaction, for a time for the viewer. Must be the only writer of the
 * viewer until the unit ends.
 */
export async function allowOtpCall(unit: Unit, call: OtpCall): Promise<Allowance> {
  const most = MOST_OF_TRANSACTION[call.kind];
  const made = await countOtpCalls(unit.db, call.transactionId, call.kind);
  if (made >= most) return { callId: null, retryAfterSeconds: null };
  const waitMs = call.kind === 'SEND' ? await waitOfViewer(unit, call) : 0;
  if (waitMs > 0) return { callId: null, retryAfterSeconds: Math.ceil(waitMs / 1000) };
  return { callId: await recordOtpCall(unit, call), left: most - made - 1 };
}

/** How long the viewer has to wait for the next send; at most 0 for not at all. */
async function waitOfViewer(unit: Unit, { viewerId, kind, calledAt }: OtpCall): Promise<number> {
  const newest = await newestOtpCalls(unit.db, viewerId, kind, MOST_SENDS_OF_VIEWER);
  const oldest = newest[MOST_SENDS_OF_VIEWER - 1];
  return oldest === undefined ? 0 : oldest + VIEWER_WINDOW_MS - calledAt;
}
