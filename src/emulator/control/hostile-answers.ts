import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { FastifyReply } from 'fastify';
import { type AnswerRule, beginAnswer } from './fault-answers.js';

/**
 * Kinds of answers that a client must survive, with status 200 unless the rule says otherwise: `truncated`
 * sends half of the body, `html` a page, `huge` 10 MiB of valid JSON without a length, `drip` 10 bytes a
 * second without end, `gzip-bomb` 256 MiB compressed to 0.3, `redirect` a 307 to the rule's `location`, by
 * default another host.
 */
export const HOSTILE_ANSWERS = ['truncated', 'html', 'huge', 'drip', 'gzip-bomb', 'redirect'] as const;
export type HostileAnswer = (typeof HOSTILE_ANSWERS)[number];

interface HostileRule extends AnswerRule {
  readonly location?: string | undefined;
}

interface HostileContext {
  /** The genuine answer, if the call has done its work. */
  readonly genuine: string | null;
  /** Aborts endless answers. */
  readonly signal: AbortSignal;
}

const MEBIBYTE = 1024 * 1024;
const HUGE_MEBIBYTES = 10;
const BOMB_MEBIBYTES = 256;
/** Real milliseconds between two bytes of a drip. */
const DRIP_EVERY_MS = 100;
const FOREIGN_HOST = 'http://elsewhere.invalid/';
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const PLAUSIBLE = JSON.stringify({
  success: true,
  errors: null,
  data: { transactionId: `TRX_${'0'.repeat(32)}`, expireAt: '2099-12-31T23:59:59.999Z' },
});

/** Sends one of {@link HOSTILE_ANSWERS}. Returns at once, while a long one is still being sent. */
export function sendHostileAnswer(
  kind: HostileAnswer,
  rule: HostileRule,
  reply: FastifyReply,
  { genuine, signal }: HostileContext,
): void {
  const text = genuine ?? PLAUSIBLE;
  switch (kind) {
    case 'truncated':
      sendTruncated(rule, reply, text);
      return;
    case 'html':
      beginAnswer(rule, reply, { 'content-type': 'text/html; charset=utf-8' });
      reply.raw.end('<!doctype html><title>Error</title><h1>The page cannot be displayed</h1>');
      return;
    case 'redirect':
      beginAnswer({ ...rule, status: rule.status ?? 307 }, reply, {
        location: rule.location ?? FOREIGN_HOST,
      });
      reply.raw.end();
      return;
    case 'huge':
      beginAnswer(rule, reply, JSON_TYPE);
      stream(hugeBody(), reply);
      return;
    case 'drip':
      beginAnswer(rule, reply, JSON_TYPE);
      stream(drip(text, signal), reply);
      return;
    case 'gzip-bomb':
      beginAnswer(rule, reply, { ...JSON_TYPE, 'content-encoding': 'gzip' });
      stream(gzipBomb(), reply);
      return;
  }
}

/** Announces the whole length, sends half and closes the connection. */
function sendTruncated(rule: AnswerRule, reply: FastifyReply, text: string): void {
  const bytes = Buffer.from(text);
  beginAnswer(rule, reply, { ...JSON_TYPE, 'content-length': bytes.length });
  reply.raw.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => reply.raw.destroy());
}

function stream(chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>, reply: FastifyReply): void {
  // These streams are meant to end in an error: the client hangs up, or the emulator closes.
  pipeline(Readable.from(chunks, { objectMode: false }), reply.raw).catch(() => {});
}

/** Yields valid JSON; its length is not announced. */
function* hugeBody(): Generator<Buffer> {
  yield Buffer.from('{"success":true,"errors":null,"data":{"filler":"');
  const filler = Buffer.alloc(MEBIBYTE, 'a');
  for (let count = 0; count < HUGE_MEBIBYTES; count += 1) yield filler;
  yield Buffer.from('"}}');
}

/** Yields the body byte by byte, then white space without end. */
async function* drip(text: string, signal: AbortSignal): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let index = 0; ; index += 1) {
    yield index < bytes.length ? bytes.subarray(index, index + 1) : Buffer.from(' ');
    await delay(DRIP_EVERY_MS, undefined, { signal, ref: false });
  }
}

/** Yields about 0.3 MiB that unpack to a thousand times as much, as a gzip stream may have many members. */
function* gzipBomb(): Generator<Buffer> {
  yield gzipSync('{"success":true,"errors":null,"data":null');
  const member = gzipSync(Buffer.alloc(MEBIBYTE, ' '));
  for (let count = 0; count < BOMB_MEBIBYTES; count += 1) yield member;
  yield gzipSync('}');
}
