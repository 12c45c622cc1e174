interface Key {
  readonly viewerId: string;
  readonly key: string;
}

/** Names one idempotency key of one viewer in maps. */
export function keyName({ viewerId, key }: Key): string {
  return JSON.stringify([viewerId, key]);
}

/** Names one attempt under a key in maps. */
export function attemptName({ viewerId, key, attempt }: Key & { readonly attempt: number }): string {
  return JSON.stringify([viewerId, key, attempt]);
}
