import type { LeadRecord } from '../state/records.js';
import type { World } from '../world.js';

/**
 * Section 25: the states of a lead, a person who opens an account at a broker, in their order. How long after
 * it was opened a lead reaches each is [assumed], in milliseconds of the virtual clock. Every lead reaches
 * the last: no state is documented for a person who leaves or is refused.
 */
export const LEAD_STATES = [
  { status: 'INITIALIZED', afterMs: 0 },
  { status: 'VERIFICATION', afterMs: 15_000 },
  { status: 'DETAILS_REGISTER', afterMs: 30_000 },
  { status: 'BROKER_REGISTER', afterMs: 60_000 },
  { status: 'SUBMITTED', afterMs: 120_000 },
  { status: 'PROCESSING', afterMs: 180_000 },
  { status: 'COMPLETED', afterMs: 600_000 },
] as const;

/** A lead as the SDK's `signup` and `leadStatus` answer it. */
export interface LeadState {
  readonly leadId: string;
  readonly status: (typeof LEAD_STATES)[number]['status'];
}

/** Opens a lead. Name and contact of the person decide nothing, so they are neither taken nor kept. */
export function openLead(world: World): LeadState {
  const lead = { leadId: world.ids.objectId(), openedAt: world.clock.now() };
  return stateOf(world.store.putLead(lead), world);
}

/** The state of a lead by the virtual clock; null if there is none with this id. */
export function readLead(world: World, leadId: string): LeadState | null {
  const lead = world.store.leads.get(leadId);
  return lead === undefined ? null : stateOf(lead, world);
}

function stateOf({ leadId, openedAt }: LeadRecord, world: World): LeadState {
  const ageMs = world.clock.now() - openedAt;
  const reached = LEAD_STATES.findLast(({ afterMs }) => afterMs <= ageMs) ?? LEAD_STATES[0];
  return { leadId, status: reached.status };
}
