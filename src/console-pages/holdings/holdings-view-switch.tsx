import { SegmentedControl } from '@mantine/core';
import { useConsole } from '../shell/console-context.js';
import { type ChangeHoldingsSearch, HOLDINGS_VIEWS, type HoldingsView } from './holdings-search.js';

interface HoldingsViewSwitchProps {
  readonly view: HoldingsView;
  readonly change: ChangeHoldingsSearch;
}

/** Chooses what of the viewers’ accounts is listed. */
export function HoldingsViewSwitch({ view, change }: HoldingsViewSwitchProps) {
  const { t } = useConsole();
  return (
    <SegmentedControl
      size="xs"
      className="holdings-views"
      transitionDuration={0}
      aria-label={t('holdings.views')}
      value={view}
      onChange={(next) => {
        const known = HOLDINGS_VIEWS.find((one) => one === next);
        change({ view: known === 'holdings' ? undefined : known, open: undefined, tab: undefined });
      }}
      data={HOLDINGS_VIEWS.map((one) => ({ value: one, label: t(`holdings.view.${one}`) }))}
    />
  );
}
