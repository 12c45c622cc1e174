import { parentPort } from 'node:worker_threads';
import { Secret } from '../core/secret.js';
import type { ReaderJob } from './reader.js';
import { readBody, verifyAndRead } from './stages.js';

/** The thread that processes large bodies for {@link WebhookReader}. */
parentPort?.on('message', (job: ReaderJob) => {
  const body = Buffer.from(job.body.buffer, job.body.byteOffset, job.body.byteLength);
  parentPort?.postMessage(answer(job, body));
});

function answer(job: ReaderJob, body: Buffer) {
  if (job.kind !== null) return readBody(job.kind, body.toString());
  return verifyAndRead(
    body,
    job.secrets.map((text) => new Secret(text)),
  );
}
