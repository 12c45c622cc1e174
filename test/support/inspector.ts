import { WebSocket } from 'ws';

/** Makes a Node process open its inspector on a free port and print the address on standard error. */
export const WITH_INSPECTOR = { NODE_OPTIONS: '--inspect=127.0.0.1:0' };

/** The memory of another Node process, without its garbage. */
export interface HeapProbe {
  /** Bytes of heap and buffers that are still reachable: read right after a full collection. */
  heldBytes(): Promise<number>;
  /** Handles and requests that keep the process busy, by kind. */
  resources(): Promise<Readonly<Record<string, number>>>;
  close(): void;
}

/** Attaches to the inspector of a process started `WITH_INSPECTOR`. `written` is what it wrote to standard error. */
export async function probeHeap(written: string): Promise<HeapProbe> {
  const address = /ws:\/\/127\.0\.0\.1:\d+\/[\w-]+/.exec(written)?.[0];
  if (address === undefined) throw new Error(`no inspector in:\n${written}`);
  const socket = new WebSocket(address, { perMessageDeflate: false });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  let lastId = 0;
  const call = (method: string, params: object = {}) =>
    // biome-ignore lint/suspicious/noExplicitAny: each method of the inspector answers something of its own.
    new Promise<any>((resolve, reject) => {
      const id = ++lastId;
      const onMessage = (data: Buffer) => {
        const answer = JSON.parse(data.toString());
        if (answer.id !== id) return;
        socket.off('message', onMessage);
        if (answer.error !== undefined) return reject(new Error(`${method}: ${answer.error.message}`));
        resolve(answer.result);
      };
      socket.on('message', onMessage);
      socket.send(JSON.stringify({ id, method, params }));
    });
  const evaluate = async (expression: string) => {
    const { result, exceptionDetails } = await call('Runtime.evaluate', { expression, returnByValue: true });
    if (exceptionDetails !== undefined) throw new Error(`${expression}: ${exceptionDetails.text}`);
    return result.value;
  };
  await evaluate(`process.getBuiltinModule('v8').setFlagsFromString('--expose-gc')`);
  await evaluate(`globalThis.gc = process.getBuiltinModule('vm').runInNewContext('gc'); null`);
  return {
    async heldBytes() {
      const { heapUsed, external } = await evaluate('gc(), process.memoryUsage()');
      return heapUsed + external;
    },
    async resources() {
      const counts: Record<string, number> = {};
      const kinds: string[] = await evaluate('process.getActiveResourcesInfo()');
      for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
      return counts;
    },
    close: () => socket.terminate(),
  };
}
