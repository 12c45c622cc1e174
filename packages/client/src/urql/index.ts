/** The exports of `@dwar/client/urql`. */
export type { BackoffOptions } from '../core/backoff.js';
export {
  type ResumingExchange,
  type ResumingExchangeOptions,
  resumingSubscriptionExchange,
} from './resuming-exchange.js';
