import type { SdkResult } from '@dwar/client';
import { useBrokers, type Viewer } from '@dwar/react';
import { NOTICES, textOfAnswer } from '../texts.js';
import { Duplicate } from './duplicate.js';
import { useShopFlows } from './flows.js';
import { Holdings } from './holdings.js';
import { Offline } from './offline.js';
import { Orders } from './orders.js';
import { PageHeader } from './page-header.js';
import { Shares } from './shares.js';

interface ShopProps {
  readonly token: string;
  readonly viewer: Viewer;
  readonly answer: SdkResult | null;
  readonly logOut: () => Promise<void>;
}

export function Shop({ token, viewer, answer, logOut }: ShopProps) {
  const flows = useShopFlows(viewer.id);
  const { isBusy, notice, say } = flows;
  const { phase } = flows.flow.state;
  const mayRetry = phase === 'unclear' || phase === 'ready';
  const leave = () =>
    logOut().then(
      () => say({ text: NOTICES.loggedOut, tone: 'plain' }),
      (error: Error) => say({ text: error.message, tone: 'bad' }),
    );
  return (
    <>
      <PageHeader>
        <Account viewer={viewer} isBusy={isBusy} onConnect={flows.connect} />
        {answer !== null && (
          <button type="button" className="plain" disabled={isBusy} onClick={leave}>
            Log out of the broker
          </button>
        )}
      </PageHeader>
      <main>
        <Offline />
        <p id="notice" className="notice" role="status" data-tone={notice.tone}>
          {notice.text}
        </p>
        {(mayRetry || phase === 'expired') && (
          <p className="buttons">
            {mayRetry && (
              <button type="button" id="retry" className="main" onClick={flows.retry}>
                Try again
              </button>
            )}
            <button type="button" onClick={flows.startOver}>
              Start over
            </button>
          </p>
        )}
        {phase === 'duplicate' && (
          <Duplicate onConfirm={flows.confirmDuplicate} onDecline={flows.declineDuplicate} />
        )}
        <div className="columns">
          <Shares isBusy={isBusy} orderedBy={flows.orderedBy} onOrder={flows.order} />
          <Orders token={token} />
          <Holdings isBusy={isBusy} onImport={flows.importHoldings} />
          <Answer answer={answer} />
        </div>
      </main>
    </>
  );
}

interface AccountProps {
  readonly viewer: Viewer;
  readonly isBusy: boolean;
  readonly onConnect: () => void;
}

function Account({ viewer, isBusy, onConnect }: AccountProps) {
  const { data: brokers } = useBrokers();
  const account = viewer.brokerAccounts.find(({ id }) => id === viewer.currentBrokerAccount?.id);
  const broker = brokers?.find(({ key }) => key === account?.broker);
  const isConnected = viewer.currentBrokerAccount !== null;
  return (
    <>
      <p>{isConnected ? `Connected: ${broker?.name ?? 'a broker'}` : 'No broker connected'}</p>
      <button type="button" disabled={isBusy} onClick={onConnect}>
        {isConnected ? 'Connect another broker' : 'Connect a broker'}
      </button>
    </>
  );
}

function Answer({ answer }: { readonly answer: SdkResult | null }) {
  const text = answer === null ? 'Nothing yet.' : textOfAnswer(answer.ok ? answer.raw : answer);
  return (
    <section className="panel" aria-labelledby="answer-title">
      <h2 id="answer-title">What the SDK answered</h2>
      <p className="soft">For developers; tokens are hidden.</p>
      <textarea id="answer" rows={12} readOnly aria-labelledby="answer-title" value={text} />
    </section>
  );
}
