/** The exports of `@dwar/client/event-stream`. */
export type { BackoffOptions } from '../core/backoff.js';
export {
  type EventStreamOptions,
  EventStreamRefused,
  readEventStream,
  type StreamedEvent,
} from './event-stream.js';
