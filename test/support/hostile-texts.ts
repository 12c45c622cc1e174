/**
 * Texts that a regular expression may take long for, made from its own pattern: each beginning of it many times over, alone and after the
 * beginnings before it, and each with an end that does not fit. Patterns are read only as far as needed to make texts that fit them.
 */
export function hostileTexts(pattern: string, length: number): readonly string[] {
  const beginnings = [...new Set(new Reader(pattern).alternatives().flatMap(beginningsOf))];
  const texts = beginnings.flatMap(({ before, part }) => [
    ...repeated('', before + part, length),
    ...repeated(before, part, length),
  ]);
  return [...new Set(texts)];
}

interface Beginning {
  /** A text that fits what stands before the part. */
  readonly before: string;
  /** One that fits the part. */
  readonly part: string;
}

/** The end is of a kind that ends every run, or that ends none. */
function repeated(before: string, part: string, length: number): string[] {
  if (part === '') return [];
  const many = before + part.repeat(Math.ceil(length / part.length));
  return [many, `${many}\u0000`, `${many}\n!`, `x${many}~`];
}

/** Texts that each element of a sequence can be; the first is the one that stands for it elsewhere. */
type Sequence = readonly (readonly string[])[];

function beginningsOf(sequence: Sequence): Beginning[] {
  const found: Beginning[] = [];
  let before = '';
  for (const texts of sequence) {
    for (const part of texts) found.push({ before, part });
    before += texts[0] ?? '';
  }
  return found;
}

/** One character of each class that patterns use. */
const CLASSES: Readonly<Record<string, string>> = {
  d: '7',
  D: 'a',
  w: 'a',
  W: ' ',
  s: ' ',
  S: 'a',
  n: '\n',
  r: '\r',
  t: '\t',
  f: '\f',
  v: '\v',
  0: '\0',
};
const PROPERTIES: Readonly<Record<string, string>> = {
  L: 'a',
  M: '\u0301',
  N: '7',
  Cc: '\u0007',
  Cf: '\u200d',
  Cs: '\ud800',
};
/** Tried in this order for a class that is negated. */
const CANDIDATES = ['a', '7', ' ', '\n', '.', '"', '~'];

class Reader {
  #at = 0;

  constructor(private readonly pattern: string) {}

  /** The alternatives up to the end, or to the closing parenthesis. */
  alternatives(): Sequence[] {
    const all: Sequence[] = [];
    let sequence: string[][] = [];
    while (this.#at < this.pattern.length && this.#peek() !== ')') {
      if (this.#peek() === '|') {
        this.#at += 1;
        all.push(sequence);
        sequence = [];
      } else sequence.push(this.#repeated(this.#element()));
    }
    return [...all, sequence];
  }

  #peek(): string {
    return this.pattern[this.#at] ?? '';
  }

  #next(): string {
    const next = this.#peek();
    this.#at += 1;
    return next;
  }

  #element(): string[] {
    const next = this.#next();
    if (next === '^' || next === '$') return [''];
    if (next === '.') return ['a'];
    if (next === '[') return this.#class();
    if (next === '(') return this.#group();
    return next === '\\' ? this.#escape() : [next];
  }

  #escape(): string[] {
    const next = this.#next();
    if (next === 'b' || next === 'B') return [''];
    if (next === 'p' || next === 'P') return [PROPERTIES[this.#braced()] ?? 'a'];
    if (next === 'u') return [String.fromCodePoint(Number.parseInt(this.#hex(4), 16))];
    if (next === 'x') return [String.fromCodePoint(Number.parseInt(this.#hex(2), 16))];
    return [CLASSES[next] ?? next];
  }

  #hex(digits: number): string {
    if (this.#peek() === '{') return this.#braced();
    this.#at += digits;
    return this.pattern.slice(this.#at - digits, this.#at);
  }

  #braced(): string {
    const end = this.pattern.indexOf('}', this.#at);
    const inside = this.pattern.slice(this.#at + 1, end);
    this.#at = end + 1;
    return inside;
  }

  /** Every character that is named; of a negated class the first that is not. */
  #class(): string[] {
    const start = this.#at - 1;
    const isNegated = this.#peek() === '^';
    if (isNegated) this.#at += 1;
    const members: string[] = [];
    while (this.#peek() !== ']') members.push(...(this.#peek() === '\\' ? this.#escaped() : [this.#next()]));
    this.#at += 1;
    const source = this.pattern.slice(start, this.#at);
    const one = new RegExp(`^${source}$`, 'u');
    return isNegated ? CANDIDATES.filter((candidate) => one.test(candidate)).slice(0, 1) : members;
  }

  #escaped(): string[] {
    this.#at += 1;
    return this.#escape();
  }

  /** Looking ahead or back adds nothing where it stands, and is a beginning of its own. */
  #group(): string[] {
    const kind =
      ['?:', '?=', '?!', '?<=', '?<!'].find((mark) => this.pattern.startsWith(mark, this.#at)) ?? '';
    this.#at += kind.length;
    if (kind === '' && this.pattern.startsWith('?<', this.#at))
      this.#at = this.pattern.indexOf('>', this.#at) + 1;
    const alternatives = this.alternatives();
    this.#at += 1;
    const whole = alternatives.map((sequence) => sequence.map((texts) => texts[0] ?? '').join(''));
    const parts = alternatives.flatMap((sequence) =>
      beginningsOf(sequence).map(({ before, part }) => before + part),
    );
    return kind === '' || kind === '?:' ? [...whole, ...parts] : ['', ...whole, ...parts];
  }

  /** As often as a quantifier wants it at least, and once where it need not be. */
  #repeated(texts: string[]): string[] {
    const next = this.#peek();
    let least = 1;
    if (next === '*' || next === '+' || next === '?') this.#at += 1;
    else if (next === '{' && /^\{\d+(?:,\d*)?\}/.test(this.pattern.slice(this.#at)))
      least = Math.max(1, Number.parseInt(this.#braced(), 10));
    if (this.#peek() === '?') this.#at += 1;
    return texts.map((text) => text.repeat(least));
  }
}
