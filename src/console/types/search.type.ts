import { Field, ID, ObjectType } from 'type-graphql';
import { type SearchHitKind, SearchHitKindEnum } from './enums.js';

/** What an id names, as the schema shows it. */
@ObjectType('SearchHit', { simpleResolvers: true, description: 'Something that an id names.' })
export class SearchHitType {
  @Field(() => SearchHitKindEnum, { description: 'What it is.' })
  kind!: SearchHitKind;

  @Field(() => ID, { description: 'Its `id` in this schema.' })
  id!: string;

  @Field(() => String, {
    description: 'Gateway’s id, shortened in a masked session; of a delivery its `id`.',
  })
  name!: string;

  @Field(() => String, { description: 'Its status; of a delivery its verdict.' })
  status!: string;
}
