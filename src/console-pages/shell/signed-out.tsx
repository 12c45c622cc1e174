import { useConsole } from './console-context.js';
import { CommandLine } from '../parts/command-line.js';
import '../parts/states.css';

/** Says how to get a link that signs this browser in. */
export function SignedOut({ refusal }: { readonly refusal: 'refused' | 'unreachable' | null }) {
  const { t } = useConsole();
  return (
    <main className="state">
      <h1 className="signed-out-title">{t('signedOut.title')}</h1>
      {refusal !== null && <p role="alert">{t(`signedOut.${refusal}`)}</p>}
      <p>{t('signedOut.text')}</p>
      <p>{t('signedOut.production')}</p>
      <CommandLine command="dwar console open" />
      <p>{t('signedOut.development')}</p>
    </main>
  );
}
