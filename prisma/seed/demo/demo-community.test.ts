import { describe, expect, test } from 'vitest';
import { taxonomy } from '../taxonomy.ts';
import { createDeck } from './deck.ts';
import { demoCommunity } from './demo-community.ts';
import { FACTS, TECHNOLOGY_GROUPS } from './fields.ts';
import { createGoals } from './goals.ts';
import { linesFor } from './lines.ts';
import mentorSkills from './mentor-skills.json' with { type: 'json' };
import { createDice } from './prng.ts';
import { createTree } from './tree.ts';

const nodes = taxonomy();
const tree = createTree(nodes);
const learners = demoCommunity({ seed: 20260101, size: 500, nodes });
const skills = learners.flatMap((learner) => learner.skills.map((skill) => ({ ...skill, learner })));
const slugsOf = (index: number, kind: 'teach' | 'learn'): string[] =>
  (learners[index]?.skills ?? []).filter((skill) => skill.kind === kind).map(({ slug }) => slug);
const isTechnology = (slug: string): boolean => TECHNOLOGY_GROUPS.some((group) => group === tree.groupOf(slug));

describe('the generator', () => {
  test('gives the same people for the same seed, others for another', () => {
    expect(demoCommunity({ seed: 20260101, size: 500, nodes })).toEqual(learners);
    expect(demoCommunity({ seed: 1, size: 3, nodes })).not.toEqual(learners.slice(0, 3));
  });

  test('can say something about every skill in both languages', () => {
    for (const { slug, parent } of nodes) {
      if (parent === null) continue;
      for (const locale of ['en', 'es'] as const) {
        const { hook, why, goal } = linesFor(slug, locale, tree);
        expect([hook.length, why.length, goal.length], `${slug} ${locale}`).not.toContain(0);
      }
    }
  });
});

describe('a learner', () => {
  test('has a handle and a name of their own', () => {
    expect(learners).toHaveLength(500);
    expect(learners.filter(({ handle }) => !/^[a-z][a-z0-9_]{1,30}$/.test(handle))).toEqual([]);
    expect(new Set(learners.map(({ handle }) => handle)).size).toBe(500);
    expect(new Set(learners.map(({ displayName }) => displayName)).size).toBe(500);
  });

  test('teaches and learns 1 to 4 teachable skills each, no skill twice', () => {
    for (const [index, { handle }] of learners.entries()) {
      const [teach, learn] = [slugsOf(index, 'teach'), slugsOf(index, 'learn')];
      for (const list of [teach, learn]) expect([1, 2, 3, 4], handle).toContain(list.length);
      expect(new Set([...teach, ...learn]).size, handle).toBe(teach.length + learn.length);
      expect(
        [...teach, ...learn].map((slug) => tree.node(slug).parent),
        handle,
      ).not.toContain(null);
    }
  });

  test('stands where the years say: no expert without years, no beginner who teaches', () => {
    for (const { kind, level, years, slug, learner } of skills) {
      const [low, high] = kind === 'teach' ? [4, 10] : [1, 6];
      expect(level, learner.handle).toBeGreaterThanOrEqual(low ?? 0);
      expect(level, learner.handle).toBeLessThanOrEqual(high ?? 0);
      if (kind === 'teach' && level >= 9 && tree.groupOf(slug) !== 'languages') {
        expect(years, `${learner.handle} ${slug}`).toBeGreaterThanOrEqual(6);
      }
      expect(years ?? 0, `${learner.handle} ${slug}`).toBeLessThanOrEqual(FACTS.maxYears[slug] ?? 30);
    }
  });

  test('teaches a language only when speaking it, and learns none of their own', () => {
    const spoken = skills.filter(({ slug }) => Object.values(FACTS.languageSkills).some((list) => list.includes(slug)));
    const speaks = ({ learner, slug }: (typeof skills)[number]): boolean =>
      learner.languages.some((code) => FACTS.languageSkills[code]?.includes(slug)) || slug === 'cantonese';
    const studied = FACTS.studiedLanguages;
    expect(spoken.filter((skill) => skill.kind === 'teach' && !speaks(skill) && !studied.includes(skill.slug))).toEqual(
      [],
    );
    expect(
      spoken.filter((skill) => skill.kind === 'learn' && speaks(skill) && !FACTS.englishAtWork.includes(skill.slug)),
    ).toEqual([]);
    expect(learners.filter(({ languages, locale }) => !languages.includes(locale))).toEqual([]);
    expect(learners.flatMap(({ languages }) => languages).filter((code) => !/^[a-z]{2}$/.test(code))).toEqual([]);
  });

  test('writes within the limits and never the same headline or bio as another', () => {
    for (const { handle, headline, bio } of learners) {
      expect(headline.length, handle).toBeLessThanOrEqual(120);
      expect(bio.length, handle).toBeLessThanOrEqual(400);
      expect(bio.length, handle).toBeGreaterThan(40);
      expect(`${headline} ${bio}`, handle).not.toMatch(/[{}[\]|]|undefined/);
    }
    expect(new Set(learners.map(({ headline }) => headline)).size).toBe(500);
    expect(new Set(learners.map(({ bio }) => bio)).size).toBe(500);
  });

  test('writes in Spanish when they read EchoChat in Spanish', () => {
    const texts = learners.map((learner) => ({
      locale: learner.locale,
      text: [learner.headline, learner.bio, ...learner.goals.map(({ title }) => title)].join(' '),
    }));
    const isSpanish = (text: string): boolean => /\b(el|la|los|las|de|con|por|para|una?|que)\b/i.test(text);
    const isEnglish = (text: string): boolean => /\b(the|and|with|for|my|your|is|it|to)\b/i.test(text);
    expect(texts.filter(({ locale, text }) => locale === 'es' && (!isSpanish(text) || isEnglish(text)))).toEqual([]);
    expect(texts.filter(({ locale, text }) => locale === 'en' && !isEnglish(text))).toEqual([]);
  });

  test('has goals about what they learn, each once', () => {
    for (const [index, { handle, goals }] of learners.entries()) {
      expect(goals.length, handle).toBeLessThanOrEqual(3);
      expect(
        goals.filter(({ slug }) => !slugsOf(index, 'learn').includes(slug)),
        handle,
      ).toEqual([]);
      expect(new Set(goals.map(({ title }) => title)).size, handle).toBe(goals.length);
      for (const { progress, inDays } of goals) {
        expect(progress >= 0 && progress < 100 && (inDays ?? 1) > 0, handle).toBe(true);
      }
    }
  });

  test('has two to five interests beside what they teach and learn', () => {
    for (const [index, { handle, interests }] of learners.entries()) {
      expect([2, 3, 4, 5], handle).toContain(new Set(interests).size);
      const own = [...slugsOf(index, 'teach'), ...slugsOf(index, 'learn')];
      expect(
        interests.filter((slug) => own.includes(slug) || tree.node(slug).parent === null),
        handle,
      ).toEqual([]);
    }
  });
});

