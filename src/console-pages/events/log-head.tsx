import type { CursorState, EventLogQuery } from '../data/generated/graphql.js';
import { Chip, type Tone } from '../parts/chip.js';
import { useConsole } from '../shell/console-context.js';

interface LogHeadProps {
  readonly log: NonNullable<EventLogQuery['eventLog']> | undefined;
  readonly cursor: CursorState | undefined;
}

const TONES: Readonly<Record<CursorState, Tone>> = {
  KEPT: 'good',
  TRIMMED: 'warn',
  AHEAD: 'bad',
  OTHER_EPOCH: 'bad',
};

/** Whose log it is, what of it is kept, who follows it, and what became of the cursor it was found by. */
export function LogHead({ log, cursor }: LogHeadProps) {
  const { t } = useConsole();
  if (log === undefined) return null;
  const { viewer, head, horizon, retentionDays, epoch, followers } = log;
  const { count, behindMost } = followers;
  return (
    <div className="log-head">
      <span>
        {t('events.viewer')} <code>{viewer}</code>
      </span>
      <span className="soft">
        {t('events.kept', { from: horizon + 1, to: head, days: retentionDays, epoch })}
      </span>
      <span className="soft">
        {t('events.followers', { count })}
        {behindMost !== null && behindMost > 0 && ` · ${t('events.behindMost', { count: behindMost })}`}
      </span>
      {horizon > 0 && <span className="soft">{t('events.horizon', { seq: horizon })}</span>}
      {cursor !== undefined && (
        <span className="log-cursor" role="status">
          <Chip tone={TONES[cursor]}>{t(`cursor.short.${cursor}`)}</Chip> {t(`cursor.${cursor}`)}
        </span>
      )}
    </div>
  );
}
