import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { type RunningBot, startBot } from '../../test/discord/bot.ts';
import type { SeenMessage } from '../../test/discord/seen.ts';
import { eventually, type GuildState } from '../../test/discord/world.ts';

let core: TestCore;
let on: RunningBot;
let guild: GuildState;
beforeAll(async () => {
  core = await openTestCore();
  on = await startBot(core);
  guild = on.discord.guild({ name: 'Strings', channels: ['general', 'news'] });
});
afterAll(async () => {
  await on.close();
  await core.close();
});

const person = (name: string, locale = 'en-GB') => on.discord.person({ name, locale });
const labels = (message: SeenMessage) => message.buttons.map(({ label }) => label);

/** Somebody who has answered the three questions. */
async function newcomer(name: string, teach: string, learn: string) {
  const made = person(name);
  const modal = await made.says(guild, 'echo').modal();
  const welcome = await made.submits(modal, { teach, learn, timezone: 'Europe/Lisbon' }).answer();
  return { ...made, welcome };
}

describe('a command', () => {
  test('that may ask opens its form as the first answer; submitted, it is answered to them alone', async () => {
    const ana = person('Ana');
    const said = ana.says(guild, 'echo');
    const modal = await said.modal();
    expect((await said.acknowledged()).type).toBe(9);
    expect(modal.fields.map(({ customId }) => customId)).toEqual(['teach', 'learn', 'timezone']);
    const submitted = ana.submits(modal, { teach: 'Guitar', learn: 'Python', timezone: 'Lisbon' });
    const answer = await submitted.answer();
    expect(answer).toMatchObject({ ephemeral: true });
    expect(answer.text).toContain('Ana');
  });

  test('that asks nothing is deferred before anything is looked up, and answered by an edit', async () => {
    const ana = person('Ana');
    const said = ana.says(guild, 'skills list');
    const first = await said.acknowledged();
    expect(first).toMatchObject({ type: 5, ephemeral: true });
    expect(first.afterMs).toBeLessThan(1_000);
    expect(await said.answer()).toMatchObject({ ephemeral: true, edits: 1 });
  });

  test('is in the language of the person’s Discord, in its names and in its answers', async () => {
    const luz = person('Luz', 'es-419');
    expect((await luz.says(guild, 'help').answer()).text).toContain('Qué puedes hacer');
    const echo = on.discord.world.commands.find(({ name }) => name === 'echo');
    expect(echo?.['description_localizations']).toHaveProperty('es-419');
  });

  test('in the bot’s direct messages, and where only the person installed it, is answered as well', async () => {
    const bo = person('Bo');
    expect(await bo.says('dm', 'help').answer()).toMatchObject({ ephemeral: false });
    expect(await bo.says('elsewhere', 'help').answer()).toMatchObject({ ephemeral: true });
    const { prisma } = core.services.database;
    const identity = await prisma.identity.findFirstOrThrow({ where: { externalId: bo.id } });
    expect(await prisma.membership.count({ where: { userId: identity.userId } })).toBe(0);
  });

  test('about somebody else is public, and says so of who has not come yet', async () => {
    const cai = await newcomer('Cai', 'Chess', 'Piano');
    const dee = await newcomer('Dee', 'Piano', 'Chess');
    const shown = await dee.says(guild, 'profile view', { person: cai }).answer();
    expect(shown).toMatchObject({ ephemeral: false });
    expect(shown.text).toContain('Cai');
    expect((await dee.says(guild, 'profile view', { person: person('Zed') }).answer()).text).toContain(
      'not come to EchoChat',
    );
  });
});

describe('the menus of a person', () => {
  test('show their profile, and endorse a skill of theirs', async () => {
    const eli = await newcomer('Eli', 'Welding', 'Cooking');
    const fay = person('Fay');
    expect((await fay.opens(guild, 'Learning profile', eli).answer()).text).toContain('Welding');
    const modal = await fay.opens(guild, 'Endorse a skill', eli).modal();
    expect(modal.fields.length).toBeGreaterThan(0);
  });
});

