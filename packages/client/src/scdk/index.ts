/** The exports of `@dwar/client/scdk`. */
export type {
  GatewaySdk,
  SdkFailure,
  SdkResult,
  SdkSuccess,
  SdkToken,
  SdkTrigger,
} from '../trade/gateway-sdk.js';
export type { SdkErrorKind } from '../trade/sdk-errors.js';
export { type LoadScDKOptions, loadScDK, SCDK_URL } from './load-scdk.js';
export type {
  ScDK,
  ScDKConstructor,
  ScDKError,
  ScDKOptions,
  ScDKSignupDetails,
  ScDKTransactionResult,
} from './scdk.js';
export { type ScdkSdkOptions, scdkSdk } from './scdk-sdk.js';
