import AsyncStorage from '@react-native-async-storage/async-storage';
import { nativeSdk } from '@dwar/client/react-native';
import { Text } from 'react-native';
import { App } from './app';
import { findGateway } from './find-gateway';

/** Dwar at `npm run dev`; a phone reaches it after `adb reverse tcp:4000 tcp:4000`, a simulator of iOS at once. */
const URL = 'http://localhost:4000/graphql';

const gateway = findGateway();
const sdk = gateway === null ? null : nativeSdk(gateway);

/** The app with what only a device has. */
export function Main() {
  if (sdk === null) return <Text>Install react-native-smallcase-gateway, and build the app again.</Text>;
  return <App url={URL} sdk={sdk} keyStore={AsyncStorage} />;
}
