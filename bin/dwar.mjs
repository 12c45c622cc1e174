#!/usr/bin/env node
// The `dwar` command. It is no product of the build, so that npm can link it before the first one.
import { existsSync } from 'node:fs';

const main = new URL('../dist/main.js', import.meta.url);

if (existsSync(main)) {
  await import(main.href);
} else {
  process.stderr.write('dwar: not built yet: run npm run build\n');
  process.exitCode = 1;
}
