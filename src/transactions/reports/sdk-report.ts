import { badInput } from '../../core/errors.js';
import { hidePrivate } from '../../core/private-text.js';
import type { SmallcaseRefFact } from '../../gateway/facts.js';
import { checkLine } from '../input-checks.js';
import { codeOfKey } from '../sdk-error.js';
import { readSdkResult } from './sdk-result.js';
import type { ReportTransactionOutcomeInput } from '../transaction.input.js';

/** The error an SDK gave, with its number or its word, as far as it gave any. */
export interface ReportedError {
  readonly code: number | null;
  readonly key: string | null;
  readonly message: string | null;
}

/** What a client reports: the token of the SDK's result, its error, and the smallcase of an order. */
export interface Report {
  readonly token: string | null;
  readonly error: ReportedError | null;
  readonly smallcase: SmallcaseRefFact | null;
}

const MESSAGE_MAX = 300;
const KEY_MAX = 100;
const RESULT_MAX = 65_536;

/**
 * Reads a report. What is named explicitly comes before what `sdkResult` holds. Throws BAD_USER_INPUT for
 * texts that are too long, and for a message without an error.
 */
export function readReport(input: ReportTransactionOutcomeInput): Report {
  checkLine(input.errorMessage ?? '', [0, MESSAGE_MAX], 'input.errorMessage');
  checkLine(input.errorKey ?? '', [0, KEY_MAX], 'input.errorKey');
  if ((input.sdkResult ?? '').length > RESULT_MAX)
    throw badInput('input.sdkResult', `must have at most ${RESULT_MAX} characters`);
  const found = input.sdkResult == null ? null : readSdkResult(input.sdkResult);
  const key = (input.errorKey ?? '') === '' ? (found?.key ?? null) : (input.errorKey ?? null);
  const code = input.errorCode ?? found?.code ?? codeOfKey(key ?? found?.message ?? '');
  const isError = code !== null || key !== null || found?.isFailure === true;
  if ((input.errorMessage ?? '') !== '' && !isError)
    throw badInput('input.errorMessage', 'needs errorCode or errorKey as well');
  const message = input.errorMessage ?? found?.message?.slice(0, MESSAGE_MAX) ?? null;
  return {
    token: input.smallcaseAuthToken ?? found?.token ?? null,
    smallcase: isError ? null : withoutPrivate(found?.smallcase ?? null),
    error: isError ? { code, key: cut(key), message: message === null ? null : hidePrivate(message) } : null,
  };
}

function withoutPrivate(smallcase: SmallcaseRefFact | null): SmallcaseRefFact | null {
  if (smallcase === null) return null;
  const hide = (text: string | null) => (text === null ? null : cut(hidePrivate(text)));
  return { ...smallcase, scid: hide(smallcase.scid), name: hide(smallcase.name) };
}

/** A word that an SDK sent within its result may be of any length. */
function cut(key: string | null): string | null {
  return key === null ? null : key.slice(0, KEY_MAX);
}
