/**
 * What `dwar/client` offers: see README.md of this folder. `dwar/client/event-stream` is the SSE reader
 * alone.
 */
export type { BackoffOptions } from './backoff.js';
export {
  type EventStreamOptions,
  EventStreamRefused,
  readEventStream,
  type StreamedEvent,
} from './event-stream.js';
export { createResumingLink, type ResumingLink, type ResumingLinkOptions } from './resuming-link.js';
