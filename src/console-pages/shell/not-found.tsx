import { Link } from '@tanstack/react-router';
import { Empty } from '../parts/failure.js';
import { useConsole } from './console-context.js';

/** Says that no screen has this address. */
export function NotFound() {
  const { t } = useConsole();
  return (
    <>
      <h1 className="hidden-text">{t('app.name')}</h1>
      <Empty title={t('app.noScreen')}>
        <Link to="/">{t('nav.overview')}</Link>
      </Empty>
    </>
  );
}
