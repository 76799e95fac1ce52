import { useEffect } from 'react';
import type { RoomState } from '../../room/room-state.ts';
import { useWords } from '../../words/use-words.ts';
import styles from './room-view.module.css';

const shownMs = 6_000;
const known = [
  'view_only',
  'muted',
  'not_host',
  'not_owner',
  'room_owner',
  'owner_back',
  'offered',
  'board_full',
  'boards_full',
  'element_broken',
  'element_size',
  'page_limit',
  'notes_full',
  'room_list_full',
  'file_size',
  'file_type',
  'file_broken',
  'file_empty',
  'file_not_found',
  'files_full',
  'files_full_today',
  'files_under_way',
  'storage_full',
  'image_size',
  'unreachable',
  'too_many_requests',
] as const;

/** What did not work, for as long as it takes to read it. */
export function Notice({ room: { notice }, onRead }: { room: RoomState; onRead: () => void }) {
  const { t } = useWords();
  useEffect(() => {
    if (notice === null) return;
    const timer = setTimeout(onRead, shownMs);
    return () => clearTimeout(timer);
  }, [notice, onRead]);
  if (notice === null) return null;
  const code = known.find((one) => one === notice.code) ?? 'other';
  return (
    <p className={styles.notice} role="alert">
      {t(`room.notice.${code}`)}
    </p>
  );
}

const newsMs = 10_000;

/** Something of the person's own, said beside the board while they are in another matter. */
export function News({ room: { news }, onRead }: { room: RoomState; onRead: () => void }) {
  const { t, language } = useWords();
  useEffect(() => {
    if (news === null) return;
    const timer = setTimeout(onRead, newsMs);
    return () => clearTimeout(timer);
  }, [news, onRead]);
  if (news === null) return null;
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(news.at);
  return (
    <p className={styles.notice} role="status">
      {t(`room.news.${news.kind}`, { title: news.title, time })}
    </p>
  );
}
