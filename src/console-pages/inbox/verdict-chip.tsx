import type { DeliveryVerdict } from '../data/generated/graphql.js';
import { Chip, type Tone } from '../parts/chip.js';
import { useConsole } from '../shell/console-context.js';

const TONES: Readonly<Record<DeliveryVerdict | 'REJECTED', Tone>> = {
  APPLIED: 'good',
  UNMATCHED: 'warn',
  IGNORED: 'plain',
  ANOMALY: 'warn',
  OVERSIZED: 'bad',
  UNREADABLE: 'bad',
  PENDING: 'busy',
  DEAD: 'bad',
  REJECTED: 'bad',
};

/** What became of a delivery. */
export function VerdictChip({ verdict }: { readonly verdict: DeliveryVerdict | 'REJECTED' }) {
  const { t } = useConsole();
  const hint = verdict === 'REJECTED' ? undefined : t(`verdictHint.${verdict}`);
  return (
    <Chip tone={TONES[verdict]} title={hint}>
      {t(`verdict.${verdict}`)}
    </Chip>
  );
}
