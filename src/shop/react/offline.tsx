import { useDwarConnection } from '@dwar/react';
import { NOTICES } from '../texts.js';

/** Says that the connection is lost, as long as it is. */
export function Offline() {
  const { status } = useDwarConnection();
  const isLost = status === 'offline' || status === 'waiting';
  return (
    <p id="offline" className="notice" role="status" data-tone="bad">
      {isLost ? NOTICES.offline : ''}
    </p>
  );
}
