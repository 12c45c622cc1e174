import { type ClassType, Field, ObjectType } from 'type-graphql';

/** Position of a page of the console in its list. */
@ObjectType('PageInfo', { simpleResolvers: true, description: 'Position of a page in its list.' })
export class OperatorPageInfo {
  @Field(() => Boolean, {
    description:
      'Whether there may be more after `endCursor`. A page of a narrow filter can be short, even empty, ' +
      'and still have a next one.',
  })
  hasNextPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Pass it as `after` to get the next page; null when there is no row.',
  })
  endCursor!: string | null;
}

/** A page as resolvers return it. */
export interface OperatorPage<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: OperatorPageInfo;
}

/** Makes the type `<name>Connection`, a page of nodes in this order. */
export function operatorConnection(
  name: string,
  node: () => ClassType | object,
  order = 'newest first',
): ClassType {
  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: `A page of a list of ${name}s.` })
  class Connection {
    @Field(() => [node() as ClassType], { description: `The page, ${order}.` })
    nodes!: object[];

    @Field(() => OperatorPageInfo, { description: 'Position of this page in the list.' })
    pageInfo!: OperatorPageInfo;
  }
  return Connection;
}
