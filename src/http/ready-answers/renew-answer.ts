import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Engine } from '../../execution/engine.js';
import { type Caller, contextOf } from '../../execution/runtime.js';
import type { Reuse } from '../../graphql/reuse.js';
import type { CapturedAnswer } from './capture-answer.js';

/** Bodies from this size on are compressed, in bytes. */
export const COMPRESSED_FROM_BYTES = 1_024;

/** Quality 4 of 11: a third of the time of gzip's default, and smaller. */
export const BROTLI_OPTIONS = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

const withBrotli = promisify<Buffer, typeof BROTLI_OPTIONS, Buffer>(brotliCompress);
const withGzip = promisify<Buffer, Buffer>(gzip);

/**
 * Runs the operation of an answer again and returns the answer that it has now, with the headers it had:
 * they follow from the request, which is the same, and from whether the body is compressed. Null if that
 * might not be what the framework sends, as for an answer with errors.
 */
export async function renewAnswer(
  engine: Engine,
  old: CapturedAnswer & { readonly reuse: Reuse },
  caller: Caller & { readonly reuse: Reuse },
): Promise<CapturedAnswer | null> {
  const { operation } = old.reuse;
  const document = operation === null ? undefined : engine.documents.cached(operation.source);
  if (operation === null || document === undefined) return null;
  const { operationName, variableValues } = operation;
  const context = contextOf(engine.runtime, caller);
  const result = await engine.run(engine.argsOf(document, operationName, variableValues, context));
  if (result.errors !== undefined) return null;
  const body = await compressed(Buffer.from(`${JSON.stringify(result)}\n`), old);
  return body === null ? null : { headers: old.headers, body };
}

/** The body as the old one was sent; null if the framework might send it otherwise. */
async function compressed(body: Buffer, { headers, body: old }: CapturedAnswer): Promise<Buffer | null> {
  const at = headers.indexOf('content-encoding');
  if (at === -1) {
    // Not known is whether the request asked for it.
    const isSameSide = body.length < COMPRESSED_FROM_BYTES === old.length < COMPRESSED_FROM_BYTES;
    return isSameSide ? body : null;
  }
  if (body.length < COMPRESSED_FROM_BYTES) return null;
  const encoding = headers[at + 1];
  if (encoding === 'br') return await withBrotli(body, BROTLI_OPTIONS);
  return encoding === 'gzip' ? await withGzip(body) : null;
}
