import { isBeforeTrigger, type SdkErrorKind, sdkErrorKind } from './sdk-errors.js';

/** What initialises Gateway's SDK; `AuthToken` of the schema. */
export interface SdkToken {
  readonly token: string;
  readonly gateway: string;
  readonly isLeprechaun: boolean;
}

/** What the user is asked to do. */
export interface SdkTrigger {
  /** Gateway's id, `gatewayTransactionId` of a transaction. */
  readonly transactionId: string;
  readonly token: SdkToken;
  /** Keys of the brokers to choose from. Default: all. */
  readonly brokers?: readonly string[] | undefined;
}

/**
 * Gateway's SDK for browsers or for React Native: see `@dwar/client/scdk` and `@dwar/client/react-native`.
 */
export interface GatewaySdk {
  /** Opens the SDK for the user, and resolves when it has closed. Never rejects. */
  trigger(trigger: SdkTrigger): Promise<SdkResult>;
  /**
   * Logs the user out of the broker. `token` initialises an SDK that was not used yet. Rejects with what the
   * SDK rejects with.
   */
  logout(token?: SdkToken): Promise<void>;
}

/** How the SDK ended. It is a claim of the user's device: only Dwar's reads say what happened. */
export type SdkResult = SdkSuccess | SdkFailure;

export interface SdkSuccess {
  readonly ok: true;
  /** Proof of the account that the user logged in with; null if there is none. Do not store it. */
  readonly smallcaseAuthToken: string | null;
  /** The value as the SDK gave it. */
  readonly raw: unknown;
}

export interface SdkFailure {
  readonly ok: false;
  /** Gateway's number (protocol section 18.3), also one that is not listed there; null if it gave none. */
  readonly code: number | null;
  /** The textual code, such as `USER_CANCELLED`; null if it gave none. */
  readonly key: string | null;
  readonly message: string;
  readonly kind: SdkErrorKind;
  /** False if the SDK refused to start: the same transaction can be triggered again. */
  readonly wasTriggered: boolean;
  /** A user who logged in before the failure has a token all the same. */
  readonly smallcaseAuthToken: string | null;
}

/** What an adapter could read of an error. */
export interface SdkErrorParts {
  readonly code?: number | null;
  readonly key?: string | null;
  readonly message?: string | null;
  readonly smallcaseAuthToken?: string | null;
}

/**
 * Makes the result of an error. `isTriggered` is false for what failed before the transaction was triggered.
 */
export function sdkFailure(parts: SdkErrorParts, isTriggered: boolean): SdkFailure {
  const { code = null, key = null, message = null, smallcaseAuthToken = null } = parts;
  const text = key ?? message ?? '';
  const isStarted = isTriggered && !isBeforeTrigger(code, text);
  const kind = sdkErrorKind(code, text);
  return {
    ok: false,
    code,
    key,
    message: message ?? key ?? 'the SDK gave no reason',
    kind: !isStarted && kind === 'OTHER' ? 'FIX_INTEGRATION' : kind,
    wasTriggered: isStarted,
    smallcaseAuthToken,
  };
}

/** The number in a value: SDKs also write it as text. Null if it is not a number. */
export function asSdkCode(value: unknown): number | null {
  if (typeof value === 'string' && /^-?\d{1,9}$/.test(value)) return Number(value);
  return typeof value === 'number' && Number.isInteger(value) ? value : null;
}

/** A text that is not empty; otherwise null. */
export function asSdkText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Fields of an object; none for anything else. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
