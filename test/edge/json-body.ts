/**
 * Bodies that are JSON, that are not, and that a reader may take or not, by the grammar of RFC 8259. `accept` is JSON; `reject` is not;
 * `either` is where the RFC leaves it open: text that is no Unicode, numbers beyond a double, depth, and names a reader may fear.
 */
export interface JsonBody {
  readonly name: string;
  readonly category: string;
  readonly verdict: 'accept' | 'reject' | 'either';
  readonly bytes: Buffer;
}

/** Bodies of one category, named by their text. */
export function texts(verdict: JsonBody['verdict'], category: string, bodies: readonly string[]): JsonBody[] {
  return bodies.map((text) => {
    const shown = JSON.stringify(text.length > 60 ? `${text.slice(0, 40)}… (${text.length})` : text);
    return { verdict, category, name: `${category}: ${shown}`, bytes: Buffer.from(text) };
  });
}

/** Bodies that are no text, named by their bytes. */
export function bytes(verdict: JsonBody['verdict'], category: string, bodies: readonly Buffer[]): JsonBody[] {
  return bodies.map((body) => {
    return { verdict, category, name: `${category}: ${body.toString('hex').slice(0, 60)}`, bytes: body };
  });
}
