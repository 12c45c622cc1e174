import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useStream, useStreamState } from '../data/live.js';
import { useConsole } from './console-context.js';

/** Says that live changes have stopped, and up to which time the page is right. */
export function StreamBanner() {
  const { t, formats } = useConsole();
  const stream = useStream();
  const state = useStreamState();
  if (state.kind !== 'lost') return null;
  return (
    <div className="banner" role="status">
      <IconPlugConnectedX size={18} aria-hidden="true" />
      <span>{t('stream.lost', { time: formats.time(state.at) })}</span>
      <Button size="compact-xs" variant="default" onClick={() => stream.reconnect()}>
        {t('stream.retry')}
      </Button>
    </div>
  );
}
