import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { Setting } from '../../config/setting.js';
import type { CheckName } from '../doctor/run-check.js';
import type { CheckUps } from '../doctor/check-ups.js';
import type { InstanceReader } from '../doctor/instance-reader.js';
import { type OperatorContext, requireRole } from '../operator.js';
import { CheckUpType, DoctorCheckEnum, InstanceType, SettingType, toCheckUp } from '../types/doctor.type.js';

/** What this instance is, how it is configured, and whether that works. */
@Resolver()
export class DoctorResolver {
  constructor(
    private readonly checkUps: CheckUps,
    private readonly instanceReader: InstanceReader,
    private readonly configured: () => readonly Setting[],
  ) {}

  @Query(() => CheckUpType, { nullable: true, description: 'Runs one check, and answers when it has ended.' })
  async doctor(
    @Arg('check', () => DoctorCheckEnum, { description: 'The check to run.' }) check: CheckName,
    @Ctx() { operator }: OperatorContext,
  ): Promise<CheckUpType> {
    requireRole(operator, 'READER');
    return toCheckUp(await this.checkUps.of(check));
  }

  @Query(() => [SettingType], {
    nullable: true,
    description: 'Every variable of the configuration, in the order of its documentation.',
  })
  async settings(@Ctx() { operator }: OperatorContext): Promise<SettingType[]> {
    requireRole(operator, 'READER');
    return [...this.configured()];
  }

  @Query(() => InstanceType, { nullable: true, description: 'The process that answers.' })
  async instance(@Ctx() { operator }: OperatorContext): Promise<InstanceType> {
    requireRole(operator, 'READER');
    return await this.instanceReader.read();
  }
}
