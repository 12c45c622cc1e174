import { FoliosTable } from '../holdings/folios-table.js';
import { ImportStateChip } from '../holdings/intent-cells.js';
import type { TransactionRowFragment } from '../data/generated/graphql.js';
import { Facts } from '../parts/detail-panel.js';
import { ProvenanceChip } from '../parts/status.js';
import { Time } from '../parts/time.js';
import { useConsole } from '../shell/console-context.js';
import '../messages/add-holdings.js';

type Sip = NonNullable<TransactionRowFragment['sip']>;
type Import = NonNullable<TransactionRowFragment['mutualFundImport']>;

/** The SIP that a transaction left, and the mutual funds that it imported. */
export function TransactionContents({ transaction }: { readonly transaction: TransactionRowFragment }) {
  const { sip, mutualFundImport } = transaction;
  return (
    <>
      {sip && <SipFacts sip={sip} />}
      {mutualFundImport && <ImportFacts id={transaction.id} found={mutualFundImport} />}
    </>
  );
}

function SipFacts({ sip }: { readonly sip: Sip }) {
  const { t, formats } = useConsole();
  const { isActive, amount, nextAt } = sip;
  return (
    <>
      <h3>{t('subscriptions.sip')}</h3>
      <Facts
        lines={[
          [
            t('transactions.status'),
            isActive === null
              ? t('overview.unknown')
              : t(isActive ? 'subscriptions.active' : 'subscriptions.inactive'),
          ],
          [t('subscriptions.action'), sip.action],
          [t('subscriptions.amount'), amount && formats.money(amount)],
          [t('subscriptions.frequency'), sip.frequency],
          [t('subscriptions.kind'), sip.kind],
          [t('subscriptions.nextAt'), nextAt && <Time key="next" at={nextAt} as="full" />],
        ]}
      />
    </>
  );
}

function ImportFacts({ id, found }: { readonly id: string; readonly found: Import }) {
  const { t, formats } = useConsole();
  const { receivedAt, otpAcceptedAt, statementRowsCount } = found;
  return (
    <>
      <h3>{t('imports.title')}</h3>
      <div className="panel-chips">
        <ImportStateChip state={found.state} />
        {receivedAt && <ProvenanceChip provenance={found.provenance} />}
      </div>
      <Facts
        lines={[
          [t('imports.otpAt'), otpAcceptedAt && <Time key="otp" at={otpAcceptedAt} as="full" />],
          [t('inbox.received'), receivedAt && <Time key="received" at={receivedAt} as="full" />],
          [t('imports.rows'), receivedAt && formats.count(statementRowsCount)],
        ]}
      />
      <p className="soft">{t('imports.hint')}</p>
      <FoliosTable
        of={{ kind: 'transaction', id, version: receivedAt ?? '' }}
        empty={t('imports.noFolios')}
      />
    </>
  );
}
