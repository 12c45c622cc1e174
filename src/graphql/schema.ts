import 'reflect-metadata';
import {
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { buildSchema, type ClassType, type PubSub } from 'type-graphql';
import { typeNameOf } from './type-name.js';

/** A resolver class with the instance that serves it; null for a class that is only described. */
export type ResolverBinding = readonly [resolver: ClassType<object>, instance: object | null];

/** type-graphql asks for one; our subscriptions bring their own source of events. */
const noPubSub: PubSub = {
  publish: () => {
    throw new Error('events come from the log');
  },
  subscribe: () => {
    throw new Error('events come from the log');
  },
};

/** The descriptions of the root types, which type-graphql makes itself. */
export interface RootDescriptions {
  readonly query: string;
  readonly mutation: string;
  readonly subscription: string;
}

const VIEWER_ROOTS: RootDescriptions = {
  query: 'Reads. A field that can fail is nullable, so that its failure does not affect the other fields.',
  mutation: 'Changes, each with its expected failures in its result.',
  subscription: 'Streams of changes, over WebSocket or SSE. Every item carries a cursor to resume from.',
};

/**
 * Builds a schema, by default with the root types of viewers. Instances are looked up by class, so several
 * apps can live in one process.
 */
export async function buildGraphqlSchema(
  bindings: readonly ResolverBinding[],
  roots: RootDescriptions = VIEWER_ROOTS,
): Promise<GraphQLSchema> {
  const [first, ...rest] = bindings.map(([resolver]) => resolver);
  if (first === undefined) throw new Error('a schema needs a resolver');
  const instances = new Map<unknown, object | null>(bindings);
  const schema = await buildSchema({
    resolvers: [first, ...rest],
    container: {
      get: (resolver) => instances.get(resolver) ?? Object.create((resolver as ClassType<object>).prototype),
    },
    validate: false,
    // A start need not introspect the schema: a test checks that it is valid.
    skipCheck: true,
    pubSub: noPubSub,
  });
  nameTypesAtOnce(schema);
  describe(schema.getQueryType(), roots.query);
  describe(schema.getMutationType(), roots.mutation);
  describe(schema.getSubscriptionType(), roots.subscription);
  return schema;
}

/** type-graphql makes a promise of each name, which compiled operations do not wait for. */
function nameTypesAtOnce(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap()))
    if (isAbstractType(type)) type.resolveType = (value: object) => typeNameOf(value);
}

/** The schema as text, sorted, as it is kept in `schema/schema.graphql`. */
export function schemaText(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}

function describe(type: GraphQLObjectType | null | undefined, description: string): void {
  if (type !== null && type !== undefined) type.description = description;
}
