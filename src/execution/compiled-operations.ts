import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  execute,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { removeTokens } from './document-cache.js';
import { fragmentsOf } from './document-limits.js';

/** Runs the operation it was found for. Its result is that of graphql-js's `execute`. */
export type CompiledOperation = (args: ExecutionArgs) => Promise<ExecutionResult>;

/** Fields of the largest operation that is compiled, which takes the event loop 10 ms at most. */
const FIELDS_MAX = 120;

/** An operation that is to be compiled when it comes again, that cannot be compiled, or that was. */
type Known = 'seen' | 'unfit' | CompiledOperation;

/**
 * Operations as functions that were generated for them, which take a tenth of the time of graphql-js. One is
 * compiled when it comes for the second time, and kept with its document, whose number is bounded by the
 * cache of documents. Mutations, introspection and large operations are not compiled.
 */
export class CompiledOperations {
  readonly #known = new WeakMap<DocumentNode, Map<string, Known>>();

  constructor(private readonly schema: GraphQLSchema) {}

  /** The compiled operation; null if graphql-js is to execute it. */
  async find(args: ExecutionArgs): Promise<CompiledOperation | null> {
    const name = args.operationName ?? '';
    let ofDocument = this.#known.get(args.document);
    if (ofDocument === undefined) {
      ofDocument = new Map();
      this.#known.set(args.document, ofDocument);
    }
    let known = ofDocument.get(name);
    if (known === undefined) ofDocument.set(name, 'seen');
    if (known === 'seen') {
      known = await this.#compiled(args);
      ofDocument.set(name, known);
    }
    return typeof known === 'function' ? known : null;
  }

  async #compiled({ document, operationName }: ExecutionArgs): Promise<CompiledOperation | 'unfit'> {
    const operation = getOperationAST(document, operationName);
    if (!operation || !isFit(document, operation)) return 'unfit';
    // Loaded here: a start needs none of it.
    const { compileQuery } = await import('graphql-jit');
    // Parsed again, for the places of its tokens, which are in every error.
    const copy = parse(document.loc?.source ?? print(document));
    const compiled = compileQuery(this.schema, copy, operationName ?? undefined, {
      disablingCapturingStackErrors: true,
    });
    removeTokens(copy);
    if (!('query' in compiled)) return 'unfit';
    const defaults = defaultsOf(operation);
    return async (args) => {
      // It words what is wrong.
      if (!areVariablesValid(args, operation)) return await execute(args);
      const { rootValue, contextValue, variableValues } = args;
      const result = await compiled.query(rootValue, contextValue, { ...defaults, ...variableValues });
      return result.errors === undefined ? result : { ...result, errors: result.errors.map(asGraphqlError) };
    };
  }
}

/** Whether every variable can be coerced. */
function areVariablesValid(
  { schema, variableValues }: ExecutionArgs,
  { variableDefinitions = [] }: OperationDefinitionNode,
): boolean {
  if (variableDefinitions.length === 0) return true;
  const { errors } = getVariableValues(schema, variableDefinitions, variableValues ?? {}, { maxErrors: 1 });
  return errors === undefined;
}

function isFit(document: DocumentNode, operation: OperationDefinitionNode): boolean {
  const fragments = fragmentsOf(document);
  let fields = 0;
  const fits = ({ selections }: SelectionSetNode): boolean =>
    selections.every((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        return fragment !== undefined && fits(fragment.selectionSet);
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) return fits(selection.selectionSet);
      fields += 1;
      const name = selection.name.value;
      const isPlain = name === '__typename' || !name.startsWith('__');
      // Generated code would take this name for the prototype of the answer.
      const isSafe = selection.alias?.value !== '__proto__';
      const { selectionSet } = selection;
      return fields <= FIELDS_MAX && isPlain && isSafe && (selectionSet === undefined || fits(selectionSet));
    });
  return operation.operation !== 'mutation' && fits(operation.selectionSet);
}

/** Generated code does not fill in what is left out. */
function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, unknown> {
  return Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)]],
    ),
  );
}

/** The same error as graphql-js would make of it. */
function asGraphqlError({ message, locations, path, originalError }: GraphQLError): GraphQLError {
  if (originalError instanceof GraphQLError && originalError.path !== undefined) return originalError;
  const error = new GraphQLError(message, { path: path ?? null, originalError: originalError ?? null });
  return Object.defineProperty(error, 'locations', { value: locations, enumerable: true });
}
