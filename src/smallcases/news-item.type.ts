import { Field, ObjectType } from 'type-graphql';
import { connectionTypes } from '../graphql/connection.js';
import { DateTimeScalar } from '../graphql/scalars.js';

@ObjectType('NewsItem', {
  simpleResolvers: true,
  description:
    'A piece of news about smallcases, as Gateway reports it. Up to 5 minutes old; up to an hour while ' +
    'Gateway cannot be reached.',
})
export class NewsItemType {
  @Field(() => String, { description: 'Headline.' })
  headline!: string;

  @Field(() => String, { nullable: true, description: 'A few sentences; null if there are none.' })
  summary!: string | null;

  @Field(() => String, { nullable: true, description: 'URL of the article. Not checked by Dwar.' })
  link!: string | null;

  @Field(() => String, { nullable: true, description: 'URL of an image. Not checked by Dwar.' })
  imageUrl!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of its publisher.' })
  publisher!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was published; null if unknown.' })
  publishedAt!: Date | null;

  @Field(() => DateTimeScalar, { description: 'When Dwar asked Gateway for it.' })
  fetchedAt!: Date;
}

export const NewsItemConnection = connectionTypes('NewsItem', () => NewsItemType);