test('two wishes whose lines are the same make one goal', () => {
  const dice = createDice(1);
  const deck = createDeck(dice);
  const rounds = Array.from({ length: 30 }, () =>
    createGoals(dice, deck, tree, 'en', ['habit-building', 'home-repairs', 'genealogy']),
  );
  expect(Math.max(...rounds.map((goals) => goals.length))).toBe(1);
});

describe('the community', () => {
  test('lives in at least 40 zones the runtime knows, some of it awake past midnight', () => {
    const zones = new Set(learners.map(({ timezone }) => timezone));
    expect(zones.size).toBeGreaterThanOrEqual(40);
    for (const timeZone of zones) expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow();
    const times = learners.flatMap(({ availability: { from, to } }) => [from, to]);
    expect(times.filter((time) => !/^([01]\d|2[0-3]):[0-5]\d$/.test(time))).toEqual([]);
    expect(learners.filter(({ availability: { days } }) => days.length === 0 || days.some((day) => day > 6))).toEqual(
      [],
    );
    expect(learners.filter(({ availability: { from, to } }) => to < from).length).toBeGreaterThan(10);
  });

  test('offers technology in about two of five, in the proportions of real mentors', () => {
    const technologists = learners.filter((_, index) => slugsOf(index, 'teach').some(isTechnology)).length;
    expect(technologists).toBeGreaterThan(0.35 * learners.length);
    expect(technologists).toBeLessThan(0.46 * learners.length);
    const taught = skills.filter(({ kind, slug }) => kind === 'teach' && isTechnology(slug)).map(({ slug }) => slug);
    const offered = Object.entries(mentorSkills.offered);
    const total = offered.reduce((sum, [, count]) => sum + count, 0);
    for (const [slug, count] of offered.slice(0, 10)) {
      const share = taught.filter((other) => other === slug).length / taught.length;
      // 400 draws: a share of 14 % has a standard deviation of 1.7 points.
      expect(Math.abs(share - count / total), slug).toBeLessThan(0.04);
    }
  });

  test('wishes for other fields than its own', () => {
    const crossing = learners.filter((_, index) => {
      const own = slugsOf(index, 'teach').map(tree.groupOf);
      return slugsOf(index, 'learn').some((slug) => !own.includes(tree.groupOf(slug)));
    });
    expect(crossing.length).toBeGreaterThan(0.7 * learners.length);
  });

  test('has direct trades and circles of three', () => {
    const gives = learners.map((_, giver) =>
      learners.map(
        (_, taker) => giver !== taker && slugsOf(giver, 'teach').some((slug) => slugsOf(taker, 'learn').includes(slug)),
      ),
    );
    const does = (giver: number, taker: number): boolean => gives[giver]?.[taker] === true;
    const people = learners.map((_, index) => index);
    const trades = people.flatMap((a) => people.filter((b) => a < b && does(a, b) && does(b, a)));
    const circles = people.flatMap((a) =>
      people
        .filter((b) => a < b && does(a, b) && !does(b, a))
        .flatMap((b) => people.filter((c) => a < c && does(b, c) && does(c, a) && !does(c, b) && !does(a, c))),
    );
    expect(trades.length).toBeGreaterThanOrEqual(50);
    expect(circles.length).toBeGreaterThanOrEqual(100);
  });
});
