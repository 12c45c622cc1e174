import { createContext, type ReactNode, useContext, useEffect, useRef, useSyncExternalStore } from 'react';
import type { ChangeStream, StreamState, StreamWatcher } from './change-stream.js';

const StreamContext = createContext<ChangeStream | null>(null);

/** Gives the tab's stream of changes to the pages below. */
export function StreamProvider({ stream, children }: { stream: ChangeStream; children: ReactNode }) {
  return <StreamContext value={stream}>{children}</StreamContext>;
}

/** Returns the tab's stream of changes. Throws outside a StreamProvider. */
export function useStream(): ChangeStream {
  const stream = useContext(StreamContext);
  if (stream === null) throw new Error('no StreamProvider above');
  return stream;
}

/** Returns the state of the stream, and renders again when it changes. */
export function useStreamState(): StreamState {
  const stream = useStream();
  return useSyncExternalStore(stream.watchState, stream.state);
}

/** Calls the newest `watcher` for each change while the component is shown. */
export function useChanges(watcher: StreamWatcher): void {
  const stream = useStream();
  const newest = useRef(watcher);
  useEffect(() => {
    newest.current = watcher;
  });
  useEffect(
    () =>
      stream.watch({
        onChange: (change) => newest.current.onChange(change),
        onReturn: () => newest.current.onReturn(),
      }),
    [stream],
  );
}
