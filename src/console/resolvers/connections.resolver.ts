import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { Connections } from '../connections/connections.js';
import { masksOf } from '../masks.js';
import type { OperatorContext } from '../operator.js';
import type { SealedIds } from '../sealed-id.js';
import type { OperatorServices } from '../services.js';
import { ConnectionsType, toCloses, toConnection } from '../types/connection.type.js';
import { type ConnectionTransport, ConnectionTransportEnum } from '../types/enums.js';

type Services = Pick<OperatorServices, 'connections' | 'hasOtherInstances'>;

/** The WebSockets and event streams of viewers at this instance. */
@Resolver()
export class ConnectionsResolver {
  constructor(
    private readonly open: Connections,
    private readonly ids: SealedIds,
    private readonly services: Services,
  ) {}

  @Query(() => ConnectionsType, {
    nullable: true,
    description: 'The WebSockets and event streams of viewers at this instance, as they are now.',
  })
  async connections(
    @Arg('transport', () => ConnectionTransportEnum, {
      nullable: true,
      description: 'Only those with this transport.',
    })
    transport: ConnectionTransport | null,
    @Ctx() { operator }: OperatorContext,
  ): Promise<ConnectionsType> {
    const masks = masksOf(operator);
    const { connections, hasOtherInstances } = this.services;
    const { count, shown } = await this.open.list(transport ?? null);
    return {
      hasOtherInstances,
      count,
      nodes: shown.map((one) => toConnection(one, masks, this.ids)),
      closes: toCloses(await connections.closes()),
    };
  }
}
