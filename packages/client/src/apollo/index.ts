/** The exports of `@dwar/client/apollo`. */
export type { BackoffOptions } from '../core/backoff.js';
export type { EventRef } from '../core/event-ref.js';
export { applyEvent } from './apply-event.js';
export { possibleTypes } from './possible-types.js';
export { createResumingLink, type ResumingLink, type ResumingLinkOptions } from './resuming-link.js';
export { typePolicies } from './type-policies.js';
