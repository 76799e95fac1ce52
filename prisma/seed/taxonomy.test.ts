import { describe, expect, test } from 'vitest';
import { isTeachable, parentsFirst, SKILL_TYPES, type SkillEntry, taxonomy } from './taxonomy.ts';

const nodes = taxonomy();
const bySlug = new Map(nodes.map((node) => [node.slug, node]));
const leaves = nodes.filter((node) => !nodes.some(({ parent }) => parent === node.slug));

const REQUIRED =
  `Guitar|Piano|Singing|Music Theory|Python|JavaScript|TypeScript|React|SQL|Spanish|English|French|Japanese|
German|Mandarin Chinese|Portuguese|Photography|Cooking|Baking|Sourdough|Knitting|Crochet|Sewing|Woodworking|Yoga|Running|
Swimming|Chess|Public Speaking|Drawing|Watercolour|Calculus|Statistics|Machine Learning|Product Management|Gardening`
    .split('|')
    .map((name) => name.trim());

function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
}

function groupOf(slug: string): string {
  const parent = bySlug.get(slug)?.parent;
  return parent === undefined || parent === null ? slug : groupOf(parent);
}

function repeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

/** Contrast as WCAG 2.2 defines it. */
function contrast(one: string, other: string): number {
  const luminance = (color: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
      const part = Number.parseInt(color.slice(start, start + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe('the tree', () => {
  test('has at least 420 leaves and every type', () => {
    expect(leaves.filter(isTeachable).length).toBeGreaterThanOrEqual(420);
    expect(new Set(nodes.map(({ type }) => type))).toEqual(new Set(SKILL_TYPES));
  });

  test('lists parents before children, of one type along a path, at most four deep', () => {
    for (const node of nodes) {
      if (node.parent === null) continue;
      const parent = bySlug.get(node.parent);
      expect(parent?.type, node.slug).toBe(node.type);
      expect(parent?.sortOrder, node.slug).toBeLessThan(node.sortOrder);
      const depth = (slug: string | null): number => (slug === null ? 0 : 1 + depth(bySlug.get(slug)?.parent ?? null));
      expect(depth(node.slug), node.slug).toBeLessThanOrEqual(4);
    }
  });

  test('every group has something to teach below it', () => {
    const empty = nodes.filter((node) => node.parent === null && leaves.includes(node)).map(({ slug }) => slug);
    expect(empty).toEqual([]);
  });

  test('keeps technology below a third', () => {
    const technology = ['programming', 'web-and-mobile', 'systems-and-cloud', 'data-and-ai', 'design'];
    const share = nodes.filter(({ slug }) => technology.includes(groupOf(slug))).length / nodes.length;
    expect(share).toBeLessThan(1 / 3);
  });

  test('has the skills everyone looks for first, each of them teachable', () => {
    const names = new Set(nodes.filter(isTeachable).map(({ name }) => name));
    expect(REQUIRED.filter((name) => !names.has(name))).toEqual([]);
  });
});

describe('a node', () => {
  test('has a slug, a name and a Spanish name of its own', () => {
    expect(nodes.filter(({ slug }) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) || slug.length > 100)).toEqual([]);
    expect(repeated(nodes.map(({ slug }) => slug))).toEqual([]);
    expect(nodes.filter(({ name, es }) => name.length > 60 || name.length === 0 || es.trim() === '')).toEqual([]);
    expect(repeated(nodes.map(({ name }) => folded(name)))).toEqual([]);
    expect(repeated(nodes.map(({ es }) => folded(es)))).toEqual([]);
  });

  test('has one emoji and a color that reads as a chip on light and on dark', () => {
    expect(nodes.filter(({ icon }) => !/^\p{RGI_Emoji}$/v.test(icon)).map(({ slug }) => slug)).toEqual([]);
    for (const color of new Set(nodes.map((node) => node.color))) {
      expect(color).toMatch(/^#[0-9A-F]{6}$/);
      // 3:1 is WCAG's floor for parts of the interface; the surfaces are the brand's.
      for (const surface of ['#FBFAF7', '#FFFFFF', '#14122B', '#1F1C3A']) {
        expect(contrast(color, surface), `${color} on ${surface}`).toBeGreaterThanOrEqual(3);
      }
    }
  });

  test('shares no alias with another node, nor takes its name for one', () => {
    const ownerOf = new Map(nodes.flatMap(({ slug, name, es }) => [name, es].map((label) => [folded(label), slug])));
    const aliases = nodes.flatMap((node) => node.aliases.map((alias) => ({ alias: folded(alias), slug: node.slug })));
    expect(aliases.filter(({ alias }) => ownerOf.has(alias))).toEqual([]);
    expect(repeated(aliases.map(({ alias }) => alias))).toEqual([]);
    expect(nodes.filter((node) => isTeachable(node) && node.aliases.length === 0)).toEqual([]);
  });

  test('is not named as another node is in the other language', () => {
    const ownerOf = new Map(nodes.map(({ slug, name }) => [folded(name), slug]));
    const clashes = nodes.filter(({ slug, es }) => (ownerOf.get(folded(es)) ?? slug) !== slug);
    expect(clashes.map(({ slug }) => slug)).toEqual([]);
  });

  test('has related skills that exist and are neither itself, its parent nor its child', () => {
    for (const { slug, parent, related } of nodes) {
      const wrong = related.filter(
        (other) => !bySlug.has(other) || other === slug || other === parent || bySlug.get(other)?.parent === slug,
      );
      expect(wrong, slug).toEqual([]);
      expect(repeated(related), slug).toEqual([]);
    }
    expect(nodes.filter((node) => isTeachable(node) && node.related.length === 0)).toEqual([]);
  });
});

describe('parentsFirst', () => {
  const entry = (slug: string, parent: string | null): SkillEntry => ({
    ...{ slug, parent, name: slug, es: slug, icon: '🎸', color: '#C4402F' },
    ...{ aliases: [], related: [] },
  });

  test('moves a child listed too early behind its parent', () => {
    expect(parentsFirst([entry('guitar', 'music'), entry('music', null)]).map(({ slug }) => slug)).toEqual([
      'music',
      'guitar',
    ]);
  });

  test.each([
    { wrong: 'a parent nobody has', entries: [entry('guitar', 'musik')] },
    { wrong: 'parents in a circle', entries: [entry('a', 'b'), entry('b', 'a')] },
  ])('refuses $wrong', ({ entries }) => {
    expect(() => parentsFirst(entries)).toThrow('Skills without a way up to a group');
  });
});
