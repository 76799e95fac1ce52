import type { LearningMatch } from '@echochat/prisma/client.ts';
import { localeOf } from '../platform/locale.ts';
import type { UserContext } from '../platform/procedures.ts';
import { fromDate } from '../platform/time.ts';
import { shownAvatar } from '../safety/avatar.ts';
import { reachableFor } from '../safety/reachable.ts';
import { type CategoryView, categoryView } from '../skills/category-view.ts';
import { skillTree } from '../skills/load-tree.ts';
import type { SkillTree } from '../skills/tree.ts';
import { explain } from './explanation.ts';
import { loadProfiles } from './load-profiles.ts';
import { reasonLines } from './reason.ts';
import type { Lesson } from './rules/complementarity.ts';
import { byPrecedence, type Placed, type Precedence, precedenceOfLessons } from './rules/precedence.ts';
import { offsetsAt } from './rules/time-zones.ts';

export interface PersonView {
  userId: number;
  handle: string;
  displayName: string;
  headline: string | null;
  avatarUrl: string | null;
  timezone: string | null;
  /** One of the invented people of the demo community, behind whom there is nobody. */
  isInvented: boolean;
}

/** What one can teach the other, named. */
export interface LessonView {
  category: CategoryView;
  /** The wish that it is near to; null where it is the wish itself. */
  towards: string | null;
  taughtLevel: number;
  wantedLevel: number;
}

/** A match from one person's side. Words and shared hours are those of now. */
export interface MatchView {
  id: number;
  status: 'pending' | 'accepted' | 'declined' | 'expired';
  /** MS-8: which come before others for this person. */
  precedence: Precedence;
  score: number;
  parts: { interests: number; complementarity: number; goals: number; timezone: number };
  createdAt: Date;
  expiresAt: Date;
  them: PersonView;
  youAccepted: boolean;
  theyAccepted: boolean;
  theyTeach: LessonView[];
  youTeach: LessonView[];
  /** Null where one of them has not said when they have time (ME-1). */
  sharedHours: number | null;
  mostlyAt: 'morning' | 'afternoon' | 'evening' | 'night' | null;
  hoursApart: number | null;
  youStillMiss: string[];
  theyStillMiss: string[];
  reason: [string, string];
}

/** Matches from the actor's side: two queries, however many. Those whose other person is gone or blocked are left out. */
export async function matchViews(ctx: UserContext, rows: readonly LearningMatch[]): Promise<MatchView[]> {
  const { actor, services } = ctx;
  const otherIds = rows.map((row) => otherOf(row, actor.userId));
  const [tree, profiles, people] = await Promise.all([
    skillTree(services),
    loadProfiles(services.database, [actor.userId, ...otherIds]),
    loadPeople(ctx, otherIds),
  ]);
  const language = localeOf(actor);
  const offsetOf = offsetsAt(services.clock.now());
  const you = profiles.get(actor.userId);

  return rows.flatMap((row) => {
    const them = people.get(otherOf(row, actor.userId));
    const they = them && profiles.get(them.userId);
    if (!you || !them || !they) return [];
    const why = explain(tree, offsetOf, you, they);
    const isFirst = row.userId1 === actor.userId;
    const open =
      row.status === 'pending' && Temporal.Instant.compare(fromDate(row.expiresAt), services.clock.now()) > 0;
    return [
      {
        id: row.id,
        // Between its hour and the beat that closes it a match is expired all the same.
        status: row.status === 'pending' && !open ? ('expired' as const) : row.status,
        precedence: precedenceOfLessons(why.theyTeach, why.youTeach),
        score: row.compatibilityScore,
        parts: {
          interests: row.interestScore,
          complementarity: row.complementarityScore,
          goals: row.goalScore,
          timezone: row.timezoneScore,
        },
        createdAt: row.createdAt,
        expiresAt: row.expiresAt,
        them,
        youAccepted: (isFirst ? row.acceptedAt1 : row.acceptedAt2) !== null,
        theyAccepted: (isFirst ? row.acceptedAt2 : row.acceptedAt1) !== null,
        theyTeach: why.theyTeach.flatMap((lesson) => lessonView(tree, lesson, ctx)),
        youTeach: why.youTeach.flatMap((lesson) => lessonView(tree, lesson, ctx)),
        sharedHours: why.shared?.hours ?? null,
        mostlyAt: why.shared?.mostlyAt ?? null,
        hoursApart: why.hoursApart,
        youStillMiss: why.youStillMiss.map((id) => tree.nameOf(id, language)),
        theyStillMiss: why.theyStillMiss.map((id) => tree.nameOf(id, language)),
        reason: reasonLines(tree, language, null, them.displayName, why),
      },
    ];
  });
}

/** MS-8: what is open, in the order in which its person is offered it. */
export const inOrder = (views: readonly MatchView[]): MatchView[] =>
  views.toSorted((x, y) => byPrecedence(placed(x), placed(y)));

const placed = ({ precedence, score, parts, them }: MatchView): Placed => ({
  precedence,
  score,
  complementarity: parts.complementarity,
  id: them.userId,
});

export const otherOf = (row: { userId1: number; userId2: number }, userId: number): number =>
  row.userId1 === userId ? row.userId2 : row.userId1;

export function lessonView(tree: SkillTree, lesson: Lesson, { actor }: UserContext): LessonView[] {
  const row = tree.get(lesson.taughtId);
  if (!row) return [];
  const language = localeOf(actor);
  return [
    {
      category: categoryView(tree, row, language),
      towards: lesson.wantedId === lesson.taughtId ? null : tree.nameOf(lesson.wantedId, language),
      taughtLevel: lesson.taughtLevel,
      wantedLevel: lesson.wantedLevel,
    },
  ];
}

/** People as they appear on a match, by id; who is gone or out of reach is missing. */
export async function loadPeople(
  { actor, services }: UserContext,
  ids: readonly number[],
): Promise<Map<number, PersonView>> {
  const users = await services.database.prisma.user.findMany({
    where: { id: { in: [...ids] }, ...reachableFor(actor.userId) },
    select: {
      id: true,
      handle: true,
      displayName: true,
      isDemo: true,
      profile: { select: { headline: true, avatarUrl: true } },
      availability: { select: { timezone: true } },
    },
  });
  return new Map(
    users.map(({ id, handle, displayName, isDemo, profile, availability }) => [
      id,
      {
        userId: id,
        handle,
        displayName,
        headline: profile?.headline ?? null,
        avatarUrl: shownAvatar(profile?.avatarUrl),
        timezone: availability?.timezone ?? null,
        isInvented: isDemo,
      },
    ]),
  );
}
