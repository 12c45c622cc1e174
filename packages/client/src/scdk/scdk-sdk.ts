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
import type { ScDK, ScDKConstructor } from './scdk.js';

/** Settings of {@link scdkSdk}. */
export interface ScdkSdkOptions {
  /** Whether orders may be placed while the market is closed. Default true. */
  readonly amo?: boolean;
}

/**
 * Makes a {@link GatewaySdk} of Gateway's class for browsers, or of what loads it at the first use:
 * `scdkSdk({ load: loadScDK })`.
 *
 * The class is a singleton, so the user of each token is set by `init`. A class that cannot be loaded or
 * initialised is a result with `wasTriggered: false`.
 */
export function scdkSdk(
  source: ScDKConstructor | { load(): Promise<ScDKConstructor> },
  { amo = true }: ScdkSdkOptions = {},
): GatewaySdk {
  let latest: ScDK | null = null;
  const open = async ({ gateway, token, isLeprechaun }: SdkToken): Promise<ScDK> => {
    const ScDKClass = typeof source === 'function' ? source : await source.load();
    latest = new ScDKClass({ gateway, smallcaseAuthToken: token, config: { amo, isLeprechaun } });
    await latest.init({ smallcaseAuthToken: token });
    return latest;
  };
  return {
    async trigger({ transactionId, token, brokers = [] }) {
      let sdk: ScDK;
      try {
        sdk = await open(token);
      } catch (error) {
        return failureOf(error, false);
      }
      try {
        return resultOf(await sdk.triggerTransaction({ transactionId, brokers: [...brokers] }));
      } catch (error) {
        return failureOf(error, true);
      }
    },
    async logout(token) {
      const sdk = token === undefined ? latest : await open(token);
      if (sdk === null)
        throw new Error(
          'no transaction was triggered in this page: pass the token of createAuthToken to logout',
        );
      await sdk.brokerLogout({});
    },
  };
}

/** Some versions resolve with `success: false`, or have the fields in `data`. */
function resultOf(value: unknown): SdkResult {
  const fields = fieldsOf(value);
  if (fields.success === false) return failureOf(value, true);
  return { ok: true, smallcaseAuthToken: tokenIn(fields), raw: value };
}

function failureOf(error: unknown, isTriggered: boolean): SdkFailure {
  const fields = fieldsOf(error);
  const text = typeof error === 'string' ? error : null;
  const code = asSdkCode(fields.code) ?? asSdkCode(fields.errorCode);
  return sdkFailure(
    {
      code,
      key: code === null ? asSdkText(fields.code) : null,
      message: text ?? asSdkText(fields.message) ?? asSdkText(fields.error),
      smallcaseAuthToken: tokenIn(fields),
    },
    isTriggered,
  );
}

function tokenIn(fields: Readonly<Record<string, unknown>>): string | null {
  return asSdkText(fields.smallcaseAuthToken) ?? asSdkText(fieldsOf(fields.data).smallcaseAuthToken);
}
