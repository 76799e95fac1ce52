import type { MatchView } from '@echochat/core/matching/match-view.ts';
import { fold } from '@echochat/core/platform/text.ts';
import type { RoomView } from '@echochat/core/rooms/room-view.ts';
import type { CategoryView } from '@echochat/core/skills/category-view.ts';
import type { SkillView } from '@echochat/core/skills/skill-view.ts';
import type { Choice } from '../../cards/card.ts';
import type { CommandContext } from '../context.ts';
import { type Option, OptionProblem, saidBack } from '../option.ts';
import type { CommandPath } from '../paths.ts';
import { choiceLabel, isChoice } from './plain.ts';

// Options that name something in EchoChat. What is typed is a name or an id; what comes out is the thing itself.

/** A skill of the tree by name, alias or slug. */
export const skill: Option<CategoryView> = {
  type: 'text',
  required: false,
  hidden: false,
  asked: { kind: 'search', maxLength: 100 },
  async suggest(typed, { api }) {
    const { suggestions } = await api.skills.suggestCategories({ query: typed.slice(0, 100), limit: 10 });
    return suggestions.map((found) => ({
      value: found.name,
      label: `${found.icon} ${found.name}`,
      description: found.path.join(' › '),
    }));
  },
  async read(typed, { api }) {
    const [part] = await api.skills.readSkills({ text: typed.slice(0, 500) });
    const [first] = part?.choices ?? [];
    if (first && part?.kind === 'skill') return first;
    const isField = part?.kind === 'field';
    const near = (isField ? part.within : part?.choices) ?? [];
    const alternatives = near.slice(0, 4).map((found) => ({ value: found.slug, label: `${found.icon} ${found.name}` }));
    const like = part?.kind === 'which' ? 'problems.skill_which' : 'problems.skill_like';
    throw new OptionProblem(
      isField ? 'problems.skill_of_field' : near.length > 0 ? like : 'problems.skill',
      { given: isField && first ? first.name : saidBack(typed) },
      alternatives,
    );
  },
};

/** A mention as chats write it: <@123> on Discord, <@U1|mei> on Slack. */
const mention = /^<@!?([A-Z0-9]{1,64})(?:\|[^<>]*)?>$/i;

/** Whom the chat's own mention means: null for nobody whom the person may see; undefined where it is no mention. */
async function mentioned(typed: string, { api, actor, workspaceId }: CommandContext) {
  const externalId = mention.exec(typed.trim())?.[1];
  if (externalId === undefined || actor.via === 'browser') return undefined;
  return api.discovery.findByIdentity({ platform: actor.via, workspaceId, externalId });
}

/** A learner by handle, with or without @, or as the chat mentions somebody. */
export const person: Option<{ userId: number; handle: string; displayName: string }> = {
  type: 'person',
  required: false,
  hidden: false,
  asked: { kind: 'search', maxLength: 80 },
  async suggest(typed, { api }) {
    const { people } = await api.discovery.findPeople({ query: typed.slice(0, 80), limit: 10 });
    return people.map(({ handle, displayName, headline }) => ({
      value: `@${handle}`,
      label: displayName,
      ...(headline === null ? {} : { description: headline }),
    }));
  },
  async read(typed, ctx) {
    const { api, actor } = ctx;
    const there = await mentioned(typed, ctx);
    if (there) return there;
    if (there === null) throw new OptionProblem('problems.person_not_here');
    if (fold(typed).replace(/^@/, '') === actor.handle) return actor;
    const { exact, people } = await api.discovery.findPeople({ query: typed.slice(0, 80), limit: 3 });
    const named = people.filter(({ displayName }) => fold(displayName) === fold(typed));
    const found = exact ?? (named.length === 1 ? named[0] : undefined);
    if (found) return found;
    const alternatives = people.map(({ handle, displayName }) => ({ value: `@${handle}`, label: displayName }));
    throw new OptionProblem(
      alternatives.length > 0 ? 'problems.person_like' : 'problems.person',
      { given: saidBack(typed) },
      alternatives,
    );
  },
};

const kinds = ['teach', 'learn'];

