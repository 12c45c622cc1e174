import { invalidUse } from './errors.js';

/** A random UUID. Throws INVALID_USE where the platform has none, as React Native. */
export function randomId(): string {
  const { crypto } = globalThis as { readonly crypto?: { randomUUID?(): string } };
  if (typeof crypto?.randomUUID !== 'function') {
    throw invalidUse(
      'crypto.randomUUID is missing here (pages served over plain HTTP and React Native lack it): ' +
        'pass `randomId` to createDwarClient, for example uuid.v4 with react-native-get-random-values',
    );
  }
  return crypto.randomUUID();
}
