const nameOf = (viewerId) => `dwar:shop-press:${viewerId}`;

/**
 * Keeps a press of this browser tab until it has ended, so that a reload continues it under its key. It holds
 * no token.
 */
export function keepPress(viewerId, press) {
  sessionStorage.setItem(nameOf(viewerId), JSON.stringify(press));
}

export function forgetPress(viewerId) {
  sessionStorage.removeItem(nameOf(viewerId));
}

/** The press that a reload has interrupted, or null. */
export function keptPress(viewerId) {
  return JSON.parse(sessionStorage.getItem(nameOf(viewerId)));
}
