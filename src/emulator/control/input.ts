import { z } from 'zod';
import { findIllFormed } from '../../core/well-formed.js';
import { AUTH_ID_SHAPE, ISCID_SHAPE, SCID_SHAPE, SIDES } from '../../gateway/wire.js';
import { VIRTUAL_BROKERS, virtualBroker } from '../market/brokers.js';
import { fieldPath, NOT_WELL_FORMED } from '../partner-api/create-request.js';
import { scenarioOf } from '../user/scenarios.js';
import { LEAVE_POINTS, type UserPart } from '../user/sdk-flow.js';
import { HOSTILE_ANSWERS } from './hostile-answers.js';
import { InputProblem } from '../input-problem.js';
import { FUND_SHAPES, WEBHOOK_MODES } from '../state/records.js';

const MAX_MS = 400 * 24 * 3_600_000;
const BROKER_KEYS = VIRTUAL_BROKERS.map(({ key }) => key).join(', ');
const broker = z.string().transform((key, context) => {
  const found = virtualBroker(key);
  if (found !== null) return found;
  context.addIssue({
    code: 'custom',
    message: `must be one of ${BROKER_KEYS}, with or without -leprechaun`,
  });
  return z.NEVER;
});
const scenario = z.string().transform((token, context) => {
  const found = scenarioOf(token);
  if (found !== null) return found;
  context.addIssue({ code: 'custom', message: 'must be a scenario token, such as lep-reject' });
  return z.NEVER;
});
const milliseconds = z.number().min(0).max(MAX_MS);

const userPart = z.object({
  broker: broker.nullish(),
  token: z.string().max(100).nullish(),
  scenario: scenario.nullish(),
  leave: z.enum(LEAVE_POINTS).nullish(),
  order: z
    .object({
      securities: z
        .array(
          z.object({
            ticker: z.string(),
            quantity: z.int().min(1).max(1_000_000_000).optional(),
            type: z.enum(SIDES).optional(),
          }),
        )
        .max(100),
    })
    .nullish(),
});

/** Bodies of the control API (design section 6). */
const CONTROL_BODIES = {
  faults: z.object({
    rules: z
      .array(
        z.object({
          path: z.string().min(1).max(500),
          status: z.int().min(200).max(599).optional(),
          delayMs: milliseconds.optional(),
          hang: z.boolean().optional(),
          reset: z.boolean().optional(),
          answer: z.enum(HOSTILE_ANSWERS).optional(),
          location: z
            .url({ protocol: /^https?$/ })
            .max(2_000)
            .optional(),
          after: z.boolean().optional(),
          body: z.unknown().optional(),
          headers: z.record(z.string().regex(/^[A-Za-z0-9-]+$/), z.string().regex(/^[ -~]*$/)).optional(),
          times: z.int().min(1).optional(),
        }),
      )
      .max(100),
  }),
  webhooks: z.object({ mode: z.enum(WEBHOOK_MODES).default('normal'), delayMs: milliseconds.default(0) }),
  mutualFunds: z.object({ shape: z.enum(FUND_SHAPES) }),
  clock: z.object({ advanceMs: milliseconds }),
  market: z.object({ broker, open: z.boolean() }),
  seed: z.object({ seed: z.string().min(1).max(200) }),
  reset: z.object({ seed: z.union([z.string().min(1).max(200), z.number()]).optional() }),
  pendingAction: z.object({
    smallcaseAuthId: z.string().regex(AUTH_ID_SHAPE, 'must be 24 lower-case hex characters'),
    scid: z.string().regex(SCID_SHAPE, 'must look like SCET_0010'),
    iscid: z.string().regex(ISCID_SHAPE, 'must be 24 lower-case hex characters'),
    name: z.string().min(1).max(200),
    action: z.string().regex(/^[A-Z_]{1,40}$/, 'must be a word such as REBALANCE, SIP, FIX or CUSTOMIZE'),
  }),
} as const;

/** Validates a control body. Throws {@link InputProblem} for the first invalid field. */
export function readControlBody<K extends keyof typeof CONTROL_BODIES>(
  kind: K,
  body: unknown,
): z.infer<(typeof CONTROL_BODIES)[K]> {
  // A fault may answer with any text, ill-formed Unicode included.
  if (kind !== 'faults') refuseIllFormed(body);
  return parse(CONTROL_BODIES[kind] as unknown as z.ZodType<z.infer<(typeof CONTROL_BODIES)[K]>>, body ?? {});
}

/** Reads how many of the newest rows a list may have; undefined for an empty text: all of them. */
export function readLimit(text: string): number | undefined {
  if (text === '') return undefined;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 5_000) return limit;
  throw new InputProblem('limit', 'must be from 1 to 5000');
}

/**
 * Validates the user's part. A broker and a token are required if the user gets as far as needing them; a
 * mutual-fund import (`needsBroker` false) needs no broker.
 */
export function readUserPart(body: unknown, needsBroker: boolean): UserPart {
  refuseIllFormed(body);
  const part = parse(userPart, body ?? {});
  const leave = part.leave ?? null;
  const reachesBroker = leave !== 'chooser' && leave !== 'vanish';
  if (reachesBroker && needsBroker && part.broker == null) throw new InputProblem('broker', 'is required');
  if (reachesBroker && leave !== 'before-login' && part.token == null)
    throw new InputProblem('token', 'is required');
  return {
    broker: part.broker ?? null,
    token: part.token ?? null,
    leave,
    scenario: part.scenario ?? null,
    changes: part.order?.securities ?? [],
  };
}

function refuseIllFormed(body: unknown): void {
  const path = findIllFormed(body);
  if (path !== null) throw new InputProblem(fieldPath(path), NOT_WELL_FORMED);
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InputProblem(fieldPath(issue?.path ?? []), issue?.message ?? 'is invalid');
}