/** Something with an id that belongs to the person: what they choose from is what they have. */
export function own<T extends { id: number }>(
  load: (ctx: CommandContext) => Promise<T[]>,
  label: (thing: T, ctx: CommandContext) => string,
  matches: (thing: T, folded: string) => boolean,
  problem:
    | 'problems.own_skill'
    | 'problems.goal'
    | 'problems.partner'
    | 'problems.room'
    | 'problems.session'
    | 'problems.poll',
  orShow: CommandPath,
): Option<T> {
  const choicesOf = (things: readonly T[], ctx: CommandContext): Choice[] =>
    things.slice(0, 25).map((thing) => ({ value: String(thing.id), label: label(thing, ctx) }));
  return {
    type: 'text',
    required: false,
    hidden: false,
    asked: { kind: 'choice', multiple: false, choices: async (ctx) => choicesOf(await load(ctx), ctx), orShow },
    async suggest(typed, ctx) {
      return choicesOf(await load(ctx), ctx).filter(
        (choice) => fold(choice.label).includes(fold(typed)) || choice.value === typed,
      );
    },
    async read(typed, ctx, others) {
      const things = await load(ctx);
      const byId = things.find((thing) => String(thing.id) === typed.trim());
      if (byId) return byId;
      // A kind that is none is for the option of that name to say.
      const kind = kinds.find((known) => isChoice(ctx, known, others.kind ?? ''));
      const named = things.filter(
        (thing) => matches(thing, fold(typed)) && (kind === undefined || !('type' in thing) || thing.type === kind),
      );
      const [only] = named;
      if (only && named.length === 1) return only;
      throw new OptionProblem(
        named.length > 1 ? 'problems.which' : problem,
        { given: saidBack(typed) },
        choicesOf(named.length > 1 ? named : things, ctx).slice(0, 5),
      );
    },
  };
}

/** One of the person's own skills, by name or id; `kind` decides where they both teach and learn it. */
export const mySkill: Option<SkillView> = own(
  (ctx) => ctx.api.skills.getMySkills(),
  (mine, ctx) => `${mine.category.icon} ${mine.category.name} · ${choiceLabel(ctx, mine.type)}`,
  (mine, folded) => fold(mine.category.name) === folded || mine.category.slug === folded,
  'problems.own_skill',
  'skills list',
);

export const goal = own(
  (ctx) => ctx.api.goals.getMyGoals(),
  (mine) => mine.title,
  (mine, folded) => fold(mine.title) === folded,
  'problems.goal',
  'goals list',
);

const ownPartner = own(
  (ctx) => ctx.api.matching.getPartnerships(),
  (pair) => pair.them.displayName,
  (pair, folded) => pair.them.handle === folded.replace(/^@/, '') || fold(pair.them.displayName) === folded,
  'problems.partner',
  'match partners',
);

/** One of the person's partners, by partnership, handle or name, or as the chat mentions them. */
export const partner: typeof ownPartner = {
  ...ownPartner,
  async read(typed, ctx, others) {
    const who = await mentioned(typed, ctx);
    const pairs = who ? await ctx.api.matching.getPartnerships() : [];
    return pairs.find(({ them }) => them.userId === who?.userId) ?? ownPartner.read(typed, ctx, others);
  },
};

/** A match by its number, or by whom it is with. Whose it is, core knows. */
export const match: Option<number> = {
  type: 'integer',
  required: false,
  hidden: false,
  asked: {
    kind: 'choice',
    multiple: false,
    choices: async (ctx) => (await openMatches(ctx)).map(matchChoice),
    orShow: 'match list',
  },
  async suggest(typed, ctx) {
    const begun = fold(typed).replace(/^@/, '');
    return (await openMatches(ctx))
      .filter(
        ({ id, them }) => fold(them.displayName).includes(begun) || them.handle.startsWith(begun) || `${id}` === begun,
      )
      .map(matchChoice);
  },
  async read(typed, ctx) {
    const id = /^#?(\d{1,9})$/.exec(typed.trim())?.[1];
    if (id) return Number(id);
    const open = await openMatches(ctx);
    const folded = fold(typed).replace(/^@/, '');
    const who = await mentioned(typed, ctx);
    const named = open.filter(
      ({ them }) => them.userId === who?.userId || them.handle === folded || fold(them.displayName) === folded,
    );
    const called =
      named.length > 0 ? named : open.filter(({ them }) => fold(them.displayName).startsWith(`${folded} `));
    const [only] = called;
    if (only && called.length === 1) return only.id;
    throw new OptionProblem(
      called.length > 1 ? 'problems.which' : 'problems.match',
      { given: saidBack(typed) },
      (called.length > 1 ? called : open).slice(0, 5).map(matchChoice),
    );
  },
};

