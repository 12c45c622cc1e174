import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type SentWebhook, webhooksQuery } from '../data/play-api.js';
import type { DeliveryVerdict } from '../data/generated/graphql.js';
import { VerdictChip } from '../inbox/verdict-chip.js';
import { Chip } from '../parts/chip.js';
import { DetailPanel, Facts } from '../parts/detail-panel.js';
import { Empty, Failure, LoadingRows } from '../parts/failure.js';
import { JsonText } from '../parts/json-text.js';
import { Time } from '../parts/time.js';
import { useConsole } from '../shell/console-context.js';
import { CallStatus } from './calls-list.js';
import type { ChangeSearch } from './emulator-page.js';
import type { EmulatorSearch } from './emulator-search.js';
import { RowLink } from './row-link.js';

interface WebhooksListProps {
  readonly search: EmulatorSearch;
  readonly change: ChangeSearch;
}

/** The webhooks of the emulator with its attempts and our verdicts, newest first. */
export function WebhooksList({ search, change }: WebhooksListProps) {
  const { t } = useConsole();
  const { data, error, refetch } = useQuery(webhooksQuery());
  const open = data?.find(({ id }) => id === search.open);
  return (
    <div className="list-area">
      <div className="list-column scroll">
        {error !== null ? (
          <Failure error={error} retry={() => void refetch()} />
        ) : data === undefined ? (
          <LoadingRows />
        ) : data.length === 0 ? (
          <Empty
            title={t('emulator.noWebhooks')}
            hint={t('emulator.noCallsHint')}
            command="npx dwar trigger buy"
          />
        ) : (
          <ul className="emulator-rows" aria-label={t('emulator.webhooks')}>
            {data.map((webhook) => (
              <RowLink key={webhook.id} id={webhook.id} search={search} change={change}>
                <WebhookCells webhook={webhook} />
              </RowLink>
            ))}
          </ul>
        )}
      </div>
      {open !== undefined && <WebhookPanel webhook={open} onClose={() => change({ open: undefined })} />}
    </div>
  );
}

function WebhookCells({ webhook }: { readonly webhook: SentWebhook }) {
  const { createdAt, kind, mode, attempts, transactionId } = webhook;
  const last = attempts.at(-1);
  return (
    <>
      <Time at={createdAt} as="timeMs" />
      <code>{kind}</code>
      {mode !== 'normal' && <Chip tone="warn">{mode}</Chip>}
      {last === undefined ? null : <CallStatus status={last.status} />}
      <Verdict webhook={webhook} />
      <code className="emulator-path soft">{transactionId}</code>
    </>
  );
}

/** What became of it here. Rejected ones are not stored. */
function Verdict({ webhook: { delivery } }: { readonly webhook: SentWebhook }) {
  const { t } = useConsole();
  if (delivery === null) return <Chip tone="plain">{t('emulator.notStored')}</Chip>;
  return <VerdictChip verdict={delivery.verdict as DeliveryVerdict} />;
}

interface WebhookPanelProps {
  readonly webhook: SentWebhook;
  readonly onClose: () => void;
}

function WebhookPanel({ webhook, onClose }: WebhookPanelProps) {
  const { t } = useConsole();
  const { id, createdAt, mode, tampering, state, nextAttemptAt, transactionId, delivery } = webhook;
  return (
    <DetailPanel title={t('emulator.webhook', { id })} rowId={id} onClose={onClose}>
      <div className="panel-chips">
        <Verdict webhook={webhook} />
      </div>
      <Facts
        lines={[
          [t('emulator.at'), <Time key="at" at={createdAt} as="full" />],
          [t('emulator.mode'), mode],
          [t('emulator.tampering'), tampering],
          [t('emulator.state'), state],
          [t('emulator.next'), nextAttemptAt === null ? null : <Time key="next" at={nextAttemptAt} />],
          [t('emulator.transaction'), transactionId],
          [
            t('emulator.verdict'),
            delivery === null ? null : (
              <Link key="delivery" to="/inbox" search={{ open: delivery.id }}>
                {delivery.id}
              </Link>
            ),
          ],
        ]}
      />
      <h3>{t('emulator.attempts')}</h3>
      <Attempts webhook={webhook} />
      <h3>{t('emulator.body')}</h3>
      <JsonText text={JSON.stringify(webhook.body, null, 2)} label={t('emulator.body')} />
    </DetailPanel>
  );
}

function Attempts({ webhook: { attempts } }: { readonly webhook: SentWebhook }) {
  const { t, formats } = useConsole();
  if (attempts.length === 0) return <p className="soft">{t('emulator.noAttempts')}</p>;
  return (
    <ol className="emulator-attempts">
      {attempts.map(({ at, status, error, durationMs }) => (
        <li key={`${at} ${durationMs}`}>
          <Time at={at} as="timeMs" />
          <CallStatus status={status} />
          <span className="soft number">{formats.span(durationMs)}</span>
          {error !== null && <span>{error}</span>}
        </li>
      ))}
    </ol>
  );
}
