import { newId } from '../../core/ids.js';
import type { OtpCallsTable } from '../databases/tables.js';
import type { Queries, Unit } from '../unit.js';

export type OtpCallKind = OtpCallsTable['kind'];

/** One call of the OTP API, before it is made. */
export interface OtpCall {
  readonly viewerId: string;
  readonly transactionId: string;
  readonly kind: OtpCallKind;
  /** Epoch milliseconds of our own clock. */
  readonly calledAt: number;
}

/** Records a call before it is made, so that a crash never makes it uncounted. Returns its id. */
export async function recordOtpCall(unit: Unit, call: OtpCall): Promise<string> {
  const callId = newId(call.calledAt);
  await unit.db
    .insertInto('otp_calls')
    .values({
      call_id: callId,
      transaction_id: call.transactionId,
      viewer_id: call.viewerId,
      kind: call.kind,
      called_at: call.calledAt,
    })
    .execute();
  return callId;
}

/** Removes a call that certainly did not reach Gateway. */
export async function forgetOtpCall(unit: Unit, callId: string): Promise<void> {
  await unit.db.deleteFrom('otp_calls').where('call_id', '=', callId).execute();
}

/** How many calls of a kind were recorded for a transaction. */
export async function countOtpCalls(db: Queries, transactionId: string, kind: OtpCallKind): Promise<number> {
  const { count } = await db
    .selectFrom('otp_calls')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('transaction_id', '=', transactionId)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** When a viewer's newest calls of a kind were recorded, at most `limit`, the newest first. */
export async function newestOtpCalls(
  db: Queries,
  viewerId: string,
  kind: OtpCallKind,
  limit: number,
): Promise<number[]> {
  const rows = await db
    .selectFrom('otp_calls')
    .select('called_at')
    .where('viewer_id', '=', viewerId)
    .where('kind', '=', kind)
    .orderBy('called_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => Number(row.called_at));
}

/** Removes calls recorded before `before`, at most `limit`. Returns how many. */
export async function trimOtpCalls(unit: Unit, before: number, limit: number): Promise<number> {
  const old = await unit.db
    .selectFrom('otp_calls')
    .select('call_id')
    .where('called_at', '<', before)
    .orderBy('called_at')
    .limit(limit)
    .execute();
  const ids = old.map((row) => row.call_id);
  if (ids.length > 0) await unit.db.deleteFrom('otp_calls').where('call_id', 'in', ids).execute();
  return ids.length;
}
