import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DocumentNode } from 'graphql';
import { createLog } from '../../src/core/log.js';
import type { PersistedMode } from '../../src/execution/persisted-documents.js';
import { graphql } from '../generated/gql.js';
import { startApp, type TestApp } from '../support/app.js';
import { startEmulator } from '../support/emulator.js';
import { projectRoot } from '../support/source-files.js';

/** The documents of an app, which codegen generates the manifest from, with those of test/support/documents.ts. */

export const VIEWER = graphql(/* GraphQL */ `
  query PersistedViewer { viewer { id currentBrokerAccount { id } } }
`);

export const TOKENS = graphql(/* GraphQL */ `
  mutation PersistedTokens { a: createAuthToken { kind } b: createAuthToken { kind } c: createAuthToken { kind } }
`);

graphql(/* GraphQL */ `
  subscription PersistedEvents($after: String) { events(after: $after) { cursor ... on OrderEvent { order { id } } } }
`);

export const ORDERS = graphql(/* GraphQL */ `
  query PersistedOrders($first: Int!) { orders(first: $first) { edges { node { id status batchId } } } }
`);

/** The text that an app without ids sends. It is not in the manifest, whose texts codegen normalises. */
export const UNLISTED = VIEWER.toString();

/** The output of codegen. */
export interface Generated {
  /** The file for PERSISTED_DOCUMENTS_MANIFEST. */
  readonly path: string;
  /** The manifest: ids and texts. */
  readonly manifest: Readonly<Record<string, string>>;
  /** The id and the text of an operation. */
  of(operationName: string): { readonly id: string; readonly text: string };
  /** The documents that the app imports, by codegen's names, each with its id in `__meta__.hash`. */
  readonly module: Readonly<Record<string, DocumentNode & { readonly __meta__: { readonly hash: string } }>>;
}

/** Runs the real codegen as an app would, with its ids of SHA-256 or SHA-1. `remove` deletes its output. */
export async function runCodegen(hashAlgorithm: 'sha256' | 'sha1' = 'sha256') {
  const folder = mkdtempSync(join(tmpdir(), 'dwar-codegen-'));
  await promisify(execFile)('node', ['--input-type=module', '--eval', codegenScript(folder, hashAlgorithm)], {
    cwd: projectRoot,
  });
  const path = join(folder, 'persisted-documents.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
  const generated: Generated = {
    path,
    manifest,
    of(operationName) {
      const entry = Object.entries(manifest).find(([, text]) => text.includes(` ${operationName}`));
      if (entry === undefined) throw new Error(`codegen wrote no ${operationName}`);
      return { id: entry[0], text: entry[1] };
    },
    module: (await import(join(folder, 'graphql.ts'))) as Generated['module'],
  };
  return { ...generated, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function codegenScript(folder: string, hashAlgorithm: string): string {
  const output = {
    documents: ['test/edge/persisted-stage.ts', 'test/support/documents.ts'],
    preset: 'client',
    presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm } },
    config: { useTypeImports: true, enumsAsTypes: true },
  };
  return `
    import { generate } from '@graphql-codegen/cli';
    import { addTypenameSelectionDocumentTransform } from '@graphql-codegen/client-preset';
    const output = ${JSON.stringify(output)};
    const documentTransforms = [addTypenameSelectionDocumentTransform];
    await generate({
      schema: 'schema/schema.graphql',
      silent: true,
      pluckConfig: { modules: [], globalGqlIdentifierName: ['graphql'] },
      generates: { ${JSON.stringify(`${folder}/`)}: { ...output, documentTransforms } },
    }, true);
  `;
}

/** Gateways that share an emulator, in any mode. */
export async function startStage() {
  const emulator = await startEmulator({ webhookUrl: 'http://127.0.0.1:9/webhooks/gateway' });
  const running: TestApp[] = [];
  /** Their log lines of level `warn` and above. */
  const lines: Record<string, unknown>[] = [];
  const log = createLog('warn', { write: (line: string) => void lines.push(JSON.parse(line)) });
  return {
    lines,
    async start(mode: PersistedMode, manifest: string, env: Readonly<Record<string, string>> = {}) {
      const persisted = { PERSISTED_DOCUMENTS: mode, PERSISTED_DOCUMENTS_MANIFEST: manifest };
      const app = await startApp({ emulator, env: { ...persisted, ...env }, overrides: { log } });
      running.push(app);
      return app;
    },
    async close() {
      await Promise.all(running.map((app) => app.close()));
      await emulator.close();
    },
  };
}
