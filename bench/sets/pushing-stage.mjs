import { PUSHERS } from '../contestants/catalogue.mjs';

/** Each has one socket. */
const SUBSCRIBERS = 1_000;

/**
 * Servers with a subscriber of each viewer.
 *
 * @type {import('./stage.mjs').Stage}
 */
export const pushingStage = {
  catalogue: PUSHERS,
  data: { viewers: SUBSCRIBERS, orders: 0 },
  prepare: (name, _contestant, load) => load.call('follow', { name }),
};
