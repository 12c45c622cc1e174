import { parseSync } from '@swc/core';
import { listFiles, readProjectFile } from './source-files.js';
import { visitTree } from './syntax-tree.js';

/** A regular expression of the sources. */
export interface FoundExpression {
  readonly file: string;
  readonly pattern: string;
  readonly flags: string;
}

/** What the sources match text with. */
export interface FoundExpressions {
  readonly literals: readonly FoundExpression[];
  /** Files that make expressions from text, which nothing can be said of. */
  readonly made: readonly string[];
}

/** Every regular expression of the TypeScript in `folder`, found in its syntax tree. */
export function findExpressions(folder: string): FoundExpressions {
  const files = listFiles(folder).filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'));
  const literals: FoundExpression[] = [];
  const made: string[] = [];
  for (const file of files) {
    const tree: unknown = parseSync(readProjectFile(`${folder}/${file}`), {
      syntax: 'typescript',
      tsx: file.endsWith('.tsx'),
      decorators: true,
    });
    visitTree(tree, (node) => {
      if (node.type === 'RegExpLiteral')
        literals.push({ file, pattern: String(node.pattern), flags: String(node.flags) });
      if (node.type === 'Identifier' && node.value === 'RegExp' && node.optional === false) made.push(file);
    });
  }
  return { literals, made };
}
