import { bytes, type JsonBody, texts } from './json-body.js';
import { malformedTexts } from './malformed-json.js';

const fromHex = (list: string) => list.split(' ').map((hex) => Buffer.from(hex, 'hex'));
const between = (open: string, inside: Buffer, close: string) =>
  Buffer.concat([Buffer.from(open), inside, Buffer.from(close)]);
const inArray = (value: string) => `[${value}]`;
const nested = (open: string, inner: string, close: string, depth: number) =>
  `${open.repeat(depth)}${inner}${close.repeat(depth)}`;

const SAMPLE = '{"a":[1.5e+3,"\\u00e9x\\n",true,null,{"b":-0}]}';

function wellFormed(): JsonBody[] {
  const numbers = `0 -0 1 -1 10 123 0.1 -0.5 0.000 1e2 1E2 1e+2 1E-2 0e1 0e+1 0E-0 1.5e10 -1.5E-10 123.456e-7
    9007199254740993 12345678901234567890 -12345678901234567890 0.12345678901234567890`;
  const escapes = ['\\"', '\\\\', '\\/', '\\b', '\\f', '\\n', '\\r', '\\t', '\\u0041', '\\u00e9', '\\u0000'];
  const more = ['\\u001f', '\\uD83D\\uDE00', '\\ud83d\\ude00', '\\uFFFE', '\\uFFFF', '\\u2028', '\\\\u0041'];
  const raw = ['', ' ', '/', "'", 'a', 'é', '€', '😀', '\u007f', '\u0080', '\u2028', '\u2029', '\ufeff'];
  const rare = ['\ufffe', '\uffff', '\u{1ffff}', '\u{10ffff}', 'x'.repeat(5_000)];
  const gaps = [' ', '\t', '\n', '\r', ' \t\r\n '];
  return [
    ...texts('accept', 'number', numbers.split(/\s+/).map(inArray)),
    ...texts(
      'accept',
      'string with an escape',
      [...escapes, ...more].map((inside) => `["${inside}"]`),
    ),
    ...texts(
      'accept',
      'string',
      [...raw, ...rare].map((inside) => `["${inside}"]`),
    ),
    ...texts('accept', 'array', ['[]', '[[]]', '[[],[]]', '[null]', '[1,"a",true,{}]', '[null,null,1,null]']),
    ...texts('accept', 'object', [
      '{}',
      '{"":0}',
      '{"a":1}',
      '{"a":1,"a":2}',
      '{"a":{},"b":[]}',
      '{"a":{"b":{"c":null}}}',
      '{"\\u0000":1}',
      '{"\\"":1}',
      '{"é":"€"}',
      `{"${'k'.repeat(2_000)}":1}`,
    ]),
    ...texts(
      'accept',
      'white space',
      [...gaps, ''].map((gap) => `${gap}[${gap}1${gap},${gap}2${gap}]${gap}`),
    ),
    ...texts('accept', 'value alone', ['true', 'false', 'null', '0', '-1.5', '""', '"a"', SAMPLE]),
  ];
}

function otherEncodings(): JsonBody[] {
  const utf16 = Buffer.from(SAMPLE, 'utf16le');
  const noText = fromHex('ff e5 ef c0af 80 feff');
  const wrong = fromHex('80 bf c0af c3 e9 e080af e282 eda080 f08080af f4908080 f888808080 fe ff');
  return [
    ...bytes('reject', 'UTF-16', [utf16, Buffer.from(utf16).swap16()]),
    ...bytes(
      'reject',
      'bytes outside of strings',
      noText.map((code) => between('[', code, ']')),
    ),
    ...bytes(
      'either',
      'no UTF-8 in a string',
      wrong.map((code) => between('["', code, '"]')),
    ),
    ...texts('either', 'byte order mark', ['\ufeff[]', '\ufeff{"a":1}']),
  ];
}

function leftOpen(): JsonBody[] {
  const surrogates =
    '\\uD800 \\uDC00 \\uDC00\\uD800 \\uD800x \\uD800\\uD800 \\uDADA \\uD800\\n \\udfff\\u0000';
  const numbers = `1e400 -1e400 1e-400 123123e100000 0.4e669999 ${'9'.repeat(400)} -${'9'.repeat(400)} 0.${'1'.repeat(400)}`;
  const names = [
    '{"__proto__":{"x":1}}',
    '{"constructor":{"prototype":{"x":1}}}',
    '{"a":{"__proto__":null}}',
    '{"\\u005f_proto__":1}',
  ];
  return [
    ...texts(
      'either',
      'half of a pair',
      surrogates.split(' ').map((inside) => `["${inside}"]`),
    ),
    ...texts('either', 'number beyond a double', numbers.split(' ').map(inArray)),
    ...texts('either', 'names of prototypes', names),
    ...texts('either', 'depth', [
      nested('[', '', ']', 100),
      nested('[', '', ']', 1_000),
      nested('[', '', ']', 20_000),
      nested('{"a":', '1', '}', 1_000),
      nested('{"a":', '1', '}', 10_000),
      nested('[{"a":', '1', '}]', 5_000),
    ]),
  ];
}

/** All of them. */
export const JSON_BODIES: readonly JsonBody[] = [
  ...wellFormed(),
  ...malformedTexts(SAMPLE),
  ...otherEncodings(),
  ...leftOpen(),
];
