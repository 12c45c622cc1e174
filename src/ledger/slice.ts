/** A part of a list: `limit` items after the first `offset`. */
export interface Slice {
  readonly offset: number;
  readonly limit: number;
}
