import { pick, type Random, type RandomRequest } from './random-documents.js';

const TOKEN = /"(?:[^"\\]|\\.)*"|\.\.\.|\w+|[^\s\w]/g;

/** What is put in the place of a token. */
const STRANGERS = [
  ...[
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    '$',
    '@',
    '!',
    ':',
    '=',
    '|',
    '&',
    '...',
    '#',
    '"',
    '"""',
    '\\',
    ',',
    ';',
  ],
  ...[
    'null',
    'true',
    '0',
    '-1',
    '1e999',
    '0x1',
    '"x"',
    '$v1',
    '@skip(if: true)',
    '@include(if: $v1)',
    '@skip',
    '@oneOf',
    '@defer',
  ],
  ...[
    '__typename',
    '__schema',
    '__type',
    '__proto__',
    'on',
    'fragment',
    'query',
    'mutation',
    'subscription',
    'type',
  ],
  ...['\u0000', '\u202e', '😀', '\ufeff', 'x'.repeat(2_000)],
];

const STRANGE_NAMES = [
  'id',
  'cursor',
  'Query',
  'Node',
  '__typename',
  '__schema',
  'skip',
  'constructor',
  'toString',
];

const JUNK = [
  null,
  true,
  -1,
  1e300,
  '',
  'x'.repeat(1_000),
  [],
  [[]],
  {},
  { __proto__: null, a: { b: [] } },
  '\u0000',
];

/**
 * A request of which one to three tokens were lost, doubled, swapped or replaced, or whose variables were.
 */
export function mutate({ query, variables }: RandomRequest, random: Random): RandomRequest {
  const tokens = query.match(TOKEN) ?? [];
  for (let edits = 1 + Math.floor(random() * 3); edits > 0; edits -= 1) edit(tokens, random);
  const spoilt = Object.entries(variables).map(([name, value]) => [
    random() < 0.1 ? `${name}x` : name,
    random() < 0.3 ? pick(random, JUNK) : value,
  ]);
  return { query: tokens.join(' '), variables: Object.fromEntries(spoilt) };
}

function edit(tokens: string[], random: Random): void {
  const at = Math.floor(random() * tokens.length);
  const other = Math.floor(random() * tokens.length);
  const [here = '', there = ''] = [tokens[at], tokens[other]];
  pick(random, [
    () => tokens.splice(at, 1),
    () => tokens.splice(at, 0, here),
    () => tokens.splice(at, 1, there),
    () => tokens.splice(at, random() < 0.5 ? 0 : 1, pick(random, STRANGERS)),
    () => rename(tokens, random),
    () => rename(tokens, random),
    () => rename(tokens, random),
  ])();
}

/** Puts one name of the document in the place of another: the result is often valid syntax. */
function rename(tokens: string[], random: Random): void {
  const names = tokens.flatMap((token, index) => (/^[_a-z]\w*$/i.test(token) ? [index] : []));
  const name = random() < 0.8 ? tokens[pick(random, names)] : pick(random, STRANGE_NAMES);
  tokens[pick(random, names)] = name ?? '';
}

/** A request whose document ends too early: before its last brace. */
export function cut({ query, variables }: RandomRequest, random: Random): RandomRequest {
  return { query: query.slice(0, Math.floor(random() * (query.length - 1))), variables };
}
