import type { GraphQLField, GraphQLFieldResolver, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { traced, type Tracing } from '../core/tracing.js';

/**
 * Gives each field at the root of this schema a span while it is resolved, or its source of events is opened.
 */
export function traceRootFields(schema: GraphQLSchema, tracing: Tracing): void {
  if (!tracing.isOn) return;
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    eachField(type, (field, name) => {
      if (field.resolve !== undefined) field.resolve = inSpan(tracing, name, field.resolve);
    });
  }
  eachField(schema.getSubscriptionType(), (field, name) => {
    if (field.subscribe !== undefined) field.subscribe = inSpan(tracing, name, field.subscribe);
  });
}

type Resolve = GraphQLFieldResolver<unknown, unknown>;

function eachField(
  type: GraphQLObjectType | null | undefined,
  visit: (field: GraphQLField<unknown, unknown>, name: string) => void,
): void {
  for (const field of Object.values(type?.getFields() ?? {})) visit(field, `${type?.name}.${field.name}`);
}

/** The name is the schema's own; an alias would be text of the caller's. */
function inSpan(tracing: Tracing, name: string, resolve: Resolve): Resolve {
  const attributes = { 'graphql.field.name': name };
  return (source, args, context, info) =>
    traced(tracing, name, { attributes }, async () => await resolve(source, args, context, info));
}
