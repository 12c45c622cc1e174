/**
 * Also one without a dot, such as a UPI id; a name and a price (`ACME@2500.5`) is none. Names are made of
 * letters, marks, digits and joiners of any script.
 */
const EMAIL =
  /(?<![\p{L}\p{M}\p{N}\u200c-\u200d._%+-])[\p{L}\p{M}\p{N}\u200c-\u200d._%+-]+@(?=[\p{N}.-]*\p{L})[\p{L}\p{M}\p{N}\u200c-\u200d-]+(?:\.[\p{L}\p{M}\p{N}\u200c-\u200d-]+)*/gu;

/**
 * Ten digits from 6 to 9 on, in the groups people write them in, with a space or a hyphen in between, and
 * what may stand before them.
 */
const PHONE =
  /(?<![A-Za-z0-9]|\d\.)(?:\(?(?:\+|0{1,2})?91\)?[\s-]?)?(?:0[\s-]?)?[6-9](?:\d{9}|\d{4}[\s-]\d{5}|\d{3}[\s-]\d{6}|\d{5}[\s-]\d{4}|\d\d[\s-]\d{7}|\d{3}[\s-]\d{3}[\s-]\d{3}|\d\d[\s-]\d{4}[\s-]\d{3}|\d\d[\s-]\d{3}[\s-]\d{4})(?![A-Za-z0-9]|\.\d)/g;

/**
 * Personal data and credentials anywhere in a text (guarantee G8). Each pattern starts only at the beginning
 * of a run of its own characters; otherwise the time for a long run would grow quadratically.
 */
const PRIVATE: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['token', /(?<![\w-])(?:eyJ[\w-]+\.[\w-]+|[\w-]{16,}\.[\w-]{16,})\.[\w-]*/g],
  ['email', EMAIL],
  ['pan', /(?<![A-Z0-9])[A-Z]{5}\d{4}[A-Z](?![A-Z0-9])/gi],
  ['phone', PHONE],
];

/**
 * The beginning of a text, at most `max` characters, for looking at text of unknown length: ends at a space,
 * so that nothing private is cut in two and no longer recognised. A text that is cut ends with `…`.
 */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, Math.max(0, text.lastIndexOf(' ', max - 2)))} …`;
}

/**
 * Replaces every token, e-mail address, PAN and Indian mobile number in a text by what `replace` returns for
 * its kind, by default `[token]` and so on. Use it for foreign text that is shown or logged.
 */
export function hidePrivate(text: string, replace: (kind: string) => string = (kind) => `[${kind}]`): string {
  return PRIVATE.reduce((hidden, [kind, pattern]) => hidden.replace(pattern, () => replace(kind)), text);
}
