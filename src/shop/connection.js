/**
 * Follows whether Dwar can be reached: calls `show` with `connecting`, `live`, or `lost`. The returned function
 * notes whether the stream of events is open (`isOpen`) and whether calls are answered (`isAnswered`).
 */
export function followConnection(show) {
  const state = { isOpen: null, isAnswered: true };
  const note = (change = {}) => {
    Object.assign(state, change);
    const isLost = !navigator.onLine || !state.isAnswered || state.isOpen === false;
    show(isLost ? 'lost' : state.isOpen ? 'live' : 'connecting');
  };
  addEventListener('online', () => note());
  addEventListener('offline', () => note());
  return note;
}

/** Waits. It ends early when the browser has its network back. */
export function pause(milliseconds) {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener('online', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    addEventListener('online', end);
  });
}
