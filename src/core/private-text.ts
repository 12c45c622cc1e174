/** What gives somebody away, or proves something, wherever it stands in a text (guarantee G8). */
const PRIVATE: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['token', /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g],
  ['email', /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ['pan', /(?<![A-Z0-9])[A-Z]{5}\d{4}[A-Z](?![A-Z0-9])/gi],
  ['phone', /(?<!\w|\d\.)(?:\+?91[\s-]?)?[6-9]\d{4}[\s-]?\d{5}(?!\w|\.\d)/g],
];

/**
 * A text in which every token, e-mail address, PAN and Indian mobile number is replaced by what `replace` makes of its kind;
 * `[token]` and so on unless given. For text that somebody else wrote and that is shown or logged.
 */
export function hidePrivate(text: string, replace: (kind: string) => string = (kind) => `[${kind}]`): string {
  return PRIVATE.reduce((hidden, [kind, pattern]) => hidden.replace(pattern, () => replace(kind)), text);
}
