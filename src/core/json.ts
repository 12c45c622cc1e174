/** A JSON number with its digits as received, for amounts that a native number would round. */
export class ExactNumber {
  constructor(readonly digits: string) {}
}

/** A JSON object whose fields have not been checked. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object: not null, a list or a number. */
export function isRecord(value: unknown): value is JsonObject {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber)
  );
}

/**
 * JSON with sorted keys, so that values with equal content have equal text. With `omitNull` a null field
 * equals an absent one. Stored digests are made of this text: it must never change.
 */
export function canonicalJson(value: unknown, { omitNull = false } = {}): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (!isRecord(part)) return part;
    const entries = Object.entries(part).filter(([, field]) => !(omitNull && field === null));
    return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}
