import type { NativeSmallcaseGateway } from '@dwar/client/react-native';
import { complete } from './partner';

/** Stands in for `react-native-smallcase-gateway`, whose native code runs on a device only. */
export interface NativeStandIn extends NativeSmallcaseGateway {
  /** The transactions that it was opened for. */
  readonly opened: readonly string[];
}

/** A user who opens each transaction and goes through the screens of `account`; of null, looks at them without end. */
export function nativeStandIn(account: string | null): NativeStandIn {
  const opened: string[] = [];
  let isInitialised = false;
  return {
    opened,
    setConfigEnvironment: async () => undefined,
    async init(token) {
      isInitialised = token !== '';
    },
    async triggerTransaction(id) {
      if (!isInitialised) throw nativeError({ code: 3004, message: 'init_sdk' });
      opened.push(id);
      if (account === null) return await new Promise(() => undefined);
      const completion = await complete(id, account);
      if (!completion.ok) throw nativeError(completion.error);
      return { success: true, transaction: 'TRANSACTION', data: JSON.stringify(completion.result) };
    },
    logoutUser: async () => undefined,
  };
}

/** As React Native rejects: the number is in `userInfo`. */
function nativeError({ code, message }: { readonly code: number; readonly message: string }): Error {
  const userInfo = { errorCode: code, errorMessage: message };
  return Object.assign(new Error(message), { code: 'triggerTransaction', userInfo });
}
