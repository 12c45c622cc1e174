import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { UnlinkAccountDocument } from '../data/generated/graphql.js';
import { postOperation } from '../data/post-operation.js';
import { type Console, useConsole } from '../shell/console-context.js';
import { Dialog } from '../shell/dialog.js';
import type { AccountDetail } from './account-detail.js';

interface UnlinkDialogProps {
  readonly account: AccountDetail;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Says what unlinking an account will do, and does it for a reason that is recorded. */
export function UnlinkDialog({ account, onClose, onDone }: UnlinkDialogProps) {
  const { t } = useConsole();
  const [reason, setReason] = useState('');
  const unlink = useMutation({
    mutationFn: async () => await postOperation(UnlinkAccountDocument, { id: account.id, reason }),
    onSuccess: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== '') unlink.mutate();
  };
  return (
    <Dialog title={t('unlink.title', { account: account.authId })} onClose={onClose}>
      <form onSubmit={submit}>
        <ul className="unlink-effects">
          {effectsOf(account, t).map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
        </ul>
        <TextInput
          label={t('reveal.reason')}
          placeholder={t('reveal.reasonHint')}
          required
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={unlink.error?.message}
        />
        <div className="dialog-actions">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" color="red" disabled={reason.trim() === ''} loading={unlink.isPending}>
            {t('unlink.confirm')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What unlinking will do, sentence by sentence. */
function effectsOf(account: AccountDetail, t: Console['t']): readonly string[] {
  const { holdings, investments, pendingActionsCount, claims } = account;
  const parts = [
    holdings && t('unlink.securities', { count: holdings.positionsCount }),
    investments && t('unlink.investments', { count: investments.smallcasesCount }),
    pendingActionsCount > 0 && t('unlink.actions', { count: pendingActionsCount }),
  ].filter(Boolean);
  const viewers = claims.map(({ viewer }) => viewer).join(', ');
  return [
    t('unlink.from', { viewer: account.viewer }),
    parts.length === 0 ? t('unlink.deletesNothing') : t('unlink.deletes', { parts: parts.join(', ') }),
    t('unlink.stays'),
    viewers === '' ? t('unlink.nextNone') : t('unlink.next', { viewers }),
    t('unlink.logged'),
  ];
}
