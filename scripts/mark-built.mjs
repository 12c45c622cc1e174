/** Last step of `npm run build:server`: makes the command executable and notes when the build ended. */
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const dist = resolve(import.meta.dirname, '..', 'dist');
const command = join(dist, 'main.js');

if (existsSync(command)) chmodSync(command, 0o755);
writeFileSync(join(dist, '.built'), '');
