/** Distinguishes members of a union or interface: each value names its own type. */
export function typeNameOf(value: object): string {
  return (value as { readonly __typename: string }).__typename;
}
