import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ReplayDeliveryDocument } from '../data/generated/graphql.js';
import { deliveryQuery } from '../data/queries.js';
import { postOperation } from '../data/post-operation.js';
import { showNotice } from '../parts/notices.js';
import { useConsole, useSession } from '../shell/console-context.js';
import { useKeys } from '../shell/use-keys.js';

/** Replays one delivery and shows what became of it. */
export function ReplayButton({ id }: { readonly id: string }) {
  const { t } = useConsole();
  const client = useQueryClient();
  const isAllowed = useSession().roles.includes('OPERATOR');
  const replay = useMutation({
    mutationFn: async () => (await postOperation(ReplayDeliveryDocument, { id })).replayDelivery,
    onSuccess(delivery) {
      showNotice({
        message: t('replay.done', { verdict: t(`verdict.${delivery.verdict}`) }),
        tone: 'good',
      });
      void client.invalidateQueries({ queryKey: deliveryQuery(id).queryKey });
      void client.invalidateQueries({ queryKey: ['deliveries'] });
    },
    onError: ({ message }) =>
      showNotice({ message: t('replay.failed', { message }), tone: 'bad', stays: true }),
  });
  const run = () => {
    if (!replay.isPending) replay.mutate();
  };
  useKeys(isAllowed ? { r: run } : {});
  return (
    <Button
      size="compact-sm"
      variant="light"
      disabled={!isAllowed}
      loading={replay.isPending}
      title={isAllowed ? 'r' : t('replay.needsRole')}
      leftSection={<IconRefresh size={14} />}
      onClick={run}
    >
      {t('replay.one')}
    </Button>
  );
}
