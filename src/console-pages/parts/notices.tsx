import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useConsole } from '../shell/console-context.js';
import './notices.css';

interface Notice {
  readonly message: string;
  readonly tone: 'good' | 'bad';
  /** Whether it stays until it is closed. */
  readonly stays?: boolean;
}

interface ShownNotice extends Notice {
  readonly id: number;
}

/** How many are shown at once; the oldest makes room. */
const MOST = 3;
const SHOWN_MS = 6_000;
/** A notice that is pointed at, or has the focus, stays. */
const HELD = ':hover, :focus-within';

let shown: readonly ShownNotice[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function change(next: readonly ShownNotice[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Shows a short notice where the screen has its `Notices`. */
export function showNotice(notice: Notice): void {
  lastId += 1;
  change([...shown, { ...notice, id: lastId }].slice(-MOST));
}

/** Where short notices appear. Only screens that give some have it: the first one loads nothing for it. */
export function Notices() {
  const notices = useSyncExternalStore(listen, () => shown);
  return (
    <div className="notices" role="status">
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function NoticeCard({ notice }: { readonly notice: ShownNotice }) {
  const { t } = useConsole();
  const { id, message, tone, stays = false } = notice;
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (stays) return;
    const timer = setInterval(() => {
      if (card.current?.matches(HELD) !== true) close(id);
    }, SHOWN_MS);
    return () => clearInterval(timer);
  }, [id, stays]);
  return (
    <div ref={card} className="notice" data-tone={tone}>
      <p>{message}</p>
      <ActionIcon variant="subtle" color="gray" aria-label={t('close')} onClick={() => close(id)}>
        <IconX size={16} />
      </ActionIcon>
    </div>
  );
}

function close(id: number): void {
  change(shown.filter((notice) => notice.id !== id));
}
