import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { EventsSearch } from './events-search.js';
import { FindLog } from './find-log.js';
import { LogPage } from './log-page.js';
import '../messages/add-events.js';
import './events.css';

const route = getRouteApi('/events');

/** Changes a part of what the address says. */
export type ChangeSearch = (part: Partial<EventsSearch>) => void;

/** The events of one viewer, who is chosen first. */
export function EventsPage() {
  const { viewer, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback<ChangeSearch>(
    (part) => void navigate({ search: (before) => ({ ...before, ...part }) }),
    [navigate],
  );
  const choose = useCallback((found: EventsSearch) => void navigate({ search: found }), [navigate]);
  if (viewer === undefined) return <FindLog onFound={choose} />;
  return <LogPage key={viewer} viewer={viewer} search={search} change={change} choose={choose} />;
}
