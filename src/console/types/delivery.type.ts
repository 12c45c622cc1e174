import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar, toDate } from '../../graphql/scalars.js';
import type { DeliverySummary } from '../../ledger/operator/deliveries.js';
import type { Masks } from '../masks.js';
import type { RejectedDelivery } from '../../core/webhook-outcome.js';
import { type DeliveryVerdict, DeliveryVerdictEnum } from './enums.js';
import { operatorConnection } from './page.type.js';

/** A stored webhook, as the schema shows it. */
@ObjectType('Delivery', {
  simpleResolvers: true,
  description: 'A received webhook whose proof was valid.',
})
export class OperatorDeliveryType {
  @Field(() => ID, { description: 'Its id in this ledger.' })
  id!: string;

  @Field(() => DateTimeScalar, { description: 'When it was received.' })
  receivedAt!: Date;

  @Field(() => String, {
    description:
      '`ORDER`, `HOLDINGS`, `MUTUAL_FUNDS`, `PENDING_ACTION` or `UNKNOWN`, recognised by its shape.',
  })
  kind!: string;

  @Field(() => DeliveryVerdictEnum, { description: 'What became of it.' })
  verdict!: DeliveryVerdict;

  @Field(() => Int, { description: 'How often playing it has failed.' })
  failures!: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it is played next; null if that is not planned.',
  })
  nextAttemptAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was not applied, in words; null if it was.' })
  problem!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The transaction that it names, shortened in a masked session; null if it names none.',
  })
  transactionId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The account that it names, shortened in a masked session; null if it names none.',
  })
  authId!: string | null;

  @Field(() => Int, { description: 'Size of its body.' })
  sizeBytes!: number;

  @Field(() => String, { description: 'SHA-256 of its body, in hex. The same bytes are stored once.' })
  sha256!: string;

  @Field(() => [String], { description: 'The fields that its checksum was made over, in this order.' })
  checksumFields!: string[];
}

/** The summary is no field: what is read only when asked for is found by it. */
export interface OperatorDeliveryView extends OperatorDeliveryType {
  readonly summary: DeliverySummary;
}

/** A delivery as an operator sees it. */
export function toOperatorDelivery(summary: DeliverySummary, masks: Masks): OperatorDeliveryView {
  const { deliveryId, receivedAt, kind, state, failures, playAt, problem } = summary;
  return {
    summary,
    id: deliveryId,
    receivedAt: toDate(receivedAt),
    kind,
    verdict: state,
    failures,
    nextAttemptAt: toDate(playAt),
    problem: masks.text(problem),
    transactionId: masks.id(summary.transactionId),
    authId: masks.id(summary.authId),
    sizeBytes: summary.sizeBytes,
    sha256: summary.sha256,
    // Protocol section 17.6.
    checksumFields: ['timestamp', kind === 'MUTUAL_FUNDS' ? 'transactionId' : 'smallcaseAuthId'],
  };
}

/** A page of deliveries. */
export const OperatorDeliveryConnection = operatorConnection('Delivery', () => OperatorDeliveryType);

/** A refused request, as the schema shows it. */
@ObjectType('RejectedDelivery', {
  simpleResolvers: true,
  description: 'A request to the webhook path that was refused. The instance keeps 200 of them in memory.',
})
export class RejectedDeliveryType {
  @Field(() => ID, { description: 'Its id within this instance.' })
  id!: string;

  @Field(() => DateTimeScalar, { description: 'When it was received.' })
  receivedAt!: Date;

  @Field(() => String, { description: 'The network it came from.' })
  network!: string;

  @Field(() => Int, { description: 'Size of its body, as far as it was read.' })
  sizeBytes!: number;

  @Field(() => String, { nullable: true, description: 'Its `Content-Type`; null if it had none.' })
  mediaType!: string | null;

  @Field(() => String, { description: 'Why it was refused.' })
  reason!: string;

  @Field(() => [String], { description: 'What is probably wrong, in sentences.' })
  diagnosis!: string[];

  @Field(() => String, {
    nullable: true,
    description: 'Its body; null in production, and if it was too long.',
  })
  body!: string | null;
}

/** A refused request as an operator sees it. */
export function toRejectedDelivery(rejected: RejectedDelivery, masks: Masks): RejectedDeliveryType {
  const { receivedAt, diagnosis, body } = rejected;
  return {
    ...rejected,
    receivedAt: toDate(receivedAt),
    diagnosis: [...diagnosis],
    body: masks.isOn ? null : body,
  };
}
