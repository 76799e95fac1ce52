import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { complaints } from '../../../test/answer-rules.ts';
import { button, cardOf, filledIn, labelsOf, wordsOf } from '../../../test/story.ts';
import type { PlacePermissions } from '../place.ts';
import { openReception, type Speaker } from '../reception.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

const permissions: PlacePermissions = {
  channels: async () => [
    { value: '11', label: 'general' },
    { value: '12', label: 'secret' },
  ],
  missingToAnnounce: async (channelId) => (channelId === '12' ? ['View Channel', 'Send Messages'] : []),
};

function organiser(name: string, given: Partial<Speaker> = {}, isOrganiser = true) {
  const reception = openReception(core);
  const speaker: Speaker = {
    platform: 'discord',
    workspaceId: '',
    externalId: `d${name}`,
    handle: name,
    displayName: name,
    locale: 'en-GB',
    community: { externalId: 'g1', name: 'Strings & Things', isOrganiser, permissions },
    ...given,
  };
  const kept = async (answer: ReturnType<typeof reception.answer>) => {
    expect(complaints(await answer)).toEqual([]);
    return answer;
  };
  return {
    says: (line: string) => kept(reception.answer(speaker, { kind: 'line', line })),
    presses: (id: string, values = {}) => kept(reception.answer(speaker, { kind: 'press', id, values })),
  };
}

describe('/setup', () => {
  test('is a checklist: done by menus, a form, or skipped, until nothing is left', async () => {
    const ana = organiser('ana');
    const first = await ana.says('/setup');
    expect(cardOf(first)).toMatchObject({ title: 'Set up Strings & Things' });
    expect(wordsOf(first)).toContain('4 things are left');
    expect(cardOf(first).selects.map(({ option, of }) => [option, of])).toEqual([
      ['channel', 'channels'],
      ['scope', undefined],
      ['language', undefined],
    ]);
    await ana.presses('setup', { channel: '11' });
    await ana.presses('setup', { scope: 'community' });
    const form = await ana.presses(button(await ana.says('/setup'), 'Set the time zone'));
    expect(filledIn(form)).toEqual({ timezone: 'UTC' });
    await ana.presses('form' in form ? form.form.id : '', { timezone: 'lisbon' });
    const last = cardOf(await ana.says('/setup')).rows.find(({ title }) => title === 'Language');
    const done = await ana.presses(last?.action?.id ?? '');
    expect(wordsOf(done)).toContain('All set');
    expect(wordsOf(done)).toContain('general');
    expect(wordsOf(done)).toContain('Europe/Lisbon');
    expect(wordsOf(await ana.presses(button(done, 'No channel')))).toContain('None yet');
  });

  test('warns of a channel where something is missing, with the platform’s own names', async () => {
    const bo = organiser('bo');
    const card = cardOf(await bo.says('/setup channel:<#12>'));
    expect(card.rows[0]).toMatchObject({ sign: '⚠️' });
    expect(card.rows[0]?.text).toContain('View Channel and Send Messages');
  });

  test('an unknown channel is said, with those that there are', async () => {
    const bo = organiser('bo');
    const answer = await bo.says('/setup channel:nowhere');
    expect(wordsOf(answer)).toContain('nowhere');
    expect(labelsOf(answer)).toEqual(expect.arrayContaining(['general', 'secret']));
  });

  test('a member, and somebody outside of any community, are told what to do', async () => {
    expect(wordsOf(await organiser('cai', {}, false).says('/setup'))).toContain('Only who manages');
    expect(wordsOf(await organiser('dee', { community: undefined }).says('/setup'))).toContain(
      'Nothing to set up here',
    );
  });

  test('works without what the platform says of its channels', async () => {
    const failing: PlacePermissions = {
      channels: () => Promise.reject(new Error('away')),
      missingToAnnounce: () => Promise.reject(new Error('away')),
    };
    const eli = organiser('eli', {
      community: { externalId: 'g2', name: 'Away', isOrganiser: true, permissions: failing },
    });
    expect(wordsOf(await eli.says('/setup channel:<#99>'))).toContain('99');
  });
});

describe('the mention of somebody', () => {
  test('is the person, by whichever chat they were mentioned on', async () => {
    await organiser('fay').says('/echo');
    expect(cardOf(await organiser('ana').says('/profile view <@dfay>')).title).toContain('fay');
  });
});
