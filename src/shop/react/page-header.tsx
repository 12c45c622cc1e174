import type { ReactNode } from 'react';

export function PageHeader({ children }: { readonly children?: ReactNode }) {
  return (
    <header>
      <div>
        <h1>Demo shop</h1>
        <p>A partner’s page on Dwar. Virtual brokers, virtual money.</p>
        <p>
          <a href="/shop">The same page in plain JavaScript</a>
        </p>
      </div>
      <div className="account">{children ?? <p>Not signed in</p>}</div>
    </header>
  );
}
