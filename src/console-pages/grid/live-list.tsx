import { Button } from '@mantine/core';
import { IconArrowUp, IconPlayerPause, IconPlayerPlay, IconRefresh } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { LiveRows } from '../data/live-rows.js';
import type { MessageKey } from '../messages/english.js';
import { useConsole } from '../shell/console-context.js';
import { useKeys } from '../shell/use-keys.js';

/** A screen reader hears of new rows at most this often. */
const ANNOUNCE_MS = 5_000;

interface ListHeadProps {
  readonly title: string;
  readonly live: LiveRows;
  /** Null until they are known. */
  readonly shown: number | null;
  readonly hasMore: boolean;
  readonly announcement: 'list.announceOrders' | 'list.announceRows';
  /** Reads a list again that is not live. */
  readonly onReadAgain?: (() => void) | undefined;
  readonly children?: ReactNode;
}

/** The title of a list, how many rows it has, and the button that pauses it or reads it again. */
export function ListHead(props: ListHeadProps) {
  const { title, live, shown, hasMore, announcement, onReadAgain, children } = props;
  const { t } = useConsole();
  const count: MessageKey = hasMore ? 'list.shownMore' : 'list.shown';
  return (
    <div className="screen-head">
      <h1>{title}</h1>
      {shown !== null && <span className="soft number head-count">{t(count, { count: shown })}</span>}
      <span className="spread" />
      {children}
      {onReadAgain === undefined ? <PauseButton live={live} /> : <ReadAgainButton onClick={onReadAgain} />}
      <Announcement appeared={live.appeared} message={announcement} />
    </div>
  );
}

function PauseButton({ live }: { readonly live: LiveRows }) {
  const { t } = useConsole();
  useKeys({ Space: live.togglePause });
  return (
    <>
      {live.isPaused && <span className="soft">{t('list.paused', { count: live.waiting })}</span>}
      <Button
        className="pause-button"
        size="compact-sm"
        variant="default"
        aria-pressed={live.isPaused}
        aria-label={t(live.isPaused ? 'list.resume' : 'list.pause')}
        title="Space"
        leftSection={live.isPaused ? <IconPlayerPlay size={14} /> : <IconPlayerPause size={14} />}
        onClick={live.togglePause}
      >
        {t(live.isPaused ? 'list.resume' : 'list.pause')}
      </Button>
    </>
  );
}

function ReadAgainButton({ onClick }: { readonly onClick: () => void }) {
  const { t } = useConsole();
  useKeys({ r: onClick });
  return (
    <Button
      size="compact-sm"
      variant="default"
      title="r"
      leftSection={<IconRefresh size={14} />}
      onClick={onClick}
    >
      {t('list.readAgain')}
    </Button>
  );
}

/** The button that shows the rows that wait above. */
export function NewPill({ live, onShow }: { readonly live: LiveRows; readonly onShow: () => void }) {
  const { t } = useConsole();
  if (live.waiting === 0 || live.isPaused) return null;
  return (
    <button type="button" className="new-pill" onClick={onShow}>
      <IconArrowUp size={15} aria-hidden="true" />
      {t('list.new', { count: live.waiting })}
    </button>
  );
}

interface AnnouncementProps {
  readonly appeared: number;
  readonly message: 'list.announceOrders' | 'list.announceRows';
}

function Announcement({ appeared, message }: AnnouncementProps) {
  const { t } = useConsole();
  const [text, setText] = useState('');
  const newest = useRef(appeared);
  newest.current = appeared;
  const speak = useRef(t);
  speak.current = t;
  useEffect(() => {
    let before = newest.current;
    const timer = setInterval(() => {
      const count = newest.current - before;
      before = newest.current;
      setText(count > 0 ? speak.current(message, { count }) : '');
    }, ANNOUNCE_MS);
    return () => clearInterval(timer);
  }, [message]);
  return (
    <span className="hidden-text" role="status" data-announcement>
      {text}
    </span>
  );
}
