import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCheck,
  IconCircleDashed,
  IconClock,
  IconHelp,
  IconLock,
  IconX,
} from '@tabler/icons-react';
import './chip.css';

export type Tone = 'good' | 'bad' | 'warn' | 'busy' | 'plain';

const ICONS = {
  good: IconCheck,
  bad: IconX,
  warn: IconAlertTriangle,
  busy: IconClock,
  plain: IconHelp,
} as const;

/** A state as an icon and a word in a colour of its own. Plain elements: lists have many of them. */
export function Chip({
  tone,
  children,
  title,
}: {
  tone: Tone;
  children: string;
  title?: string | undefined;
}) {
  const Icon = ICONS[tone];
  return (
    <span className="chip" data-tone={tone} title={title}>
      <Icon size={13} aria-hidden="true" />
      <span className="chip-word">{children}</span>
    </span>
  );
}

const OTHER_ICONS = { lock: IconLock, dashed: IconCircleDashed, retracted: IconArrowBackUp } as const;

/** A mark of how far a state is to be believed. */
export function Mark({ kind, children }: { kind: keyof typeof OTHER_ICONS; children: string }) {
  const Icon = OTHER_ICONS[kind];
  return (
    <span className="mark" data-kind={kind}>
      <Icon size={14} aria-hidden="true" />
      <span>{children}</span>
    </span>
  );
}
