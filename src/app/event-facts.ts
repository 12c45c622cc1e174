import {
  getNamedType,
  getNullableType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isLeafType,
  isListType,
  isObjectType,
} from 'graphql';
import { toGlobalId } from '../core/ids.js';
import { CursorCodec } from '../events/cursor.js';
import { toEventView } from '../events/event.view.js';
import { typeNameOf } from '../graphql/type-name.js';
import type { StoredEvent } from '../ledger/event-record.js';
import { toLegView } from '../orders/order.type.js';
import type { Message } from '../outgoing-webhooks/sender.js';

type Facts = Readonly<Record<string, unknown>>;

/**
 * What a webhook says of an event: the fields of its type in the viewers' schema under the same names, as
 * far as the event itself has them. Fields that need a read or take arguments, such as the lists of
 * holdings, are left out, except the legs of an order and the ids of its transaction. Null for a kind
 * that this version does not know.
 */
export function messageOf(
  schema: GraphQLSchema,
  event: StoredEvent,
  { epoch, upstreamNow }: { readonly epoch: string; readonly upstreamNow: number },
): Message | null {
  const { viewerId, seq } = event;
  const view = toEventView(event, new CursorCodec(epoch).encode(viewerId, seq), upstreamNow);
  const type = view.__typename;
  if (type === 'StreamPosition') return null;
  const facts = factsOf(schema, objectType(schema, type), view);
  const data = event.type === 'ORDER' ? { ...facts, order: orderFacts(schema, facts.order, event) } : facts;
  return { type, data: { viewerId, seq, ...data } };
}

function orderFacts(
  schema: GraphQLSchema,
  order: unknown,
  { snapshot }: Extract<StoredEvent, { readonly type: 'ORDER' }>,
): Facts {
  const list = (type: string, rows: readonly object[]) =>
    rows.map((row) => factsOf(schema, objectType(schema, type), row));
  const { transactionId } = snapshot;
  return {
    ...(order as Facts),
    transaction: { id: toGlobalId('Transaction', transactionId), gatewayTransactionId: transactionId },
    legs: list('OrderLeg', snapshot.legs.map(toLegView)),
    unplacedLegs: list('UnplacedLeg', snapshot.unplacedLegs),
  };
}

/** The fields that an object has by itself: those without a resolver and without arguments. */
function factsOf(schema: GraphQLSchema, type: GraphQLObjectType, object: object): Facts {
  const own = Object.values(type.getFields()).filter(
    ({ name, args, resolve }) => resolve === undefined && args.length === 0 && name in object,
  );
  return Object.fromEntries(
    own.map((field) => [field.name, toJson(schema, field.type, (object as Facts)[field.name])]),
  );
}

function toJson(schema: GraphQLSchema, type: GraphQLOutputType, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  const nullable = getNullableType(type);
  if (isListType(nullable))
    return (value as readonly unknown[]).map((one) => toJson(schema, nullable.ofType, one));
  const named = getNamedType(type);
  if (isLeafType(named)) return named.serialize(value);
  return factsOf(
    schema,
    isObjectType(named) ? named : objectType(schema, typeNameOf(value as object)),
    value,
  );
}

function objectType(schema: GraphQLSchema, name: string): GraphQLObjectType {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`the schema has no object type ${name}`);
  return type;
}
