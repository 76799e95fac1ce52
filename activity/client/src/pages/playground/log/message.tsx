import type { Person } from '@echochat/activity-protocol/playground.ts';
import type { ReactNode } from 'react';
import { Avatar } from '../../../people/avatar.tsx';
import { Sign } from '../../../sign.tsx';
import { useWords } from '../../../words/use-words.ts';
import { localeTag } from '../../../words/words.ts';
import styles from './message.module.css';

type MessageProps = {
  author: Person | 'EchoChat';
  at: number;
  isContinued: boolean;
  /** It came by itself, because of what somebody else did. */
  isNews: boolean;
  children: ReactNode;
};

export function Message({ author, at, isContinued, isNews, children }: MessageProps) {
  const { t } = useWords();
  const hasHead = !isContinued || isNews;
  const time = new Intl.DateTimeFormat(localeTag(), { timeStyle: 'short' }).format(at);
  return (
    <div className={`${styles.message} ${hasHead ? '' : styles.continued} ${isNews ? styles.news : ''}`}>
      {hasHead ? (
        <>
          <div className={styles.face}>
            {author === 'EchoChat' ? <Sign size={24} /> : <Avatar name={author.displayName} url={author.avatarUrl} />}
          </div>
          <p className={styles.head}>
            <span className={styles.name}>{author === 'EchoChat' ? author : author.displayName}</span>
            {isNews ? <span className={styles.badge}>{t('log.news')}</span> : null}
            <time dateTime={new Date(at).toISOString()}>{time}</time>
          </p>
        </>
      ) : null}
      <div className={styles.content}>{children}</div>
    </div>
  );
}
