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
  /** Its value is shown without the credentials it may hold. */
  readonly holdsPassword?: true;
  /** A reload takes its value from its file while Dwar runs. */
  readonly reloads?: true;
  /** Its file may be missing or empty: that counts as unset. */
  readonly isTemporary?: true;
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

/** A secret that a reload replaces in a running instance. */
export function rotatingSecret<T>(read: z.ZodType<T>, about: string) {
  return { ...secretVariable(read, about), reloads: true } as const;
}

/**
 * The other value of a secret that is accepted while that secret is rotated. Its file need not exist outside
 * of a rotation.
 */
export function previousSecret<T>(read: z.ZodType<T>, about: string) {
  return { ...rotatingSecret(read, about), isTemporary: true } as const;
}

/** A URL that may hold a user and password. */
export function urlWithPassword<T>(read: z.ZodType<T>, about: string, fallback?: string) {
  return { ...variable(read, about, fallback), holdsPassword: true } as const;
}

/** Whether the value may come from the file that `<NAME>_FILE` names: it is secret, or holds a password. */
export function isFileVariable({ secret, holdsPassword }: Variable<unknown>): boolean {
  return secret === true || holdsPassword === true;
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
