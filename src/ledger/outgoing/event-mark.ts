import type { EventType } from '../event-record.js';

/** An event that may be sent, without its content. */
export interface EventMark {
  readonly viewerId: string;
  readonly seq: number;
  readonly type: EventType;
}
