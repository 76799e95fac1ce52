import { useEffect, useRef } from 'react';
import { FormDialog } from '../../../form/form-dialog.tsx';
import { useTitle } from '../../../parts/use-title.ts';
import { useWords } from '../../../words/use-words.ts';
import { Composer } from '../composer/composer.tsx';
import { QuickChips } from '../composer/quick-chips.tsx';
import { openForm } from '../log/log.ts';
import { LogView } from '../log/log-view.tsx';
import { Rail } from './rail.tsx';
import styles from './talk.module.css';
import { TalkHeader } from './talk-header.tsx';
import { useMe } from './use-me.ts';
import { useNews } from './use-news.ts';
import { useTalk } from './use-talk.ts';
import { useUnread } from './use-unread.ts';

/** While fewer lines than this were typed, the first commands are offered as chips. */
const SHORT_TALK = 3;

export function Talk({ handle }: { handle: string }) {
  const { t } = useWords();
  const talk = useTalk(handle);
  const { log, dispatch, ask } = talk;
  const me = useMe(handle);
  const isLive = useNews(handle, (event) => dispatch({ type: 'heard', event }));
  const unread = useUnread(log.heard.length);
  useTitle(t('talk.title', { name: me.displayName, unread }));

  // On arrival EchoChat speaks first; after a reload the talk goes on where it was.
  const isGreeted = useRef(log.entries.length > 0);
  useEffect(() => {
    if (isGreeted.current) return;
    isGreeted.current = true;
    ask({ kind: 'run', line: '/echo' });
  }, [ask]);

  const lines = log.entries.flatMap((entry) => (entry.kind === 'line' ? [entry.line] : []));
  const form = openForm(log);
  const run = (line: string) => ask({ kind: 'run', line });

  return (
    <div className={styles.talk}>
      <a className={styles.skip} href="#composer">
        {t('talk.skip')}
      </a>
      <TalkHeader me={me} onClear={() => dispatch({ type: 'cleared' })} />
      <Rail me={me} />
      <main className={styles.main}>
        <h1 className="unseen">{t('talk.heading', { name: me.displayName })}</h1>
        <LogView talk={talk} me={me} />
        <div className={styles.foot}>
          {isLive ? null : (
            <p className={styles.offline} role="status">
              {t('talk.offline')}
            </p>
          )}
          {lines.length < SHORT_TALK ? <QuickChips onRun={run} /> : null}
          <Composer handle={handle} lines={lines} onRun={run} />
        </div>
      </main>
      {form === null ? null : (
        <FormDialog
          key={form.key}
          form={form.form}
          start={form.values}
          trouble={form.trouble}
          isPending={log.pending.some(({ ask: pending }) => pending.kind === 'submit' && pending.entry === form.key)}
          as={handle}
          onSubmit={(values) => ask({ kind: 'submit', id: form.form.id, entry: form.key, values })}
          onClose={(values) => dispatch({ type: 'form closed', entry: form.key, values })}
        />
      )}
    </div>
  );
}
