import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { type RunningSlack, startSlackBot } from '../../test/slack/bot.ts';
import type { Exchange, Person } from '../../test/slack/people.ts';

let core: TestCore;
let on: RunningSlack;
beforeAll(async () => {
  core = await openTestCore();
  on = await startSlackBot(core, { everyMs: 0 });
});
afterAll(async () => {
  await on.close();
  await core.close();
});

let people = 0;
const newcomer = (given: { locale?: string; timezone?: string; isAdmin?: boolean } = {}): Person => {
  people += 1;
  return on.workspace.person({ name: `Person${people}`, ...given });
};
const answers = { teach: 'Guitar', learn: 'Spanish', timezone: 'Europe/London' };

/** Somebody who has answered the three questions. */
async function learner(given = answers): Promise<Person> {
  const made = newcomer();
  const submitted = await made.submits(await (await made.runs('/echo')).modal(), given);
  await windowOf(submitted);
  return made;
}

/** What the window becomes in the end, by way of a moment's patience or not. */
async function windowOf(exchange: Exchange) {
  const first = await exchange.modal();
  return first.title === '⏳ One moment' || first.title === 'Un momento' ? exchange.modal() : first;
}
const random = () => on.workspace.channel('general');

describe('/echo', () => {
  test('asks a newcomer three questions, and the window becomes the answer', async () => {
    const mei = newcomer();
    const said = await mei.runs('/echo', random());
    expect(said).toMatchObject({ status: 200, body: '' });
    const form = await said.modal();
    expect(form.inputs.map(({ name }) => name)).toEqual(['teach', 'learn', 'timezone']);
    expect(form.inputs[2]?.value).toBe('Europe/London');
    const submitted = await mei.submits(form, answers);
    expect((await windowOf(submitted)).allText).toContain('Welcome');
    expect(mei.messages()).toEqual([]);
  });

  test('takes what is behind it as a line, and answers where only the asker sees it', async () => {
    const mei = await learner();
    for (const line of ['/echo skills list', '/echo   Skills   LIST ']) {
      const message = await (await mei.runs(line, random())).message();
      expect(message).toMatchObject({ isEphemeral: true, channel: random().id });
      expect(message.allText).toContain('Guitar');
    }
  });

  test('shows to everybody what is for everybody, and knows whom a mention means', async () => {
    const mei = await learner();
    const bo = await learner({ ...answers, teach: 'Drums' });
    await mei.runs(`/echo profile view @${bo.name}`, random());
    const shown = () => on.slack.world.messages.find((one) => one.onlyFor === null && one.channelId === random().id);
    await expect.poll(() => JSON.stringify(shown()?.body)).toContain('Drums');
    expect(mei.messages()).toEqual([]);
  });

  test('says of a word it does not know what there is', async () => {
    const mei = await learner();
    expect((await (await mei.runs('/echo &amp;dance')).message()).allText).toContain('“&dance”');
  });
});

describe('partners', () => {
  test('are there to press once both said yes, and not before', async () => {
    const mei = await learner({ ...answers, teach: 'Violin', learn: 'Welsh' });
    const bo = await learner({ ...answers, teach: 'Welsh', learn: 'Violin' });
    const says = async (who: Person, line: string) => (await (await who.runs(line, random())).message()).allText;
    const named = ({ id }: Person) =>
      JSON.stringify(on.slack.world.messages).includes(JSON.stringify({ type: 'user', user_id: id }));
    expect(await says(mei, `/echo match accept match:@${bo.name.toLowerCase()}`)).toContain('You said yes');
    expect([mei, bo].map(named)).toEqual([false, false]);
    expect(await says(bo, `/echo match accept match:@${mei.name.toLowerCase()}`)).toContain('are partners');
    expect(named(mei)).toBe(true);
    expect(await says(bo, `/echo room create title:Etudes partner:@${mei.name.toLowerCase()}`)).toContain('Etudes');
  });
});

