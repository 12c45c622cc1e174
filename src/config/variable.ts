import type { z } from 'zod';
import { toggle, whole } from '../core/env-readers.js';

/** One environment variable: how it is read, its default, and its text in the documentation. */
export interface Variable<T> {
  /** What the value means, with its unit and the consequence; a Markdown table cell. */
  readonly about: string;
  /** The default, as an operator would write it. */
  readonly fallback?: string;
  /** The default in production where it differs; `fallback` holds in development and in tests. */
  readonly productionDefault?: string;
  readonly secret?: true;
  /** Another name it is known by, read when the variable itself is not set. */
  readonly alias?: string;
  readonly read: z.ZodType<T>;
}

/** A variable with this default; without one it is required, unless `read` accepts undefined. */
export function variable<T>(read: z.ZodType<T>, about: string, fallback?: string): Variable<T> {
  return fallback === undefined ? { about, read } : { about, read, fallback };
}

/** A variable that has no default and is shown nowhere. */
export function secretVariable<T>(read: z.ZodType<T>, about: string) {
  return { ...variable(read, about), secret: true } as const;
}

/** A limit that no client reaches, per minute or in milliseconds. */
export const UNLIMITED = 10_000_000;

/** A limit that only production has, unless it is set. */
export function productionLimit(least: number, about: string, productionDefault: string) {
  return { ...variable(whole(least, UNLIMITED), about, String(UNLIMITED)), productionDefault };
}

/** A limit on the size of one GraphQL operation. */
export function operationLimit(least: number, most: number, about: string, fallback: string) {
  return variable(whole(least, most), `${about}; more is refused as \`OPERATION_LIMIT_EXCEEDED\`.`, fallback);
}

/** On in development, off in production, unless it is set. */
export function developmentToggle(about: string) {
  return { ...variable(toggle, about, 'true'), productionDefault: 'false' };
}
