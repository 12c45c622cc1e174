import { type FormEvent, useRef } from 'react';
import { keepToken } from '../token.js';
import { PageHeader } from './page-header.js';

/** Asks for a token. In a real app the user comes from your own login. */
export function SignedOut({ problem }: { readonly problem?: string }) {
  const token = useRef<HTMLInputElement>(null);
  const signIn = (event: FormEvent) => {
    event.preventDefault();
    keepToken(token.current?.value.trim());
    location.reload();
  };
  return (
    <>
      <PageHeader />
      <main>
        <form className="panel" onSubmit={signIn}>
          <h2>Sign in</h2>
          <p>
            Open the shop by the link that <code>npm run dev</code> prints, or paste the output of{' '}
            <code>npx dwar token --viewer alice</code>.
          </p>
          <label htmlFor="token">Session token</label>
          <input ref={token} id="token" name="token" autoComplete="off" spellCheck={false} required />
          <button type="submit" className="main">
            Sign in
          </button>
        </form>
        <p className="notice" role="status" data-tone="bad">
          {problem}
        </p>
      </main>
    </>
  );
}
