import type { Environment } from '../core/environment.js';

/** `AppState` of `react-native`. */
export interface AppStateLike {
  addEventListener(type: 'change', listener: (state: string) => void): { remove(): void };
}

/** The default export of `@react-native-community/netinfo`. */
export interface NetInfoLike {
  addEventListener(listener: (state: { readonly isConnected: boolean | null }) => void): () => void;
}

/**
 * The environment of an app in React Native: resumes when the app comes to the foreground and, with NetInfo,
 * when the network is back. Pass `AppState` of `react-native` and the default export of
 * `@react-native-community/netinfo`.
 *
 * The platform reports the network only to listeners, so it counts as present until a listener hears
 * otherwise.
 */
export function reactNative(appState: AppStateLike, netInfo?: NetInfoLike): Environment {
  if (typeof appState?.addEventListener !== 'function')
    throw new TypeError("reactNative needs AppState: import { AppState } from 'react-native'");
  let isOnline = true;
  return {
    isOnline: () => isOnline,
    listen(listener) {
      const foreground = appState.addEventListener('change', (state) => {
        if (state === 'active') listener('resume');
      });
      let wasOnline = true;
      const stopNetwork = netInfo?.addEventListener(({ isConnected }) => {
        isOnline = isConnected !== false;
        if (isOnline !== wasOnline) listener(isOnline ? 'resume' : 'offline');
        wasOnline = isOnline;
      });
      return () => {
        foreground.remove();
        stopNetwork?.();
        isOnline = true;
      };
    },
  };
}
