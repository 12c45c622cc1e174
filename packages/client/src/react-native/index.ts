/** The exports of `@dwar/client/react-native`. */
export type { Environment, EnvironmentChange } from '../core/environment.js';
export type {
  GatewaySdk,
  SdkFailure,
  SdkResult,
  SdkSuccess,
  SdkToken,
  SdkTrigger,
} from '../trade/gateway-sdk.js';
export type { SdkErrorKind } from '../trade/sdk-errors.js';
export { type AppStateLike, type NetInfoLike, reactNative } from './environment.js';
export type { NativeSmallcaseGateway } from './native-gateway.js';
export { type NativeSdkOptions, nativeSdk } from './native-sdk.js';
