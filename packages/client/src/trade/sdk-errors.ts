/**
 * What a user or an app should do after an SDK error; the values of the schema's `TransactionFailureKind`.
 */
export type SdkErrorKind = 'USER_CHOICE' | 'RETRY' | 'WRONG_ACCOUNT' | 'WAIT' | 'FIX_INTEGRATION' | 'OTHER';

/** The class of each number and of each text (protocol sections 18.3 and 25); texts as {@link plainText}. */
const KINDS: readonly (readonly [SdkErrorKind, readonly (number | null)[], RegExp])[] = [
  [
    'USER_CHOICE',
    [1002, 1003, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014],
    /^(usercancelled|(user)?consentdenied|nobroker)$/,
  ],
  ['RETRY', [1005, 2000, 3001, 4003], /^((transaction|trxid)expired|(internal|api)error|timedout)$/],
  ['WRONG_ACCOUNT', [1001], /^usermismatch$/],
  ['WAIT', [4004, 4005, 4006], /^(marketclosed|orderinqueue|orderpending)$/],
  ['FIX_INTEGRATION', [3000, 3002, 3003, 3004], /^(intentnotenabledforbroker|invalidtransactionid)$/],
];

/**
 * The transaction was not given to the user: another one is open, or the SDK was not initialised.
 * `noactivity` is of React Native on Android, while no screen of the app is open.
 */
const NOT_TRIGGERED_CODES: readonly number[] = [3003, 3004];
const NOT_TRIGGERED = /^(transactioninprocess|flowinprogress|initsdk|nativeapiunavailable|noactivity)$/;
/** The app has initialised the SDK in a wrong way. */
const WRONG_OPTIONS = /^invalid(config|gateway|jwt|elementorselector|userdata)$/;

/** The class of an SDK error by its number, or else by its text; `OTHER` for one that is not known. */
export function sdkErrorKind(code: number | null, text = ''): SdkErrorKind {
  if (isBeforeTrigger(code, text)) return 'FIX_INTEGRATION';
  const plain = plainText(text);
  const isOf = (codes: readonly (number | null)[], texts: RegExp) =>
    code === null ? texts.test(plain) : codes.includes(code);
  return KINDS.find(([, codes, texts]) => isOf(codes, texts))?.[0] ?? 'OTHER';
}

/**
 * Whether the SDK refused to start, so that the same transaction can still be triggered. Every other error,
 * also one that is not known, is taken as the end of the transaction.
 */
export function isBeforeTrigger(code: number | null, text = ''): boolean {
  if (code !== null) return NOT_TRIGGERED_CODES.includes(code);
  const plain = plainText(text);
  return NOT_TRIGGERED.test(plain) || WRONG_OPTIONS.test(plain);
}

/** SDKs spell a text `user_cancelled`, `USER_CANCELLED` or `UserCancelled`. */
function plainText(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
