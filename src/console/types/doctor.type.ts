import { Field, Int, ObjectType } from 'type-graphql';
import type { Setting } from '../../config/setting.js';
import type { Finding } from '../../doctor/finding.js';
import { CHECK_NAMES, type CheckName } from '../doctor/run-check.js';
import { enumOf, registerEnum } from '../../graphql/enums.js';
import { DateTimeScalar, toDate } from '../../graphql/scalars.js';
import type { CheckUp } from '../doctor/check-ups.js';

export const DoctorCheckEnum = enumOf(CHECK_NAMES);
registerEnum('DoctorCheck', DoctorCheckEnum, 'A check of `dwar doctor` that makes sense within the server.', {
  NODE: 'Whether this version of Node is supported.',
  SECRETS: 'Whether a secret is a sample, too short, or equal to another one.',
  DOCUMENTS: 'Which persisted documents run.',
  STORAGE: 'Whether the ledger can be written and has the newest schema. What it writes is rolled back.',
  REDIS: 'Whether Redis answers and can be written.',
  PROXY: 'Which servers are called through a proxy.',
  UPSTREAM: 'Whether Gateway answers and accepts both secrets, and how far its clock is from ours.',
  KEY_SET: 'Whether the keys that verify session tokens can be fetched.',
  CONSOLE: 'Whether operators can log in by the identity provider or proxy that is set up.',
} satisfies Readonly<Record<CheckName, string>>);

const FINDING_LEVELS = ['OK', 'WARNING', 'FAILURE'] as const;
type FindingLevel = (typeof FINDING_LEVELS)[number];
const FindingLevelEnum = enumOf(FINDING_LEVELS);
registerEnum('FindingLevel', FindingLevelEnum, 'How bad a finding is.', {
  OK: 'As it should be.',
  WARNING: 'It works, and should be changed.',
  FAILURE: 'Something does not work.',
});

const SettingSourceEnum = enumOf(['SET', 'DEFAULT', 'NOT_SET']);
registerEnum('SettingSource', SettingSourceEnum, 'Where the value of a variable comes from.', {
  SET: 'The environment of this instance.',
  DEFAULT: 'It is not set; its default holds.',
  NOT_SET: 'It is not set and has no default.',
});

@ObjectType('Finding', { simpleResolvers: true, description: 'Something that a check found.' })
class FindingType {
  @Field(() => String, { description: 'What was looked at, as `dwar doctor` names it.' })
  subject!: string;

  @Field(() => FindingLevelEnum, { description: 'How bad it is.' })
  level!: FindingLevel;

  @Field(() => String, { description: 'What was found. Holds no secret.' })
  text!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What to do about it; null if there is nothing to do.',
  })
  hint!: string | null;
}

@ObjectType('CheckUp', { simpleResolvers: true, description: 'The result of one check.' })
export class CheckUpType {
  @Field(() => DoctorCheckEnum, { description: 'The check.' })
  check!: CheckName;

  @Field(() => DateTimeScalar, {
    description: 'When it began. A result of the last five seconds is used again.',
  })
  ranAt!: Date;

  @Field(() => Int, { description: 'How long it took, in milliseconds.' })
  tookMs!: number;

  @Field(() => [FindingType], {
    description: 'What it found; empty if this instance does not use what is checked.',
  })
  findings!: FindingType[];
}

@ObjectType('Setting', { simpleResolvers: true, description: 'A variable of the configuration.' })
export class SettingType implements Setting {
  @Field(() => String, { description: 'Its name in the environment.' })
  name!: string;

  @Field(() => String, { description: 'What it means, in Markdown.' })
  about!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Its value, a URL without user, password and parameters; null if it is a secret or has none.',
  })
  value!: string | null;

  @Field(() => SettingSourceEnum, { description: 'Where its value comes from.' })
  source!: Setting['source'];

  @Field(() => Boolean, { description: 'Whether it is a secret: then only whether it is set is shown.' })
  isSecret!: boolean;
}

@ObjectType('Instance', { simpleResolvers: true, description: 'The process that answers.' })
export class InstanceType {
  @Field(() => DateTimeScalar, { description: 'When this was read.' })
  at!: Date;

  @Field(() => DateTimeScalar, { description: 'When the process was started.' })
  startedAt!: Date;

  @Field(() => String, { description: 'Version of Dwar.' })
  version!: string;

  @Field(() => String, { description: 'Version of Node.' })
  nodeVersion!: string;

  @Field(() => String, { description: 'The profile: `production`, `development` or `test`.' })
  profile!: string;

  @Field(() => String, { description: 'Where the ledger is, without credentials.' })
  ledger!: string;

  @Field(() => String, { description: 'What the shared cache is: `memory` or `Redis`.' })
  cache!: string;

  @Field(() => [String], { description: 'The migrations that the schema of the ledger has, in order.' })
  migrations!: string[];

  @Field(() => Int, { description: 'Memory that the process holds, in MiB.' })
  residentMemoryMib!: number;

  @Field(() => Int, { description: 'Memory of its JavaScript objects, in MiB.' })
  heapMib!: number;

  @Field(() => Int, {
    description: 'How late its event loop was in the last minute or two, in milliseconds: 99th percentile.',
  })
  eventLoopDelayP99Ms!: number;

  @Field(() => Int, { description: 'The same at its worst, in milliseconds.' })
  eventLoopDelayMaxMs!: number;
}

const LEVELS: Readonly<Record<Finding['level'], FindingLevel>> = {
  ok: 'OK',
  warn: 'WARNING',
  fail: 'FAILURE',
};

/** A check-up as the schema shows it. */
export function toCheckUp({ ranAt, findings, ...rest }: CheckUp): CheckUpType {
  return {
    ...rest,
    ranAt: toDate(ranAt),
    findings: findings.map(({ check, level, text, hint = null }) => ({
      subject: check,
      level: LEVELS[level],
      text,
      hint: level === 'ok' ? null : hint,
    })),
  };
}
