import { parentPort, workerData } from 'node:worker_threads';
import { Secret } from '../core/secret.js';
import type { ReaderJob } from './reader.js';
import { readBody, verifyAndRead } from './stages.js';

/** The thread that processes large bodies; {@link WebhookReader} starts it with the secrets. */
const secrets = (workerData as readonly string[]).map((text) => new Secret(text));

parentPort?.on('message', (job: ReaderJob) => {
  const body = Buffer.from(job.body.buffer, job.body.byteOffset, job.body.byteLength);
  const answer = job.kind === null ? verifyAndRead(body, secrets) : readBody(job.kind, body.toString());
  parentPort?.postMessage(answer);
});
