import type { Provenance } from '../data/generated/graphql.js';
import { useConsole } from '../shell/console-context.js';
import { Chip, Mark, type Tone } from './chip.js';

/** Tones of the states that Gateway documents; another one is shown as it is, in the plain tone. */
const TONES: Readonly<Record<string, Tone>> = {
  COMPLETED: 'good',
  COMPLETE: 'good',
  MARKEDCOMPLETE: 'good',
  PARTIALLYFILLED: 'warn',
  PARTIAL: 'warn',
  PLACED: 'busy',
  OPEN: 'busy',
  INITIALIZED: 'busy',
  USED: 'busy',
  PROCESSING: 'busy',
  ACTION_REQUIRED: 'warn',
  UNFILLED: 'bad',
  UNPLACED: 'bad',
  ERRORED: 'bad',
  ERROR: 'bad',
  REJECTED: 'bad',
  CANCELLED: 'bad',
  CANCELLED_AMO: 'bad',
};

const WORDS: Readonly<Record<string, string>> = {
  PARTIALLYFILLED: 'Partially filled',
  MARKEDCOMPLETE: 'Marked complete',
  CANCELLED_AMO: 'Cancelled AMO',
  SIP_SETUP: 'SIP setup',
  IMR_SETUP: 'IMR setup',
  CANCEL_AMO: 'Cancel AMO',
  MF_HOLDINGS_IMPORT: 'Mutual-fund import',
};

/** Returns a state's name as words: `ACTION_REQUIRED` becomes `Action required`. */
export function wordsOf(name: string): string {
  const words = name.toLowerCase().replaceAll('_', ' ');
  return WORDS[name] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** The state of an order, leg or transaction. */
export function StatusChip({ status, rawStatus }: { status: string; rawStatus: string | null }) {
  const { t } = useConsole();
  const raw = rawStatus === null ? undefined : t('order.rawStatus', { status: rawStatus });
  return (
    <Chip tone={TONES[status] ?? 'plain'} title={raw}>
      {wordsOf(status)}
    </Chip>
  );
}

const BELIEF: Readonly<Record<Provenance, Tone>> = { REPORTED: 'plain', WEBHOOK: 'warn', CONFIRMED: 'good' };

/** Where a state comes from. */
export function ProvenanceChip({ provenance }: { provenance: Provenance }) {
  const { t } = useConsole();
  return (
    <Chip tone={BELIEF[provenance]} title={t(`provenance.${provenance}`)}>
      {t(`provenance.short.${provenance}`)}
    </Chip>
  );
}

interface FinalMarkProps {
  readonly isFinal: boolean;
  readonly isRetracted: boolean;
}

/** Whether a state can still change. */
export function FinalMark({ isFinal, isRetracted }: FinalMarkProps) {
  const { t } = useConsole();
  if (isRetracted) return <Mark kind="retracted">{t('state.retracted')}</Mark>;
  return isFinal ? <Mark kind="lock">{t('state.final')}</Mark> : <Mark kind="dashed">{t('state.open')}</Mark>;
}