describe('while typing', () => {
  test('values are suggested', async () => {
    const gus = person('Gus');
    expect((await gus.types(guild, 'skills add', 'skill', 'guit')).join()).toContain('Guitar');
    expect((await gus.types(guild, 'settings', 'timezone', 'lisb')).join()).toContain('Lisboa, Portugal');
    expect(await gus.types(guild, 'skills add', 'skill', 'zzzzzz')).toEqual([]);
  });
});

describe('pressing', () => {
  test('on a card of one’s own puts the answer in the card’s place', async () => {
    const hal = await newcomer('Hal', 'Juggling', 'Knitting');
    const settings = await hal.says(guild, 'settings').answer();
    const chosen = hal.chooses(settings, 'Choose a language', ['es'], guild);
    const after = await chosen.answer();
    expect(after.id).toBe(settings.id);
    expect(after.text).toContain('Español');
  });

  test('on a card that everybody sees answers beside it, to who pressed', async () => {
    const ida = await newcomer('Ida', 'Sewing', 'Drawing');
    const jon = await newcomer('Jon', 'Drawing', 'Sewing');
    const shown = await jon.says(guild, 'profile view', { person: ida }).answer();
    const pressed = await ida.presses(shown, 'Find a partner', guild).answer();
    expect(pressed.id).not.toBe(shown.id);
    expect(pressed.ephemeral).toBe(true);
  });

  test('a button of another version says so, with a way on', async () => {
    const kim = person('Kim');
    const card = await kim.says(guild, 'help').answer();
    const stale = await kim.pressesId(card, 'rooms.open:42', guild).answer();
    expect(labels(stale)).toContain('Home');
  });

  test('after the card is gone is answered all the same', async () => {
    const lee = person('Lee');
    const card = await lee.says(guild, 'help').answer();
    const pressed = lee.presses(card, 'Settings', guild);
    const message = on.discord.world.messages.get(card.id);
    if (message) message.isGone = true;
    expect((await pressed.answer()).text).toContain('Your settings');
  });
});

describe('an interaction that arrives twice', () => {
  test('has one effect and one answer', async () => {
    const may = await newcomer('May', 'Surfing', 'Sailing');
    const said = may.says(guild, 'skills add', { skill: 'Guitar', kind: 'teach', level: 5, years: 1, about: 'x' });
    said.again();
    await said.answer();
    const interaction = on.discord.world.interactions.get(said.id);
    expect(interaction?.followUps).toEqual([]);
    expect(interaction?.original?.edits ?? 0).toBeLessThanOrEqual(1);
  });
});

describe('a server', () => {
  test('is greeted once, set up by who manages it, and remembered when it is left', async () => {
    const made = on.discord.guild({ name: 'Chess Club', channels: ['lobby', 'secret'] });
    const lobby = made.channels[0]?.id ?? '';
    const greeting = await eventually(
      on.discord.world,
      () => [...on.discord.world.messages.values()].find(({ channelId }) => channelId === lobby),
      () => 'a greeting',
    );
    expect(JSON.stringify(greeting.body)).toContain('Hello, I am EchoChat');
    const nia = person('Nia');
    expect((await nia.says(made, 'setup').answer()).text).toContain('Only who manages');
    nia.manages(made);
    const secret = made.channels[1];
    if (secret) secret.denied = 1n << 11n;
    const answer = await nia.says(made, 'setup', { channel: secret ?? '' }).answer();
    expect(answer.text).toContain('Missing: Send Messages');
    on.discord.removeGuild(made);
    const { prisma } = core.services.database;
    await expect
      .poll(async () => (await prisma.community.findFirst({ where: { externalId: made.id } }))?.leftAt ?? null)
      .not.toBeNull();
  });
});
