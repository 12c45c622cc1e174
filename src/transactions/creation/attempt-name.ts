/** One idempotency key of one viewer. */
export interface ViewerKey {
  readonly viewerId: string;
  readonly key: string;
}

/** Names one idempotency key of one viewer in maps. */
export function keyName({ viewerId, key }: ViewerKey): string {
  return JSON.stringify([viewerId, key]);
}

/** Names one attempt under a key in maps. */
export function attemptName({ viewerId, key, attempt }: ViewerKey & { readonly attempt: number }): string {
  return JSON.stringify([viewerId, key, attempt]);
}
