import { Button } from '@mantine/core';
import { keepAddress, type Refusal, signInWays } from '../data/sign-in.js';
import { CommandLine } from '../parts/command-line.js';
import '../parts/states.css';
import { useConsole } from './console-context.js';

/** Offers the ways to sign in, and says why the last one failed. */
export function SignedOut({ refusal }: { readonly refusal: Refusal | null }) {
  const { t } = useConsole();
  const ways = signInWays(document);
  return (
    <main className="state">
      <h1 className="signed-out-title">{t(ways.length > 0 ? 'signIn.title' : 'signedOut.title')}</h1>
      {refusal !== null && (
        <p role="alert" className="notice-bad">
          {t(`signedOut.${refusal}`)}
        </p>
      )}
      {ways.map((way, index) => (
        <Button
          key={way}
          className="sign-in-way"
          component="a"
          href={`/console/login/${way}`}
          variant={index === 0 ? 'filled' : 'default'}
          onClick={() => keepAddress(window)}
        >
          {t(`signIn.${way}`)}
        </Button>
      ))}
      {ways.length > 0 ? (
        <p>{t('signIn.or')}</p>
      ) : (
        <>
          <p>{t('signedOut.text')}</p>
          <p>{t('signedOut.production')}</p>
        </>
      )}
      <CommandLine command="dwar console open" />
      {ways.length === 0 && <p>{t('signedOut.development')}</p>}
    </main>
  );
}
