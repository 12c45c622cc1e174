import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { AppError } from '../core/errors.js';
import type { DocumentLimits } from './document-limits.js';
import { PAGE_DEFAULTS, PAGE_MAX } from './page-size.js';

/** How large an operation may be. What is exactly at a limit passes. */
export interface OperationLimits extends DocumentLimits {
  /** Fields to be answered, those of a page counted once for each item asked for. */
  readonly cost: number;
}

/** Fields that give a page of items. Their arguments `first` and `last` say how many. */
const PAGES = new Map<string, number>(Object.entries(PAGE_DEFAULTS));

type Variables = Readonly<Record<string, unknown>>;

/**
 * Checks what one operation of a valid document costs with the variables it is sent with: a cached document may be asked for with other
 * ones. Returns the error when it costs too much, else null. What does not depend on variables was checked before
 * (`exceededDocumentLimit`). Each fragment is measured once, however often it is used.
 */
export function exceededLimit(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
  limits: OperationLimits,
): AppError | null {
  const cost = new Ruler(document, operation, variables).measure(operation.selectionSet);
  return cost > limits.cost ? limitError('cost', limits.cost) : null;
}

/** The error for what is larger, or more, than a limit. */
export function limitError(limit: string, most: number): AppError {
  return new AppError('OPERATION_LIMIT_EXCEEDED', `This exceeds the limit "${limit}" of ${most}.`, {
    details: { limit },
  });
}

/** Whether a document could not be parsed because it has too many lexical tokens. */
export function isTooManyTokens(error: GraphQLError): boolean {
  return error.message.startsWith('Syntax Error: Document contains more tha');
}

class Ruler {
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #measured = new Map<string, number>();

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

  measure(selectionSet: SelectionSetNode | undefined): number {
    let cost = 0;
    for (const selection of selectionSet?.selections ?? []) {
      if (selection.kind === Kind.FIELD) cost += this.#field(selection);
      else if (selection.kind === Kind.INLINE_FRAGMENT) cost += this.measure(selection.selectionSet);
      else cost += this.#spread(selection.name.value);
    }
    return cost;
  }

  #field(field: FieldNode): number {
    return 1 + this.measure(field.selectionSet) * this.#items(field);
  }

  #spread(name: string): number {
    const known = this.#measured.get(name);
    if (known !== undefined) return known;
    const cost = this.measure(this.#fragments.get(name)?.selectionSet);
    this.#measured.set(name, cost);
    return cost;
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
