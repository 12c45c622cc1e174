import { useRouter } from '@tanstack/react-router';
import type { Screen } from './screens.js';

/** Returns what opens a screen: within the console, or as a page of its own. */
export function useOpenScreen(): (screen: Screen) => void {
  const router = useRouter();
  return (screen) => {
    if (screen.isOutside) window.location.assign(screen.to);
    else void router.navigate({ to: screen.to });
  };
}