const matchChoice = ({ id, them }: MatchView): Choice => ({ value: String(id), label: them.displayName });

const openMatches = async (ctx: CommandContext): Promise<MatchView[]> =>
  (await ctx.api.matching.getMatches({ status: 'pending', limit: 25 })).items;

const ownRoom: Option<RoomView> = own(
  async ({ api }) => {
    const [mine, { items }] = await Promise.all([api.rooms.getMyRooms(), api.rooms.getPublicRooms({ limit: 50 })]);
    return [...new Map([...mine, ...items].map((each) => [each.id, each])).values()];
  },
  ({ title }) => title,
  ({ title }, folded) => fold(title) === folded,
  'problems.room',
  'room list',
);

/**
 * One of the person's rooms, or a public one, by title or id. An id of another room, or the title of one that they were
 * removed from, is for core to answer: it says why there is no way in, and who can help.
 */
export const room: Option<RoomView> = {
  ...ownRoom,
  async read(typed, ctx, others) {
    try {
      return await ownRoom.read(typed, ctx, others);
    } catch (problem) {
      if (!(problem instanceof OptionProblem) || problem.key !== 'problems.room') throw problem;
      const id = /^#?([1-9]\d{0,8})$/.exec(typed.trim())?.[1];
      if (id !== undefined) return ctx.api.rooms.getRoom({ roomId: Number(id) });
      const closed = await ctx.api.rooms.getRoomsClosedToMe();
      const named = closed.find(({ title }) => fold(title) === fold(typed));
      if (!named) throw problem;
      return ctx.api.rooms.getRoom({ roomId: named.id });
    }
  },
};

/** A room that the person is asked into, by title or id. Of an id only core knows whether they were. */
export const roomInvitation: Option<number> = {
  type: 'text',
  required: false,
  hidden: false,
  asked: { kind: 'choice', multiple: false, choices: openInvitations, orShow: 'room mine' },
  suggest: (_typed, ctx) => openInvitations(ctx),
  async read(typed, ctx) {
    const id = /^#?([1-9]\d{0,8})$/.exec(typed.trim())?.[1];
    if (id) return Number(id);
    const choices = await openInvitations(ctx);
    const named = choices.filter(({ label }) => fold(label) === fold(typed));
    if (named[0] && named.length === 1) return Number(named[0].value);
    throw new OptionProblem(
      named.length > 1 ? 'problems.which' : 'problems.invitation',
      { given: saidBack(typed) },
      (named.length > 1 ? named : choices).slice(0, 5),
    );
  },
};

async function openInvitations(ctx: CommandContext): Promise<Choice[]> {
  const rooms = (await ctx.api.rooms.getMyRooms()).filter(({ isInvited }) => isInvited);
  return rooms.slice(0, 25).map(({ id, title }) => ({ value: String(id), label: title }));
}

/** A channel as the chat names it: <#123>, or its id alone. `off` is none. */
export const channel: Option<string> = {
  type: 'channel',
  required: false,
  hidden: false,
  asked: { kind: 'text', multiline: false, maxLength: 64 },
  async read(typed, ctx) {
    if (isChoice(ctx, 'off', typed)) return 'off';
    const id = /^(?:<#)?([A-Z0-9]{1,64})(?:\|[^<>]*)?>?$/i.exec(typed.trim())?.[1];
    const known = (await ctx.place?.permissions?.channels().catch(() => [])) ?? [];
    const named = known.find(({ value, label }) => value === id || fold(label) === fold(typed.replace(/^#/, '')));
    if (named) return named.value;
    // Where the chat lists none, an id is taken as it is: to post there shows whether it is one.
    if (id !== undefined && known.length === 0) return id;
    throw new OptionProblem('problems.channel', { given: saidBack(typed) }, known.slice(0, 5));
  },
};
