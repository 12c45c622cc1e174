/**
 * The types that a document carries for its result and its variables. Structurally the type of the same name
 * in `@graphql-typed-document-node/core`, so that documents of any code generator have it.
 */
export interface DocumentTypeDecoration<TResult, TVariables> {
  /** Never set: it only holds the types. */
  readonly __apiType?: (variables: TVariables) => TResult;
}

/** A document as text, typed if a code generator made it. */
export type QueryText<TResult, TVariables> =
  | string
  | (DocumentTypeDecoration<TResult, TVariables> & { toString(): string });

/** An error of a GraphQL response. */
export interface ResponseError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** A GraphQL response, or one event of a subscription. */
export interface ExecutionResult<TResult = Record<string, unknown>> {
  readonly data?: TResult | null;
  readonly errors?: readonly ResponseError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** A document of a code generator: its text with the types of its result and its variables. */
export interface TypedDocument<TResult, TVariables> extends DocumentTypeDecoration<TResult, TVariables> {
  toString(): string;
  /** With persisted documents: `hash` is the id in the server's manifest. */
  readonly __meta__?: Readonly<Record<string, unknown>> | undefined;
}
