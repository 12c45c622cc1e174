import { Field, ObjectType } from 'type-graphql';
import type { Provenance } from '../core/provenance.js';
import type { SmallcaseRefFact } from '../gateway/facts.js';
import { ProvenanceEnum } from './enums.js';

@ObjectType('SmallcaseRef', {
  simpleResolvers: true,
  description: 'The smallcase that an order or another outcome is about. At least one of its ids is known.',
})
export class SmallcaseRefType {
  @Field(() => String, { nullable: true, description: 'Catalogue id such as `SCET_0010`; null if unknown.' })
  scid!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Gateway’s id of the user’s investment, which follow-up orders, SIP_SETUP and CANCEL_AMO take; ' +
      'null if unknown.',
  })
  iscid!: string | null;

  @Field(() => String, { nullable: true, description: 'Name to show; null if Gateway did not send it.' })
  name!: string | null;

  @Field(() => ProvenanceEnum, {
    description: 'How it was established: reported by a client, from a webhook, or confirmed by a read.',
  })
  provenance!: Provenance;
}

/** A smallcase as clients see it. */
export function toSmallcaseRef(
  smallcase: SmallcaseRefFact | undefined,
  provenance: Provenance,
): SmallcaseRefType | null {
  return smallcase === undefined ? null : { ...smallcase, provenance };
}
