import { isRecord } from '../core/json.js';
import { AppError } from '../core/errors.js';
import { bareId } from '../config/documents-manifest.js';

/** The document a request names: by text, by id, or by both. At least one is set, and neither is empty. */
export interface DocumentRequest {
  readonly query?: string | undefined;
  readonly documentId?: string | undefined;
}

/**
 * Reads the document that the raw parameters of a request name, on any transport: by `query`, and by
 * `documentId` or Apollo's `extensions.persistedQuery`. An empty `query` counts as absent, because graphql-ws
 * clients must send one. Throws BAD_REQUEST for wrong types, for two different ids, and if no document is
 * named.
 */
export function readDocumentRequest(parameters: Readonly<Record<string, unknown>>): DocumentRequest {
  const query = readText(parameters.query ?? '', 'query') || undefined;
  const documentId = readId(parameters);
  if (query === undefined && documentId === undefined)
    throw badRequest('A request needs a non-empty `query` or a `documentId`.');
  return { query, documentId };
}

function readId({ documentId, extensions }: Readonly<Record<string, unknown>>): string | undefined {
  const apollo = readPersistedQuery(extensions ?? {});
  if (documentId === undefined || documentId === null) return apollo;
  const id = readText(documentId, 'documentId');
  if (id === '') throw badRequest('`documentId` must be a non-empty string.');
  if (apollo !== undefined && bareId(apollo) !== bareId(id))
    throw badRequest('`documentId` and `extensions.persistedQuery` name two documents.');
  return id;
}

function readPersistedQuery(extensions: unknown): string | undefined {
  if (!isRecord(extensions)) throw badRequest('`extensions` must be an object.');
  const { persistedQuery } = extensions;
  if (persistedQuery === undefined || persistedQuery === null) return undefined;
  const { version, sha256Hash } = isRecord(persistedQuery) ? persistedQuery : {};
  if (version === 1 && typeof sha256Hash === 'string' && sha256Hash !== '') return sha256Hash;
  throw badRequest('`extensions.persistedQuery` must have `version` 1 and a `sha256Hash`.');
}

function readText(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw badRequest(`\`${name}\` must be a non-empty string.`);
}

/** The query component of a URL with its question mark, or an empty string. */
export function searchOf(url: string): string {
  const question = url.indexOf('?');
  return question === -1 ? '' : url.slice(question);
}

/**
 * The parameters of a GET. Throws BAD_REQUEST for a repeated one, and for `variables` or `extensions` that
 * are not JSON.
 */
export function searchParameters(search: string): Readonly<Record<string, unknown>> {
  const sent = new URLSearchParams(search);
  const one = (name: string) => {
    const values = sent.getAll(name);
    if (values.length > 1) throw badRequest(`The parameter \`${name}\` may be given once.`);
    return values[0];
  };
  return {
    query: one('query'),
    documentId: one('documentId'),
    operationName: one('operationName'),
    variables: parseObject('variables', one('variables')),
    extensions: parseObject('extensions', one('extensions')),
  };
}

function parseObject(name: string, text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest(`The parameter \`${name}\` must be a JSON object.`);
  }
}

function badRequest(message: string): AppError {
  return new AppError('BAD_REQUEST', message);
}
