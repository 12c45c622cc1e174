import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { ShownConnection } from '../connections/connections.js';
import type { Masks } from '../masks.js';
import type { SealedIds } from '../sealed-id.js';
import type { CountedClose } from '../services.js';
import { type ConnectionTransport, ConnectionTransportEnum } from './enums.js';

@ObjectType('Connection', { simpleResolvers: true, description: 'A WebSocket or event stream of a viewer.' })
class ConnectionType {
  @Field(() => ConnectionTransportEnum, { description: 'How the client is connected.' })
  transport!: ConnectionTransport;

  @Field(() => String, {
    nullable: true,
    description: 'Whose it is, shortened or hidden in a masked session; null without a token.',
  })
  viewer!: string | null;

  @Field(() => ID, { nullable: true, description: 'Opaque id of the viewer; null without a token.' })
  viewerId!: string | null;

  @Field(() => Int, { description: 'How long it has been open, in seconds.' })
  ageSeconds!: number;

  @Field(() => Int, { description: 'How many subscriptions run on it.' })
  subscriptions!: number;

  @Field(() => Int, {
    nullable: true,
    description:
      'Events of the viewer’s log that its slowest subscription has not been given yet; null if none reads ' +
      'the log.',
  })
  behind!: number | null;

  @Field(() => Int, { description: 'Bytes that wait for the client, because it reads slowly.' })
  unsentBytes!: number;
}

@ObjectType('CountedClose', {
  simpleResolvers: true,
  description: 'How often sockets were closed with a code.',
})
class CountedCloseType {
  @Field(() => Int, { nullable: true, description: 'The code; null for all that only clients choose.' })
  code!: number | null;

  @Field(() => Int, { description: 'How often, since this instance was started.' })
  count!: number;

  @Field(() => String, { description: 'What the code means.' })
  meaning!: string;

  @Field(() => Boolean, { description: 'Whether stock clients reconnect automatically.' })
  reconnects!: boolean;
}

/** The connections at this instance, as the schema shows them. */
@ObjectType('Connections', {
  simpleResolvers: true,
  description: 'The WebSockets and event streams of viewers at this instance.',
})
export class ConnectionsType {
  @Field(() => Boolean, {
    description: 'Whether other instances serve viewers as well. Their connections are not among these.',
  })
  hasOtherInstances!: boolean;

  @Field(() => Int, { description: 'How many there are.' })
  count!: number;

  @Field(() => [ConnectionType], {
    description: 'Those with the most bytes waiting first, and then the oldest; at most 200.',
  })
  nodes!: ConnectionType[];

  @Field(() => [CountedCloseType], {
    description: 'Closed WebSockets by code, those of the console included, the most frequent first.',
  })
  closes!: CountedCloseType[];
}

/** A connection as an operator sees it. */
export function toConnection(connection: ShownConnection, masks: Masks, ids: SealedIds): ConnectionType {
  const { transport, viewerId, ageMs, subscriptions, behind, unsentBytes } = connection;
  return {
    transport: transport === 'sse' ? 'SSE' : 'WEBSOCKET',
    viewer: masks.id(viewerId),
    viewerId: viewerId === null ? null : ids.seal('viewer', viewerId),
    ageSeconds: Math.floor(ageMs / 1_000),
    subscriptions: subscriptions.length,
    behind,
    unsentBytes,
  };
}

/** Closes by code, the most frequent first. */
export function toCloses(closes: readonly CountedClose[]): CountedCloseType[] {
  return [...closes].sort((one, other) => other.count - one.count);
}
