/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set();

process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

/**
 * Ends a process that this one has started when this one ends, however that happens.
 *
 * @template {import('node:child_process').ChildProcess} Child
 * @param {Child} child
 * @returns {Child}
 */
export function ownedChild(child) {
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/**
 * Ends a process that this one has started, and waits for its end.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 * @param {number} withinMs after which it is killed
 */
export async function endChild(child, signal, withinMs = 15_000) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const timer = setTimeout(() => child.kill('SIGKILL'), withinMs);
  await new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill(signal);
  });
  clearTimeout(timer);
}
