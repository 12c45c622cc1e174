import { LoadingRows } from '../parts/failure.js';
import { useConsole } from './console-context.js';

/** In place of a screen while its script comes, and while it is not known who is signed in. */
export function Pending() {
  const { t } = useConsole();
  return (
    <>
      <h1 className="hidden-text">{t('app.name')}</h1>
      <LoadingRows />
    </>
  );
}
