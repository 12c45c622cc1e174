import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { HoldingsList } from './holdings-list.js';
import type { ChangeHoldingsSearch } from './holdings-search.js';
import { ImportsList, SubscriptionsList } from './intent-lists.js';
import { InvestmentsList } from './investments-list.js';
import './holdings.css';
import '../messages/add-holdings.js';

const route = getRouteApi('/holdings');

/** What the accounts of all viewers hold: securities, investments, mutual funds and subscriptions. */
export function HoldingsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change: ChangeHoldingsSearch = useCallback(
    (part) => void navigate({ search: (before) => ({ ...before, ...part }) }),
    [navigate],
  );
  switch (search.view) {
    case 'investments':
      return <InvestmentsList search={search} change={change} />;
    case 'funds':
      return <ImportsList search={search} change={change} />;
    case 'subscriptions':
      return <SubscriptionsList search={search} change={change} />;
    default:
      return <HoldingsList search={search} change={change} />;
  }
}