describe('a form', () => {
  test('offers what is typed', async () => {
    const mei = newcomer();
    const form = await (await mei.runs('/echo')).modal();
    expect(await mei.typesInto(form, 'teach', 'guit')).toContain('Guitar');
    expect(await mei.typesInto(form, 'timezone', 'zzzz')).toEqual([]);
  });

  test('submitted twice has one effect and one answer', async () => {
    const mei = await learner();
    const form = await (await mei.runs('/echo goals add')).modal();
    const given = { title: 'Play a song' };
    const both = await Promise.all([mei.submits(form, given), mei.submits(form, given)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    for (const one of both) expect((await windowOf(one)).allText).toContain('Play a song');
    expect(mei.messages()).toEqual([]);
    const message = await (await mei.runs('/echo goals list')).message();
    expect(message.allText.match(/Play a song/g)).toHaveLength(1);
  });

  test('opened from a card that only they see: its answer takes the card’s place', async () => {
    const mei = await learner();
    const list = await (await mei.runs('/echo goals list')).message();
    const label = list.buttons.find(({ value }) => value.startsWith('goals.add'))?.label ?? '';
    const form = await (await mei.presses(list, label)).modal();
    const submitted = await mei.submits(form, { title: 'Play a waltz' });
    expect(JSON.parse(submitted.body)).toEqual({ response_action: 'clear' });
    const answer = await submitted.message();
    expect(answer).toMatchObject({ ts: list.ts, edits: 1 });
    expect(answer.allText).toContain('Play a waltz');
  });
});

describe('a button', () => {
  test('on a card that only they see: the answer takes its place', async () => {
    const mei = await learner();
    const card = await (await mei.runs('/echo', random())).message();
    const changed = await (await mei.presses(card, 'My skills')).message();
    expect(changed).toMatchObject({ ts: card.ts, edits: 1, isEphemeral: true });
    expect(changed.allText).toContain('Guitar');
  });

  test('in their own messages with the app: the same', async () => {
    const mei = await learner();
    const card = await (await mei.writes('echo')).message();
    const changed = await (await mei.presses(card, 'My skills')).message();
    expect(changed).toMatchObject({ ts: card.ts, edits: 1, isEphemeral: false });
  });

  test('on a message that everybody sees: the answer is theirs alone, and the message stays', async () => {
    const mei = await learner();
    const card = await (await mei.runs('/echo', random())).message();
    const known = on.slack.world.messages.find(({ ts }) => ts === card.ts);
    if (known) known.onlyFor = null;
    const answer = await (await mei.presses({ ...card, isEphemeral: false }, 'My skills')).message();
    expect(answer).toMatchObject({ isEphemeral: true, edits: 0 });
    expect(answer.ts).not.toBe(card.ts);
  });

  test('in a window: the window shows the answer', async () => {
    const mei = await learner();
    const window = await (await mei.usesShortcut('echo_home')).modal();
    const changed = await (await mei.presses(window, 'My skills')).modal();
    expect(changed.id).toBe(window.id);
    expect(changed.allText).toContain('Guitar');
    expect(mei.messages()).toEqual([]);
  });

  test('in a window that asks something: the window asks it, and becomes the answer', async () => {
    const mei = await learner();
    const window = await (await mei.usesShortcut('echo_home')).modal();
    const list = await (await mei.presses(window, 'My skills')).modal();
    const add = list.buttons.find(({ value }) => value.startsWith('skills.add'))?.label ?? '';
    const form = await (await mei.presses(list, add)).modal();
    expect(form.id).toBe(window.id);
    expect(form.inputs.length).toBeGreaterThan(0);
  });
});

describe('the Home tab', () => {
  test('asks a newcomer by a button, and shows their home once they have answered', async () => {
    const mei = newcomer();
    const home = await mei.opensHome();
    const [button] = home.buttons;
    const form = await (await mei.presses(home, button?.label ?? '')).modal();
    const later = mei.nextHome();
    await mei.submits(form, answers);
    expect((await later).allText).toContain('Guitar');
  });

  test('shows answers in its place, with a way back', async () => {
    const mei = await learner();
    const home = await mei.opensHome();
    expect(home.buttons.map(({ label }) => label)).not.toContain('Home');
    const later = mei.nextHome();
    await mei.presses(home, 'My skills');
    const skills = await later;
    const back = mei.nextHome();
    await mei.presses(skills, 'Home');
    expect((await back).allText).toBe(home.allText);
  });
});

describe('shortcuts', () => {
  test('open a window: the questions, the home, the profile of who wrote something', async () => {
    const mei = newcomer();
    expect((await (await mei.usesShortcut('echo_home')).modal()).inputs).toHaveLength(3);
    const bo = await learner();
    expect((await (await bo.usesShortcut('echo_home')).modal()).allText).toContain(`Hi ${bo.name}`);
    const ana = await learner({ ...answers, teach: 'Violin' });
    expect((await (await bo.usesMessageShortcut('person_profile', ana)).modal()).allText).toContain('Violin');
  });
});

describe('words in the app’s messages', () => {
  test('are a command', async () => {
    const mei = await learner();
    const message = await (await mei.writes('skills list')).message();
    expect(message).toMatchObject({ isEphemeral: false });
    expect(message.allText).toContain('Guitar');
  });

  test('that need a form lead to it by a button', async () => {
    const mei = await learner();
    const message = await (await mei.writes('skills add')).message();
    const form = await (await mei.presses(message, 'Open the form')).modal();
    expect(form.inputs.length).toBeGreaterThan(0);
  });
});

describe('who speaks', () => {
  test('Spanish is answered in Spanish, with their own time zone filled in', async () => {
    const mei = newcomer({ locale: 'es-MX', timezone: 'America/Mexico_City' });
    const form = await (await mei.runs('/echo')).modal();
    expect(form.inputs[2]?.value).toBe('America/Mexico_City');
    const submitted = await mei.submits(form, { teach: 'Guitar', learn: 'Spanish' });
    expect((await windowOf(submitted)).allText).toMatch(/[áéíóúñ¡¿]|Te damos|Hola/);
  });

  test('manages the workspace as an admin: the channels are there, and what is missing is said', async () => {
    const ana = newcomer({ isAdmin: true });
    const setup = await (await ana.runs('/echo setup')).message();
    expect(setup.allText).toContain('Set up Acme');
    const changed = await (await ana.chooses(setup, 'Choose a channel', on.workspace.channel('news').id)).message();
    expect(changed.allText).toContain('#news');
    expect(changed.allText).toContain('/invite @EchoChat');
    const fine = await (await ana.chooses(changed, 'Choose a channel', random().id)).message();
    expect(fine.allText).not.toContain('/invite');
    const bo = newcomer();
    expect((await (await bo.runs('/echo setup')).message()).allText).not.toContain('Set up Acme');
  });

  test('is asked for once', async () => {
    const mei = await learner();
    await (await mei.runs('/echo')).message();
    const asked = on.slack.calls.filter(({ method, args }) => method === 'users.info' && args['user'] === mei.id);
    expect(asked).toHaveLength(1);
    expect(String(asked[0]?.args['include_locale'])).toBe('true');
  });

  test('is called what the payload says while Slack does not say more', async () => {
    on.slack.fault({ method: 'users.info', kind: 'error:internal_error', times: 6 });
    const mei = newcomer();
    expect((await (await mei.runs('/echo')).modal()).inputs).toHaveLength(3);
    on.slack.clearFaults();
    const user = await core.services.database.prisma.identity.findFirst({ where: { externalId: mei.id } });
    expect(user?.displayName).toBe(mei.name.toLowerCase());
  });
});
