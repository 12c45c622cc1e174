/**
 * A plugin of the bundler that writes a `.br` and a `.gz` copy beside each file of text, so that the server compresses
 * nothing while it answers. The page itself stays as it is.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const TEXT = /\.(?:js|css|svg|json|html)$/;
/** The server writes a nonce into it for each answer. */
const PAGE = 'index.html';
/** Below this the headers of an answer weigh more than the body. */
const SMALLEST = 1_024;

export function compressedFiles() {
  return {
    name: 'compressed-files',
    writeBundle({ dir }) {
      const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter(
        (name) => TEXT.test(name) && name !== PAGE,
      );
      for (const name of names) {
        const path = join(dir, name);
        const bytes = readFileSync(path);
        if (bytes.length < SMALLEST) continue;
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, BROTLI));
      }
    },
  };
}

const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
