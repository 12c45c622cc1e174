/** Where a canary was found, and in which form. */
export interface Find {
  readonly canary: string;
  readonly form: string;
  readonly where: string;
  /** The text around it. */
  readonly near: string;
}

/** Something that left the process: an answer, a log line, a file of a bundle. */
export interface Seen {
  readonly where: string;
  readonly text: string;
}

interface Needle {
  readonly form: string;
  readonly text: string;
}

/** Shorter pieces would match by chance. */
const PIECE_MIN = 12;

/** Values that must not leave the process, and the search for them in every form they could take. */
export class Canaries {
  readonly #needles = new Map<string, readonly Needle[]>();

  /** `value` is what must not be seen; of a token also its signature alone. Returns the value. */
  add(name: string, value: string): string {
    if (value.length < 10) throw new Error(`${name} is too short to be distinguished from ordinary text`);
    this.#needles.set(`${name} ${this.#needles.size}`, needlesOf(value));
    return value;
  }

  /** How many values are searched for. */
  get size(): number {
    return this.#needles.size;
  }

  /** All finds, each canary once per location. */
  findIn(seen: readonly Seen[]): Find[] {
    return seen.flatMap(({ where, text }) => this.#findInText(where, text));
  }

  #findInText(where: string, text: string): Find[] {
    const folded = text.toLowerCase();
    const finds: Find[] = [];
    for (const [canary, needles] of this.#needles) {
      const needle = needles.find((candidate) => folded.includes(candidate.text));
      if (needle === undefined) continue;
      const at = folded.indexOf(needle.text);
      finds.push({ canary, form: needle.form, where, near: text.slice(Math.max(0, at - 100), at + 20) });
    }
    return finds;
  }
}

/** Text is compared case-insensitively, because some forms occur in both cases. */
function needlesOf(value: string): Needle[] {
  const bytes = Buffer.from(value);
  const signature = /^[\w-]+\.[\w-]+\.([\w-]{20,})$/.exec(value)?.[1];
  const half = Math.ceil(value.length / 2);
  const pieces = signature === undefined ? [value.slice(0, half), value.slice(-half)] : [signature];
  const forms: Needle[] = [
    { form: 'as it is', text: value },
    { form: 'in JSON', text: JSON.stringify(value).slice(1, -1) },
    { form: 'in a URL', text: encodeURIComponent(value) },
    { form: 'in a form', text: new URLSearchParams({ '': value }).toString().slice(1) },
    { form: 'in hex', text: bytes.toString('hex') },
    ...base64Needles(bytes),
    ...pieces.filter((text) => text.length >= PIECE_MIN).map((text) => ({ form: 'in part', text })),
  ];
  return forms.map(({ form, text }) => ({ form, text: text.toLowerCase() }));
}

/** The base64 of the bytes at each of three offsets, without the characters that depend on adjacent bytes. */
function base64Needles(bytes: Buffer): Needle[] {
  return [0, 1, 2].flatMap((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
    const whole = padded.toString('base64url');
    const inner = whole.slice(offset === 0 ? 0 : offset + 1, Math.floor((padded.length * 8) / 6));
    return [
      { form: 'in base64url', text: inner },
      { form: 'in base64', text: inner.replaceAll('-', '+').replaceAll('_', '/') },
    ];
  });
}
