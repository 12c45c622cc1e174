import { createHash } from 'node:crypto';
import { type DocumentNode, Kind, parse } from 'graphql';
import { PERSISTED_QUERY_MESSAGES } from '../core/client-contract.js';
import { AppError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import type { DocumentRequest } from './document-request.js';
import { bareId, type Manifest } from '../config/documents-manifest.js';

/**
 * `off`: any text runs and no id is known. `log`: any text runs, and so do the ids of the manifest. `only`:
 * just the manifest.
 */
export type PersistedMode = 'off' | 'log' | 'only';

/** How a request named its document: by an id or text of the manifest, or by an unknown one. For metrics. */
export type LookupOutcome = 'id' | 'text' | 'unknown_id' | 'unknown_text';

export interface PersistedDocumentsOptions {
  readonly mode: PersistedMode;
  readonly manifest: Manifest;
  /** A document with more lexical tokens is not described in the log. */
  readonly maxTokens: number;
  readonly log: Log;
  /** Called for each request unless the mode is `off`. */
  readonly count: (outcome: LookupOutcome) => void;
}

/** Decides which documents clients may run, for every transport. */
export interface PersistedDocuments {
  readonly manifest: Manifest;
  /**
   * Returns the text to run for a request, or the refusal: PERSISTED_QUERY_NOT_SUPPORTED for an id in mode
   * `off`, PERSISTED_QUERY_NOT_FOUND for an unknown id, PERSISTED_DOCUMENT_REQUIRED for an unknown text in
   * mode `only`, and BAD_REQUEST for a known id with another text. An unknown id with a text is ignored:
   * clients cannot register documents.
   */
  find(request: DocumentRequest): { readonly text: string } | { readonly refusal: AppError };
}

/** Creates the {@link PersistedDocuments} of one app. Texts are compared byte by byte. */
export function createPersistedDocuments(options: PersistedDocumentsOptions): PersistedDocuments {
  const { mode, manifest, count } = options;
  const byId = new Map([...manifest].map(([id, text]) => [bareId(id), text]));
  const texts = new Set(manifest.values());
  const logUnknown = createUnknownLog(options);
  return {
    manifest,
    find({ query, documentId }) {
      if (mode === 'off')
        return query === undefined
          ? { refusal: unknownId('PERSISTED_QUERY_NOT_SUPPORTED') }
          : { text: query };
      const named = documentId === undefined ? undefined : byId.get(bareId(documentId));
      if (named !== undefined) {
        count('id');
        return query === undefined || query === named ? { text: named } : { refusal: differs() };
      }
      if (query === undefined) {
        count('unknown_id');
        return { refusal: unknownId('PERSISTED_QUERY_NOT_FOUND') };
      }
      const isKnown = texts.has(query);
      count(isKnown ? 'text' : 'unknown_text');
      if (isKnown) return { text: query };
      if (mode === 'only') return { refusal: required() };
      logUnknown(query);
      return { text: query };
    },
  };
}

function unknownId(code: keyof typeof PERSISTED_QUERY_MESSAGES): AppError {
  return new AppError(code, PERSISTED_QUERY_MESSAGES[code]);
}

function required(): AppError {
  return new AppError(
    'PERSISTED_DOCUMENT_REQUIRED',
    'Only registered documents run here; send the id of one.',
  );
}

function differs(): AppError {
  return new AppError('BAD_REQUEST', 'The id and `query` name different documents; send one of them.');
}

/**
 * Unknown documents that one process logs at most, so that a client cannot fill the log with generated ones.
 */
const UNKNOWN_LOGGED_MAX = 1_000;

/** Logs each unknown document once, with the SHA-256 of its text and a description without personal data. */
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

/** Returns null for a text that cannot be parsed; the client gets the syntax error. */
function describeText(text: string, maxTokens: number): string | null {
  try {
    return describe(parse(text, { maxTokens, noLocation: true }));
  } catch {
    return null;
  }
}

const DESCRIPTION_MAX = 200;

/**
 * The operations with their names and root fields. Values and long numbers are left out: without those, no
 * GraphQL name can be a phone number or PAN (guarantee G8).
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
