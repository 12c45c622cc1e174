import { IconArrowBackUp, IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import type { HintDiffsQuery } from '../data/generated/graphql.js';
import { hintDiffsQuery } from '../data/queries.js';
import { VerdictChip } from '../inbox/verdict-chip.js';
import { Empty, Failure, LoadingRows } from '../parts/failure.js';
import { Time } from '../parts/time.js';
import { useConsole } from '../shell/console-context.js';
import { useKeys } from '../shell/use-keys.js';
import { FieldTable } from './field-table.js';
import './hint-diffs.css';

type Diffs = NonNullable<NonNullable<HintDiffsQuery['order']>['hintDiffs']>;
export type Hint = Diffs['hints'][number];

/** What each webhook said of an order, next to the next confirmed read. `[` and `]` step through them. */
export function HintDiffs({ id }: { readonly id: string }) {
  const { t } = useConsole();
  const { data, error, refetch } = useQuery(hintDiffsQuery(id));
  if (error !== null) return <Failure error={error} retry={() => void refetch()} />;
  if (data === undefined) return <LoadingRows rows={8} />;
  if (data === null || data.hints.length === 0)
    return <Empty title={t('diff.none')} hint={t('diff.noneHint')} />;
  return <HintList diffs={data} />;
}

function HintList({ diffs: { hints, corrected, isTruncated } }: { readonly diffs: Diffs }) {
  const { t } = useConsole();
  const list = useRef<HTMLOListElement>(null);
  const step = (by: 1 | -1) => {
    const items = [...(list.current?.children ?? [])] as HTMLElement[];
    const at = items.findIndex((item) => item.contains(document.activeElement));
    const to = at === -1 && by === -1 ? items.length - 1 : Math.min(items.length - 1, Math.max(0, at + by));
    items[to]?.focus();
  };
  useKeys({ '[': () => step(-1), ']': () => step(1) });
  return (
    <section aria-label={t('explain.diff')}>
      <p className="diff-summary">
        <span>{t('diff.hints', { count: hints.length })}</span>
        <strong data-corrected={corrected > 0}>{t('diff.corrected', { count: corrected })}</strong>
      </p>
      <ol className="diffs" ref={list}>
        {hints.map((hint) => (
          <HintItem key={hint.deliveryId} hint={hint} />
        ))}
      </ol>
      {isTruncated && <p className="soft">{t('diff.truncated')}</p>}
    </section>
  );
}

function HintItem({ hint }: { readonly hint: Hint }) {
  const { t, formats } = useConsole();
  const { deliveryId, receivedAt, verdict, isCorrected, outcome, confirmedAt, eventSeq } = hint;
  const delay = confirmedAt === null ? 0 : Date.parse(confirmedAt) - Date.parse(receivedAt);
  return (
    <li className="diff" tabIndex={-1} data-corrected={isCorrected}>
      <header className="diff-head">
        <h2>
          <Time at={receivedAt} as="timeMs" />
        </h2>
        <VerdictChip verdict={verdict} />
        <DiffMark hint={hint} />
        <span className="spread" />
        <Link to="/inbox" search={{ open: deliveryId }}>
          {t('explain.delivery')}
        </Link>
        {eventSeq !== null && <span className="soft">{t('explain.event', { seq: eventSeq })}</span>}
      </header>
      <p className="soft">{t(`diff.outcome.${outcome}`, { span: formats.span(Math.max(0, delay)) })}</p>
      {hint.fields.length > 0 && <FieldTable hint={hint} />}
    </li>
  );
}

/** What the comparison came to, as an icon and words. */
function DiffMark({ hint: { isCorrected, differences, fields } }: { readonly hint: Hint }) {
  const { t } = useConsole();
  if (isCorrected)
    return (
      <span className="diff-mark" data-tone="bad">
        <IconArrowBackUp size={14} aria-hidden="true" />
        {t('diff.isCorrected')}
      </span>
    );
  if (fields.length === 0) return null;
  if (differences === 0)
    return (
      <span className="diff-mark" data-tone="good">
        <IconCheck size={14} aria-hidden="true" />
        {t('diff.agrees')}
      </span>
    );
  return <span className="diff-mark">{t('diff.differences', { count: differences })}</span>;
}
