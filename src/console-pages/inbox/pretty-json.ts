/** Indents a JSON text by its own characters, so that no number in it changes; other text stays as it is. */
export function prettyJson(text: string): string {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  if (text.includes('\n')) return text;
  let depth = 0;
  const line = () => `\n${'  '.repeat(depth)}`;
  return text.replace(/"(?:[^"\\]|\\[\s\S])*"?|[{[]\s*[}\]]|[{}[\],:]|\s+/g, (part) => {
    if (part === '{' || part === '[') return part + indent(1);
    if (part === '}' || part === ']') return indent(-1) + part;
    if (part === ',') return part + line();
    if (part === ':') return ': ';
    return /^\s+$/.test(part) ? '' : part;
  });

  function indent(by: number): string {
    depth += by;
    return line();
  }
}
