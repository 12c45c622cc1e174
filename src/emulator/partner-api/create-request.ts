import { z } from 'zod';
import {
  EXCHANGES,
  INTENTS,
  ISCID_SHAPE,
  NOTES_MAX,
  ORDER_TYPES,
  PAN_SHAPE,
  SCID_SHAPE,
  SECURITIES_MAX,
  SIDES,
  SMALLCASE_ORDER_TYPES,
  BATCH_ID_SHAPE,
  type WireIntent,
} from '../../gateway/wire.js';
import { findIllFormed } from '../../core/well-formed.js';
import { badField } from './refusal.js';

const QUANTITY_MAX = 1_000_000_000;
/** Fields that every security must have, or none (section 7.2); a price belongs to each LIMIT order. */
const ALL_OR_NONE = ['quantity', 'type', 'exchange', 'orderType', 'validity'] as const;

const isoDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be yyyy-mm-dd')
  .refine((text) => new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text, 'is not a date');
const iscid = z.string().regex(ISCID_SHAPE, 'must be 24 lower-case hex characters');
const scid = z.string().regex(SCID_SHAPE, 'must look like SCET_0010');

const security = z.object({
  ticker: z.string().regex(/^[A-Za-z0-9&._ -]{1,40}$/, 'must be a trading symbol'),
  quantity: z.int().min(1).max(QUANTITY_MAX).optional(),
  type: z.enum(SIDES).optional(),
  exchange: z.enum(EXCHANGES).optional(),
  orderType: z.enum(ORDER_TYPES).optional(),
  price: z.number().positive().optional(),
  validity: z.enum(['DAY', 'IOC']).optional(),
});
/** One security of a validated request (section 7.2). */
export type RequestedSecurity = z.infer<typeof security>;

const presentation = z
  .object({ orderName: z.string().optional(), orderLogo: z.string().optional() })
  .optional();
const securitiesOrder = z.object({
  type: z.literal('SECURITIES'),
  securities: z.array(security).min(1).max(SECURITIES_MAX).superRefine(checkBasket),
  meta: presentation,
  config: presentation,
});
const smallcaseOrder = z
  .object({ type: z.enum(SMALLCASE_ORDER_TYPES), scid: scid.optional(), iscid: iscid.optional() })
  .superRefine((order, context) => {
    if (order.type === 'BUY' && order.scid === undefined)
      context.addIssue({ code: 'custom', path: ['scid'], message: 'is required for BUY' });
    // Section 25: the newest sample names the smallcase alone.
    if (order.type !== 'BUY' && order.iscid === undefined && order.scid === undefined)
      context.addIssue({ code: 'custom', path: ['iscid'], message: `or scid is required for ${order.type}` });
  });

const orderConfig = z.unknown().transform((value, context) => {
  const type = typeof value === 'object' && value !== null ? (value as { type?: unknown }).type : undefined;
  const isKnown = type === 'SECURITIES' || SMALLCASE_ORDER_TYPES.some((known) => known === type);
  if (typeof value !== 'object' || value === null)
    context.addIssue({ code: 'custom', message: 'is required' });
  else if (!isKnown)
    context.addIssue({
      code: 'custom',
      path: ['type'],
      message: 'must be SECURITIES or a smallcase order type',
    });
  if (!isKnown) return z.NEVER;
  const parsed = (type === 'SECURITIES' ? securitiesOrder : smallcaseOrder).safeParse(value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues)
    context.addIssue({ code: 'custom', path: issue.path, message: issue.message });
  return z.NEVER;
});

