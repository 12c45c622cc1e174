import { Field, ID, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../graphql/scalars.js';
import type { OperatorAct } from '../../ledger/console/operator-log.js';
import type { OperatorLogPage } from '../operator-log.js';
import { OperatorPageInfo } from './page.type.js';

@ObjectType('OperatorLogEntry', { simpleResolvers: true, description: 'One act of an operator.' })
export class OperatorLogEntryType {
  @Field(() => ID, { description: 'Id of the entry.' })
  id!: string;

  @Field(() => DateTimeScalar, { description: 'When it was done.' })
  at!: Date;

  @Field(() => String, { description: 'Name of the operator.' })
  operator!: string;

  @Field(() => String, { description: 'What was done, such as `LOG_IN` or `REPLAY_DELIVERY`.' })
  action!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What it was done to, with ids of persons masked; null where there is nothing to name.',
  })
  subject!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why, in the operator’s words; null if none was given.',
  })
  reason!: string | null;
}

@ObjectType('OperatorLogConnection', { simpleResolvers: true, description: 'A page of the operator log.' })
export class OperatorLogConnectionType {
  @Field(() => [OperatorLogEntryType], { description: 'The entries, newest first.' })
  nodes!: OperatorLogEntryType[];

  @Field(() => OperatorPageInfo, { description: 'Position of this page in the log.' })
  pageInfo!: OperatorPageInfo;
}

/** A page of the log as the schema shows it. */
export function toOperatorLogConnection(page: OperatorLogPage): OperatorLogConnectionType {
  const { acts, hasNextPage, endCursor } = page;
  return { nodes: acts.map(toEntry), pageInfo: { hasNextPage, endCursor } };
}

function toEntry({ entryId, at, ...entry }: OperatorAct): OperatorLogEntryType {
  return { id: entryId, at: new Date(at), ...entry };
}
