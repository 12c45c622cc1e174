import { isRecord } from '../core/json.js';
import { exceededTextLimit } from './document-limits.js';
import { readDocumentRequest, searchParameters } from './document-request.js';
import type { GraphqlRuntime } from './runtime.js';

/** The parts of an HTTP request from which a GraphQL server reads the operation. */
export interface OperationSource {
  readonly method: string;
  /** The query component of the URL, with its question mark. */
  search: string;
  /** The parsed body. */
  body: unknown;
}

/**
 * Replaces the id of a persisted document by its text, where a server that knows no ids reads it. Leaves a
 * request that is not an object of parameters as it is, for the server to refuse. Throws an AppError if no
 * document may run: those of `readDocumentRequest` and `PersistedDocuments.find`, and
 * OPERATION_LIMIT_EXCEEDED for a text with too many lines.
 */
export function swapDocument(source: OperationSource, runtime: GraphqlRuntime): void {
  const parameters = source.method === 'GET' ? searchParameters(source.search) : source.body;
  if (!isRecord(parameters)) return;
  const request = readDocumentRequest(parameters);
  const found = runtime.persistedDocuments.find(request);
  if ('refusal' in found) throw found.refusal;
  const tooLong = exceededTextLimit(found.text, runtime.maxTokens);
  if (tooLong !== null) throw tooLong;
  if (request.documentId !== undefined) replaceDocument(source, found.text);
}

/** Drops `extensions` too: we support none but the id. */
function replaceDocument(source: OperationSource, text: string): void {
  if (isRecord(source.body)) source.body = { ...source.body, query: text, extensions: null };
  const search = new URLSearchParams(source.search);
  search.set('query', text);
  search.delete('extensions');
  source.search = `?${search}`;
}