/** Bodies by intent (sections 7.1 to 7.5), without `intent` and `notes`. Unknown fields are ignored. */
const BODIES = {
  CONNECT: z.object({}),
  ONBOARDING: z.object({}),
  FETCH_FUNDS: z.object({}),
  TRANSACTION: z.object({ orderConfig }),
  HOLDINGS_IMPORT: z.object({
    version: z.enum(['v1', 'v2']).default('v1'),
    // The documentation shows a string, actual clients send a boolean (section 7.4).
    assetConfig: z
      .object({
        mfHoldings: z.union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })]).optional(),
      })
      .optional(),
  }),
  MF_HOLDINGS_IMPORT: z.object({
    assetConfig: z
      .object({
        fromDate: isoDate.optional(),
        toDate: isoDate.optional(),
        pan: z.string().regex(PAN_SHAPE, 'must be a PAN').optional(),
        phone: z
          .string()
          .regex(/^\d{10}$/, 'must be 10 digits')
          .optional(),
        email: z.email().optional(),
        flow: z.literal('wealth').optional(),
      })
      .optional(),
    responseConfig: z
      .object({ casDetail: z.boolean().optional(), casSummary: z.boolean().optional() })
      .optional(),
  }),
  AUTHORISE_HOLDINGS: z.object({
    assetConfig: z
      .object({
        securities: z
          .array(z.object({ ticker: z.string().min(1) }))
          .max(SECURITIES_MAX)
          .optional(),
      })
      .optional(),
  }),
  SIP_SETUP: z.object({ orderConfig: z.object({ iscid }) }),
  IMR_SETUP: z.object({ orderConfig: z.object({ iscid }) }),
  CANCEL_AMO: z.object({ orderConfig: z.object({ iscid }) }),
  CANCEL_ORDER: z.object({
    orderConfig: z.object({
      batchId: z.string().regex(BATCH_ID_SHAPE, 'must be 24 lower-case hex characters'),
      ticker: z.string().min(1),
    }),
  }),
  SUBSCRIPTION: z.object({ subscriptionConfig: z.object({ scid, name: z.string().optional() }) }),
} as const satisfies Record<WireIntent, z.ZodType>;

const common = z.object({
  intent: z.enum(INTENTS),
  notes: z.string().max(NOTES_MAX, `must be at most ${NOTES_MAX} characters`).optional(),
});

/** Message for a text with an unpaired surrogate. */
export const NOT_WELL_FORMED = 'must be well-formed Unicode';

/** A validated create-transaction body (section 7). */
export type CreateRequest = {
  [I in WireIntent]: { readonly intent: I; readonly notes?: string | undefined } & Readonly<
    z.infer<(typeof BODIES)[I]>
  >;
}[WireIntent];

/**
 * Validates a create-transaction body (section 7). Throws a 400 {@link PartnerRefusal} for the first invalid
 * field.
 */
export function readCreateRequest(body: unknown): CreateRequest {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw badField('body', 'must be a JSON object');
  const illFormed = findIllFormed(body);
  if (illFormed !== null) throw badField(fieldPath(illFormed), NOT_WELL_FORMED);
  const { intent, notes } = parse(common, body);
  return { intent, notes, ...parse(BODIES[intent] as z.ZodType<object>, body) } as CreateRequest;
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badField(fieldPath(issue?.path ?? []), issue?.message ?? 'is invalid');
}

/** Formats `['orderConfig', 'securities', 0, 'quantity']` as `orderConfig.securities[0].quantity`. */
export function fieldPath(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text === '' ? 'body' : text.replace(/^\./, '');
}

/**
 * Checks optional fields on all or none, no ticker twice on one side, a price on limit orders (section 7.2).
 */
function checkBasket(basket: readonly RequestedSecurity[], context: z.RefinementCtx): void {
  for (const field of ALL_OR_NONE) {
    const missing = basket.findIndex((item) => item[field] === undefined);
    if (missing === -1 || basket.every((item) => item[field] === undefined)) continue;
    context.addIssue({
      code: 'custom',
      path: [missing, field],
      message: 'must be on every security or on none',
    });
  }
  const seen = new Set<string>();
  for (const [index, item] of basket.entries()) {
    const key = `${item.ticker}\n${item.type ?? ''}`;
    if (seen.has(key))
      context.addIssue({
        code: 'custom',
        path: [index, 'ticker'],
        message: 'is repeated for the same side',
      });
    seen.add(key);
    if (item.orderType === 'LIMIT' && item.price === undefined) {
      context.addIssue({ code: 'custom', path: [index, 'price'], message: 'is required with LIMIT' });
    }
  }
}
