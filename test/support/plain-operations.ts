import { parseSync } from '@swc/core';
import {
  buildSchema,
  type DocumentNode,
  Kind,
  parse,
  SingleFieldSubscriptionsRule,
  specifiedRules,
  validate,
} from 'graphql';
import { readProjectFile } from './source-files.js';

type Node = Readonly<Record<string, unknown>>;

/** What an expression whose text is not known here is tried as, so that a template is judged by the rest of it. */
const STAND_INS = ['__typename', 'x', '1', '"x"', ''];
/** Constants that name each other are followed this far. */
const DEPTH = 10;

/**
 * The operations of our schema that a TypeScript source holds as plain text: strings, templates and sums of them outside
 * `graphql(…)`, with the constants of the same file put in. Those that only ask what every schema has are left out.
 */
export function plainOperations(source: string): readonly string[] {
  const module = parseSync(source, { syntax: 'typescript', tsx: false, decorators: true }) as unknown as Node;
  const constants = constantsOf(module);
  const found: string[] = [];
  const visit = (node: Node): void => {
    if (isTyped(node)) return;
    const operation = textsOf(node, constants).find(isOurs);
    if (operation !== undefined) found.push(operation);
    else for (const child of childrenOf(node)) visit(child);
  };
  visit(module);
  return found;
}

const schema = buildSchema(readProjectFile('schema/schema.graphql'));

/** All but the one that throws when the field of a subscription has a condition by a variable. */
const rules = specifiedRules.filter((rule) => rule !== SingleFieldSubscriptionsRule);

/** Whether a text is a document that our schema can answer, and hardly another one. */
function isOurs(text: string): boolean {
  const document = parsed(text);
  if (document === null || validate(schema, document, rules).length > 0) return false;
  return document.definitions.some(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      definition.selectionSet.selections.some(
        (selection) => selection.kind !== Kind.FIELD || !selection.name.value.startsWith('__'),
      ),
  );
}

function parsed(text: string): DocumentNode | null {
  if (!text.includes('{')) return null;
  try {
    return parse(text);
  } catch {
    return null;
  }
}

/** A call of `graphql`, whose document codegen has checked. */
function isTyped(node: Node): boolean {
  return node.type === 'CallExpression' && (node.callee as Node).value === 'graphql';
}

/** The initial values of the constants of a file, by name. */
function constantsOf(module: Node): ReadonlyMap<string, Node> {
  const constants = new Map<string, Node>();
  const visit = (node: Node): void => {
    const { type, id, init } = node as { type: unknown; id: Node; init: Node | null };
    if (type === 'VariableDeclarator' && typeof id.value === 'string' && init !== null)
      constants.set(id.value, init);
    for (const child of childrenOf(node)) visit(child);
  };
  visit(module);
  return constants;
}

/** The nodes in a node. It runs for each node of every source: the place in the text, which is in most, is none. */
function childrenOf(node: Node): readonly Node[] {
  const children: Node[] = [];
  for (const key in node) {
    const value = node[key];
    if (typeof value !== 'object' || value === null || key === 'span') continue;
    if (Array.isArray(value)) {
      for (const item of value) if (typeof item === 'object' && item !== null) children.push(item);
    } else children.push(value as Node);
  }
  return children;
}

/** The texts a string, template or sum may be; none for everything else. */
function textsOf(node: Node, constants: ReadonlyMap<string, Node>): readonly string[] {
  if (!['StringLiteral', 'TemplateLiteral', 'BinaryExpression'].includes(String(node.type))) return [];
  return [...new Set(STAND_INS.map((unknown) => textOf(node, constants, unknown, DEPTH)))];
}

function textOf(node: Node, constants: ReadonlyMap<string, Node>, unknown: string, depth: number): string {
  const next = (part: unknown) => textOf(part as Node, constants, unknown, depth - 1);
  if (depth === 0) return unknown;
  switch (node.type) {
    case 'StringLiteral':
      return String(node.value);
    case 'TemplateLiteral': {
      // The template of a type has `types` instead.
      const parts = ((node.expressions ?? []) as readonly Node[]).map(next);
      return (node.quasis as readonly Node[])
        .map(({ cooked, raw }, index) => `${String(cooked ?? raw)}${parts[index] ?? ''}`)
        .join('');
    }
    case 'BinaryExpression':
      return node.operator === '+' ? `${next(node.left)}${next(node.right)}` : unknown;
    case 'Identifier': {
      const value = constants.get(String(node.value));
      return value === undefined ? unknown : next(value);
    }
    default:
      return unknown;
  }
}
