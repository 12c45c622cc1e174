import { RowIcon, type RowIconName } from './row-icon.js';
import './chip.css';

export type Tone = 'good' | 'bad' | 'warn' | 'busy' | 'plain';

const ICONS: Readonly<Record<Tone, RowIconName>> = {
  good: 'check',
  bad: 'cross',
  warn: 'triangle',
  busy: 'clock',
  plain: 'question',
};

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
  return (
    <span className="chip" data-tone={tone} title={title}>
      <RowIcon name={ICONS[tone]} />
      <span className="chip-word">{children}</span>
    </span>
  );
}

const MARK_ICONS = { lock: 'lock', dashed: 'dashed', retracted: 'back' } as const;

/** A mark of how far a state is to be believed. */
export function Mark({ kind, children }: { kind: keyof typeof MARK_ICONS; children: string }) {
  return (
    <span className="mark" data-kind={kind}>
      <RowIcon name={MARK_ICONS[kind]} />
      <span>{children}</span>
    </span>
  );
}
