import { Link } from '@tanstack/react-router';
import type { DeliveryRowFragment } from '../data/generated/graphql.js';
import { wordsOf } from '../parts/status.js';
import { Time } from '../parts/time.js';
import { useConsole } from '../shell/console-context.js';
import { VerdictChip } from './verdict-chip.js';
import './delivery-links.css';

/** A short list of deliveries, each a link to it in the inbox. */
export function DeliveryLinks({ deliveries }: { readonly deliveries: readonly DeliveryRowFragment[] }) {
  const { formats } = useConsole();
  return (
    <ul className="delivery-list">
      {deliveries.map(({ id, receivedAt, verdict, kind, sizeBytes }) => (
        <li key={id}>
          <Link to="/inbox" search={{ open: id }}>
            <Time at={receivedAt} />
            <VerdictChip verdict={verdict} />
            <span>{wordsOf(kind)}</span>
            <span className="soft number">{formats.bytes(sizeBytes)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
