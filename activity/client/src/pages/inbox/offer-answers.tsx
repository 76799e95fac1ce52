import { useMutation } from '@tanstack/react-query';
import { useWords } from '../../words/use-words.ts';
import { useOwn } from '../own/own.ts';

type OfferAnswersProps = { room: { id: number; title: string }; onAnswered: () => void };

/** The two answers to a room that is offered for good. */
export function OfferAnswers({ room, onAnswered }: OfferAnswersProps) {
  const { t } = useWords();
  const { api } = useOwn();
  const answer = useMutation({
    mutationFn: (isAccepted: boolean) => api.rooms.answerOffer.mutate({ roomId: room.id, isAccepted }),
    onSuccess: onAnswered,
  });
  const values = { title: room.title };
  return (
    <>
      <button
        type="button"
        disabled={answer.isPending}
        aria-label={t('inbox.take-named', values)}
        onClick={() => answer.mutate(true)}
      >
        {t('inbox.take')}
      </button>
      <button
        type="button"
        disabled={answer.isPending}
        aria-label={t('inbox.leave-named', values)}
        onClick={() => answer.mutate(false)}
      >
        {t('inbox.leave')}
      </button>
      {answer.isError ? <span role="alert">{t('inbox.offer-gone')}</span> : null}
    </>
  );
}
