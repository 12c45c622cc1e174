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
 * How large a document may be, checked before most validation rules run. A document exactly at a limit
 * passes. A fragment counts each time it is used.
 */
export interface DocumentLimits {
  /** Nested fields, without those inside `__schema` and `__type`. A fragment is not a level of its own. */
  readonly depth: number;
  /** Fields with an alias in one operation. */
  readonly aliases: number;
  /** Root fields of an operation. */
  readonly rootFields: number;
  /** Directives on an operation and everything in it. */
  readonly directives: number;
  /** Characters in the name of an operation. */
  readonly operationName: number;
  /** Fields and fragment spreads in all operations and fragments of the document together. */
  readonly selections: number;
  /**
   * Pairs of fields with one response name in one object, and of fragments in one object: validation compares
   * each pair.
   */
  readonly fieldPairs: number;
}

/** Lines allowed for each token. A formatted document has fewer, even with comments and blank lines. */
const LINES_PER_TOKEN = 2;

/**
 * Checks a text before it is parsed: returns an error if it has too many lines for a document of `maxTokens`,
 * else null. Needed because locating an error takes time for all lines before it, and blank lines are not
 * tokens.
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

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/**
 * Checks all operations and fragments of a parsed document. Returns the error of the first exceeded limit,
 * else null. Its fragments must have unique names and no cycles; otherwise it need not be valid. Takes time
 * linear in the size of the document and in the limit `selections`. The depth of introspection is not limited
 * here: the queries of tools are deep, and graphql-js has its own rule for it.
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

/** The fragments of a document by their names. */
export function fragmentsOf({ definitions }: DocumentNode): Fragments {
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

/**
 * The highest value of any operation for each limit, but the sum of all operations and fragments for
 * `selections`.
 */
type Sizes = Omit<DocumentLimits, 'fieldPairs'>;

function measureAll({ definitions }: DocumentNode, fragments: Fragments): Sizes {
  const measurer = new SelectionMeasurer(fragments);
  const all = { depth: 0, aliases: 0, rootFields: 0, directives: 0, operationName: 0, selections: 0 };
  for (const definition of definitions) {
    const size = measurer.measure('selectionSet' in definition ? definition.selectionSet : undefined);
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

/** The size of one selection set, including its fragments. */
interface Size {
  readonly depth: number;
  readonly aliases: number;
  readonly fields: number;
  readonly directives: number;
  readonly selections: number;
}

const EMPTY: Size = { depth: 0, aliases: 0, fields: 0, directives: 0, selections: 0 };

/** Measures selection sets. Each fragment is measured once, even if it is used often. */
class SelectionMeasurer {
  readonly #measured = new Map<string, Size>();

  constructor(private readonly fragments: Fragments) {}

  measure(selectionSet: SelectionSetNode | undefined): Size {
    let total = EMPTY;
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

/** Upper bound of the pairs that graphql-js's rule OverlappingFieldsCanBeMerged compares. */
function countPairs({ definitions }: DocumentNode, fragments: Fragments): number {
  const selectionSets = definitions.map((definition) =>
    'selectionSet' in definition ? definition.selectionSet : undefined,
  );
  return selectionSets.reduce(
    (pairs, set) => (set === undefined ? pairs : pairs + pairsIn([set], fragments)),
    0,
  );
}

/** The pairs within selection sets that are merged into one object, and within the objects below it. */
function pairsIn(merged: readonly SelectionSetNode[], fragments: Fragments): number {
  const object: MergedSelection = { fields: new Map(), spreads: 0 };
  for (const selectionSet of merged) collect(selectionSet, fragments, object);
  let pairs = pairsOf(object.spreads);
  for (const fields of object.fields.values()) {
    const below = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
    pairs += pairsOf(fields.length) + (below.length === 0 ? 0 : pairsIn(below, fragments));
  }
  return pairs;
}

/** What is selected for one object of the result. */
interface MergedSelection {
  /** By response name. */
  readonly fields: Map<string, FieldNode[]>;
  spreads: number;
}

function collect({ selections }: SelectionSetNode, fragments: Fragments, object: MergedSelection): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      const name = (selection.alias ?? selection.name).value;
      const fields = object.fields.get(name);
      if (fields === undefined) object.fields.set(name, [selection]);
      else fields.push(selection);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      collect(selection.selectionSet, fragments, object);
    } else {
      object.spreads += 1;
      const fragment = fragments.get(selection.name.value);
      if (fragment !== undefined) collect(fragment.selectionSet, fragments, object);
    }
  }
}

function pairsOf(count: number): number {
  return (count * (count - 1)) / 2;
}
