import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { AppError, badInput } from '../../core/errors.js';
import { toDate } from '../../graphql/scalars.js';
import { type OperatorContext, requireRole } from '../operator.js';
import type { OperatorServices } from '../services.js';
import { toErasedTables, ViewerErasureType } from '../types/viewer-erasure.type.js';
import { reasonOf } from './reason.js';

/** Longest id of a viewer, in characters. */
const SUB_MAX = 255;
const SUB = 'The `sub` of the session tokens of the viewer, as it is there.';

/** Exports and erases what is kept about a viewer. */
@Resolver()
export class OperatorViewersResolver {
  constructor(private readonly services: Pick<OperatorServices, 'viewerData'>) {}

  @Mutation(() => String, {
    description:
      'Everything that is kept about a viewer, as JSON; `docs/privacy.md` says how it is built. Needs the ' +
      'role `REVEAL`, and is recorded with its reason. A viewer of whom nothing is kept gives NOT_FOUND, ' +
      'one of more than 4 MiB BAD_USER_INPUT.',
  })
  async exportViewer(
    @Arg('viewer', () => String, { description: SUB }) viewer: string,
    @Arg('reason', () => String, { description: 'Why it is needed, 1 to 500 characters.' }) reason: string,
    @Ctx() { operator }: OperatorContext,
  ): Promise<string> {
    requireRole(operator, 'REVEAL');
    const why = reasonOf(reason);
    const exported = await this.services.viewerData.export(operator, subOf(viewer), why);
    if (exported === null) throw nothingKept();
    if (exported === 'too-large')
      throw badInput('viewer', 'has more than 4 MiB of data; use `dwar viewers export`');
    return exported;
  }

  @Mutation(() => ViewerErasureType, {
    description:
      'Erases everything that is kept about a viewer. It cannot be undone. Needs the role `OPERATOR`, and ' +
      'is recorded with its reason, under a digest of the viewer. A viewer of whom nothing is kept gives ' +
      'NOT_FOUND.',
  })
  async eraseViewer(
    @Arg('viewer', () => String, { description: SUB }) viewer: string,
    @Arg('reason', () => String, {
      description: 'Why it is erased, 1 to 500 characters, without personal data.',
    })
    reason: string,
    @Arg('isDryRun', () => Boolean, {
      defaultValue: false,
      description: 'Whether it only counts what it would erase.',
    })
    isDryRun: boolean,
    @Ctx() { operator }: OperatorContext,
  ): Promise<ViewerErasureType> {
    requireRole(operator, 'OPERATOR');
    const why = reasonOf(reason);
    const sub = subOf(viewer);
    const counts = await this.services.viewerData.count(sub);
    if (counts === null) throw nothingKept();
    if (isDryRun) return { erasureId: null, erasedAt: null, tables: toErasedTables(counts), receipt: null };
    const {
      erasureId,
      endedAt,
      counts: erased,
      receipt,
    } = await this.services.viewerData.erase(operator, sub, why);
    return { erasureId, erasedAt: toDate(endedAt), tables: toErasedTables(erased), receipt };
  }
}

function subOf(viewer: string): string {
  if (viewer === '' || viewer.length > SUB_MAX || viewer.includes('\0'))
    throw badInput('viewer', `must have 1 to ${SUB_MAX} characters`);
  return viewer;
}

function nothingKept(): AppError {
  return new AppError('NOT_FOUND', 'Nothing is kept about such a viewer in this ledger.');
}
