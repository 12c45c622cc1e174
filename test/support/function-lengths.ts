import { parseSync } from '@swc/core';
import { visitTree } from './syntax-tree.js';

/** A function of a source, where it begins, and how many lines it has. */
export interface FunctionLength {
  readonly at: string;
  readonly lines: number;
}

const FUNCTIONS = [
  'ArrowFunctionExpression',
  'ClassMethod',
  'Constructor',
  'FunctionDeclaration',
  'FunctionExpression',
  'MethodProperty',
  'PrivateMethod',
];

/** The parser counts bytes from a base of its own: the first statement is ours, so that the base is known. */
const FIRST = '0;';

interface Spanned {
  readonly span: { readonly start: number; readonly end: number };
}

/** Every function in a text, in the order of its beginnings. */
export function functionLengths(file: string, text: string): readonly FunctionLength[] {
  const source = FIRST + text.replace(/^#!.*/, '');
  const bytes = Buffer.from(source);
  const tree = parseSync(source, {
    syntax: 'typescript',
    tsx: file.endsWith('.tsx'),
    decorators: true,
  });
  const base = (tree.body[0] as Spanned).span.start;
  const lineAt = (position: number) =>
    bytes
      .subarray(0, position - base)
      .toString()
      .split('\n').length;
  const spans: Spanned['span'][] = [];
  visitTree(tree, (node) => {
    if (FUNCTIONS.includes(String(node.type)) && node.span !== undefined)
      spans.push(node.span as Spanned['span']);
  });
  return spans
    .sort((left, right) => left.start - right.start)
    .map(({ start, end }) => {
      const first = lineAt(start);
      return { at: `${file}:${first}`, lines: lineAt(end) - first + 1 };
    });
}
