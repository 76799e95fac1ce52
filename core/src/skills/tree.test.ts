import { describe, expect, test } from 'vitest';
import { shippedTree, skillRow } from '../../../test/skill-tree.ts';
import { SkillTree } from './tree.ts';

const tree = new SkillTree([
  skillRow(1, null, 'Music', { names: { es: 'Música' } }),
  skillRow(2, 1, 'Guitar', { names: { es: 'Guitarra' }, aliases: ['six strings'] }),
  skillRow(3, 2, 'Hip-Hop Guitar'),
  skillRow(4, null, 'Languages'),
]);

describe('the skill tree', () => {
  test.each([
    ['guitar', 2],
    [' GUITARRA ', 2],
    ['Six  Strings', 2],
    ['música', 1],
    ['musica', 1],
    ['hip-hop guitar', 3],
    ['hip hop guitar', 3],
    ['drums', undefined],
    ['', undefined],
  ])('"%s" is the name of %s', (text, id) => {
    expect(tree.byText(text)?.id).toBe(id);
  });

  test('paths lead from the root down, subtrees hold everything below', () => {
    const row = tree.get(3);
    expect(row && tree.pathOf(row).map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(tree.subtreeIds(1)).toEqual([1, 2, 3]);
    expect(tree.childrenOf(null).map(({ id }) => id)).toEqual([1, 4]);
  });

  test('MS-3: a field is near to everything below it, and nothing in it to one another for that', () => {
    expect([tree.closeness(1, 2), tree.closeness(1, 3), tree.closeness(3, 1), tree.closeness(4, 2)]).toEqual([
      0.8, 0.8, 0.8, 0,
    ]);
    expect(tree.neighbourIds(1, 0.5)).toEqual([1, 2, 3]);
  });

  test('names are given in the language where there is one, else in English', () => {
    expect([tree.nameOf(2, 'es'), tree.nameOf(3, 'es'), tree.nameOf(2, 'en')]).toEqual([
      'Guitarra',
      'Hip-Hop Guitar',
      'Guitar',
    ]);
  });

  test('in the tree that comes with the code every name and Spanish name means its own skill', () => {
    const shipped = shippedTree();
    const taken = shipped.rows.filter(
      (row) => shipped.byText(row.name) !== row || shipped.byText(row.names.es ?? row.name) !== row,
    );
    expect(taken.map((row) => row.name)).toEqual([]);
  });
});
