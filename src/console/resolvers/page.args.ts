import { ArgsType, Field, Int } from 'type-graphql';

/** The arguments of a page of the console. */
@ArgsType()
export class OperatorPageArgs {
  @Field(() => Int, { defaultValue: 50, description: 'Number of items, 1 to 100.' })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description: 'The `endCursor` of the page before. Absent: from the beginning of the list.',
  })
  after?: string | null;
}
