import { mayDraw } from '@echochat/activity-protocol/rooms/document.ts';
import { type BoardElement, isSame } from '@echochat/activity-protocol/rooms/element.ts';
import { CaptureUpdateAction, Excalidraw, MainMenu, reconcileElements, restoreElements } from '@excalidraw/excalidraw';
import '@excalidraw/excalidraw/index.css';
import type { Collaborator, ExcalidrawImperativeAPI, SocketId } from '@excalidraw/excalidraw/types';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { hueOf } from '../../people/initials.ts';
import { BoardImages } from '../../room/board-images.ts';
import type { RoomConnection } from '../../room/connection.ts';
import type { RoomState } from '../../room/room-state.ts';
import { useTheme } from '../../theme.ts';
import { useWords } from '../../words/use-words.ts';
import styles from './board-view.module.css';

/** A hand moves faster than others can follow: this often is told, in milliseconds. */
const tellMs = 50;

type BoardViewProps = {
  connection: RoomConnection;
  boardId: number;
  room: RoomState;
  /** Shows what is on the page in words. */
  onShapes: () => void;
};
type Scene = Parameters<typeof reconcileElements>;

/** The whiteboard: Excalidraw, drawn on by everybody. */
export function BoardView({ connection, boardId, room, onShapes }: BoardViewProps) {
  const { language, t } = useWords();
  const theme = useTheme();
  const [board, setBoard] = useState<ExcalidrawImperativeAPI | null>(null);
  // It sets its first scene some time after it is there; what was put into it before would be gone.
  const [isReady, setReady] = useState(false);
  const tell = useRef(throttled(tellMs));
  const point = useRef(throttled(tellMs));
  const you = room.participants.find(({ userId }) => userId === room.you);
  const canDraw = you !== undefined && room.document !== null && mayDraw(room.document, you);

  const images = useMemo(() => (board === null ? null : new BoardImages(connection, board)), [board, connection]);

  const isSmall = useSyncExternalStore(watchSize, isPictureInPicture);

  useEffect(() => {
    if (board === null || !isReady) return;
    let isFirst = true;
    const show = (told: readonly BoardElement[]) => {
      // What comes back as it is here must stay the same object: an image that is being read is still written to.
      const here = new Map(board.getSceneElementsIncludingDeleted().map((one) => [one.id, one]));
      const elements = told.filter((one) => !isSame(one, here.get(one.id)));
      if (elements.length === 0 && !isFirst) return;
      const remote = restoreElements(elements as unknown as Parameters<typeof restoreElements>[0], null);
      const merged = reconcileElements(
        board.getSceneElementsIncludingDeleted() as Scene[0],
        remote as unknown as Scene[1],
        board.getAppState(),
      );
      // Others' strokes are not ours to undo.
      board.updateScene({ elements: merged, captureUpdate: CaptureUpdateAction.NEVER });
      void images?.receive();
      // Who comes in sees what is there; at picture-in-picture size, what was drawn last.
      const last = isSmall ? board.getSceneElements().filter(({ id }) => elements.some((one) => one.id === id)) : [];
      const target = isFirst || last.length === 0 ? inSight(board.getSceneElements()) : last;
      if ((isFirst || isSmall) && target.length > 0)
        board.scrollToContent(target, { fitToContent: true, animate: !isFirst });
      // Never later: it would move the board under a hand that draws.
      isFirst = false;
    };
    show(connection.board(boardId).elements);
    return connection.onBoard(boardId, show);
  }, [board, boardId, connection, images, isReady, isSmall]);

  useEffect(() => {
    if (board === null || !isReady) return;
    // What is not taken goes back to what everybody sees; the room's notice says why.
    return connection.onBoardRefusal(boardId, ({ back, gone }) => {
      const restored = restoreElements(back as unknown as Parameters<typeof restoreElements>[0], null);
      const instead = new Map(restored.map((one) => [one.id, one]));
      const elements = board
        .getSceneElementsIncludingDeleted()
        .filter(({ id }) => !gone.includes(id))
        .map((one) => instead.get(one.id) ?? one);
      board.updateScene({ elements, captureUpdate: CaptureUpdateAction.NEVER });
    });
  }, [board, boardId, connection, isReady]);

  const { files } = room;
  useEffect(() => {
    if (isReady && files.length > 0) void images?.receive();
  }, [files, images, isReady]);

  useEffect(() => {
    board?.updateScene({ collaborators: collaboratorsOf(room, boardId), captureUpdate: CaptureUpdateAction.NEVER });
  }, [board, boardId, room]);

  return (
    <div className={styles.board} data-testid="board">
      <Excalidraw
        excalidrawAPI={setBoard}
        theme={theme}
        langCode={language === 'es' ? 'es-ES' : 'en'}
        isCollaborating
        viewModeEnabled={!canDraw || isSmall}
        zenModeEnabled={isSmall}
        handleKeyboardGlobally={false}
        validateEmbeddable={false}
        UIOptions={{
          canvasActions: { loadScene: false, toggleTheme: false, changeViewBackgroundColor: false },
        }}
        onChange={(elements, _state, files) => {
          setReady(true);
          if (isReady && canDraw) images?.send(files);
          if (isReady) tell.current(() => connection.draw(boardId, elements as unknown as readonly BoardElement[]));
        }}
        onPointerUpdate={({ pointer: { x, y } }) => point.current(() => connection.cursor(boardId, x, y))}
      >
        <MainMenu>
          <MainMenu.DefaultItems.SaveAsImage />
          <MainMenu.Item onSelect={onShapes}>{t('room.shapes')}</MainMenu.Item>
          <MainMenu.DefaultItems.SearchMenu />
          <MainMenu.DefaultItems.Help />
          <MainMenu.DefaultItems.ClearCanvas />
        </MainMenu>
      </Excalidraw>
    </div>
  );
}

/** Excalidraw paints each shape in view by itself, half a millisecond each: of more than these, where the latest is. */
const mostInSight = 2_000;
const inSight = <T extends { updated: number }>(elements: readonly T[]): readonly T[] =>
  elements.length <= mostInSight ? elements : elements.toSorted((a, b) => b.updated - a.updated).slice(0, 1);

function collaboratorsOf({ cursors, participants, session }: RoomState, boardId: number): Map<SocketId, Collaborator> {
  const others = [...cursors.values()].filter((one) => one.session !== session && one.boardId === boardId);
  return new Map(
    others.map((one): [SocketId, Collaborator] => {
      const name = participants.find(({ userId }) => userId === one.userId)?.displayName ?? '';
      const hue = hueOf(name);
      return [
        one.session as SocketId,
        {
          id: String(one.userId),
          username: name,
          pointer: { x: one.x, y: one.y, tool: 'pointer' },
          color: { background: `hsl(${hue} 70% 75%)`, stroke: `hsl(${hue} 60% 40%)` },
        },
      ];
    }),
  );
}

/** As room-view.module.css has it. */
const small = '(max-width: 340px), (max-height: 300px)';
const isPictureInPicture = (): boolean => matchMedia(small).matches;
function watchSize(listener: () => void): () => void {
  const query = matchMedia(small);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** Runs the newest of what it is given, at once and then at most each `everyMs`. */
function throttled(everyMs: number): (work: () => void) => void {
  let waiting: (() => void) | null = null;
  let isResting = false;
  const rest = () => {
    isResting = true;
    setTimeout(() => {
      isResting = false;
      const next = waiting;
      waiting = null;
      if (next) {
        next();
        rest();
      }
    }, everyMs);
  };
  return (work) => {
    if (isResting) waiting = work;
    else {
      work();
      rest();
    }
  };
}
