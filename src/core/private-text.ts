/** A letter, mark, digit or joiner of any script. */
const WORD = String.raw`\p{L}\p{M}\p{N}\u200c\u200d`;
/** Also one without a dot, such as a UPI id; a name and a price (`ACME@2500.5`) is none. */
const EMAIL = new RegExp(
  String.raw`(?<![${WORD}._%+-])[${WORD}._%+-]+@(?=[\p{N}.-]*\p{L})[${WORD}-]+(?:\.[${WORD}-]+)*`,
  'gu',
);

const PREFIX = String.raw`(?:\(?(?:\+|0{1,2})?91\)?[\s-]?)?(?:0[\s-]?)?`;
/** Ten digits from 6 to 9 on, by the groups people write them in, with a space or a hyphen in between. */
const MOBILE = [[10], [5, 5], [4, 6], [6, 4], [3, 7], [4, 3, 3], [3, 4, 3], [3, 3, 4]]
  .map(([first = 0, ...rest]) => [`[6-9]\\d{${first - 1}}`, ...rest.map((size) => `\\d{${size}}`)])
  .map((groups) => groups.join(String.raw`[\s-]`))
  .join('|');
const PHONE = new RegExp(String.raw`(?<![A-Za-z0-9]|\d\.)${PREFIX}(?:${MOBILE})(?![A-Za-z0-9]|\.\d)`, 'g');

/**
 * What gives somebody away, or proves something, wherever it stands in a text (guarantee G8). Each begins where no run of its own
 * characters goes on: else the time for a long run would grow with its square.
 */
const PRIVATE: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['token', /(?<![\w-])(?:eyJ[\w-]+\.[\w-]+|[\w-]{16,}\.[\w-]{16,})\.[\w-]*/g],
  ['email', EMAIL],
  ['pan', /(?<![A-Z0-9])[A-Z]{5}\d{4}[A-Z](?![A-Z0-9])/gi],
  ['phone', PHONE],
];

/**
 * A text in which every token, e-mail address, PAN and Indian mobile number is replaced by what `replace` makes of its kind;
 * `[token]` and so on unless given. For text that somebody else wrote and that is shown or logged.
 */
export function hidePrivate(text: string, replace: (kind: string) => string = (kind) => `[${kind}]`): string {
  return PRIVATE.reduce((hidden, [kind, pattern]) => hidden.replace(pattern, () => replace(kind)), text);
}
