/**
 * The exports of `dwar/client`, an alias in the package of the server: the Apollo link and the SSE reader.
 */
export { createResumingLink, type ResumingLink, type ResumingLinkOptions } from './apollo/resuming-link.js';
export type { BackoffOptions } from './core/backoff.js';
export {
  type EventStreamOptions,
  EventStreamRefused,
  readEventStream,
  type StreamedEvent,
} from './event-stream/event-stream.js';
