import { type DocumentNode, Token, TokenKind, visit } from 'graphql';
import { LRUCache } from 'lru-cache';

/** Memory of all cached documents, in bytes: enough for hundreds of an app's operations. */
const DOCUMENTS_MAX_BYTES = 16 * 2 ** 20;

/** Highest memory measured for one lexical token, in a document of nothing but fields with long names. */
const TOKEN_BYTES = 450;
const CHARACTER_BYTES = 2;

/** The most recently used valid documents, by their text. Limited by the memory they take. */
export class DocumentCache {
  readonly #known = new LRUCache<string, DocumentNode>({
    maxSize: DOCUMENTS_MAX_BYTES,
    sizeCalculation: ({ tokenCount = 0 }, text) => tokenCount * TOKEN_BYTES + text.length * CHARACTER_BYTES,
  });

  get(text: string): DocumentNode | undefined {
    return this.#known.get(text);
  }

  /** Caches a parsed and valid document, and removes its list of tokens. */
  keep(text: string, document: DocumentNode): void {
    if (this.#known.has(text)) return;
    removeTokens(document);
    this.#known.set(text, document);
  }
}

const NO_TOKEN = new Token(TokenKind.SOF, 0, 0, 0, 0);

/**
 * The list of tokens takes half of a document's memory, and contains the comments, which no limit counts.
 * Nodes keep their start and end, which the locations of errors are computed from.
 */
export function removeTokens(document: DocumentNode): void {
  visit(document, {
    enter({ loc }) {
      if (loc !== undefined) Object.assign(loc, { startToken: NO_TOKEN, endToken: NO_TOKEN });
    },
  });
}
