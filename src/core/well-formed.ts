/** Half of a character that takes two. */
const LONE_SURROGATE = /\p{Cs}/u;

/**
 * Whether a text is well-formed Unicode. One that is not has no bytes of its own: databases, Redis and hashes take each half of a character
 * for U+FFFD, so that different keys become one.
 */
export function isWellFormed(text: string): boolean {
  return !LONE_SURROGATE.test(text);
}

/** A value and where it stands. */
interface Place {
  readonly value: unknown;
  readonly key: string | number;
  readonly above: Place | null;
}

/**
 * Where the first text stands that is not well-formed, in a JSON value of any depth; null when all are. A name that is not well-formed is
 * told by the place of its object.
 */
export function findIllFormed(json: unknown): readonly (string | number)[] | null {
  const left: Place[] = [{ value: json, key: '', above: null }];
  for (let place = left.pop(); place !== undefined; place = left.pop()) {
    const { value } = place;
    if (typeof value === 'string' && !isWellFormed(value)) return pathOf(place);
    if (typeof value !== 'object' || value === null) continue;
    const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
    for (const [key, child] of entries.reverse()) {
      if (typeof key === 'string' && !isWellFormed(key)) return pathOf(place);
      left.push({ value: child, key, above: place });
    }
  }
  return null;
}

function pathOf(place: Place): readonly (string | number)[] {
  const path: (string | number)[] = [];
  for (let at = place; at.above !== null; at = at.above) path.unshift(at.key);
  return path;
}
