/** Objects of the process whose properties a test file may replace, such as `globalThis.fetch` and `Date.now`. */
const OBJECTS = [globalThis, process, console, Date, JSON, Math, performance];

/** Globals in which packages, loaded once for all test files, keep their state. */
const STATE_OF_PACKAGES = new Set([
  'TypeGraphQLMetadataStorage',
  '__zod_globalConfig',
  '__zod_globalRegistry',
]);

/** Notes the state of the process. The returned function restores what a test file has changed and not put back. */
export function rememberProcess() {
  const properties = OBJECTS.map((object) => [object, propertiesOf(object)]);
  const cwd = process.cwd();
  const variables = { ...process.env };
  const listeners = new Map(process.eventNames().map((name) => [name, process.rawListeners(name)]));
  return () => {
    for (const [object, before] of properties) restoreProperties(object, before);
    if (process.cwd() !== cwd) process.chdir(cwd);
    for (const name of Object.keys(process.env)) if (!(name in variables)) delete process.env[name];
    Object.assign(process.env, variables);
    restoreListeners(listeners);
  };
}

function propertiesOf(object) {
  const keys = Reflect.ownKeys(object).filter((key) => !isLeftAlone(object, key));
  return new Map(keys.map((key) => [key, Object.getOwnPropertyDescriptor(object, key)]));
}

/** Node keeps the listeners of `process` in properties that begin with `_`: they are restored as listeners. */
function isLeftAlone(object, key) {
  return STATE_OF_PACKAGES.has(key) || (object === process && String(key).startsWith('_'));
}

function restoreProperties(object, before) {
  for (const [key, found] of propertiesOf(object)) {
    const wanted = before.get(key);
    if (wanted === undefined) Reflect.deleteProperty(object, key);
    else if (isOther(found, wanted)) Reflect.defineProperty(object, key, wanted);
    before.delete(key);
  }
  for (const [key, wanted] of before) Reflect.defineProperty(object, key, wanted);
}

function isOther(found, wanted) {
  return ['value', 'get', 'set'].some((part) => !Object.is(found[part], wanted[part]));
}

function restoreListeners(before) {
  for (const name of new Set([...before.keys(), ...process.eventNames()])) {
    const wanted = before.get(name) ?? [];
    const found = process.rawListeners(name);
    if (found.length === wanted.length && found.every((one, index) => one === wanted[index])) continue;
    process.removeAllListeners(name);
    for (const listener of wanted) process.on(name, listener);
  }
}
