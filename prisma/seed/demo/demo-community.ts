import type { SkillNode } from '../taxonomy.ts';
import { createDeck, type Deck } from './deck.ts';
import { FACTS, TECHNOLOGY_GROUPS } from './fields.ts';
import { createGoals } from './goals.ts';
import { createHandle } from './handles.ts';
import type { DemoLearner, DemoSkill, SessionType } from './learner.ts';
import { learningStanding, teachingStanding } from './levels.ts';
import { chooseOffers } from './offers.ts';
import { createPerson, type Person } from './people.ts';
import { createDice, type Dice } from './prng.ts';
import { writeAbout, writeProfile } from './profile-text.ts';
import { createSchedule } from './schedule.ts';
import { createTree, type SkillTree } from './tree.ts';
import { chooseInterests, chooseWishes } from './wishes.ts';

export type { DemoLearner } from './learner.ts';

export interface DemoOptions {
  readonly seed: number;
  /** How many learners; a few thousand at most, then names run out. */
  readonly size: number;
  /** The whole skill tree, as `taxonomy()` gives it. */
  readonly nodes: readonly SkillNode[];
}

/** What all learners of one community share while it is being made up. */
interface Workshop {
  readonly dice: Dice;
  readonly deck: Deck;
  readonly tree: SkillTree;
  readonly handles: Set<string>;
  readonly names: Set<string>;
}

/** Invented learners who could find each other: the same seed, size and tree give the same people, word for word. */
export function demoCommunity(options: DemoOptions): DemoLearner[] {
  const dice = createDice(options.seed);
  const tree = createTree(options.nodes);
  const workshop = { dice, deck: createDeck(dice), tree, handles: new Set<string>(), names: new Set<string>() };
  return Array.from({ length: options.size }, () => createLearner(workshop));
}

function createLearner({ dice, deck, tree, handles, names }: Workshop): DemoLearner {
  const person = createNewPerson(dice, names);
  const offers = chooseOffers(dice, person, tree);
  const wishes = chooseWishes(dice, person, offers, tree);
  const skills = createSkills(dice, person, offers, wishes);
  const { key: timeOfDay, availability } = createSchedule(dice);
  const sessionType = dice.weighted<SessionType>(['video', 'audio', 'chat', 'any'], (type) => SESSION_WEIGHTS[type]);
  const best = Math.max(...skills.filter(({ kind }) => kind === 'teach').map(({ level }) => level));
  const { said, ...text } = writeProfile(dice, deck, tree, {
    person,
    offers: nonEmpty(offers),
    wishes: nonEmpty(wishes),
    mostYears: Math.max(0, ...skills.map(({ years }) => years ?? 0)),
    isTechnologist: offers.some((slug) => TECHNOLOGY_GROUPS.some((group) => group === tree.groupOf(slug))),
    sessionType,
    timeOfDay,
  });
  return {
    handle: createHandle(dice, person, handles),
    displayName: `${person.given} ${person.family}`,
    country: person.country,
    timezone: person.timezone,
    locale: person.locale,
    languages: person.languages,
    ...text,
    location: person.location,
    interests: chooseInterests(dice, [...offers, ...wishes], tree),
    isOpenToMentoring: dice.chance(best >= 7 ? 0.6 : 0.2),
    isSeekingMentor: dice.chance(0.45),
    sessionType,
    availability,
    skills: skills.map((skill) => ({
      ...skill,
      about: writeAbout(dice, deck, tree, { skill, locale: person.locale, said }),
    })),
    goals: createGoals(dice, deck, tree, person.locale, wishes),
  };
}

const SESSION_WEIGHTS: Readonly<Record<SessionType, number>> = { video: 30, audio: 15, chat: 20, any: 35 };

/** Drawn again until nobody yet has that name. */
function createNewPerson(dice: Dice, names: Set<string>): Person {
  for (;;) {
    const person = createPerson(dice);
    const name = `${person.given} ${person.family}`;
    if (!names.has(name)) {
      names.add(name);
      return person;
    }
  }
}

function createSkills(dice: Dice, person: Person, offers: readonly string[], wishes: readonly string[]): DemoSkill[] {
  const [code = ''] = person.languages;
  const grewUpWith = person.motherTongue === null ? (FACTS.languageSkills[code] ?? []) : [person.motherTongue];
  return [
    ...offers.map((slug) => ({
      slug,
      kind: 'teach' as const,
      ...teachingStanding(dice, slug, grewUpWith.includes(slug)),
      about: null,
    })),
    ...wishes.map((slug) => ({ slug, kind: 'learn' as const, ...learningStanding(dice), about: null })),
  ];
}

function nonEmpty(slugs: readonly string[]): [string, ...string[]] {
  const [first, ...others] = slugs;
  if (first === undefined) throw new Error('Everybody teaches and learns at least one thing');
  return [first, ...others];
}
