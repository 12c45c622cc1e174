import { WebSocket } from 'ws';

/** Makes a Node process open its inspector on a free port and print the address on standard error. */
export const WITH_INSPECTOR = '--inspect=127.0.0.1:0';

/**
 * Attaches to the inspector of a process that was started {@link WITH_INSPECTOR}.
 *
 * @param {string} written what the process wrote to standard error
 */
export async function probeHeap(written) {
  const address = /ws:\/\/127\.0\.0\.1:\d+\/[\w-]+/.exec(written)?.[0];
  if (address === undefined) throw new Error('the process has no inspector');
  const socket = new WebSocket(address, { perMessageDeflate: false });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const waiting = new Map();
  let lastId = 0;
  socket.on('message', (data) => {
    const { id, result, error } = JSON.parse(data.toString());
    const settle = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) settle?.resolve(result);
    else settle?.reject(new Error(error.message));
  });
  const call = (method, params = {}) =>
    new Promise((resolve, reject) => {
      lastId += 1;
      const id = lastId;
      waiting.set(id, { resolve, reject });
      socket.send(JSON.stringify({ id, method, params }));
    });
  await call('HeapProfiler.enable');
  return {
    /** Bytes of heap and buffers that are still reachable, read right after full collections, and resident memory. */
    async bytes() {
      // The second one frees what finalizers of the first have released.
      await call('HeapProfiler.collectGarbage');
      await call('HeapProfiler.collectGarbage');
      const expression = 'process.memoryUsage()';
      const { result } = await call('Runtime.evaluate', { expression, returnByValue: true });
      const { heapUsed, external, rss } = result.value;
      return { held: heapUsed + external, resident: rss };
    },
    close: () => socket.terminate(),
  };
}
