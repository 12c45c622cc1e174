/** Tells members of a union or interface apart: our values name their own type. */
export function typeNameOf(value: object): string {
  return (value as { readonly __typename: string }).__typename;
}
