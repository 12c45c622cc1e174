/** Strings known to break programs, by category. */

const fromCodes = (...codes: readonly number[]) => String.fromCharCode(...codes);
const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim());

const CONTROLS = [
  '\u0000',
  'a\u0000b',
  '\u0001\u0002\u0003',
  '\u0007\b\f\u000b',
  '\u001b[31mred\u001b[0m',
  '\u007f',
  '\u0085\u009f',
  '\r\n',
  'a\nb',
  'a\r\nSet-Cookie: a=b',
  'a\r\n\r\nHTTP/1.1 200 OK',
  '{"level":"error"}\n{"level":"fatal"}',
  '\t \t',
  ' ',
  '',
];

const UNICODE = [
  'é',
  'e\u0301',
  'ﬁ',
  'ｆｕｌｌ',
  'ß ẞ İ ı K',
  '田中さんにあげて下さい',
  'نص عربي',
  'हिन्दी',
  '😀',
  '👩‍👩‍👧‍👦🇮🇳',
  'Z\u0334\u0338\u035fa\u0321\u0336l\u0337g\u0322o'.repeat(20),
  '\u202eright to left',
  '\u2066isolate\u2069',
  '\u200b\u200c\u200d\u2060',
  '\ufeffmark',
  '\u00a0\u2003\u3000',
  '\u2028line\u2029paragraph',
  '\ufffd\ufffe\uffff',
  '\u{10ffff}',
];

const HALVES = [
  fromCodes(0xd800),
  fromCodes(0xdfff),
  `a${fromCodes(0xdbff)}b`,
  fromCodes(0xdc00, 0xd800),
  fromCodes(0xd83d).repeat(50),
];

const LONG = [
  'a'.repeat(256),
  'a'.repeat(513),
  'a'.repeat(10_000),
  '😀'.repeat(5_000),
  '\\'.repeat(3_000),
  '"'.repeat(3_000),
  '('.repeat(5_000),
  '{a'.repeat(5_000),
  '[['.repeat(5_000),
  'a'.repeat(150_000),
];

const NUMBERS = lines(`
  0
  -1
  1e309
  NaN
  -Infinity
  0x7fffffff
  9007199254740993
  99999999999999999999999999999999
  1,000.50
  ０１２
`);

const NAMES = lines(`
  null
  undefined
  true
  __proto__
  constructor
  prototype
  toString
  hasOwnProperty
  valueOf
  then
  __defineGetter__
  __typename
  length
  Object
`);

const CODE = lines(`
  '; DROP TABLE transactions; --
  ' OR '1'='1
  1; select pg_sleep(10)
  " or ""="
  %' and 1=0 union select * from events --
  {"$gt": ""}
  \${7*7}
  {{7*7}}
  <%= 7*7 %>
  #{7*7}
  {{constructor.constructor('return process')()}}
  \${jndi:ldap://localhost/a}
  <script>alert(1)</script>
  "><img src=x onerror=alert(1)>
  javascript:alert(1)
  <!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>
  $(reboot)
  ; cat /etc/passwd
  | id
  \`id\`
  require('child_process').execSync('id')
  (a+)+$
  ^(([a-z])+.)+[A-Z]([a-z])+$
  )(uid=*
`);

const PATHS = lines(`
  ../../../../etc/passwd
  ..\\..\\windows\\win.ini
  %2e%2e%2f%2e%2e%2fetc%2fpasswd
  %00
  /dev/random
  file:///etc/passwd
  http://169.254.169.254/latest/meta-data/
  //localhost/a
  CON
  C:\\nul
`);

const FORMATS = lines(`
  %s%s%s%s%n
  %d
  %j %o %O
  %c
  {0}
  %%
  \\u0000
  \\x00
  &amp;#0;
`);

/** All of them. */
export const NAUGHTY_STRINGS: readonly string[] = [
  ...CONTROLS,
  ...UNICODE,
  ...HALVES,
  ...LONG,
  ...NUMBERS,
  ...NAMES,
  ...CODE,
  ...PATHS,
  ...FORMATS,
];
