import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useWords } from '../../words/use-words.ts';
import { useOwn } from '../own/own.ts';

type DeclineInvitationProps = { room: { id: number; title: string }; onDeclined: () => void };

/** No to an invitation into a room. */
export function DeclineInvitation({ room, onDeclined }: DeclineInvitationProps) {
  const { t } = useWords();
  const { api } = useOwn();
  const client = useQueryClient();
  const decline = useMutation({
    mutationFn: () => api.rooms.declineRoomInvite.mutate({ roomId: room.id }),
    onSuccess: onDeclined,
    onSettled: () => client.invalidateQueries({ queryKey: ['rooms'] }),
  });
  if (decline.isSuccess) return <span role="status">{t('inbox.declined')}</span>;
  return (
    <>
      <button
        type="button"
        disabled={decline.isPending}
        aria-label={t('inbox.decline-named', { title: room.title })}
        onClick={() => decline.mutate()}
      >
        {t('inbox.decline')}
      </button>
      {decline.isError ? <span role="alert">{t('inbox.invitation-over')}</span> : null}
    </>
  );
}
