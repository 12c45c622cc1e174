import { z } from 'zod';
import { OTP_SENDS_MAX, OTP_SHAPE, OTP_WRONG_MAX } from '../../gateway/otp/otp-wire.js';
import { PAN_SHAPE } from '../../gateway/wire.js';
import { digestOf } from '../state/ids.js';
import type { OtpRecord, TransactionRecord } from '../state/records.js';
import type { Identity } from '../state/tokens.js';
import { importMutualFunds } from '../user/intents.js';
import { isExpired, type World } from '../world.js';
import { badField, otpRefusal, type PartnerRefusal, refusal } from './refusal.js';

/** The code that every message contains. */
export const OTP_CODE = '123456';

/** PANs at which the registrars refuse both calls (section 13). */
const REFUSED_PANS: Readonly<Record<string, (method: OtpRecord['method']) => PartnerRefusal>> = {
  LEPMM1001A: (method) => otpRefusal(method === 'phone' ? 'mobileMismatch' : 'emailMismatch'),
  LEPRF1002A: () => otpRefusal('registrarFormat'),
  LEPRV1003A: () => otpRefusal('registrarValidation'),
  LEPRC1004A: () => otpRefusal('registrarCredentials'),
  LEPRT1005A: () => otpRefusal('registrarThrottling'),
  LEPIE1006A: () => refusal('internal'),
};

const subject = z
  .object({
    transactionId: z.string(),
    pan: z.string().regex(PAN_SHAPE, 'must be a PAN'),
    phone: z
      .string()
      .regex(/^\+\d{8,15}$/, 'must have a country code')
      .optional(),
    email: z.email().optional(),
  })
  .refine(({ phone, email }) => (phone === undefined) !== (email === undefined), {
    path: ['phone'],
    message: 'or email is required, and not both',
  });
const verification = subject.safeExtend({ otp: z.string().regex(OTP_SHAPE, 'must be 6 digits') });

/** Whom a call is about. */
interface Asked {
  readonly record: TransactionRecord;
  readonly pan: string;
  readonly method: OtpRecord['method'];
  readonly contact: string;
}

/** Sends a code (section 13): `otp_resend_limit_exceeded` after five. Throws {@link PartnerRefusal}. */
export function sendOtp(world: World, identity: Identity, body: unknown): object {
  const { record, pan, method, contact } = findAsked(world, identity, parse(subject, body));
  const sends = record.otp?.sends ?? 0;
  if (sends >= OTP_SENDS_MAX) throw otpRefusal('sendLimit');
  refuseByPan(pan, method);
  const otp = { method, contact, sends: sends + 1, wrong: record.otp?.wrong ?? 0 };
  world.store.putTransaction({ ...record, investor: digestOf(pan), otp, updatedAt: world.clock.now() });
  return {};
}

/**
 * Takes a code: completes the import with the right one, and sends its webhook (section 13). Throws
 * {@link PartnerRefusal}.
 */
export function verifyOtp(world: World, identity: Identity, body: unknown): object {
  const input = parse(verification, body);
  const { record, pan, method, contact } = findAsked(world, identity, input);
  const { otp } = record;
  if ((otp?.wrong ?? 0) >= OTP_WRONG_MAX) throw otpRefusal('wrongLimit');
  refuseByPan(pan, method);
  if (otp !== undefined && otp.method !== method) throw otpRefusal('methodMismatch');
  if (otp !== undefined && (otp.contact !== contact || record.investor !== digestOf(pan)))
    throw otpRefusal(method === 'phone' ? 'mobileMismatch' : 'emailMismatch');
  if (otp === undefined || input.otp !== OTP_CODE) {
    const wrong = (otp?.wrong ?? 0) + 1;
    const counted = { ...(otp ?? { method, contact, sends: 0 }), wrong };
    world.store.putTransaction({ ...record, investor: digestOf(pan), otp: counted });
    throw otpRefusal('incorrect');
  }
  importMutualFunds(world, { ...record, authId: record.ownerAuthId, loginWallMs: Date.now() });
  return {};
}

function findAsked(world: World, identity: Identity, input: z.infer<typeof subject>): Asked {
  const { pan, phone, email = '' } = input;
  const record = world.store.transactions.get(input.transactionId);
  const authId = identity.kind === 'connected' ? identity.authId : null;
  if (record === undefined || record.ownerAuthId !== authId) throw refusal('transactionUnknown');
  if (record.intent !== 'MF_HOLDINGS_IMPORT') throw refusal('intentInvalid');
  const isOver = record.status === 'COMPLETED' || record.status === 'ERRORED';
  if (isOver || isExpired(record, world.clock.now())) throw refusal('transactionExpired');
  return { record, pan, method: phone === undefined ? 'email' : 'phone', contact: digestOf(phone ?? email) };
}

function refuseByPan(pan: string, method: OtpRecord['method']): void {
  const refused = REFUSED_PANS[pan];
  if (refused !== undefined) throw refused(method);
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badField(String(issue?.path[0] ?? 'body'), issue?.message ?? 'is invalid');
}
