import type { IncomingMessage } from 'node:http';

/** Larger bodies are rare, and are not kept in memory as keys. */
const BODY_MAX_BYTES = 16 * 1024;

/** Headers whose effect on an answer is not looked into: such a request is always executed. */
const UNUSUAL = ['upgrade', 'expect', 'content-encoding', 'transfer-encoding', 'x-no-compression'];

/** Headers that an answer, or its headers, may depend on. The viewer stands for `Authorization`. */
const ANSWERED_BY = ['content-type', 'accept', 'accept-encoding', 'origin', 'host', 'x-forwarded-host'];

/**
 * The head of a request as part of the key of its answer; null if the answer cannot be a kept one. Only a
 * plain POST of a short body can.
 */
export function headKey({ method, url, headers }: IncomingMessage): string | null {
  if (method !== 'POST' || url !== '/graphql') return null;
  const length = Number(headers['content-length'] ?? 0);
  if (!(length > 0 && length <= BODY_MAX_BYTES)) return null;
  for (const name of UNUSUAL) if (headers[name] !== undefined) return null;
  // No header can hold a line break.
  let key = '';
  for (const name of ANSWERED_BY) key += `${headers[name] ?? ''}\n`;
  return key;
}

/** The whole key. The length of the viewer's id says where it ends, since it may hold anything. */
export function requestKey(viewerId: string, head: string, body: Buffer): string {
  return `${viewerId.length} ${viewerId}${head}${body.toString('latin1')}`;
}
