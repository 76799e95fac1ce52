import { type Poll, type SharedLink, sharedActions } from '@echochat/activity-protocol/rooms/shared.ts';
import { type FormEvent, useState } from 'react';
import { Button, IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import type { RoomConnection } from '../../room/connection.ts';
import type { RoomState } from '../../room/room-state.ts';
import { useWords } from '../../words/use-words.ts';
import { FilesList } from './files-list.tsx';
import styles from './panel.module.css';
import shared from './shared-panel.module.css';

type SharedPanelProps = { room: RoomState; connection: RoomConnection; onClose: () => void };

/** What people put beside the board: questions to everybody, and links. */
export function SharedPanel({ room, connection, onClose }: SharedPanelProps) {
  const { t } = useWords();
  const { links = [], polls = [] } = room.document ?? {};
  const you = room.participants.find(({ userId }) => userId === room.you);
  const isMine = (by: number) => by === room.you || (you !== undefined && you.role !== 'participant');
  const nameOf = (by: number) =>
    room.participants.find(({ userId }) => userId === by)?.displayName ?? t('room.somebody');
  return (
    <aside className={styles.panel} aria-label={t('room.shared')}>
      <header className={styles.head}>
        <h2>{t('room.shared')}</h2>
        <IconButton label={t('room.close-panel')} onClick={onClose}>
          <Icon name="close" />
        </IconButton>
      </header>
      <div className={shared.content}>
        <h3>{t('room.polls')}</h3>
        {polls.length === 0 ? <p className={styles.empty}>{t('room.polls.empty')}</p> : null}
        {polls.toReversed().map((poll) => (
          <PollView
            key={poll.id}
            poll={poll}
            you={room.you}
            askedBy={nameOf(poll.by)}
            onVote={(option) => connection.act({ do: 'poll:vote', id: poll.id, option })}
            onClose={isMine(poll.by) ? () => connection.act({ do: 'poll:close', id: poll.id }) : null}
          />
        ))}
        <AskPoll onAsk={(question, options) => connection.act({ do: 'poll:ask', question, options })} />
        <h3>{t('room.links')}</h3>
        {links.length === 0 ? <p className={styles.empty}>{t('room.links.empty')}</p> : null}
        <ul className={shared.links}>
          {links.map((link) => (
            <LinkRow
              key={link.id}
              link={link}
              by={nameOf(link.by)}
              onRemove={isMine(link.by) ? () => connection.act({ do: 'link:remove', id: link.id }) : null}
            />
          ))}
        </ul>
        <AddLink onAdd={(url, title) => connection.act({ do: 'link:add', url, ...(title ? { title } : {}) })} />
        <FilesList room={room} connection={connection} nameOf={nameOf} isMine={isMine} />
      </div>
    </aside>
  );
}

type PollViewProps = {
  poll: Poll;
  you: number;
  askedBy: string;
  onVote: (option: number) => void;
  onClose: (() => void) | null;
};

/** The question, and how many chose what: seen once one has voted or it is closed, so that nobody follows others. */
function PollView({ poll, you, askedBy, onVote, onClose }: PollViewProps) {
  const { t } = useWords();
  const votes = Object.values(poll.votes);
  const mine = poll.votes[you];
  const isShown = poll.isClosed || mine !== undefined;
  return (
    <fieldset className={shared.poll} disabled={poll.isClosed}>
      <legend>{poll.question}</legend>
      {poll.options.map((option, at) => {
        const count = votes.filter((vote) => vote === at).length;
        const share = votes.length === 0 ? 0 : count / votes.length;
        return (
          <label
            // biome-ignore lint/suspicious/noArrayIndexKey: options keep their places
            key={at}
            className={shared.option}
            style={isShown ? { backgroundSize: `${share * 100}% 100%` } : undefined}
          >
            <input type="radio" name={`poll-${poll.id}`} checked={mine === at} onChange={() => onVote(at)} />
            <span>{option}</span>
            {isShown ? <small>{count}</small> : null}
          </label>
        );
      })}
      <p className={shared.foot}>
        {t(poll.isClosed ? 'room.polls.closed' : 'room.polls.votes', { count: votes.length, name: askedBy })}
        {onClose && !poll.isClosed ? (
          <Button look="quiet" onClick={onClose}>
            {t('room.polls.close')}
          </Button>
        ) : null}
      </p>
    </fieldset>
  );
}

function AskPoll({ onAsk }: { onAsk: (question: string, options: string[]) => void }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  if (!isOpen) return <Button onClick={() => setOpen(true)}>{t('room.polls.ask')}</Button>;
  const ask = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const options = String(form.get('options'))
      .split('\n')
      .map((option) => option.trim().slice(0, 80))
      .filter((option) => option !== '');
    const question = String(form.get('question')).trim();
    if (question === '' || options.length < 2) return;
    onAsk(question, options.slice(0, 6));
    setOpen(false);
  };
  return (
    <form className={shared.form} onSubmit={ask}>
      <label>
        {t('room.polls.question')}
        <input name="question" required maxLength={200} />
      </label>
      <label>
        {t('room.polls.options')}
        <textarea name="options" required rows={4} defaultValue={t('room.polls.yes-no')} />
      </label>
      <div className={shared.buttons}>
        <Button look="primary" type="submit">
          {t('room.polls.send')}
        </Button>
        <Button look="quiet" onClick={() => setOpen(false)}>
          {t('form.cancel')}
        </Button>
      </div>
    </form>
  );
}

function LinkRow({ link, by, onRemove }: { link: SharedLink; by: string; onRemove: (() => void) | null }) {
  const { t } = useWords();
  return (
    <li>
      <a href={link.url} target="_blank" rel="noopener noreferrer nofollow">
        {link.title}
      </a>
      <small>{by}</small>
      {onRemove ? (
        <IconButton label={t('room.links.remove', { title: link.title })} onClick={onRemove}>
          <Icon name="broom" size={16} />
        </IconButton>
      ) : null}
    </li>
  );
}

const [linkAdded] = sharedActions;

function AddLink({ onAdd }: { onAdd: (url: string, title: string) => void }) {
  const { t } = useWords();
  const [isWrong, setWrong] = useState(false);
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    // As the server reads it, so that what it would refuse is said beside the field.
    const { data } = linkAdded.safeParse({ do: 'link:add', url: String(form.get('url')) });
    setWrong(data === undefined);
    if (data === undefined) return;
    onAdd(data.url, String(form.get('title')).trim());
    event.currentTarget.reset();
  };
  return (
    <form className={shared.form} onSubmit={add} noValidate>
      <label>
        {t('room.links.address')}
        <input name="url" inputMode="url" maxLength={2_048} aria-invalid={isWrong} placeholder="https://" />
      </label>
      {isWrong ? <p role="alert">{t('room.links.wrong')}</p> : null}
      <label>
        {t('room.links.title')}
        <input name="title" maxLength={120} />
      </label>
      <Button type="submit">{t('room.links.add')}</Button>
    </form>
  );
}
