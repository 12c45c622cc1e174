import { Button, Skeleton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ConsoleError } from '../data/console-error.js';
import { useConsole } from '../shell/console-context.js';
import { CommandLine } from './command-line.js';
import './states.css';

/** Says that something could not be read, with what a bug report needs, and lets the reader try again. */
export function Failure({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  const { t } = useConsole();
  const { code, requestId } = error instanceof ConsoleError ? error : { code: 'DEFECT', requestId: null };
  return (
    <section className="state" role="alert">
      <IconAlertTriangle size={28} aria-hidden="true" className="state-bad" />
      <h2>{t('failure.title')}</h2>
      <p>{error instanceof Error ? error.message : String(error)}</p>
      <p className="state-codes">
        <code>{t('failure.code', { code })}</code>
        {requestId !== null && <code>{t('failure.request', { id: requestId })}</code>}
      </p>
      <Button variant="default" onClick={retry}>
        {t('failure.retry')}
      </Button>
    </section>
  );
}

interface EmptyProps {
  readonly title: string;
  readonly hint?: string | undefined;
  readonly command?: string | undefined;
  readonly children?: ReactNode;
}

/** Says why there is nothing to see, and what to do next. */
export function Empty({ title, hint, command, children }: EmptyProps) {
  return (
    <section className="state">
      <h2>{title}</h2>
      {hint !== undefined && <p>{hint}</p>}
      {command !== undefined && <CommandLine command={command} />}
      {children}
    </section>
  );
}

/** Grey rows in place of a list that is being read. */
export function LoadingRows({ rows = 12 }: { readonly rows?: number }) {
  const { t } = useConsole();
  return (
    <div className="loading" role="status" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike
        <Skeleton key={index} height={18} radius="sm" width={`${96 - ((index * 17) % 40)}%`} />
      ))}
    </div>
  );
}
