import { type JsonBody, texts } from './json-body.js';

/** Bodies that are not JSON, by the rule of the grammar that they break. */

const inArray = (value: string) => `[${value}]`;
const words = (list: string) => list.trim().split(/\s+/);

const NUMBERS = `+1 ++1 --1 - -a .5 -.5 1. 1.e2 0. 0.e1 01 -01 00 007 0x1F 0b1 0o7 1e 1e+ 1E- 1eE2 1e1.5 1.2.3 1a 1_000 0e 0e+
  NaN -NaN Infinity -Infinity 1+2 1/2 1n 1f ２ ½`;
const ESCAPES = String.raw`\x41 \a \v \0 \e \U0041 \' \é \😀 \u \u1 \u12 \u123 \uZZZZ \u00G0 \u-123 \uD834\u \uD834\uD \uD834\uDD1`;
const QUOTES = String.raw`['a'] ["a] [a"] [""a"] [“a”] ["\"] [" [\n] " "a ' ["a ["a"`;
const LITERALS = `nul nulll NULL Null tru truee TRUE True fals False FALSE None nil undefined yes truefalse true1 *`;
const ARRAYS = '[,] [1,] [1,,2] [,1] [1, [1 [ ] [1} [1:2] [1;2] [[] []] [...1] [(1)] [<1>]';
const OBJECTS = `{a:1} {'a':1} {1:1} {null:1} {true:1} {[]:1} {{}:1} {"a"} {"a":} {"a":1,} {,} {"a":1,,"b":2} {"a"::1} {"a"=1} {"a"=>1}
  {"a":1;"b":2} {"a":1}} {"a":1] {:1} {"a",1} {"a":1,"b"} } {"a":1,"b":} {"a":undefined} {"a":-} {...a}`;
const AROUND = [
  '[] x',
  '[][]',
  '{}{}',
  '{} []',
  '1 2',
  'true false',
  '[],',
  ',[]',
  '[];',
  '{}:',
  '"a":1',
  '\\u005b]',
];
const COMMENTS = ['[] // a', '[] /* a */', '/* a */ []', '[1, /* a */ 2]', '# a\n[]', '[] -- a'];
const GAPS = ['\u000b', '\u000c', '\u00a0', '\u2028', '\u2060', '\u3000', '\u0000', '\u200b', '\ufeff'];
const NOTHING = ['', ' ', '\n', '\t\t', '\r\n', '\u0000'];
const LANGUAGES = ['<a/>', '<?xml version="1.0"?><a/>', '--- a: 1', 'a=1&b=2', '(1)', 'query { __typename }'];
const ENDLESS = ['['.repeat(20_000), '{"a":'.repeat(10_000), '[{"a":'.repeat(8_000)];

function controlCharacters(): string[] {
  return Array.from({ length: 32 }, (_, code) => `["${String.fromCharCode(code)}"]`);
}

/** Every proper prefix of a text that only its last character completes. */
function beginningsOf(text: string): string[] {
  return Array.from({ length: text.length - 1 }, (_, length) => text.slice(0, length + 1));
}

/** Texts that are not JSON. `sample` is a JSON object to take prefixes of. */
export function malformedTexts(sample: string): JsonBody[] {
  const inString = [...words(ESCAPES), '\\ ', '\\\n'].map((inside) => `["${inside}"]`);
  return [
    ...texts('reject', 'number', [...words(NUMBERS), '- 1', '1 e2', '1 000'].map(inArray)),
    ...texts('reject', 'control character in a string', controlCharacters()),
    ...texts('reject', 'escape', inString),
    ...texts('reject', 'quotes', [...words(QUOTES), '[`a`]', '["a" "b"]']),
    ...texts('reject', 'cut short', beginningsOf(sample)),
    ...texts('reject', 'literal', words(LITERALS).map(inArray)),
    ...texts('reject', 'array', [...words(ARRAYS), '[1 2]', '[1 true]', '[1,\n]']),
    ...texts('reject', 'object', [...words(OBJECTS), '{"a" "b"}', '{"a":1 "b":2}']),
    ...texts('reject', 'around', AROUND),
    ...texts('reject', 'comment', COMMENTS),
    ...texts(
      'reject',
      'white space of another kind',
      GAPS.map((gap) => `[${gap}1]`),
    ),
    ...texts('reject', 'nothing', NOTHING),
    ...texts('reject', 'depth without an end', ENDLESS),
    ...texts('reject', 'another language', LANGUAGES),
  ];
}
