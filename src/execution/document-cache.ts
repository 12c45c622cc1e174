import { type DocumentNode, Token, TokenKind, visit } from 'graphql';
import { LRUCache } from 'lru-cache';

/** What all kept documents may hold, in bytes: hundreds of operations as apps have them. */
const DOCUMENTS_MAX_BYTES = 16 * 2 ** 20;

/** The most that was measured for one lexical token, in the document that takes most: one of nothing but fields with long names. */
const TOKEN_BYTES = 450;
const CHARACTER_BYTES = 2;

/** Valid documents by their texts, those that were asked for last. Bounded by what they hold in memory. */
export class DocumentCache {
  readonly #known = new LRUCache<string, DocumentNode>({
    maxSize: DOCUMENTS_MAX_BYTES,
    sizeCalculation: ({ tokenCount = 0 }, text) => tokenCount * TOKEN_BYTES + text.length * CHARACTER_BYTES,
  });

  get(text: string): DocumentNode | undefined {
    return this.#known.get(text);
  }

  /** Keeps a parsed and valid document, without its list of tokens. */
  keep(text: string, document: DocumentNode): void {
    if (this.#known.has(text)) return;
    forgetTokens(document);
    this.#known.set(text, document);
  }
}

const NO_TOKEN = new Token(TokenKind.SOF, 0, 0, 0, 0);

/**
 * The list of tokens takes half of a document, and has the comments in it, which no limit counts. Nodes keep where they begin and end, by which
 * errors tell their place.
 */
function forgetTokens(document: DocumentNode): void {
  visit(document, {
    enter({ loc }) {
      if (loc !== undefined) Object.assign(loc, { startToken: NO_TOKEN, endToken: NO_TOKEN });
    },
  });
}
