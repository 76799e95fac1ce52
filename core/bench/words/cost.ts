import Fuse from 'fuse.js';
import { shippedTree } from '../../../test/skill-tree.ts';
import { placeIndex } from '../../src/platform/places/place-index.ts';
import { readZone } from '../../src/platform/places/read-zone.ts';
import { foldedNames } from '../../src/skills/rules/folded-names.ts';
import { readSkills } from '../../src/skills/rules/read-skill.ts';
import { type Answered, readLabels, sharesOf } from './labels.ts';

const rounds = 3;
const round = (value: number): number => Math.round(value * 1_000) / 1_000;

function millisecondsEach(queries: readonly string[], read: (typed: string) => unknown): number {
  for (const typed of queries) read(typed);
  const began = performance.now();
  for (let at = 0; at < rounds; at += 1) for (const typed of queries) read(typed);
  return (performance.now() - began) / rounds / queries.length;
}

/**
 * What a look-up costs beside Fuse.js over the same names, with its threshold at 0.2, where it answers best, and how it
 * would have answered; what the index of places takes when it is first asked for.
 */
export function wordsCost() {
  const heap = () => {
    globalThis.gc?.();
    return process.memoryUsage().heapUsed / 1e6;
  };
  const before = heap();
  const began = performance.now();
  placeIndex();
  const opened = performance.now() - began;
  const megabytes = heap() - before;

  const tree = shippedTree();
  const fuse = new Fuse(
    tree.rows.map((row) => ({ row, names: foldedNames(row) })),
    { keys: ['names'], threshold: 0.2, ignoreLocation: true },
  );
  const labels = readLabels('skills.tsv');
  const typed = labels.map((label) => label.typed);
  const ours = millisecondsEach(typed, (text) => readSkills(tree, text));
  const theirs = millisecondsEach(typed, (text) => fuse.search(text, { limit: 3 }));
  const answered = labels.map((label): Answered => {
    const answer = fuse.search(label.typed, { limit: 1 })[0]?.item.row.slug ?? null;
    return { ...label, answer, isRight: answer === null ? label.right.length === 0 : label.right.includes(answer) };
  });
  const now = Temporal.Instant.from('2026-11-30T12:00:00Z');
  const places = readLabels('places.tsv').map((label) => label.typed);
  return {
    skillMs: round(ours),
    fuseMs: round(theirs),
    ratio: round(ours / theirs),
    fuse: sharesOf(answered),
    placeMs: round(millisecondsEach(places, (text) => readZone(text, { language: 'en', now }))),
    placesOpenMs: Math.round(opened),
    placesMb: Math.round(megabytes),
  };
}
