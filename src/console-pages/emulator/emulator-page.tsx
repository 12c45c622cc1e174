import { SegmentedControl } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useDocumentTitle } from '../grid/live-screen.js';
import { Empty } from '../parts/failure.js';
import { useConsole, useSession } from '../shell/console-context.js';
import { CallsList } from './calls-list.js';
import type { EmulatorSearch } from './emulator-search.js';
import { WebhooksList } from './webhooks-list.js';
import '../messages/add-play.js';
import './emulator.css';

const route = getRouteApi('/emulator');

/** Changes a part of what the address says. */
export type ChangeSearch = (part: Partial<EmulatorSearch>) => void;

/** What the emulator received and sent, next to what became of it here. */
export function EmulatorPage() {
  const { t } = useConsole();
  const { isDevelopment, roles } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change: ChangeSearch = (part) =>
    void navigate({ search: (known: EmulatorSearch) => ({ ...known, ...part }), replace: true });
  useDocumentTitle(t('emulator.title'));
  if (!isDevelopment || !roles.includes('OPERATOR'))
    return <Empty title={t('play.notHere')} hint={t('play.notHereHint')} />;
  return (
    <div className="screen">
      <div className="screen-head">
        <h1>{t('emulator.title')}</h1>
        <span className="spread" />
        <SegmentedControl
          size="xs"
          transitionDuration={0}
          aria-label={t('emulator.views')}
          value={search.view ?? 'calls'}
          onChange={(next) => change({ view: next === 'webhooks' ? 'webhooks' : undefined, open: undefined })}
          data={[
            { value: 'calls', label: t('emulator.calls') },
            { value: 'webhooks', label: t('emulator.webhooks') },
          ]}
        />
      </div>
      {search.view === 'webhooks' ? (
        <WebhooksList search={search} change={change} />
      ) : (
        <CallsList search={search} change={change} />
      )}
    </div>
  );
}
