import type { Service } from '../viewer/service-token.js';

/** What a resolver of the schema of backends gets. */
export interface ServiceContext {
  readonly service: Service;
  readonly requestId: string;
  /** The cursor a reconnecting SSE client sent as `Last-Event-ID`; it wins over the argument `after`. */
  readonly lastEventId?: string | null;
}
