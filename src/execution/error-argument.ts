import {
  type ASTNode,
  BREAK,
  type DocumentNode,
  type GraphQLError,
  parse,
  type Source,
  visit,
} from 'graphql';

/** The documents of failed requests, read once each however many errors they have, and not held: a kept document has its source for long. */
const documents = new WeakMap<Source, WeakRef<DocumentNode>>();

const LOOKED_AT_MAX = 500;
const MISSING_ARGUMENT = /^(?:Field "\w+"|Directive "@\w+") argument "(\w+)" of type "[^"]+" is required/;

/**
 * The argument a mistake was made in, as a path such as `input.securities[1].ticker`; undefined when the mistake is in
 * no argument. Errors know their node but not where it stands, so the document is walked: only on failure, and the
 * parser's token limit has bounded it already.
 */
export function argumentAt(error: GraphQLError): string | undefined {
  // The names at the beginning of these messages are of the schema. What follows may quote the caller at any length.
  const start = error.message.slice(0, LOOKED_AT_MAX);
  const required = MISSING_ARGUMENT.exec(start)?.[1];
  const node = error.nodes?.[0];
  const source = node?.loc?.source;
  if (required !== undefined || node === undefined || source === undefined) return required;
  const path = pathTo(node, documentOf(source));
  const missing = /^Field "\w+\.(\w+)" of required type /.exec(start)?.[1];
  return path === undefined || missing === undefined ? path : `${path}.${missing}`;
}

function documentOf(source: Source): DocumentNode {
  const known = documents.get(source)?.deref();
  if (known !== undefined) return known;
  const document = parse(source);
  documents.set(source, new WeakRef(document));
  return document;
}

function pathTo(node: ASTNode, document: DocumentNode): string | undefined {
  let found: string | undefined;
  visit(document, {
    enter(candidate, _key, parent, path, ancestors) {
      // Only what holds the node is looked into.
      if (!holds(candidate, node)) return false;
      if (!isSame(candidate, node)) return undefined;
      found = describePath([...ancestors, ...(parent === undefined ? [] : [parent]), candidate], path);
      return BREAK;
    },
  });
  return found === '' ? undefined : found;
}

function holds({ loc }: ASTNode, node: ASTNode): boolean {
  return (
    loc === undefined || node.loc === undefined || (loc.start <= node.loc.start && node.loc.end <= loc.end)
  );
}

function isSame(left: ASTNode, right: ASTNode): boolean {
  return left.kind === right.kind && left.loc?.start === right.loc?.start && left.loc?.end === right.loc?.end;
}

type Step = ASTNode | readonly ASTNode[];

/** `steps[i]` holds under the key `keys[i]` what `steps[i + 1]` is. */
function describePath(steps: readonly Step[], keys: readonly (string | number)[]): string {
  return steps
    .map((step, index) => {
      const before = steps[index - 1];
      if ('kind' in step) return nameOf(step);
      return before !== undefined && 'kind' in before && before.kind === 'ListValue'
        ? `[${keys[index]}]`
        : '';
    })
    .join('');
}

function nameOf(node: ASTNode): string {
  if (node.kind === 'Argument') return node.name.value;
  return node.kind === 'ObjectField' ? `.${node.name.value}` : '';
}
