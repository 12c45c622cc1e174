import { PUSHERS } from '../contestants/catalogue.mjs';

/** Each has one socket. A short run has no time to prepare as many. */
const SUBSCRIBERS = 1_000;
const SHORT_SUBSCRIBERS = 200;

/**
 * Servers with a subscriber of each viewer.
 *
 * @type {import('./stage.mjs').Stage}
 */
export const pushingStage = {
  catalogue: PUSHERS,
  data: ({ isShort }) => ({ viewers: isShort ? SHORT_SUBSCRIBERS : SUBSCRIBERS, orders: 0 }),
  prepare: (name, _contestant, load) => load.call('follow', { name }),
};
