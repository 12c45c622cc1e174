import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ReplayDeliveryDocument } from '../data/generated/graphql.js';
import { deliveryQuery } from '../data/queries.js';
import { postOperation } from '../data/post-operation.js';
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
      notifications.show({
        message: t('replay.done', { verdict: t(`verdict.${delivery.verdict}`) }),
        color: 'teal',
      });
      void client.invalidateQueries({ queryKey: deliveryQuery(id).queryKey });
      void client.invalidateQueries({ queryKey: ['deliveries'] });
    },
    onError: ({ message }) =>
      notifications.show({ message: t('replay.failed', { message }), color: 'red', autoClose: false }),
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
