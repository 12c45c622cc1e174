import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { connectionsQuery } from '../data/event-queries.js';
import type { ConnectionsQuery } from '../data/generated/graphql.js';
import { FilterBar, OneFilter } from '../grid/filter-bar.js';
import { useDocumentTitle } from '../grid/live-screen.js';
import { Empty, Failure, LoadingRows } from '../parts/failure.js';
import { useConsole } from '../shell/console-context.js';
import { TRANSPORTS } from './connections-search.js';
import '../messages/add-events.js';
import './connections.css';

const route = getRouteApi('/connections');

type Shown = NonNullable<ConnectionsQuery['connections']>;
type Connection = Shown['nodes'][number];

/** Which viewers are connected to this instance, how far behind they are, and why sockets were closed. */
export function ConnectionsPage() {
  const { t } = useConsole();
  const { transport } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(connectionsQuery(transport));
  useDocumentTitle(t('connections.title'));
  const choose = (next: typeof transport) => void navigate({ search: { transport: next } });
  return (
    <div className="screen">
      <div className="screen-head">
        <h1>{t('connections.title')}</h1>
        {data != null && <span className="soft number">{t('connections.count', { count: data.count })}</span>}
      </div>
      <FilterBar onClear={transport === undefined ? undefined : () => choose(undefined)}>
        <OneFilter
          label={t('connections.transport')}
          options={TRANSPORTS.map((value) => ({ value, label: t(`transport.${value}`) }))}
          value={transport}
          onChange={choose}
        />
      </FilterBar>
      <div className="list-column scroll">
        {data != null ? (
          <Sections shown={data} isFiltered={transport !== undefined} />
        ) : error === null ? (
          <LoadingRows />
        ) : (
          <Failure error={error} retry={() => void refetch()} />
        )}
      </div>
    </div>
  );
}

function Sections({ shown, isFiltered }: { readonly shown: Shown; readonly isFiltered: boolean }) {
  const { t } = useConsole();
  const { nodes, count, closes, hasOtherInstances } = shown;
  return (
    <div className="connections">
      {hasOtherInstances && <p>{t('connections.others')}</p>}
      {nodes.length === 0 ? (
        <Empty
          title={t(isFiltered ? 'connections.noFit' : 'connections.empty')}
          hint={t('connections.emptyHint')}
        />
      ) : (
        <ConnectionTable nodes={nodes} />
      )}
      {count > nodes.length && (
        <p className="soft">{t('connections.more', { count: count - nodes.length })}</p>
      )}
      <h2>{t('connections.closes')}</h2>
      {closes.length === 0 ? (
        <p className="soft">{t('connections.noCloses')}</p>
      ) : (
        <CloseTable closes={closes} />
      )}
    </div>
  );
}

function ConnectionTable({ nodes }: { readonly nodes: readonly Connection[] }) {
  const { t, formats } = useConsole();
  return (
    <table className="connection-table">
      <thead>
        <tr>
          <th scope="col">{t('connections.viewer')}</th>
          <th scope="col">{t('connections.transport')}</th>
          <th scope="col">{t('connections.age')}</th>
          <th scope="col">{t('connections.subscriptions')}</th>
          <th scope="col">{t('connections.behind')}</th>
          <th scope="col">{t('connections.unsent')}</th>
        </tr>
      </thead>
      <tbody>
        {nodes.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a connection has no id
          <tr key={index}>
            <td data-label={t('connections.viewer')}>
              <Viewer connection={one} />
            </td>
            <td data-label={t('connections.transport')}>{t(`transport.${one.transport}`)}</td>
            <td data-label={t('connections.age')}>{formats.span(one.ageSeconds * 1_000)}</td>
            <td data-label={t('connections.subscriptions')}>{formats.count(one.subscriptions)}</td>
            <td data-label={t('connections.behind')} data-warn={(one.behind ?? 0) > 0}>
              {one.behind === null ? t('connections.noLog') : t('connections.events', { count: one.behind })}
            </td>
            <td data-label={t('connections.unsent')} data-warn={one.unsentBytes > 0}>
              {formats.bytes(one.unsentBytes)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Viewer({ connection: { viewer, viewerId } }: { readonly connection: Connection }) {
  const { t } = useConsole();
  if (viewer === null || viewerId === null) return <span className="soft">{t('connections.anonymous')}</span>;
  return (
    <Link to="/events" search={{ viewer: viewerId }}>
      <code>{viewer}</code>
    </Link>
  );
}

function CloseTable({ closes }: { readonly closes: Shown['closes'] }) {
  const { t, formats } = useConsole();
  return (
    <>
      <p className="soft">{t('connections.closesHint')}</p>
      <table className="connection-table">
        <thead>
          <tr>
            <th scope="col">{t('connections.code')}</th>
            <th scope="col">{t('connections.times')}</th>
            <th scope="col">{t('connections.meaning')}</th>
            <th scope="col">{t('connections.reconnects')}</th>
          </tr>
        </thead>
        <tbody>
          {closes.map(({ code, count, meaning, reconnects }) => (
            <tr key={code ?? 'other'}>
              <td data-label={t('connections.code')}>
                {code === null ? t('connections.otherCode') : <code>{code}</code>}
              </td>
              <td data-label={t('connections.times')}>{formats.count(count)}</td>
              <td data-label={t('connections.meaning')}>{meaning.replaceAll('`', '')}</td>
              <td data-label={t('connections.reconnects')}>{t(reconnects ? 'filters.yes' : 'filters.no')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
