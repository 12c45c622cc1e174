import type { Selectable } from 'kysely';
import type { WebhookEndpointsTable } from '../databases/outgoing-tables.js';
import type { Queries, Unit } from '../unit.js';
import { deletePosition, holdPosition, startAtEnd } from './position.js';

/** A secret that deliveries are signed with: `whsec_` and base64. Stored as it is, because it signs. */
export interface EndpointSecret {
  readonly secret: string;
  /** When it ends, epoch milliseconds; null for the newest, which does not. */
  readonly endsAt: number | null;
}

/** Where outgoing webhooks are sent. Times are epoch milliseconds. */
export interface Endpoint {
  readonly endpointId: string;
  readonly url: string;
  /** Names of the schema's types of events; empty for all of them. */
  readonly types: readonly string[];
  /** The newest first. */
  readonly secrets: readonly EndpointSecret[];
  readonly isPaused: boolean;
  readonly createdAt: number;
  /** When it was created or last resumed: deliveries are retried for some days from then, or later. */
  readonly enabledAt: number;
}

/** Most endpoints of one ledger. */
export const ENDPOINTS_MAX = 20;

/** All endpoints, the oldest first. */
export async function listEndpoints(db: Queries): Promise<Endpoint[]> {
  const rows = await db
    .selectFrom('webhook_endpoints')
    .selectAll()
    .orderBy('created_at')
    .orderBy('endpoint_id')
    .limit(ENDPOINTS_MAX)
    .execute();
  return rows.map(fromRow);
}

/** One endpoint; null if there is none with this id. */
export async function findEndpoint(db: Queries, endpointId: string): Promise<Endpoint | null> {
  const row = await db
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('endpoint_id', '=', endpointId)
    .executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/**
 * Adds an endpoint. It gets the events that are committed from now on. `log` names this ledger's log. Returns
 * false if there are {@link ENDPOINTS_MAX} already.
 */
export async function addEndpoint(unit: Unit, endpoint: Endpoint, log: string): Promise<boolean> {
  await holdPosition(unit);
  const { length } = await listEndpoints(unit.db);
  if (length >= ENDPOINTS_MAX) return false;
  if (length === 0) await startAtEnd(unit, log);
  await unit.db
    .insertInto('webhook_endpoints')
    .values({
      endpoint_id: endpoint.endpointId,
      url: endpoint.url,
      types: JSON.stringify(endpoint.types),
      secrets: JSON.stringify(endpoint.secrets),
      is_paused: endpoint.isPaused ? 1 : 0,
      created_at: endpoint.createdAt,
      enabled_at: endpoint.enabledAt,
    })
    .execute();
  return true;
}

/** Pauses or resumes an endpoint. Returns false if it does not exist. */
export async function setEndpointPaused(
  unit: Unit,
  endpointId: string,
  isPaused: boolean,
  now: number,
): Promise<boolean> {
  const row = await unit.db
    .updateTable('webhook_endpoints')
    .set(isPaused ? { is_paused: 1 } : { is_paused: 0, enabled_at: now })
    .where('endpoint_id', '=', endpointId)
    .returning('endpoint_id')
    .executeTakeFirst();
  // Those that have failed before the pause are due at once.
  if (row !== undefined && !isPaused)
    await unit.db
      .updateTable('webhook_lanes')
      .set({ next_at: now })
      .where('endpoint_id', '=', endpointId)
      .where('next_at', '>', now)
      .execute();
  return row !== undefined;
}

/** Replaces the secrets of an endpoint by what `change` makes of them. Returns false if there is none. */
export async function changeEndpointSecrets(
  unit: Unit,
  endpointId: string,
  change: (secrets: readonly EndpointSecret[]) => readonly EndpointSecret[],
): Promise<boolean> {
  // Two rotations at a time would each keep the secret that the other replaces.
  await holdPosition(unit);
  const endpoint = await findEndpoint(unit.db, endpointId);
  if (endpoint === null) return false;
  await unit.db
    .updateTable('webhook_endpoints')
    .set({ secrets: JSON.stringify(change(endpoint.secrets)) })
    .where('endpoint_id', '=', endpointId)
    .execute();
  return true;
}

/**
 * Removes an endpoint with everything that waits for it. Returns false if it does not exist. Where much
 * waits, remove that first, see `removeWaiting`.
 */
export async function removeEndpoint(unit: Unit, endpointId: string): Promise<boolean> {
  await holdPosition(unit);
  const row = await unit.db
    .deleteFrom('webhook_endpoints')
    .where('endpoint_id', '=', endpointId)
    .returning('endpoint_id')
    .executeTakeFirst();
  if (row === undefined) return false;
  for (const table of ['webhook_lanes', 'webhook_deliveries'] as const)
    await unit.db.deleteFrom(table).where('endpoint_id', '=', endpointId).execute();
  if ((await listEndpoints(unit.db)).length === 0) await deletePosition(unit);
  return true;
}

/** Whether an endpoint wants events of a type; an empty list means all. Give names of the schema. */
export function isWanted({ types }: Pick<Endpoint, 'types'>, names: readonly string[]): boolean {
  return types.length === 0 || names.some((name) => types.includes(name));
}

function fromRow(row: Selectable<WebhookEndpointsTable>): Endpoint {
  return {
    endpointId: row.endpoint_id,
    url: row.url,
    types: JSON.parse(row.types) as string[],
    secrets: JSON.parse(row.secrets) as EndpointSecret[],
    isPaused: Number(row.is_paused) === 1,
    createdAt: Number(row.created_at),
    enabledAt: Number(row.enabled_at),
  };
}
