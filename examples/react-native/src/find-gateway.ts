import type { NativeSmallcaseGateway } from '@dwar/client/react-native';

/**
 * Gateway's native SDK, of which `@dwar/client` describes what it calls; null if the package is not installed. It has
 * native code, so it is not part of this example: `npm install react-native-smallcase-gateway`, then build the app.
 */
export function findGateway(): NativeSmallcaseGateway | null {
  try {
    // Metro lets a `require` in a `try` be absent.
    return (require('react-native-smallcase-gateway') as { default: NativeSmallcaseGateway }).default;
  } catch {
    return null;
  }
}
