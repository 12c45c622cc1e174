import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { AppError, badInput } from '../../core/errors.js';
import { deliveryBody } from '../../ledger/operator/deliveries.js';
import { SHOWN_MAX_BYTES, showBody } from '../delivery-content.js';
import { masksOf } from '../masks.js';
import { type OperatorContext, requireRole } from '../operator.js';
import type { OperatorReads } from '../operator-reads.js';
import type { Replays } from '../replay/replays.js';
import type { OperatorServices } from '../services.js';
import {
  OperatorDeliveryType,
  type OperatorDeliveryView,
  toOperatorDelivery,
} from '../types/delivery.type.js';
import { DeliveryFilterInput } from '../types/filters.input.js';
import { ReplayType, toReplay } from '../types/replay.type.js';
import { toDeliveriesFilter } from './deliveries.resolver.js';
import { reasonOf } from './reason.js';

/** What operators do to deliveries. Each act is recorded before it is done. */
@Resolver()
export class ReplayResolver {
  constructor(
    private readonly reads: OperatorReads,
    private readonly replays: Replays,
    private readonly services: Pick<OperatorServices, 'ledger' | 'player' | 'record'>,
  ) {}

  @Query(() => ReplayType, {
    nullable: true,
    description: 'A replay of this instance, by its `id`. Null if this instance does not remember it.',
  })
  replay(@Arg('id', () => ID, { description: 'The `id` of a replay.' }) id: string): ReplayType | null {
    const progress = this.replays.find(id);
    return progress === null ? null : toReplay(progress);
  }

  @Mutation(() => OperatorDeliveryType, {
    description:
      'Plays a delivery again, and returns it with its new verdict. Needs the role `OPERATOR`. An id that ' +
      'is not in this ledger gives NOT_FOUND.',
  })
  async replayDelivery(
    @Arg('id', () => ID, { description: 'The `id` of a delivery.' }) id: string,
    @Ctx() { operator }: OperatorContext,
  ): Promise<OperatorDeliveryView> {
    requireRole(operator, 'OPERATOR');
    await this.#known(id);
    await this.services.record(operator, { action: 'REPLAY_DELIVERY', subject: id, reason: null });
    await this.services.player.play(id);
    return toOperatorDelivery(await this.#known(id), masksOf(operator));
  }

  @Mutation(() => ReplayType, {
    description:
      'Starts to play the deliveries again that match now, oldest first, behind live deliveries. At most ' +
      '10,000, and one replay at a time at each instance. Needs the role `OPERATOR`.',
  })
  async startReplay(
    @Arg('filter', () => DeliveryFilterInput, { description: 'Selects the deliveries.' })
    filter: DeliveryFilterInput,
    @Arg('isDryRun', () => Boolean, {
      description: 'Whether each play is undone at once: nothing changes, and what would change is counted.',
    })
    isDryRun: boolean,
    @Ctx() { operator }: OperatorContext,
  ): Promise<ReplayType> {
    requireRole(operator, 'OPERATOR');
    const chosen = toDeliveriesFilter(filter, this.reads.ids);
    if (chosen === null) throw badInput('filter', '`transaction` is not the id of a transaction');
    return toReplay(await this.replays.start(operator, chosen, isDryRun));
  }

  @Mutation(() => ReplayType, {
    description:
      'Stops a replay after the deliveries that are being played. Needs the role `OPERATOR`. An id that ' +
      'this instance does not remember gives NOT_FOUND.',
  })
  async stopReplay(
    @Arg('id', () => ID, { description: 'The `id` of a replay.' }) id: string,
    @Ctx() { operator }: OperatorContext,
  ): Promise<ReplayType> {
    requireRole(operator, 'OPERATOR');
    return toReplay(await this.replays.stop(operator, id));
  }

  @Mutation(() => String, {
    description:
      'The body of a delivery as indented JSON, unmasked. Needs the role `REVEAL`, and is recorded with ' +
      'its reason. An id that is not in this ledger gives NOT_FOUND, a body over 256 KiB BAD_USER_INPUT.',
  })
  async revealDelivery(
    @Arg('id', () => ID, { description: 'The `id` of a delivery.' }) id: string,
    @Arg('reason', () => String, { description: 'Why it is needed, 1 to 500 characters.' }) reason: string,
    @Ctx() { operator }: OperatorContext,
  ): Promise<string> {
    requireRole(operator, 'REVEAL');
    const why = reasonOf(reason);
    const { sizeBytes } = await this.#known(id);
    if (sizeBytes > SHOWN_MAX_BYTES)
      throw badInput('id', 'its body is longer than 256 KiB; use `dwar deliveries show --raw`');
    await this.services.record(operator, { action: 'REVEAL_DELIVERY', subject: id, reason: why });
    const body = await deliveryBody(this.services.ledger.db, id, SHOWN_MAX_BYTES);
    if (body === null) throw notFound();
    return showBody(body, false);
  }

  async #known(id: string) {
    const found = await this.reads.delivery(id);
    if (found === null) throw notFound();
    return found;
  }
}

function notFound(): AppError {
  return new AppError('NOT_FOUND', 'There is no such delivery in this ledger.');
}
