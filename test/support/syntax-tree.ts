/** A node of the parser's tree. */
export type SyntaxNode = Readonly<Record<string, unknown>>;

/** Calls `see` for every node of a tree except those of types. */
export function visitTree(value: unknown, see: (node: SyntaxNode) => void): void {
  if (Array.isArray(value)) for (const item of value) visitTree(item, see);
  else if (typeof value === 'object' && value !== null) {
    const node = value as SyntaxNode;
    see(node);
    for (const key in node) if (!isType(key)) visitTree(node[key], see);
  }
}

/** `RegExp` as the type of a value makes none. The place in the text is no node. */
function isType(key: string): boolean {
  return (
    key === 'span' ||
    key === 'typeAnnotation' ||
    key === 'returnType' ||
    key === 'typeParams' ||
    key === 'typeArguments'
  );
}
