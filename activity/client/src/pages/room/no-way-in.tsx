import { Button } from '../../parts/button.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { Sign } from '../../sign.tsx';
import { useWords } from '../../words/use-words.ts';
import styles from './no-way-in.module.css';
import { refusalKey } from './refusals.ts';

/** Why somebody is not in a room, and what to do. */
export function NoWayIn({ code, onLeave, onEvenSo }: { code: string; onLeave: () => void; onEvenSo?: () => void }) {
  const { t } = useWords();
  const key = refusalKey(code);
  useTitle(`${t('room.page')} · EchoChat`);
  return (
    <main className={styles.outside}>
      <Sign size={72} />
      <h1>{t(`${key}.title`)}</h1>
      <p>{t(`${key}.text`)}</p>
      {code === 'blocked_is_here' && onEvenSo ? (
        <Button look="danger" onClick={onEvenSo}>
          {t('room.even-so')}
        </Button>
      ) : null}
      <Button look="primary" onClick={onLeave}>
        {t('room.how')}
      </Button>
    </main>
  );
}
