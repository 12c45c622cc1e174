import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { GraphQLDateTimeISO } from 'graphql-scalars';
import { type DecimalString, parseDecimal } from '../core/money.js';

function readDecimal(value: unknown, node?: ValueNode): DecimalString {
  const decimal = typeof value === 'string' ? parseDecimal(value) : null;
  if (decimal !== null) return decimal;
  // With its node an error in a literal can be traced to the argument it stands in.
  throw new GraphQLError('Decimal must be a string of digits such as "1575.09"', {
    ...(node === undefined ? {} : { nodes: node }),
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

/** Exact decimals as strings; see {@link DecimalString}. */
export const DecimalScalar = new GraphQLScalarType<DecimalString, string>({
  name: 'Decimal',
  description:
    'An exact decimal number as a string, such as `"1575.0900000000001"`: every digit as it was received, ' +
    'no exponent, at least two digits after the point, never rounded.',
  serialize: (value) => readDecimal(value),
  parseValue: (value) => readDecimal(value),
  parseLiteral: (node) => readDecimal(node.kind === Kind.STRING ? node.value : null, node),
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
