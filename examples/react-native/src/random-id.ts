const DIGITS = 16;

/**
 * Makes an id for `createDwarClient`: Hermes has no `crypto.randomUUID`. It has to be unique among those of one user and
 * need not be secret; `randomUUID` of `expo-crypto` does as well.
 */
export function randomId(): string {
  const digits = Array.from({ length: DIGITS }, () => Math.floor(Math.random() * 36).toString(36));
  return `${Date.now().toString(36)}-${digits.join('')}`;
}
