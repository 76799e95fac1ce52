import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { NotesMarkdown } from '../../markdown/notes-markdown.tsx';
import { LanguageSwitch, ThemeSwitch } from '../../parts/switches.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { Waiting } from '../../parts/waiting.tsx';
import { Avatar } from '../../people/avatar.tsx';
import { type Api, openApi } from '../../server/api.ts';
import { Sign } from '../../sign.tsx';
import { sizeOf } from '../../words/size-of.ts';
import { useWords } from '../../words/use-words.ts';
import { localeTag } from '../../words/words.ts';
import outside from '../room/no-way-in.module.css';
import { BoardPicture } from './board-picture.tsx';
import styles from './made-page.module.css';

type Made = Awaited<ReturnType<Api['rooms']['lookAtMade']['query']>>;

/** The addresses of pictures and files last ten minutes. */
const renewedAfterMs = 8 * 60_000;

/** What was made in a room, to look at and to keep. The key of it stands behind the # of the address. */
export function MadePage() {
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: 1, staleTime: 60_000 } } }));
  const key = location.hash.slice(1);
  return (
    <QueryClientProvider client={client}>
      <Looking secret={key} />
    </QueryClientProvider>
  );
}

function Looking({ secret }: { secret: string }) {
  const { t } = useWords();
  const made = useQuery({
    queryKey: ['made', secret],
    queryFn: () => openApi(null).rooms.lookAtMade.query({ key: secret }),
    enabled: secret !== '',
    refetchInterval: renewedAfterMs,
  });
  useTitle(`${made.data?.room.title ?? t('made.title')} · EchoChat`);
  if (made.isError || secret === '')
    return (
      <main className={outside.outside}>
        <Sign size={72} />
        <h1>{t('made.out.title')}</h1>
        <p>{t('made.out.text')}</p>
      </main>
    );
  return made.data ? <WhatWasMade made={made.data} /> : <Waiting />;
}

function WhatWasMade({ made }: { made: Made }) {
  const { t } = useWords();
  const { room, present, pages, notes, links, polls, files } = made;
  const isEmpty = pages.length === 0 && notes === '' && links.length === 0 && polls.length === 0 && files.length === 0;
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <Sign size={32} />
        <div>
          <h1>{room.title}</h1>
          <p>{whenOf(room.startedAt ?? room.createdAt, room.endedAt, (values) => t('made.when', values))}</p>
        </div>
        <span className={styles.switches}>
          <ThemeSwitch />
          <LanguageSwitch />
        </span>
      </header>
      <main className={styles.main}>
        {present.length > 0 ? (
          <section aria-label={t('made.present')}>
            <ul className={styles.people}>
              {present.map(({ userId, displayName, avatarUrl, minutes }) => (
                <li key={userId}>
                  <Avatar name={displayName} url={avatarUrl ?? undefined} size={36} />
                  <span>
                    {displayName}
                    <small>{t('made.minutes', { count: minutes })}</small>
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
        {isEmpty ? <p className={styles.quiet}>{t('made.nothing')}</p> : null}
        {pages.length > 0 ? (
          <section aria-label={t('made.board')}>
            <h2>{t('made.board')}</h2>
            <div className={styles.pages}>
              {pages.map((page) => (
                <BoardPicture key={page.id} page={page} room={room.title} />
              ))}
            </div>
          </section>
        ) : null}
        {notes === '' ? null : (
          <section aria-label={t('made.notes')}>
            <h2>{t('made.notes')}</h2>
            <div className={styles.notes}>
              <NotesMarkdown text={notes} />
            </div>
            <SaveText name={`${room.title}.md`} text={notes} label={t('made.save-notes')} />
          </section>
        )}
        {links.length === 0 ? null : (
          <section aria-label={t('made.links')}>
            <h2>{t('made.links')}</h2>
            <ul className={styles.list}>
              {links.map(({ url, title, by }) => (
                <li key={url + title}>
                  <SafeLink url={url}>{title}</SafeLink>
                  {by === null ? null : <small>{t('made.by', { name: by })}</small>}
                </li>
              ))}
            </ul>
          </section>
        )}
        {files.length === 0 ? null : (
          <section aria-label={t('made.files')}>
            <h2>{t('made.files')}</h2>
            <ul className={styles.list}>
              {files.map(({ id, name, bytes, path }) => (
                <li key={id}>
                  <a href={path} download={name}>
                    {name}
                  </a>
                  <small>{sizeOf(bytes)}</small>
                </li>
              ))}
            </ul>
          </section>
        )}
        {polls.length === 0 ? null : (
          <section aria-label={t('made.polls')}>
            <h2>{t('made.polls')}</h2>
            <ul className={styles.list}>
              {polls.map(({ question, options }) => (
                <li key={question}>
                  <strong>{question}</strong>
                  <small>
                    {options.map(({ text, votes }) => `${text}: ${t('made.votes', { count: votes })}`).join(' · ')}
                  </small>
                </li>
              ))}
            </ul>
          </section>
        )}
        <p className={styles.quiet}>{t('made.again')}</p>
      </main>
    </div>
  );
}

/** The room has checked it; what else got in is shown as text. */
function SafeLink({ url, children }: { url: string; children: string }) {
  if (!/^(?:https?:\/\/|mailto:)/i.test(url)) return <span>{children}</span>;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

function SaveText({ name, text, label }: { name: string; text: string; label: string }) {
  const save = () => {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/markdown' }));
    const link = Object.assign(document.createElement('a'), { href: url, download: name });
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <button type="button" className={styles.save} onClick={save}>
      {label}
    </button>
  );
}

/** The day, and from when to when, in the reader's own time. */
function whenOf(from: Date, to: Date | null, said: (values: { from: string; to: string }) => string): string {
  const day = new Intl.DateTimeFormat(localeTag(), { dateStyle: 'full' });
  const hour = new Intl.DateTimeFormat(localeTag(), { timeStyle: 'short' });
  if (to === null) return day.format(from);
  const end = day.format(to) === day.format(from) ? hour.format(to) : `${day.format(to)}, ${hour.format(to)}`;
  return `${day.format(from)}, ${said({ from: hour.format(from), to: end })}`;
}
