/**
 * The exports of `dwar/client`, see README.md here. `dwar/client/event-stream` exports the SSE reader alone.
 */
export type { BackoffOptions } from './backoff.js';
export {
  type EventStreamOptions,
  EventStreamRefused,
  readEventStream,
  type StreamedEvent,
} from './event-stream.js';
export { createResumingLink, type ResumingLink, type ResumingLinkOptions } from './resuming-link.js';
