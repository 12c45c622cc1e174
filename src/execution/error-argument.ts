import {
  type ASTNode,
  BREAK,
  type DocumentNode,
  type GraphQLError,
  parse,
  type Source,
  visit,
} from 'graphql';

/**
 * Parsed documents of failed requests, so that each is parsed once for all its errors. Weak, since sources of
 * cached documents live long.
 */
const documents = new WeakMap<Source, WeakRef<DocumentNode>>();

/** Characters of a message that patterns are matched against. */
const MATCHED_MAX = 500;
const MISSING_ARGUMENT = /^(?:Field "\w+"|Directive "@\w+") argument "(\w+)" of type "[^"]+" is required/;

/**
 * The argument an error is about, as a path such as `input.securities[1].ticker`; undefined if it is not
 * about an argument. An error has its node but not the path to it, so the document is searched. This happens
 * only on failure, and the document is within the token limit.
 */
export function argumentAt(error: GraphQLError): string | undefined {
  // These messages begin with names of the schema; what follows may quote the caller at any length.
  const start = error.message.slice(0, MATCHED_MAX);
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
      // Descend only into nodes that contain the searched one.
      if (!contains(candidate, node)) return false;
      if (!isSame(candidate, node)) return undefined;
      found = describePath([...ancestors, ...(parent === undefined ? [] : [parent]), candidate], path);
      return BREAK;
    },
  });
  return found === '' ? undefined : found;
}

function contains({ loc }: ASTNode, node: ASTNode): boolean {
  return (
    loc === undefined || node.loc === undefined || (loc.start <= node.loc.start && node.loc.end <= loc.end)
  );
}

function isSame(left: ASTNode, right: ASTNode): boolean {
  return left.kind === right.kind && left.loc?.start === right.loc?.start && left.loc?.end === right.loc?.end;
}

type Step = ASTNode | readonly ASTNode[];

/** `steps[i + 1]` is the value of `steps[i]` under the key `keys[i]`. */
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
