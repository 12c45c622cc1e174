import {
  asSdkCode,
  asSdkText,
  fieldsOf,
  type GatewaySdk,
  type SdkFailure,
  sdkFailure,
  type SdkResult,
  type SdkToken,
} from '../trade/gateway-sdk.js';
import { readNativeData } from './native-data.js';
import type { NativeSmallcaseGateway } from './native-gateway.js';

/** Settings of {@link nativeSdk}. */
export interface NativeSdkOptions {
  /** Default `production`, also for virtual brokers. */
  readonly environmentName?: 'production' | 'staging' | 'development';
  /** Whether orders may be placed while the market is closed. Default true. */
  readonly amo?: boolean;
}

/**
 * Makes a {@link GatewaySdk} of the default export of `react-native-smallcase-gateway` 7.x. It configures the
 * native SDK by the token of each flow, so the app need not call `setConfigEnvironment`.
 *
 * What fails before the transaction is triggered is a result with `wasTriggered: false`.
 */
export function nativeSdk(gateway: NativeSmallcaseGateway, options: NativeSdkOptions = {}): GatewaySdk {
  checkGateway(gateway);
  return {
    async trigger({ transactionId, token, brokers = [] }) {
      try {
        await open(gateway, token, options);
      } catch (error) {
        return failureOf(error, false);
      }
      try {
        return resultOf(await gateway.triggerTransaction(transactionId, {}, [...brokers]));
      } catch (error) {
        return failureOf(error, true);
      }
    },
    async logout(token) {
      if (token !== undefined) await open(gateway, token, options);
      await gateway.logoutUser();
    },
  };
}

function checkGateway(gateway: NativeSmallcaseGateway | undefined): void {
  if (typeof gateway?.triggerTransaction === 'function') return;
  throw new TypeError(
    'nativeSdk needs the default export of react-native-smallcase-gateway: ' +
      "import SmallcaseGateway from 'react-native-smallcase-gateway'. If that is undefined, install the " +
      'package and build the app again: its native code is not part of Expo Go',
  );
}

async function open(
  gateway: NativeSmallcaseGateway,
  token: SdkToken,
  { environmentName = 'production', amo = true }: NativeSdkOptions,
): Promise<void> {
  await gateway.setConfigEnvironment({
    gatewayName: token.gateway,
    environmentName,
    isLeprechaun: token.isLeprechaun,
    isAmoEnabled: amo,
    brokerList: [],
  });
  await gateway.init(token.token);
}

/** Some versions resolve with `success: false` instead of rejecting. */
function resultOf(value: unknown): SdkResult {
  const fields = fieldsOf(value);
  if (fields.success === false) return failureOf(value, true);
  const data = readNativeData(fields.data);
  const token = asSdkText(fields.smallcaseAuthToken) ?? asSdkText(data.smallcaseAuthToken);
  return { ok: true, smallcaseAuthToken: token, raw: value };
}

/**
 * React Native rejects with an Error whose `userInfo` has the number; its own `code` is a word such as
 * `error` or `triggerTransaction`, which says nothing.
 */
function failureOf(error: unknown, isTriggered: boolean): SdkFailure {
  const outer = fieldsOf(error);
  const info = fieldsOf(outer.userInfo);
  const given = info.errorCode ?? outer.errorCode;
  const code = asSdkCode(given) ?? asSdkCode(outer.code);
  const data = readNativeData(info.data ?? outer.data);
  const message = info.errorMessage ?? outer.errorMessage ?? outer.error ?? outer.message;
  return sdkFailure(
    {
      code,
      key: code === null ? asSdkText(given) : null,
      message: asSdkText(message) ?? asSdkText(error),
      smallcaseAuthToken: asSdkText(info.smallcaseAuthToken) ?? asSdkText(data.smallcaseAuthToken),
    },
    isTriggered,
  );
}
