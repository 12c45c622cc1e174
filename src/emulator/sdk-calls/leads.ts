import { z } from 'zod';
import { type LeadState, openLead } from '../market/leads.js';
import { badField } from '../partner-api/refusal.js';
import type { World } from '../world.js';

const details = z.object({
  name: z.string().max(200).optional(),
  email: z.string().max(320).optional(),
  contact: z.string().max(20).optional(),
  pinCode: z.string().max(10).optional(),
});

/** Takes an application. The person's details are checked and not kept. Throws a refusal with 400. */
export function signUp(world: World, body: unknown): LeadState {
  const parsed = details.safeParse(body ?? {});
  if (!parsed.success)
    throw badField(String(parsed.error.issues[0]?.path[0] ?? 'body'), 'must be a short text');
  return openLead(world);
}
