import type { LearningRoom } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import type { UserContext } from '../../platform/procedures.ts';
import { type RoomView, roomViews } from '../room-view.ts';
import { minutesPresent } from '../rules/minutes-present.ts';

const kept = z.object({
  notes: z.string().catch(''),
  links: z.array(z.object({ by: z.number(), url: z.string(), title: z.string() })).catch([]),
  polls: z
    .array(
      z.object({
        question: z.string(),
        options: z.array(z.string()),
        votes: z.record(z.string(), z.number()),
        isClosed: z.boolean(),
      }),
    )
    .catch([]),
});

/** What was made in a room, and by whom. */
export interface MadeView {
  room: RoomView;
  /** Who was there, longest first. */
  present: { userId: number; displayName: string; avatarUrl: string | null; minutes: number }[];
  /** The board's pages that something is on. */
  pages: { id: number; title: string; shapes: number; sequence: number }[];
  notes: string;
  links: { url: string; title: string; by: string | null }[];
  polls: { question: string; isClosed: boolean; options: { text: string; votes: number }[] }[];
  /** What lay beside the board. */
  files: { id: number; name: string; bytes: number }[];
  messages: number;
}

interface PageRow {
  id: number;
  title: string;
  shapes: number;
  sequence: number;
}

/** The caller has seen to it that the actor may see the room. */
export async function madeView(ctx: UserContext, row: LearningRoom): Promise<MadeView | null> {
  const { database } = ctx.services;
  const { prisma } = database;
  const [[room], attendances, pages, files, messages] = await Promise.all([
    roomViews(ctx, [row]),
    prisma.roomAttendance.findMany({ where: { roomId: row.id } }),
    prisma.$queryRaw<
      PageRow[]
    >`SELECT b.id, b.title, count(e.element_id)::int AS shapes, max(e.sequence)::int AS sequence
      FROM room_boards b JOIN board_elements e ON e.board_id = b.id
      WHERE b.room_id = ${row.id} AND NOT coalesce((e.data ->> 'isDeleted')::boolean, false)
      GROUP BY b.id, b.title, b.position ORDER BY b.position, b.id`,
    prisma.roomFile.findMany({
      where: { roomId: row.id, isReady: true, boardFileId: null },
      select: { id: true, name: true, bytes: true },
      orderBy: { id: 'asc' },
    }),
    prisma.roomMessage.count({ where: { roomId: row.id } }),
  ]);
  if (!room) return null;
  const { notes, links, polls } = kept.parse(row.document);
  const nameOf = (userId: number) => room.people.find((one) => one.userId === userId)?.displayName ?? null;
  const stretches = Map.groupBy(attendances, ({ userId }) => userId);
  const present = room.people.flatMap(({ userId, displayName, avatarUrl }) => {
    const own = stretches.get(userId);
    if (!own) return [];
    const minutes = minutesPresent(own.map((one) => ({ from: one.startedAt.getTime(), to: one.seenAt.getTime() })));
    return [{ userId, displayName, avatarUrl, minutes }];
  });
  return {
    room,
    present: present.sort((a, b) => b.minutes - a.minutes),
    pages,
    notes: notes.trim(),
    links: links.map(({ url, title, by }) => ({ url, title, by: nameOf(by) })),
    polls: polls.map(({ question, options, votes, isClosed }) => ({
      question,
      isClosed,
      options: options.map((text, index) => ({
        text,
        votes: Object.values(votes).filter((vote) => vote === index).length,
      })),
    })),
    files,
    messages,
  };
}
