import { useSyncExternalStore } from 'react';

const narrow = window.matchMedia('(max-width: 639px)');

/** Returns whether the window is too narrow for columns, and renders again when that changes. */
export function useNarrow(): boolean {
  return useSyncExternalStore(watchWidth, () => narrow.matches);
}

function watchWidth(onChange: () => void): () => void {
  narrow.addEventListener('change', onChange);
  return () => narrow.removeEventListener('change', onChange);
}
