import { SPANS, type Span } from '../data/since.js';

/** Search params as they are in an address or in a link of the program. */
export type RawSearch = Readonly<Record<string, unknown>>;

/** Reads an address's query: every value stays text, so that `text=123` is not a number. */
export function parseSearch(text: string): RawSearch {
  return Object.fromEntries(new URLSearchParams(text));
}

/** Writes search params as a person would: lists with commas, flags as `yes` and `no`, no absent ones. */
export function stringifySearch(search: Record<string, unknown>): string {
  const pairs = Object.entries(search).flatMap(([name, value]) => {
    const text = textOfParam(value);
    return text === ''
      ? []
      : [`${encodeURIComponent(name)}=${encodeURIComponent(text).replaceAll('%2C', ',')}`];
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function textOfParam(value: unknown): string {
  if (Array.isArray(value)) return value.join(',');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value === undefined || value === null ? '' : String(value);
}

/** Reads a text param; undefined if it is absent or empty. */
export function textParam(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** Reads a list of texts; undefined if it is absent or empty. */
export function listParam(value: unknown): string[] | undefined {
  const parts = Array.isArray(value) ? value.map(String) : typeof value === 'string' ? value.split(',') : [];
  const kept = parts.map((part) => part.trim()).filter((part) => part !== '');
  return kept.length === 0 ? undefined : kept;
}

/** Reads a list of known names; others are left out. */
export function namesParam<T extends string>(value: unknown, known: readonly T[]): T[] | undefined {
  const kept = listParam(value)?.filter((part): part is T => (known as readonly string[]).includes(part));
  return kept === undefined || kept.length === 0 ? undefined : kept;
}

/** Reads a flag. */
export function flagParam(value: unknown): boolean | undefined {
  if (value === true || value === 'yes') return true;
  return value === false || value === 'no' ? false : undefined;
}

/** Reads a span of time such as `1h`. */
export function spanParam(value: unknown): Span | undefined {
  return SPANS.find((span) => span === value);
}
