/** Where outgoing webhooks are sent. */
export interface WebhookEndpointsTable {
  endpoint_id: string;
  url: string;
  /** The types of events that it gets, as JSON; an empty list means all. */
  types: string;
  /** Its secrets as JSON, the newest first, see `outgoing/endpoints.ts`. */
  secrets: string;
  is_paused: number;
  created_at: number;
  /** When it was created or last resumed. */
  enabled_at: number;
}

/** One row: how far the log has been read for outgoing webhooks. None while there is no endpoint. */
export interface WebhookPositionTable {
  id: number;
  /** Names the log of the place; another log is read from the time of the place. */
  log: string;
  place: string;
}

/** Events that are to be sent to an endpoint, and those that were given up. */
export interface WebhookDeliveriesTable {
  endpoint_id: string;
  viewer_id: string;
  seq: number;
  /** That of the event. */
  type: string;
  state: 'PENDING' | 'DEAD';
  queued_at: number;
  /** Attempts that have failed. */
  attempts: number;
  attempted_at: number | null;
  /** What the last attempt ended with, in words. */
  problem: string | null;
}

/** An endpoint and a viewer for whom something waits: it is sent one after another, by one instance. */
export interface WebhookLanesTable {
  endpoint_id: string;
  viewer_id: string;
  next_at: number;
  /** Grows with each delivery that is added. */
  news: number;
  /** Names the claim of the instance that is sending; null while none is. */
  lease: string | null;
  lease_until: number;
}
