import { useMemo } from 'react';
import { useConsole } from '../shell/console-context.js';
import type { EventDetail } from './event-panel.js';
import { changesBetween } from './json-changes.js';

/** What an event changed: its snapshot next to the one before of the same object. */
export function EventChanges({ event }: { readonly event: EventDetail }) {
  const { t, formats } = useConsole();
  const { snapshot, previous } = event;
  const before = previous?.snapshot ?? null;
  const found = useMemo(
    () => (before === null || snapshot === null ? null : changesBetween(before, snapshot)),
    [before, snapshot],
  );
  if (previous === null) return <p className="soft">{t('events.first')}</p>;
  if (found === null) return <p className="soft">{t('events.tooLarge')}</p>;
  return (
    <>
      <p className="soft">
        {t('events.comparedWith', { seq: previous.seq, time: formats.moment(previous.at) })}{' '}
        {t('events.equal', { count: found.equal })}
      </p>
      {found.changes.length === 0 ? (
        <p>{t('events.unchanged')}</p>
      ) : (
        <dl className="changes">
          {found.changes.map((change) => (
            <div key={change.path}>
              <dt>
                <code>{change.path}</code>
              </dt>
              {change.before !== undefined && (
                <dd>
                  <span className="hidden-text">{t('events.before')}</span>
                  <del>
                    <code>{change.before}</code>
                  </del>
                </dd>
              )}
              {change.after !== undefined && (
                <dd>
                  <span className="hidden-text">{t('events.after')}</span>
                  <ins>
                    <code>{change.after}</code>
                  </ins>
                </dd>
              )}
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
