/** Spans of time that a filter may name; the address keeps the name, so that a link stays relative. */
export const SPANS = ['15m', '1h', '6h', '24h', '7d'] as const;
export type Span = (typeof SPANS)[number];

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Returns the length of a span in milliseconds. */
export function spanMs(span: Span): number {
  const unit = span.at(-1) as keyof typeof UNIT_MS;
  return Number(span.slice(0, -1)) * UNIT_MS[unit];
}

/** Returns the moment a span ago in ISO 8601. */
export function sinceOf(span: Span | undefined): string | undefined {
  return span === undefined ? undefined : new Date(Date.now() - spanMs(span)).toISOString();
}
