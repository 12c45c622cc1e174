import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { AppError } from '../core/errors.js';
import { limitError } from '../core/errors.js';

/**
 * How large a document may be before the rules of validation look at it. What is exactly at a limit passes; fragments count each time
 * they are used.
 */
export interface DocumentLimits {
  /** Fields inside each other, those inside `__schema` and `__type` left out; fragments do not count as a level. */
  readonly depth: number;
  /** Fields with an alias in one operation. */
  readonly aliases: number;
  /** Fields of an operation's own selection. */
  readonly rootFields: number;
  /** Directives on an operation and everything in it. */
  readonly directives: number;
  /** Characters of an operation's name. */
  readonly operationName: number;
  /** Fields and fragments that the operations and fragments of the document select, all together. */
  readonly selections: number;
  /** Pairs of fields with one response name in one place, and pairs of fragments in one place: validation compares each pair. */
  readonly fieldPairs: number;
}

/** Lines of a document for each token it may have: a formatted document has fewer, with comments and blank lines. */
const LINES_PER_TOKEN = 2;

/**
 * Checks a text before it is parsed. Each error in a document takes time for all lines before it, and blank lines are no tokens. Returns
 * the error when it has too many lines for a document of `maxTokens`, else null.
 */
export function exceededTextLimit(text: string, maxTokens: number): AppError | null {
  const most = LINES_PER_TOKEN * maxTokens;
  let lines = 1;
  for (const end of ['\n', '\r']) {
    for (let at = text.indexOf(end); at !== -1 && lines <= most; at = text.indexOf(end, at + 1)) {
      if (end === '\n' || text[at + 1] !== '\n') lines += 1;
    }
  }
  return lines > most ? limitError('lines', most) : null;
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/**
 * Checks every operation and every fragment of a parsed document. Returns the error for the first limit that is exceeded, else null. The
 * names of its fragments must be unique and no fragment may be within itself; nothing else of it need be valid. Takes time linear in the
 * size of the document and of the limit `selections`. How deep introspection goes is not measured: the query of every tool is deep, and
 * graphql-js has a rule of its own for it.
 */
export function exceededDocumentLimit(document: DocumentNode, limits: DocumentLimits): AppError | null {
  const fragments = fragmentsOf(document);
  const sizes = measureAll(document, fragments);
  const names = Object.keys(sizes) as (keyof Sizes)[];
  const exceeded = names.find((name) => sizes[name] > limits[name]);
  if (exceeded !== undefined) return limitError(exceeded, limits[exceeded]);
  return countPairs(document, fragments) > limits.fieldPairs
    ? limitError('fieldPairs', limits.fieldPairs)
    : null;
}

function fragmentsOf({ definitions }: DocumentNode): Fragments {
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

/** The largest that any operation has of each, and the selections of all operations and fragments. */
type Sizes = Omit<DocumentLimits, 'fieldPairs'>;

function measureAll({ definitions }: DocumentNode, fragments: Fragments): Sizes {
  const ruler = new Ruler(fragments);
  const all = { depth: 0, aliases: 0, rootFields: 0, directives: 0, operationName: 0, selections: 0 };
  for (const definition of definitions) {
    const size = ruler.measure('selectionSet' in definition ? definition.selectionSet : undefined);
    all.selections += size.selections;
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    all.depth = Math.max(all.depth, size.depth);
    all.aliases = Math.max(all.aliases, size.aliases);
    all.rootFields = Math.max(all.rootFields, size.fields);
    all.directives = Math.max(all.directives, size.directives + count(definition.directives));
    all.operationName = Math.max(all.operationName, definition.name?.value.length ?? 0);
  }
  return all;
}

/** What one selection comes to, with the fragments in it. */
interface Size {
  readonly depth: number;
  readonly aliases: number;
  readonly fields: number;
  readonly directives: number;
  readonly selections: number;
}

const NOTHING: Size = { depth: 0, aliases: 0, fields: 0, directives: 0, selections: 0 };

/** Measures each fragment once, however often it is used. */
class Ruler {
  readonly #measured = new Map<string, Size>();

  constructor(private readonly fragments: Fragments) {}

  measure(selectionSet: SelectionSetNode | undefined): Size {
    let total = NOTHING;
    for (const selection of selectionSet?.selections ?? []) {
      const size = this.#selection(selection);
      total = add(total, { ...size, directives: size.directives + count(selection.directives) });
    }
    return total;
  }

  #selection(selection: SelectionNode): Size {
    if (selection.kind === Kind.FIELD) return this.#field(selection);
    if (selection.kind === Kind.INLINE_FRAGMENT) return this.measure(selection.selectionSet);
    const size = this.#fragment(selection.name.value);
    return { ...size, selections: size.selections + 1 };
  }

  #field(field: FieldNode): Size {
    const inside = this.measure(field.selectionSet);
    const isIntrospection = field.name.value.startsWith('__');
    return {
      depth: isIntrospection ? 1 : inside.depth + 1,
      aliases: inside.aliases + (field.alias === undefined ? 0 : 1),
      fields: 1,
      directives: inside.directives,
      selections: inside.selections + 1,
    };
  }

  #fragment(name: string): Size {
    const known = this.#measured.get(name);
    if (known !== undefined) return known;
    const fragment = this.fragments.get(name);
    const size = this.measure(fragment?.selectionSet);
    const whole = { ...size, directives: size.directives + count(fragment?.directives) };
    this.#measured.set(name, whole);
    return whole;
  }
}

function count(directives: readonly DirectiveNode[] | undefined): number {
  return directives?.length ?? 0;
}

function add(left: Size, right: Size): Size {
  return {
    depth: Math.max(left.depth, right.depth),
    aliases: left.aliases + right.aliases,
    fields: left.fields + right.fields,
    directives: left.directives + right.directives,
    selections: left.selections + right.selections,
  };
}

/** The pairs that graphql-js's rule OverlappingFieldsCanBeMerged compares, at most: it compares pairs of fragments once. */
function countPairs({ definitions }: DocumentNode, fragments: Fragments): number {
  const selectionSets = definitions.map((definition) =>
    'selectionSet' in definition ? definition.selectionSet : undefined,
  );
  return selectionSets.reduce(
    (pairs, set) => (set === undefined ? pairs : pairs + pairsIn([set], fragments)),
    0,
  );
}

/** The pairs within selection sets whose results are merged into one object, and below it. */
function pairsIn(merged: readonly SelectionSetNode[], fragments: Fragments): number {
  const place = { fields: new Map<string, FieldNode[]>(), spreads: 0 };
  for (const selectionSet of merged) collect(selectionSet, fragments, place);
  let pairs = pairsOf(place.spreads);
  for (const fields of place.fields.values()) {
    const below = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
    pairs += pairsOf(fields.length) + (below.length === 0 ? 0 : pairsIn(below, fragments));
  }
  return pairs;
}

interface Place {
  /** By response name. */
  readonly fields: Map<string, FieldNode[]>;
  spreads: number;
}

function collect({ selections }: SelectionSetNode, fragments: Fragments, place: Place): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      const name = (selection.alias ?? selection.name).value;
      const fields = place.fields.get(name);
      if (fields === undefined) place.fields.set(name, [selection]);
      else fields.push(selection);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      collect(selection.selectionSet, fragments, place);
    } else {
      place.spreads += 1;
      const fragment = fragments.get(selection.name.value);
      if (fragment !== undefined) collect(fragment.selectionSet, fragments, place);
    }
  }
}

function pairsOf(count: number): number {
  return (count * (count - 1)) / 2;
}
