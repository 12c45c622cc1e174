/** A node of the parser's tree. */
export type SyntaxNode = Readonly<Record<string, unknown>>;

/** Calls `see` for every node of a tree except those of types. */
export function visitTree(value: unknown, see: (node: SyntaxNode) => void): void {
  if (Array.isArray(value)) for (const item of value) visitTree(item, see);
  else if (typeof value === 'object' && value !== null) {
    see(value as SyntaxNode);
    for (const [key, child] of Object.entries(value)) if (!isType(key)) visitTree(child, see);
  }
}

/** `RegExp` as the type of a value makes none. */
function isType(key: string): boolean {
  return key === 'typeAnnotation' || key === 'returnType' || key === 'typeParams' || key === 'typeArguments';
}
