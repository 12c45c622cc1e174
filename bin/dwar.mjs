#!/usr/bin/env node
// The `dwar` command. It is no product of the build, so that npm can link it before the first one.
import { existsSync } from 'node:fs';
import module from 'node:module';

const main = new URL('../dist/main.js', import.meta.url);

if (existsSync(main)) {
  // Compiled code is kept between starts, where this Node can do that (22.1).
  module.enableCompileCache?.();
  await import(main.href);
} else {
  process.stderr.write('dwar: not built yet: run npm run build\n');
  process.exitCode = 1;
}
