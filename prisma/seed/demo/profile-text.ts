import type { Deck } from './deck.ts';
import type { DemoSkill, Locale, SessionType } from './learner.ts';
import { linesFor, type WhoLine, WORDS } from './lines.ts';
import type { Person } from './people.ts';
import type { Dice } from './prng.ts';
import { fill, inSentence, named, sentenceCase } from './prose.ts';
import type { SkillTree } from './tree.ts';

/** Everything the words of a profile may speak of. */
export interface Portrait {
  readonly person: Person;
  readonly offers: readonly [string, ...string[]];
  readonly wishes: readonly [string, ...string[]];
  readonly mostYears: number;
  readonly isTechnologist: boolean;
  readonly sessionType: SessionType;
  /** The key of the availability pattern. */
  readonly timeOfDay: string;
}

export interface ProfileText {
  readonly headline: string;
  readonly bio: string;
  /** The hooks used up, so that no remark on a skill repeats them. */
  readonly said: readonly string[];
}

type Sentence = 'who' | 'offer' | 'why' | 'style' | 'quirk';

/** The ways people introduce themselves: in which order, and what they leave out. */
const SHAPES: readonly { readonly sentences: readonly Sentence[]; readonly weight: number }[] = [
  { sentences: ['who', 'offer', 'why'], weight: 6 },
  { sentences: ['offer', 'why'], weight: 3 },
  { sentences: ['why', 'offer', 'style'], weight: 4 },
  { sentences: ['who', 'why', 'quirk'], weight: 4 },
  { sentences: ['who', 'why', 'offer', 'style'], weight: 3 },
  { sentences: ['who', 'offer', 'quirk'], weight: 3 },
  { sentences: ['offer', 'style', 'quirk'], weight: 2 },
  { sentences: ['why', 'who', 'offer'], weight: 3 },
  { sentences: ['who', 'why'], weight: 2 },
  { sentences: ['offer', 'who', 'why', 'quirk'], weight: 2 },
];

const MAX_HEADLINE = 120;
const MAX_BIO = 400;

/** A headline and a bio that do not say the same thing twice. */
export function writeProfile(dice: Dice, deck: Deck, tree: SkillTree, portrait: Portrait): ProfileText {
  const { locale } = portrait.person;
  const words = WORDS[locale];
  const [offer, second] = portrait.offers;
  const [hook, otherHook] = twoHooks(deck, linesFor(offer, locale, tree).hook, inSentence(tree.node(offer), locale));
  const values = {
    ...named(tree.node(offer), locale, 'x'),
    ...named(tree.node(portrait.wishes[0]), locale, 'y'),
    ...(second === undefined ? {} : named(tree.node(second), locale, 'x2')),
    city: portrait.person.city,
  };
  const fits = (line: string): boolean =>
    (second !== undefined || !line.includes('x2}')) && (otherHook !== null || !/\{hook\}/i.test(line));
  const headline = deck.drawUnique(words.headline.filter(fits), (line) =>
    sentenceCase(fill(line, { ...values, hook: otherHook ?? hook })),
  );
  const sentence: Readonly<Record<Sentence, () => string>> = {
    who: () => drawWho(dice, deck, portrait),
    offer: () => deck.draw(second !== undefined && dice.chance(0.4) ? words.offerTwo : words.offer),
    why: () => deck.draw(linesFor(portrait.wishes[0], locale, tree).why),
    style: () =>
      deck.draw(dice.chance(0.5) ? styleLines(locale, portrait.sessionType) : (words.when[portrait.timeOfDay] ?? [])),
    quirk: () => deck.draw(words.quirk),
  };
  const shape = dice.weighted(SHAPES, ({ weight }) => weight).sentences;
  const bio = shape.map((part) => sentenceCase(fill(sentence[part](), { ...values, hook })));
  return {
    headline: headline.slice(0, MAX_HEADLINE),
    bio: withinLimit(bio),
    said: otherHook === null ? [hook] : [hook, otherHook],
  };
}

/** What the teacher or learner adds to one skill, or `null`: about half say nothing. Nothing in `said` comes again. */
export function writeAbout(
  dice: Dice,
  deck: Deck,
  tree: SkillTree,
  about: { readonly skill: DemoSkill; readonly locale: Locale; readonly said: readonly string[] },
): string | null {
  const { skill, locale, said } = about;
  if (dice.chance(0.4)) return null;
  if (skill.kind === 'learn') {
    const isNew = skill.level <= 2 && (skill.years ?? 0) <= 1;
    return deck.draw(isNew ? WORDS[locale].learnNew : WORDS[locale].learnSome);
  }
  const x = inSentence(tree.node(skill.slug), locale);
  const unsaid = linesFor(skill.slug, locale, tree).hook.filter((hook) => !said.includes(fill(hook, { x })));
  return unsaid.length === 0 ? null : `${sentenceCase(fill(deck.draw(unsaid), { x }))}.`;
}

function drawWho(dice: Dice, deck: Deck, portrait: Portrait): string {
  const { locale, gender } = portrait.person;
  const fits = (line: WhoLine): boolean =>
    (line.tech !== true || portrait.isTechnologist) &&
    (line.gender === undefined || line.gender === gender) &&
    portrait.mostYears >= (line.minYears ?? 0) &&
    portrait.mostYears <= (line.maxYears ?? Number.POSITIVE_INFINITY);
  const fitting = WORDS[locale].who.filter(fits);
  const own = fitting.filter((line) => line.tech === true);
  // Half of those who write software say so.
  const line = deck.draw(
    (own.length > 0 && portrait.isTechnologist && dice.chance(0.5) ? own : fitting).map(({ text }) => text),
  );
  return line.replaceAll(/\[([^|\]]+)\|([^\]]+)\]/g, gender === 'f' ? '$1' : '$2');
}

function twoHooks(deck: Deck, hooks: readonly string[], x: string): [string, string | null] {
  const first = deck.draw(hooks);
  const others = hooks.filter((hook) => hook !== first);
  const second = others.length === 0 ? null : deck.draw(others);
  return [fill(first, { x }), second === null ? null : fill(second, { x })];
}

function styleLines(locale: Locale, sessionType: SessionType): readonly string[] {
  const words = WORDS[locale];
  return { video: words.styleVideo, audio: words.styleAudio, chat: words.styleChat, any: words.styleAny }[sessionType];
}

function withinLimit(sentences: readonly string[]): string {
  const text = sentences.join(' ');
  return text.length <= MAX_BIO ? text : withinLimit(sentences.slice(0, -1));
}
