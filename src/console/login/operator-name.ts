/** Longest name of an operator, in characters. */
const NAME_MAX = 200;

/**
 * Whether a text can name an operator in the operator log: not empty, no space at its ends, nothing that is
 * invisible or changes how the rest is shown, and no text that was not UTF-8.
 */
export function isOperatorName(text: unknown): text is string {
  return (
    typeof text === 'string' &&
    text.length > 0 &&
    text.length <= NAME_MAX &&
    text === text.trim() &&
    !/[\p{C}\p{Zl}\p{Zp}\ufffd]/u.test(text)
  );
}
