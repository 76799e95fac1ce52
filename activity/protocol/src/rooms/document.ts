import { z } from 'zod';
import { authorOf, poll, type SharedAction, share, sharedActions, sharedLink } from './shared.ts';

const userId = z.number().int().positive();
const phase = z.enum(['focus', 'break']);

/** RD-2: a timer says when it ends; while it is paused it says what is left. Milliseconds. */
const timer = z.object({
  phase,
  focusMinutes: z.number(),
  breakMinutes: z.number(),
  /** Since 1970, by the server's clock; null while it is paused. */
  endsAt: z.number().nullable(),
  leftMs: z.number(),
});

/** What a room keeps beside its boards. It is small, so that it is sent whole whenever it changes. */
export const roomDocument = z.object({
  v: z.literal(1).default(1),
  timer: timer.nullable().catch(null).default(null),
  /** Nobody below moderator draws. */
  isLocked: z.boolean().catch(false).default(false),
  /** Those who only look on. */
  viewers: z.array(userId).catch([]).default([]),
  muted: z.array(userId).catch([]).default([]),
  /** Nobody new comes in. */
  isClosed: z.boolean().catch(false).default(false),
  /** RD-4: the turns of the timer sound in the room's voice channel. */
  chimes: z.boolean().catch(false).default(false),
  /** Raised hands, in the order in which they were raised. */
  hands: z.array(userId).catch([]).default([]),
  links: z.array(sharedLink).catch([]).default([]),
  polls: z.array(poll).catch([]).default([]),
  lastId: z.number().int().min(0).catch(0).default(0),
});
export type RoomDocument = z.infer<typeof roomDocument>;

const minutes = (max: number) => z.number().int().min(1).max(max);
export const roomAction = z.discriminatedUnion('do', [
  z.object({ do: z.literal('timer:start'), focusMinutes: minutes(180), breakMinutes: minutes(60) }),
  z.object({ do: z.literal('timer:pause') }),
  z.object({ do: z.literal('timer:resume') }),
  z.object({ do: z.literal('timer:stop') }),
  z.object({ do: z.literal('chimes'), on: z.boolean() }),
  z.object({ do: z.literal('hand'), up: z.boolean() }),
  z.object({ do: z.literal('hand:lower'), userId }),
  z.object({ do: z.literal('lock'), on: z.boolean() }),
  z.object({ do: z.literal('view-only'), userId, on: z.boolean() }),
  z.object({ do: z.literal('mute'), userId, on: z.boolean() }),
  z.object({ do: z.literal('close-door'), on: z.boolean() }),
  ...sharedActions,
]);
export type RoomAction = z.infer<typeof roomAction>;

export type RoomRole = 'host' | 'moderator' | 'participant';
export interface Actor {
  userId: number;
  role: RoomRole;
}

const leads = ({ role }: Actor): boolean => role !== 'participant';

/** RR-1: who may draw. */
export const mayDraw = (document: RoomDocument, who: Actor): boolean =>
  leads(who) || (!document.isLocked && !document.viewers.includes(who.userId));

/** RR-2: who may write in the chat. */
export const mayWrite = (document: RoomDocument, who: Actor): boolean =>
  leads(who) || !document.muted.includes(who.userId);

const isShared = (action: RoomAction): action is SharedAction => /^(?:link|poll):/.test(action.do);

const forAll: ReadonlySet<RoomAction['do']> = new Set(['chimes', 'hand', 'poll:vote']);

/**
 * RR-3, RR-4: everybody runs the timer, raises their own hand and votes; who may write shares links and asks, and takes
 * back what is theirs. The rest is for who leads.
 */
export function mayAct(document: RoomDocument, action: RoomAction, who: Actor): boolean {
  if (leads(who) || action.do.startsWith('timer:') || forAll.has(action.do)) return true;
  if (action.do === 'link:add' || action.do === 'poll:ask') return mayWrite(document, who);
  return isShared(action) && authorOf(document, action) === who.userId;
}

const toggled = (list: readonly number[], id: number, on: boolean): number[] =>
  on ? [...list.filter((other) => other !== id), id] : list.filter((other) => other !== id);

/** RD-1: who is named in one of the document's lists; a room has fewer seats. */
const maxNamed = 200;
const named = (list: readonly number[], id: number, on: boolean): number[] | null | 'full' =>
  list.includes(id) === on ? null : on && list.length >= maxNamed ? 'full' : toggled(list, id, on);

/**
 * The document after an action at `now`, milliseconds since 1970; null where it changes nothing, `full` where there is
 * no place for more.
 */
export function act(document: RoomDocument, action: RoomAction, who: Actor, now: number): RoomDocument | null | 'full' {
  if (isShared(action)) {
    const { links, polls, lastId } = document;
    const shared = share({ links, polls, lastId }, action, who.userId);
    return shared === null || shared === 'full'
      ? shared
      : { ...document, ...shared, links: [...shared.links], polls: [...shared.polls] };
  }
  const { timer } = document;
  switch (action.do) {
    case 'timer:start': {
      const { focusMinutes, breakMinutes } = action;
      const leftMs = focusMinutes * 60_000;
      return { ...document, timer: { phase: 'focus', focusMinutes, breakMinutes, endsAt: now + leftMs, leftMs } };
    }
    case 'timer:pause':
      if (!timer || timer.endsAt === null) return null;
      return { ...document, timer: { ...timer, endsAt: null, leftMs: Math.max(0, timer.endsAt - now) } };
    case 'timer:resume':
      if (!timer || timer.endsAt !== null) return null;
      return { ...document, timer: { ...timer, endsAt: now + timer.leftMs } };
    case 'timer:stop':
      return timer ? { ...document, timer: null } : null;
    case 'chimes':
      return document.chimes === action.on ? null : { ...document, chimes: action.on };
    case 'hand':
      return withList(document, 'hands', named(document.hands, who.userId, action.up));
    case 'hand:lower':
      return withList(document, 'hands', named(document.hands, action.userId, false));
    case 'lock':
      return document.isLocked === action.on ? null : { ...document, isLocked: action.on };
    case 'view-only':
      return withList(document, 'viewers', named(document.viewers, action.userId, action.on));
    case 'mute':
      return withList(document, 'muted', named(document.muted, action.userId, action.on));
    case 'close-door':
      return document.isClosed === action.on ? null : { ...document, isClosed: action.on };
  }
}

const withList = (
  document: RoomDocument,
  name: 'hands' | 'viewers' | 'muted',
  list: number[] | null | 'full',
): RoomDocument | null | 'full' => (list === null || list === 'full' ? list : { ...document, [name]: list });

/** RD-3: focus is followed by a break and a break by focus, however long nobody looked; null before the hour. */
export function turnTimer(document: RoomDocument, now: number): RoomDocument | null {
  let { timer } = document;
  if (!timer || timer.endsAt === null || timer.endsAt > now) return null;
  const round = (timer.focusMinutes + timer.breakMinutes) * 60_000;
  // Whole rounds that nobody saw are skipped at once.
  let endsAt = timer.endsAt + Math.floor((now - timer.endsAt) / round) * round;
  while (endsAt <= now) {
    const next: z.infer<typeof phase> = timer.phase === 'focus' ? 'break' : 'focus';
    const leftMs: number = (next === 'focus' ? timer.focusMinutes : timer.breakMinutes) * 60_000;
    endsAt += leftMs;
    timer = { ...timer, phase: next, endsAt, leftMs };
  }
  return { ...document, timer };
}
