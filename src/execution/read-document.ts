import {
  type DocumentNode,
  GraphQLError,
  NoFragmentCyclesRule,
  NoSchemaIntrospectionCustomRule,
  parse,
  SingleFieldSubscriptionsRule,
  specifiedRules,
  UniqueFragmentNamesRule,
  type ValidationRule,
  validate,
} from 'graphql';
import { DocumentCache } from './document-cache.js';
import { exceededDocumentLimit, exceededTextLimit } from './document-limits.js';
import type { DocumentRequest } from './document-request.js';
import { refused } from './errors.js';
import type { GraphqlRuntime } from './runtime.js';
import { singleSubscriptionFieldRule } from './subscription-root.js';

/** A parsed and valid document, or the errors that refuse it, each with its code. */
export type ReadDocument = { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] };

/**
 * Validation stops after this many errors, so that a document full of mistakes does not get a long answer.
 */
const VALIDATION_ERRORS_MAX = 5;

/** What must hold before the limits can be counted. Each rule takes time linear in the document. */
const FRAGMENT_RULES = [UniqueFragmentNamesRule, NoFragmentCyclesRule];

/**
 * Finds, parses and validates documents: find → cache → text limit → parse → validate → cache. Valid ones are
 * cached by their text.
 */
export class DocumentReader {
  readonly #runtime: GraphqlRuntime;
  readonly #cache = new DocumentCache();
  readonly #rules: readonly ValidationRule[];
  /** The errors of each document that was validated, for Apollo, which asks more than once. */
  readonly #validated = new WeakMap<DocumentNode, readonly GraphQLError[]>();

  constructor(runtime: GraphqlRuntime) {
    this.#runtime = runtime;
    this.#rules = [
      ...specifiedRules.filter((rule) => rule !== SingleFieldSubscriptionsRule),
      singleSubscriptionFieldRule,
      ...(runtime.introspection ? [] : [NoSchemaIntrospectionCustomRule]),
    ];
  }

  /** Reads the document that a request names by text or id. */
  find(request: DocumentRequest): ReadDocument {
    const found = this.#runtime.persistedDocuments.find(request);
    return 'refusal' in found ? { errors: [refused(found.refusal)] } : this.read(found.text);
  }

  /** Reads a text: from the cache, else by parsing and validating it. */
  read(text: string): ReadDocument {
    const cached = this.#cache.get(text);
    if (cached !== undefined) return { document: cached };
    const parsed = this.#parse(text);
    if ('errors' in parsed) return parsed;
    const errors = this.validate(parsed.document);
    if (errors.length > 0) return { errors };
    this.#cache.keep(text, parsed.document);
    return parsed;
  }

  /** The valid document of a text that was read before; undefined if it is not cached. */
  cached(text: string): DocumentNode | undefined {
    return this.#cache.get(text);
  }

  /** Caches a valid document that was parsed elsewhere. */
  keep(text: string, document: DocumentNode): void {
    this.#cache.keep(text, document);
  }

  /**
   * The errors of a document, each with its code; none if it is valid. If it exceeds limits, the only error
   * is the first of them. Each document is validated once.
   */
  validate(document: DocumentNode): readonly GraphQLError[] {
    const known = this.#validated.get(document);
    if (known !== undefined) return known;
    const errors = this.#violations(document);
    this.#validated.set(document, errors);
    return errors;
  }

  #parse(text: string): ReadDocument {
    const { maxTokens } = this.#runtime;
    const tooLong = exceededTextLimit(text, maxTokens);
    if (tooLong !== null) return { errors: [refused(tooLong)] };
    try {
      return { document: parse(text, { maxTokens }) };
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [withCode(error, 'GRAPHQL_PARSE_FAILED')] };
      throw error;
    }
  }

  #violations(document: DocumentNode): readonly GraphQLError[] {
    const badFragments = this.#violationsOf(document, FRAGMENT_RULES);
    if (badFragments.length > 0) return badFragments;
    // Checked before the other rules, some of which compare everything with everything.
    const refusal = exceededDocumentLimit(document, this.#runtime.limits);
    return refusal === null ? this.#violationsOf(document, this.#rules) : [refused(refusal)];
  }

  #violationsOf(document: DocumentNode, rules: readonly ValidationRule[]): readonly GraphQLError[] {
    const { schema, introspection } = this.#runtime;
    const options = { maxErrors: VALIDATION_ERRORS_MAX, hideSuggestions: !introspection };
    return validate(schema, document, rules, options).map((error) =>
      withCode(error, 'GRAPHQL_VALIDATION_FAILED'),
    );
  }
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  const { message, nodes, source, positions, extensions } = error;
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    originalError: error,
    extensions: { ...extensions, code },
  });
}
