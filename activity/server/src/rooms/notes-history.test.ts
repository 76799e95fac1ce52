import { ChangeSet } from '@codemirror/state';
import { difference } from '@echochat/activity-protocol/rooms/difference.ts';
import { describe, expect, test } from 'vitest';
import { NotesHistory } from './notes-history.ts';

const long = 'a text that took somebody a while to write, line by line';

/** What becomes a restore point while a text goes from one to the next of these. */
function savedOf(texts: readonly string[], everyMs = 1_000_000): string[] {
  const saved: string[] = [];
  const history = new NotesHistory({
    save: async (text) => void saved.push(text),
    inBackground: (work) => void work(),
    everyMs,
  });
  for (const [at, after] of texts.slice(1).entries()) {
    const before = texts[at] ?? '';
    const changes = ChangeSet.of(difference(before, after) ?? [], before.length);
    history.changed(before, [{ clientID: 'x', changes }]);
  }
  return saved;
}

describe('RM-10: a restore point of notes', () => {
  test.each<[string, string[], string[]]>([
    ['all of it is taken away at once', [long, ''], [long]],
    ['all of it becomes something else', [long, 'x'.repeat(long.length)], [long]],
    [
      'it is taken away letter by letter',
      Array.from({ length: 60 }, (_, at) => long.slice(0, long.length - at)),
      [long],
    ],
    ['it is taken away, and what was written since too', [long, '', `${long}!`, ''], [long, `${long}!`]],
  ])('is there of how it was where %s', (_what, texts, saved) => {
    expect(savedOf(texts)).toEqual(saved);
  });

  test.each([
    ['it is written', ['', 'a', long, `${long}${long}`]],
    ['a word is put right', [long, long.replace('took', 'takes'), `${long.replace('took', 'takes')}, and that is all`]],
    ['it was a few words', ['hello there', '']],
  ])('is not made where %s', (_what, texts) => {
    expect(savedOf(texts)).toEqual([]);
  });

  test('is there every so often, of how it was before the change that comes then', () => {
    expect(savedOf(['', 'one', 'one two', 'one two three'], -1)).toEqual(['one', 'one two']);
  });

  test('is there at the end where something has changed since, and only then', async () => {
    const saved: string[] = [];
    const history = new NotesHistory({
      save: async (text) => void saved.push(text),
      inBackground: () => {},
      everyMs: 1e6,
    });
    await history.close('a');
    history.changed('a', [{ clientID: 'x', changes: ChangeSet.of({ from: 1, insert: 'b' }, 1) }]);
    await history.save('ab');
    await history.close('ab');
    history.changed('ab', [{ clientID: 'x', changes: ChangeSet.of({ from: 2, insert: 'c' }, 2) }]);
    await history.close('abc');
    expect(saved).toEqual(['ab', 'abc']);
  });
});
