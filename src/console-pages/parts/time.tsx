import { useEffect, useState } from 'react';
import { useConsole } from '../shell/console-context.js';

interface TimeProps {
  readonly at: string;
  readonly as?: 'moment' | 'full' | 'timeMs' | undefined;
}

/** A moment, with its whole date and zone as the title. */
export function Time({ at, as = 'moment' }: TimeProps) {
  const { formats } = useConsole();
  return (
    <time dateTime={at} title={formats.full(at)}>
      {formats[as](at)}
    </time>
  );
}

/** Returns the present time, and renders again at each `stepMs`. */
export function useNow(stepMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), stepMs);
    return () => clearInterval(timer);
  }, [stepMs]);
  return now;
}

/** How far a moment is from now. */
export function RelativeTime({ at, now }: { readonly at: string; readonly now: number }) {
  const { formats } = useConsole();
  return (
    <time dateTime={at} title={formats.full(at)}>
      {formats.relative(at, now)}
    </time>
  );
}
