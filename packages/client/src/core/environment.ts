/** What changed around an app, as far as a connection should react. */
export type EnvironmentChange =
  /** The app is visible again, or the network is back: connect now instead of waiting. */
  | 'resume'
  /** The device has no network: attempts to connect are pointless until `resume`. */
  | 'offline';

/**
 * The platform that the client runs on. It calls the listener when the client should reconnect. Calls that
 * were not needed do no harm.
 */
export interface Environment {
  /** Whether the device has a network, as far as the platform knows; true if it does not know. */
  isOnline(): boolean;
  /** Calls `listener` on each change until the returned function is called. */
  listen(listener: (change: EnvironmentChange) => void): () => void;
}

type Target = Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;

interface BrowserGlobals extends Partial<Target> {
  readonly document?: Target & { readonly visibilityState?: string };
  readonly navigator?: { readonly onLine?: boolean };
}

/**
 * The environment of a browser: resumes when the page is shown again (`visibilitychange`, and `pageshow`
 * after the back-forward cache) and on `online`. Where these events do not exist, as in Node, it reports
 * no change.
 */
export function browser(globals: BrowserGlobals = globalThis as BrowserGlobals): Environment {
  return {
    isOnline: () => globals.navigator?.onLine !== false,
    listen(listener) {
      const { document } = globals;
      const resume = () => listener('resume');
      const goOffline = () => listener('offline');
      const show = () => {
        if (document?.visibilityState === 'visible') resume();
      };
      document?.addEventListener('visibilitychange', show);
      globals.addEventListener?.('pageshow', resume);
      globals.addEventListener?.('online', resume);
      globals.addEventListener?.('offline', goOffline);
      return () => {
        document?.removeEventListener('visibilitychange', show);
        globals.removeEventListener?.('pageshow', resume);
        globals.removeEventListener?.('online', resume);
        globals.removeEventListener?.('offline', goOffline);
      };
    },
  };
}
