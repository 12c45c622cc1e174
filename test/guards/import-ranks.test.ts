import { describe, expect, test } from '@jest/globals';
import { importsOf, readImports } from '../support/import-graph.js';
import { brokenRanks } from '../support/import-ranks.js';
import { PACKAGES } from '../support/source-files.js';

function broken(from: string, statement: string): readonly string[] {
  return brokenRanks(importsOf(from, `${statement}\n`));
}

describe('import ranks', () => {
  test('hold in all of src', () => {
    expect(brokenRanks(readImports())).toEqual([]);
  });

  test.each(PACKAGES)('let %s import nothing but its own sources and packages', (folder) => {
    const imports = readImports(folder);
    expect(imports.length).toBeGreaterThan(0);
    expect(imports.filter(({ to, isLocal }) => isLocal && to.startsWith('../'))).toEqual([]);
  });

  test('are read from real files: the core is found to be imported', () => {
    expect(readImports().filter(({ to }) => to.startsWith('core/')).length).toBeGreaterThan(0);
  });
});

describe('the checker', () => {
  test.each([
    ['a back-edge', 'core/ids.ts', "import { Ledger } from '../ledger/ledger.js';"],
    ['a back-edge over several lines', 'core/ids.ts', "import {\n  Ledger,\n} from '../ledger/ledger.js';"],
    ['a back-edge of types', 'viewer/viewer.ts', "import type { Context } from '../graphql/context.js';"],
    ['a back-edge loaded on demand', 'bus/memory.ts', "const cli = await import('../cli/program.js');"],
    ['a back-edge by re-export', 'core/ids.ts', "export { open } from '../ledger/ledger.js';"],
    ['a back-edge for effect', 'core/ids.ts', "import '../app.js';"],
    ['a feature in another', 'orders/order.type.ts', "import { T } from '../transactions/create.js';"],
    ['settings as values', 'viewer/authenticator.ts', "import { loadConfig } from '../config.js';"],
    ['a feature in the schema builder', 'graphql/schema.ts', "import { T } from '../orders/order.type.js';"],
    ['the execution in a feature', 'orders/order.type.ts', "import { T } from '../execution/engine.js';"],
    ['a transport in a feature', 'orders/order.type.ts', "import { T } from '../transports/sse.js';"],
    ['a feature in the execution', 'execution/engine.ts', "import { T } from '../orders/order.type.js';"],
    ['a feature in a transport', 'transports/sse.ts', "import { T } from '../events/event.type.js';"],
    ['a feature in an edge', 'webhooks/route.ts', "import { T } from '../orders/orders.service.js';"],
    ['an edge in another', 'webhooks/route.ts', "import { T } from '../http/server.js';"],
    ['the ledger in the cache', 'cache/cache.ts', "import type { T } from '../ledger/tables.js';"],
    ['gateway values in the ledger', 'ledger/orders.ts', "import { decode } from '../gateway/facts.js';"],
    ['the emulator in the app', 'app.ts', "import { T } from './emulator/app.js';"],
    ['the upstream client in the emulator', 'emulator/app.ts', "import { T } from '../gateway/client.js';"],
    [
      'the client in a command',
      'cli/trigger/trigger.ts',
      "import { T } from '../../../packages/client/src/core/backoff.js';",
    ],
    ['the app in the main feature', 'events/event.type.ts', "import { T } from '../app.js';"],
    ['a folder without a rank', 'core/ids.ts', "import { T } from '../utils/strings.js';"],
  ])('refuses %s', (_name, from, statement) => {
    expect(broken(from, statement)).toHaveLength(1);
  });

  test.each([
    ['a lower rank', 'orders/order.type.ts', "import { T } from '../ledger/orders.js';"],
    ['its own folder', 'orders/order.type.ts', "import { T } from './order-leg.type.js';"],
    ['facts as types in the ledger', 'ledger/orders.ts', "import type { T } from '../gateway/facts.js';"],
    ['the wire contract in the emulator', 'emulator/app.ts', "import { T } from '../gateway/wire.js';"],
    ['the emulator in a command', 'cli/emulator.ts', "const m = await import('../emulator/app.js');"],
    ['features in the app', 'app.ts', "import { T } from './orders/orders.service.js';"],
    ['all resolvers in a command', 'generate/emit-schema.ts', "import { T } from '../app/resolvers.js';"],
    ['packages', 'core/ids.ts', "import { randomUUID } from 'node:crypto';"],
    ['what a comment names', 'core/ids.ts', "// import { T } from '../ledger/ledger.js';"],
  ])('lets pass %s', (_name, from, statement) => {
    expect(broken(from, statement)).toEqual([]);
  });
});
