import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { GraphQLDateTimeISO } from 'graphql-scalars';
import { type DecimalString, parseDecimal } from '../core/money.js';

function readDecimal(value: unknown): DecimalString {
  const decimal = typeof value === 'string' ? parseDecimal(value) : null;
  if (decimal === null) {
    throw new GraphQLError('Decimal must be a string of digits such as "1575.09"', {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
  return decimal;
}

/** Exact decimals as strings; see {@link DecimalString}. */
export const DecimalScalar = new GraphQLScalarType<DecimalString, string>({
  name: 'Decimal',
  description:
    'An exact decimal number as a string, such as `"1575.0900000000001"`: every digit as it was received, no exponent, at least two digits after the point, never rounded.',
  serialize: readDecimal,
  parseValue: readDecimal,
  parseLiteral: (node) => readDecimal(node.kind === Kind.STRING ? node.value : null),
});

/** Instants as ISO 8601 text in UTC with milliseconds. Resolvers return `Date`. */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  ...GraphQLDateTimeISO.toConfig(),
  name: 'DateTime',
  description: 'An instant in ISO 8601, UTC, with milliseconds: `2026-01-31T09:15:00.000Z`.',
  extensions: {},
  serialize: (value) => (value as Date).toISOString(),
});

/** Epoch milliseconds as a `Date`; null stays null. */
export function toDate(epochMs: number): Date;
export function toDate(epochMs: number | null): Date | null;
export function toDate(epochMs: number | null): Date | null {
  return epochMs === null ? null : new Date(epochMs);
}
