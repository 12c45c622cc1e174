import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { AppError } from '../core/errors.js';
import { PAGE_DEFAULTS, PAGE_MAX } from './page-size.js';

/** How large an operation may be. What is exactly at a limit passes. */
export interface OperationLimits {
  /** Fields inside each other, those inside `__schema` and `__type` left out; fragments do not count as a level. */
  readonly depth: number;
  /** Fields with an alias, fragments counted each time they are used. */
  readonly aliases: number;
  /** Fields of the operation's own selection. */
  readonly rootFields: number;
  /** Directives on the operation and everything in it. */
  readonly directives: number;
  /** Fields to be answered, those of a page counted once for each item asked for. */
  readonly cost: number;
  /** Characters of the operation's name. */
  readonly operationName: number;
}

/** What one selection comes to, with the fragments in it. */
interface Size {
  readonly depth: number;
  readonly aliases: number;
  readonly fields: number;
  readonly directives: number;
  readonly cost: number;
}

const NOTHING: Size = { depth: 0, aliases: 0, fields: 0, directives: 0, cost: 0 };

/** Fields that give a page of items. Their arguments `first` and `last` say how many. */
const PAGES = new Map<string, number>(Object.entries(PAGE_DEFAULTS));

type Variables = Readonly<Record<string, unknown>>;

/**
 * Checks one operation of a valid document against the limits, with the variables it is sent with: a cached document may be asked for
 * with other ones. Returns the error for the first limit that is exceeded, else null. How deep introspection goes is not measured:
 * the query of every tool is deep, and graphql-js has a rule of its own for it. Each fragment is measured once, however often it is used.
 */
export function exceededLimit(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
  limits: OperationLimits,
): AppError | null {
  const size = new Ruler(document, operation, variables).measure(operation.selectionSet);
  const found: Record<keyof OperationLimits, number> = {
    depth: size.depth,
    aliases: size.aliases,
    rootFields: size.fields,
    directives: size.directives + (operation.directives?.length ?? 0),
    cost: size.cost,
    operationName: operation.name?.value.length ?? 0,
  };
  const names = Object.keys(found) as (keyof OperationLimits)[];
  const exceeded = names.find((name) => found[name] > limits[name]);
  return exceeded === undefined ? null : limitError(exceeded, limits[exceeded]);
}

/** The error for what is larger, or more, than a limit. */
export function limitError(limit: string, most: number): AppError {
  return new AppError('OPERATION_LIMIT_EXCEEDED', `This exceeds the limit "${limit}" of ${most}.`, {
    details: { limit },
  });
}

/** Whether a document could not be parsed because it has too many lexical tokens. */
export function isTooManyTokens(error: GraphQLError): boolean {
  return /Document contains more tha[nt] \d+ tokens/.test(error.message);
}

class Ruler {
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #measured = new Map<string, Size>();

  constructor(
    document: DocumentNode,
    private readonly operation: OperationDefinitionNode,
    private readonly variables: Variables,
  ) {
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION)
        this.#fragments.set(definition.name.value, definition);
    }
  }

  measure(selectionSet: SelectionSetNode | undefined): Size {
    let total = NOTHING;
    for (const selection of selectionSet?.selections ?? []) {
      const own = selection.directives?.length ?? 0;
      const size =
        selection.kind === Kind.FIELD
          ? this.#field(selection)
          : selection.kind === Kind.INLINE_FRAGMENT
            ? this.measure(selection.selectionSet)
            : this.#spread(selection.name.value);
      total = add(total, { ...size, directives: size.directives + own });
    }
    return total;
  }

  #field(field: FieldNode): Size {
    const aliases = field.alias === undefined ? 0 : 1;
    const inside = this.measure(field.selectionSet);
    const isIntrospection = field.name.value.startsWith('__');
    return {
      depth: isIntrospection ? 1 : inside.depth + 1,
      aliases: inside.aliases + aliases,
      fields: 1,
      directives: inside.directives,
      cost: 1 + inside.cost * this.#items(field),
    };
  }

  #spread(name: string): Size {
    const known = this.#measured.get(name);
    if (known !== undefined) return known;
    const fragment = this.#fragments.get(name);
    const size = fragment === undefined ? NOTHING : this.measure(fragment.selectionSet);
    const directives: readonly DirectiveNode[] = fragment?.directives ?? [];
    const whole = { ...size, directives: size.directives + directives.length };
    this.#measured.set(name, whole);
    return whole;
  }

  /** How many items a field gives, as far as the request says; an absurd number costs a whole page and is refused later. */
  #items(field: FieldNode): number {
    const byDefault = PAGES.get(field.name.value);
    if (byDefault === undefined || this.#isEventsOfStream(field)) return 1;
    const count = this.#argument(field, 'last') ?? this.#argument(field, 'first') ?? byDefault;
    return Math.min(Math.max(count, 1), PAGE_MAX);
  }

  /** The number given for an argument; null when none is. */
  #argument(field: FieldNode, name: string): number | null {
    const value = field.arguments?.find((argument) => argument.name.value === name)?.value;
    if (value?.kind === Kind.INT) return Number(value.value);
    if (value?.kind !== Kind.VARIABLE) return null;
    const variable = value.name.value;
    const given = Object.hasOwn(this.variables, variable)
      ? this.variables[variable]
      : this.#variableDefault(variable);
    return given === null || typeof given === 'number' ? given : PAGE_MAX;
  }

  /** A subscription gives one event at a time. */
  #isEventsOfStream(field: FieldNode): boolean {
    return this.operation.operation === 'subscription' && field.name.value === 'events';
  }

  #variableDefault(name: string): number | null {
    const defined = this.operation.variableDefinitions?.find(({ variable }) => variable.name.value === name);
    return defined?.defaultValue?.kind === Kind.INT ? Number(defined.defaultValue.value) : null;
  }
}

function add(left: Size, right: Size): Size {
  return {
    depth: Math.max(left.depth, right.depth),
    aliases: left.aliases + right.aliases,
    fields: left.fields + right.fields,
    directives: left.directives + right.directives,
    cost: left.cost + right.cost,
  };
}
