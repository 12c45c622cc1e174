import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../../graphql/scalars.js';
import type { Operator, OperatorRole } from '../operator.js';

const OperatorRoleEnum: { readonly [Role in OperatorRole]: Role } = {
  READER: 'READER',
  OPERATOR: 'OPERATOR',
  REVEAL: 'REVEAL',
};
registerEnumType(OperatorRoleEnum, {
  name: 'OperatorRole',
  description: 'What an operator may do.',
  valuesConfig: {
    READER: { description: 'Read everything, with personal data masked.' },
    OPERATOR: { description: 'Play deliveries again, and unlink accounts.' },
    REVEAL: { description: 'See one delivery unmasked, for a reason that is recorded.' },
  },
});

@ObjectType('OperatorSession', { simpleResolvers: true, description: 'The session that asks.' })
export class OperatorSessionType {
  @Field(() => String, { description: 'Name of the operator, as the operator log records it.' })
  operator!: string;

  @Field(() => [OperatorRoleEnum], { description: 'What this session may do.' })
  roles!: OperatorRole[];

  @Field(() => Boolean, {
    description: 'Whether personal data is masked. False only under `dwar dev`, whose people are invented.',
  })
  isMasked!: boolean;

  @Field(() => Boolean, { description: 'Whether this is an instance of `dwar dev`.' })
  isDevelopment!: boolean;

  @Field(() => DateTimeScalar, { description: 'When the session ends. Nothing extends it.' })
  expiresAt!: Date;
}

/** An operator as the schema shows it. */
export function toOperatorSession(operator: Operator): OperatorSessionType {
  const { name, roles, isMasked, isDevelopment, expiresAt } = operator;
  return { operator: name, roles: [...roles], isMasked, isDevelopment, expiresAt: new Date(expiresAt) };
}
