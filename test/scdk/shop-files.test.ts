import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { listFiles, projectRoot, readProjectFile } from '../support/source-files.js';

describe('the files of the shop', () => {
  test('hold documents that fit the schema', () => {
    const schema = buildSchema(readProjectFile('schema/schema.graphql'));
    const files = listFiles('src/shop/documents');
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      expect([file, validate(schema, parse(readProjectFile(`src/shop/documents/${file}`)))]).toEqual([
        file,
        [],
      ]);
    }
  });

  test('and those of the emulator for browsers hold no secret', () => {
    const folders = ['dist/shop', 'dist/emulator'].map((folder) => join(projectRoot, folder));
    const texts = folders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')),
    );
    expect(texts.length).toBeGreaterThan(10);
    for (const text of texts) {
      expect(text).not.toMatch(
        /eyJ[\w-]{10,}|x-gateway-secret|GATEWAY_SECRET|GATEWAY_API_SECRET|AUTH_JWT_SECRET/i,
      );
    }
  });
});
