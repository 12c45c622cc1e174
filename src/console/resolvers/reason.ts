import { badInput } from '../../core/errors.js';

/** Longest reason that is recorded. */
const REASON_MAX = 500;

/** The reason that an operator gives for an act, without blanks at its ends. Throws BAD_USER_INPUT. */
export function reasonOf(text: string): string {
  const reason = text.trim();
  if (reason === '' || reason.length > REASON_MAX)
    throw badInput('reason', `must have 1 to ${REASON_MAX} characters`);
  return reason;
}
