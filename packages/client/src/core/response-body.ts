/**
 * The whole body as text. Rejects when `signal` is aborted before its end. The signal given to `fetch` is not
 * enough: Node forgets that it belongs to the response when it collects garbage.
 */
export async function readText(response: Response, signal: AbortSignal): Promise<string> {
  // React Native has no streams.
  if (!response.body) return await response.text();
  const reader = response.body.getReader();
  signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined));
  const decoder = new TextDecoder();
  for (let text = ''; ; ) {
    const { done, value } = await reader.read();
    if (signal.aborted) throw signal.reason;
    text += decoder.decode(value, { stream: !done });
    if (done) return text;
  }
}
