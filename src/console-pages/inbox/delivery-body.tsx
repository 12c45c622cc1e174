import { Button, TextInput } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type DeliveryQuery, RevealDeliveryDocument } from '../data/generated/graphql.js';
import { postOperation } from '../data/post-operation.js';
import { JsonText } from '../parts/json-text.js';
import { useConsole, useSession } from '../shell/console-context.js';
import { Dialog } from '../shell/dialog.js';
import { prettyJson } from './pretty-json.js';

interface DeliveryBodyProps {
  readonly delivery: NonNullable<DeliveryQuery['delivery']>;
}

/** The body of a delivery, masked until an operator with the role reveals it. */
export function DeliveryBody({ delivery }: DeliveryBodyProps) {
  const { t } = useConsole();
  const { isMasked, roles } = useSession();
  const [isAsking, setAsking] = useState(false);
  const [revealed, setRevealed] = useState<string | null>(null);
  const mayReveal = roles.includes('REVEAL');
  const text = revealed ?? delivery.body;
  return (
    <>
      <div className="panel-chips">
        <span className="soft">{noteOf(revealed !== null, isMasked, t)}</span>
        <span className="spread" />
        {isMasked && revealed === null && (
          <Button
            size="compact-sm"
            variant="default"
            disabled={!mayReveal}
            title={mayReveal ? undefined : t('reveal.needsRole')}
            leftSection={<IconEye size={14} />}
            onClick={() => setAsking(true)}
          >
            {t('reveal.button')}
          </Button>
        )}
      </div>
      {text === null ? <p>{t('inbox.bodyTooLarge')}</p> : <JsonText text={text} label={t('inbox.body')} />}
      {isAsking && (
        <RevealDialog
          id={delivery.id}
          onClose={() => setAsking(false)}
          onRevealed={(body) => {
            setRevealed(prettyJson(body));
            setAsking(false);
          }}
        />
      )}
    </>
  );
}

function noteOf(isRevealed: boolean, isMasked: boolean, t: ReturnType<typeof useConsole>['t']): string {
  if (isRevealed) return t('reveal.shown');
  return isMasked ? t('inbox.bodyMasked') : '';
}

interface RevealDialogProps {
  readonly id: string;
  readonly onClose: () => void;
  readonly onRevealed: (body: string) => void;
}

function RevealDialog({ id, onClose, onRevealed }: RevealDialogProps) {
  const { t } = useConsole();
  const [reason, setReason] = useState('');
  const reveal = useMutation({
    mutationFn: async () => (await postOperation(RevealDeliveryDocument, { id, reason })).revealDelivery,
    onSuccess: onRevealed,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== '') reveal.mutate();
  };
  return (
    <Dialog title={t('reveal.title')} onClose={onClose}>
      <form onSubmit={submit}>
        <p>{t('reveal.text')}</p>
        <TextInput
          label={t('reveal.reason')}
          placeholder={t('reveal.reasonHint')}
          required
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={reveal.error?.message}
        />
        <div className="dialog-actions">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" disabled={reason.trim() === ''} loading={reveal.isPending}>
            {t('reveal.confirm')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
