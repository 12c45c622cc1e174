/** A text with `{name}` for each value, or its forms by plural category of `{count}`. */
export type Message = string | { readonly one: string; readonly other: string };
export type Values = Readonly<Record<string, string | number>>;

/** Fills the values into a message. Numbers are written as the language writes them. */
export function fillMessage(message: Message, values: Values, locale: string): string {
  const text = typeof message === 'string' ? message : message[pluralOf(Number(values.count ?? 0), locale)];
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) return placeholder;
    return typeof value === 'number' ? numberFormat(locale).format(value) : value;
  });
}

/** Returns the names of the values that a message needs, sorted. */
export function placeholdersOf(message: Message): readonly string[] {
  const text = typeof message === 'string' ? message : `${message.one} ${message.other}`;
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].sort();
}

function pluralOf(count: number, locale: string): 'one' | 'other' {
  return new Intl.PluralRules(locale).select(count) === 'one' ? 'one' : 'other';
}

const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string): Intl.NumberFormat {
  const known = numberFormats.get(locale) ?? new Intl.NumberFormat(locale);
  numberFormats.set(locale, known);
  return known;
}
