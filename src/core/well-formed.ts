/** Half of a character that takes two. */
const LONE_SURROGATE = /\p{Cs}/u;

/**
 * Whether a text is well-formed Unicode. One that is not has no bytes of its own: databases, Redis and hashes
 * take each half of a character for U+FFFD, so that different keys become one.
 */
export function isWellFormed(text: string): boolean {
  return !LONE_SURROGATE.test(text);
}

/** A list or an object and where it stands. */
interface Place {
  readonly value: object;
  readonly key: string | number;
  readonly above: Place | null;
}

/**
 * The path of a string that is not well-formed, in a JSON value of any depth; null if there is none. For a
 * field name that is not well-formed it is the path of its object.
 */
export function findIllFormed(json: unknown): readonly (string | number)[] | null {
  if (typeof json === 'string') return isWellFormed(json) ? null : [];
  const left: Place[] = isContainer(json) ? [{ value: json, key: '', above: null }] : [];
  for (let place = left.pop(); place !== undefined; place = left.pop()) {
    const found = Array.isArray(place.value) ? lookThroughList(place, left) : lookThroughObject(place, left);
    if (found !== null) return found;
  }
  return null;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function lookThroughList(place: Place, left: Place[]): readonly (string | number)[] | null {
  const list = place.value as readonly unknown[];
  for (let index = 0; index < list.length; index += 1) {
    const value = list[index];
    if (typeof value === 'string' && !isWellFormed(value)) return [...pathOf(place), index];
    if (isContainer(value)) left.push({ value, key: index, above: place });
  }
  return null;
}

function lookThroughObject(place: Place, left: Place[]): readonly (string | number)[] | null {
  for (const [key, value] of Object.entries(place.value)) {
    if (!isWellFormed(key)) return pathOf(place);
    if (typeof value === 'string' && !isWellFormed(value)) return [...pathOf(place), key];
    if (isContainer(value)) left.push({ value, key, above: place });
  }
  return null;
}

function pathOf(place: Place): readonly (string | number)[] {
  const path: (string | number)[] = [];
  for (let at = place; at.above !== null; at = at.above) path.push(at.key);
  return path.reverse();
}
