import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useRef, useState } from 'react';
import { FindEventLogDocument, type FindEventLogQuery } from '../data/generated/graphql.js';
import { postOperation } from '../data/post-operation.js';
import { useDocumentTitle } from '../grid/live-screen.js';
import { Failure } from '../parts/failure.js';
import { useConsole } from '../shell/console-context.js';
import { useKeys } from '../shell/use-keys.js';
import type { EventsSearch } from './events-search.js';

type Found = NonNullable<FindEventLogQuery['findEventLog']>;

interface FindLogProps {
  readonly onFound: (search: EventsSearch) => void;
}

/** Asks whose log is to be shown. */
export function FindLog({ onFound }: FindLogProps) {
  const { t } = useConsole();
  useDocumentTitle(t('events.title'));
  return (
    <div className="screen">
      <div className="screen-head">
        <h1>{t('events.title')}</h1>
      </div>
      <div className="find-log">
        <h2>{t('events.whose')}</h2>
        <p className="soft">{t('events.whoseHint')}</p>
        <FindForm onFound={onFound} />
      </div>
    </div>
  );
}

/**
 * Finds a log by an id or a cursor. What is typed is not put into the address, where it would stay in the
 * history of the browser.
 */
export function FindForm({ onFound }: FindLogProps) {
  const { t } = useConsole();
  const [text, setText] = useState('');
  const label = useId();
  const input = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => input.current?.focus() });
  const find = useMutation({
    mutationFn: async (named: string) =>
      (await postOperation(FindEventLogDocument, { text: named })).findEventLog ?? null,
    onSuccess: (found) => {
      const search = found && searchOf(found);
      if (search) onFound(search);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') find.mutate(text.trim());
  };
  const isMissing = find.isSuccess && find.data?.log == null;
  return (
    <>
      <form className="find-form" onSubmit={submit}>
        <label htmlFor={label} className="hidden-text">
          {t('events.find')}
        </label>
        <input
          id={label}
          ref={input}
          type="text"
          className="filter-field"
          placeholder={t('events.find')}
          spellCheck={false}
          autoComplete="off"
          maxLength={255}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" size="compact-sm" variant="default" loading={find.isPending}>
          {t('events.show')}
        </Button>
      </form>
      {isMissing && (
        <p role="alert" className="find-missing">
          {t(find.data?.isTruncated === true ? 'events.tooMany' : 'events.notFound')}
        </p>
      )}
      {find.error !== null && <Failure error={find.error} retry={() => find.mutate(text.trim())} />}
    </>
  );
}

/** The address of what was found; null if nothing was. */
function searchOf({ log, seq, subjectId, cursor }: Found): EventsSearch | null {
  if (!log) return null;
  return {
    viewer: log.id,
    open: seq === null ? undefined : String(seq),
    subject: subjectId ?? undefined,
    cursor: cursor ?? undefined,
    tab: cursor === 'KEPT' ? 'state' : undefined,
  };
}
