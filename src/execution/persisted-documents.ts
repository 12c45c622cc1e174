import { createHash } from 'node:crypto';
import { type DocumentNode, Kind, parse } from 'graphql';
import { AppError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import type { DocumentRequest } from './document-request.js';
import { bareId, type Manifest } from '../config/documents-manifest.js';

/** `off`: any text runs and no id is known. `log`: any text runs, and so do the ids of the manifest. `only`: just the manifest. */
export type PersistedMode = 'off' | 'log' | 'only';

/** How a request named its document, for counting: as the manifest has it by id or by text, or as it does not. */
export type LookupOutcome = 'id' | 'text' | 'unknown_id' | 'unknown_text';

export interface PersistedDocumentsOptions {
  readonly mode: PersistedMode;
  readonly manifest: Manifest;
  /** Most lexical tokens of a document that is described in the log. */
  readonly maxTokens: number;
  readonly log: Log;
  /** Called for each request, unless `off`. */
  readonly count: (outcome: LookupOutcome) => void;
}

/** The documents clients may run, and the one place that decides it, for every transport. */
export interface PersistedDocuments {
  readonly manifest: Manifest;
  /**
   * The text to run for a request, or why there is none: PERSISTED_QUERY_NOT_SUPPORTED for an id when `off`, PERSISTED_QUERY_NOT_FOUND
   * for an unknown one, PERSISTED_DOCUMENT_REQUIRED for a text outside the manifest when `only`, BAD_REQUEST for a known id with
   * another text. An unknown id beside a text is left aside: nothing is ever added to the manifest.
   */
  find(request: DocumentRequest): { readonly text: string } | { readonly refusal: AppError };
}

/** Makes the {@link PersistedDocuments} of one app. Texts are compared byte by byte. */
export function createPersistedDocuments(options: PersistedDocumentsOptions): PersistedDocuments {
  const { mode, manifest, count } = options;
  const byId = new Map([...manifest].map(([id, text]) => [bareId(id), text]));
  const texts = new Set(manifest.values());
  const noteUnknown = createUnknownLog(options);
  return {
    manifest,
    find({ query, documentId }) {
      if (mode === 'off') return query === undefined ? { refusal: notSupported() } : { text: query };
      const named = documentId === undefined ? undefined : byId.get(bareId(documentId));
      if (named !== undefined) {
        count('id');
        return query === undefined || query === named ? { text: named } : { refusal: differs() };
      }
      if (query === undefined) {
        count('unknown_id');
        return { refusal: notFound() };
      }
      const isKnown = texts.has(query);
      count(isKnown ? 'text' : 'unknown_text');
      if (isKnown) return { text: query };
      if (mode === 'only') return { refusal: required() };
      noteUnknown(query);
      return { text: query };
    },
  };
}

function notSupported(): AppError {
  return new AppError(
    'PERSISTED_QUERY_NOT_SUPPORTED',
    'Documents are not known by id here; send the text in `query`.',
  );
}

function notFound(): AppError {
  return new AppError('PERSISTED_QUERY_NOT_FOUND', 'No document is known by this id.');
}

function required(): AppError {
  return new AppError('PERSISTED_DOCUMENT_REQUIRED', 'Only known documents run here; send the id of one.');
}

function differs(): AppError {
  return new AppError('BAD_REQUEST', 'The id and `query` name two documents; send one of them.');
}

/** Documents outside the manifest that are logged in the life of a process: a client that makes them up must not fill the log. */
const UNKNOWN_LOGGED_MAX = 1_000;

/** Logs each unknown document once, by the SHA-256 of its text and by what is safe to tell of it. */
function createUnknownLog({ log, maxTokens }: PersistedDocumentsOptions): (text: string) => void {
  const logged = new Set<string>();
  return (text) => {
    if (logged.size >= UNKNOWN_LOGGED_MAX) return;
    const documentId = `sha256:${createHash('sha256').update(text).digest('hex')}`;
    const operations = logged.has(documentId) ? null : describeText(text, maxTokens);
    if (operations === null) return;
    logged.add(documentId);
    log.warn({ documentId, operations }, 'a document outside the manifest was sent');
    if (logged.size === UNKNOWN_LOGGED_MAX)
      log.warn('more documents outside the manifest are counted, but not logged');
  };
}

/** Null for a text that is no document: it is answered with its error. */
function describeText(text: string, maxTokens: number): string | null {
  try {
    return describe(parse(text, { maxTokens, noLocation: true }));
  } catch {
    return null;
  }
}

const DESCRIPTION_MAX = 200;

/**
 * The operations with their names and root fields. Values are left out, and so are long numbers: without them no name GraphQL allows
 * can be a person's phone number or PAN (guarantee G8).
 */
function describe({ definitions }: DocumentNode): string {
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return operations
    .map(({ operation, name, selectionSet }) => {
      const fields = selectionSet.selections.filter((selection) => selection.kind === Kind.FIELD);
      const names = fields.map((field) => field.name.value).join(' ');
      return `${operation} ${name?.value ?? '(without a name)'} { ${names} }`;
    })
    .join(', ')
    .replace(/\d{4,}/g, '…')
    .slice(0, DESCRIPTION_MAX);
}
