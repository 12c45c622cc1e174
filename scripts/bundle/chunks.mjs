/**
 * Which modules share a file. A start pays for every file and every byte that it reads: what `dwar serve` loads is in
 * a few large files, and none of them holds what only another command needs.
 */

const ENTRY = 'src/main.ts';
const SERVE = ['src/cli/serve.ts', 'src/app.ts'];
/** The commands that run beside a gateway or in its place; the others read and change a ledger or check a set-up. */
const PLAY = ['src/cli/dev/dev.ts', 'src/cli/emulator-command.ts', 'src/cli/trigger/trigger.ts'];

/** The files that hold what `dwar serve` loads. */
export const CHUNKS = ['cli', 'serve-and-tools-and-play', 'serve-and-tools', 'serve-and-play', 'serve'];

/**
 * The file of each module that `dwar serve` loads, from what the bundler knows of all modules (`ModuleInfo` by id):
 * `cli` for what every command loads, the others by who else needs the module. A module that another file of the list
 * imports is in the same or in an earlier one. The bundler decides where the rest goes.
 */
export function chunksOf(modules) {
  const idOf = (path) => [...modules.keys()].find((id) => id.endsWith(`/${path}`)) ?? refuse(path);
  const loadedWith = (ids) => {
    const loaded = new Set(ids);
    for (const id of loaded) for (const imported of modules.get(id)?.importedIds ?? []) loaded.add(imported);
    return loaded;
  };
  const entry = idOf(ENTRY);
  const [serveIds, playIds] = [SERVE.map(idOf), PLAY.map(idOf)];
  const cli = loadedWith([entry]);
  const commands = [...cli].flatMap((id) => modules.get(id)?.dynamicallyImportedIds ?? []);
  const play = loadedWith(playIds);
  const tools = loadedWith(commands.filter((id) => ![...serveIds, ...playIds].includes(id)));
  const chunks = new Map();
  for (const id of loadedWith([entry, ...serveIds])) {
    const users = ['serve', ...(tools.has(id) ? ['tools'] : []), ...(play.has(id) ? ['play'] : [])];
    chunks.set(id, cli.has(id) ? 'cli' : users.join('-and-'));
  }
  // A file of its own: it waits for its command, and nothing that the command loads may wait for it in turn.
  chunks.delete(entry);
  return chunks;
}

function refuse(path) {
  throw new Error(`${path} is not part of the bundle: say in ${import.meta.filename} where its code is`);
}
