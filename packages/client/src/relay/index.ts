/** The exports of `@dwar/client/relay`. */
export type { BackoffOptions } from '../core/backoff.js';
export type { EventRef } from '../core/event-ref.js';
export { applyEvent } from './apply-event.js';
export {
  createSubscribeFunction,
  type ResumingSubscribeFunction,
  type SubscribeFunctionOptions,
} from './subscribe-function.js';
