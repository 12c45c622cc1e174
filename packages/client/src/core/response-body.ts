/**
 * A reader of a response's body that ends when `signal` is aborted. The signal given to `fetch` is not
 * enough: Node forgets that it belongs to the response when it collects garbage, and the connection stays
 * open.
 */
export function readerOf(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): ReadableStreamDefaultReader<Uint8Array> {
  const reader = body.getReader();
  signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined));
  return reader;
}

/** The whole body as text. Rejects when `signal` is aborted before its end. */
export async function readText(response: Response, signal: AbortSignal): Promise<string> {
  // React Native has no streams.
  if (!response.body) return await response.text();
  const reader = readerOf(response.body, signal);
  const decoder = new TextDecoder();
  let text = '';
  for (let part = await reader.read(); !part.done; part = await reader.read())
    text += decoder.decode(part.value, { stream: true });
  if (signal.aborted) throw signal.reason;
  return text + decoder.decode();
}
