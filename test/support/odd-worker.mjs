// A thread for the tests of WorkerThread: each message says what it does.
import { parentPort, threadId } from 'node:worker_threads';

parentPort.on('message', (job) => {
  if (job === 'throw') throw new Error('thrown in the thread');
  if (job === 'exit') process.exit(3);
  if (job === 'loop') for (;;);
  if (job === 'fill') for (const all = []; ; ) all.push(new Array(1_000).fill(all.length));
  parentPort.postMessage({ job, threadId });
});
