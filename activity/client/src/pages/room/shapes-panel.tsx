import { mayDraw } from '@echochat/activity-protocol/rooms/document.ts';
import type { BoardElement } from '@echochat/activity-protocol/rooms/element.ts';
import { convertToExcalidrawElements, restoreElements } from '@excalidraw/excalidraw';
import { type FormEvent, useEffect, useState } from 'react';
import { Button, IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import type { RoomConnection } from '../../room/connection.ts';
import type { RoomState } from '../../room/room-state.ts';
import { changed, placeBelow, type Shape, shapesOf } from '../../room/shapes.ts';
import { useWords } from '../../words/use-words.ts';
import panel from './panel.module.css';
import styles from './shapes-panel.module.css';

const step = 40;
const ways = { left: [-step, 0], right: [step, 0], up: [0, -step], down: [0, step] } as const;
const kinds = ['text', 'rectangle', 'ellipse', 'diamond'] as const;
type Elements = Parameters<typeof restoreElements>[0];

type ShapesPanelProps = { room: RoomState; connection: RoomConnection; boardId: number; onClose: () => void };

/** The page in words: what is on it is read, added, moved, rewritten and taken away without seeing it. */
export function ShapesPanel({ room, connection, boardId, onClose }: ShapesPanelProps) {
  const { t } = useWords();
  const [elements, setElements] = useState(() => connection.board(boardId).elements);
  const [editing, setEditing] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    setElements(connection.board(boardId).elements);
    return connection.onBoard(boardId, () => setElements(connection.board(boardId).elements));
  }, [connection, boardId]);
  const you = room.participants.find(({ userId }) => userId === room.you);
  const canDraw = room.status === 'in' && you !== undefined && room.document !== null && mayDraw(room.document, you);
  const shapes = shapesOf(elements);

  const nameOf = ({ kind, text, from, to }: Shape): string => {
    const name = t(`room.shapes.${kind === 'magicframe' ? 'frame' : kind}`);
    if (from !== null || to !== null)
      return t('room.shapes.leads', {
        name,
        from: from || t('room.shapes.nothing'),
        to: to || t('room.shapes.nothing'),
      });
    return text === '' ? name : t('room.shapes.saying', { name, text });
  };
  const tell = (next: readonly BoardElement[], what: string) => {
    connection.draw(boardId, next);
    setSaid(what);
  };
  const rewrite = (shape: Shape, text: string) => {
    const own = shape.parts.find(({ id }) => id === shape.textId);
    setEditing(null);
    if (own) tell(measured([changed(own, { text, originalText: text })]), t('room.shapes.rewritten', { text }));
  };
  const add = (kind: (typeof kinds)[number], text: string) => {
    const place = placeBelow(elements);
    const made =
      kind === 'text'
        ? [{ type: 'text' as const, ...place, text }]
        : [{ type: kind, ...place, width: 200, height: 100, ...(text === '' ? {} : { label: { text } }) }];
    tell(convertToExcalidrawElements(made) as unknown as BoardElement[], t('room.shapes.added'));
  };

  return (
    <aside className={panel.panel} aria-label={t('room.shapes')}>
      <header className={panel.head}>
        <h2>{t('room.shapes')}</h2>
        <IconButton label={t('room.close-panel')} onClick={onClose}>
          <Icon name="close" />
        </IconButton>
      </header>
      <p className="unseen" role="status">
        {said}
      </p>
      <ul className={styles.shapes} aria-label={t('room.shapes.on-page', { count: shapes.length })}>
        {shapes.length === 0 ? <li className={panel.empty}>{t('room.shapes.empty')}</li> : null}
        {shapes.map((shape) => (
          <li key={shape.id} className={styles.shape}>
            {editing === shape.id ? (
              <EditText text={shape.text} onDone={(text) => rewrite(shape, text)} onCancel={() => setEditing(null)} />
            ) : (
              <>
                <span>{nameOf(shape)}</span>
                {canDraw ? (
                  <fieldset className={styles.tools} aria-label={nameOf(shape)}>
                    {shape.textId === null ? null : (
                      <Button look="quiet" onClick={() => setEditing(shape.id)}>
                        {t('room.shapes.edit')}
                      </Button>
                    )}
                    {(Object.keys(ways) as (keyof typeof ways)[]).map((way) => (
                      <IconButton
                        key={way}
                        label={t(`room.shapes.${way}`)}
                        onClick={() => {
                          const [dx, dy] = ways[way];
                          const next = shape.parts.map((part) => changed(part, { x: part.x + dx, y: part.y + dy }));
                          tell(next, t('room.shapes.moved'));
                        }}
                      >
                        <span aria-hidden="true">{{ left: '←', right: '→', up: '↑', down: '↓' }[way]}</span>
                      </IconButton>
                    ))}
                    <Button
                      look="quiet"
                      onClick={() =>
                        tell(
                          shape.parts.map((part) => changed(part, { isDeleted: true })),
                          t('room.shapes.removed'),
                        )
                      }
                    >
                      {t('room.shapes.remove')}
                    </Button>
                  </fieldset>
                ) : null}
              </>
            )}
          </li>
        ))}
      </ul>
      {canDraw ? <AddShape onAdd={add} /> : null}
    </aside>
  );
}

/** A text is as wide as it is written: measured as the board does. */
const measured = (elements: readonly BoardElement[]): BoardElement[] =>
  restoreElements(elements as unknown as Elements, null, { refreshDimensions: true }) as unknown as BoardElement[];

type EditTextProps = { text: string; onDone: (text: string) => void; onCancel: () => void };

function EditText({ text, onDone, onCancel }: EditTextProps) {
  const { t } = useWords();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onDone(String(new FormData(event.currentTarget).get('text')));
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <label>
        {t('room.shapes.text')}
        {/* biome-ignore lint/a11y/noAutofocus: it was asked for a moment ago */}
        <textarea name="text" defaultValue={text} rows={3} maxLength={2_000} autoFocus />
      </label>
      <div className={styles.tools}>
        <Button look="primary" type="submit">
          {t('room.shapes.done')}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {t('form.cancel')}
        </Button>
      </div>
    </form>
  );
}

function AddShape({ onAdd }: { onAdd: (kind: (typeof kinds)[number], text: string) => void }) {
  const { t } = useWords();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = String(form.get('text')).trim();
    const kind = kinds.find((one) => one === form.get('kind')) ?? 'text';
    if (kind === 'text' && text === '') return;
    onAdd(kind, text);
    event.currentTarget.reset();
  };
  return (
    <form className={`${styles.form} ${styles.add}`} onSubmit={submit}>
      <label>
        {t('room.shapes.kind')}
        <select name="kind">
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`room.shapes.${kind}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('room.shapes.text')}
        <input name="text" maxLength={2_000} />
      </label>
      <Button look="primary" type="submit">
        {t('room.shapes.add')}
      </Button>
    </form>
  );
}
